"""The encoding of a text file, found out by reading it."""

import codecs


def decode(body: bytes) -> tuple[str, str]:
    """The text and the encoding it was in: UTF-8 with or without mark, UTF-16 with mark, else GB 18030.

    Raises UnicodeDecodeError for what is none of them.
    """
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16"), "utf-16"
    try:
        return body.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return body.decode("gb18030"), "gb18030"
