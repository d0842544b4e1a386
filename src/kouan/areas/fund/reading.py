"""A file of any kind that a notice comes in: found out by its bytes, read as one notice, or several files as one."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from kouan.areas.fund.formats import notice_csv, notice_docx, notice_html, notice_pdf, notice_text, notice_xlsx
from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.printed.origins import Origin
from kouan.areas.fund.sources import delimited, paper, webpage, word, workbook
from kouan.areas.fund.sources.transcript import Transcript, Unreadable
from kouan.kernel.formats import Format, detect
from kouan.kernel.words import Words

FORMATS: tuple[Format, ...] = tuple(
    one.FORMAT for one in (notice_text, notice_docx, notice_xlsx, notice_pdf, notice_html, notice_csv)
)
LARGEST = 6 * 1024 * 1024
"""Bytes of one file that is read."""
UNKNOWN = Unreadable(
    "format-unknown",
    Words(
        "认不出是 docx、xlsx、pdf、html、csv 还是文本", "Neither docx, xlsx, pdf, html, csv nor text that is known here"
    ),
)
TOO_LARGE = Unreadable("file-too-large", Words("文件超过 6 MB", "The file is over 6 MB"))


def plain(body: bytes) -> Transcript:
    """Pasted text as it stands. Raises `Unreadable`."""
    text, _ = delimited.text_of(body)
    return Transcript(tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")), ())


TRANSCRIBED: Mapping[str, Callable[[bytes], Transcript]] = MappingProxyType(
    {
        notice_text.FORMAT.code: plain,
        notice_docx.FORMAT.code: word.transcript,
        notice_xlsx.FORMAT.code: workbook.transcript,
        notice_pdf.FORMAT.code: paper.transcript,
        notice_html.FORMAT.code: webpage.transcript,
        notice_csv.FORMAT.code: delimited.transcript,
    }
)


class Read(msgspec.Struct, frozen=True):
    """A file as it was read: its format, its lines, the notice in it."""

    form: Format
    transcript: Transcript
    notice: Notice


def read_any(body: bytes, name: str = "") -> Read:
    """Read one file. Raises `Unreadable`."""
    if len(body) > LARGEST:
        raise TOO_LARGE
    form = form_of(body, name)
    transcript = TRANSCRIBED[form.code](body)
    return Read(form, transcript, read_text(transcript.text, transcript.origins))


def read_as(body: bytes, code: str) -> Notice:
    """Read bytes whose format is known by its code. Raises `Unreadable`, KeyError."""
    transcript = TRANSCRIBED[code](body)
    return read_text(transcript.text, transcript.origins)


def form_of(body: bytes, name: str) -> Format:
    """What the bytes are; any text at all is pasted text at last. Raises `Unreadable`."""
    form = detect(FORMATS, body, name)
    if form is not None:
        return form
    if not body.strip() or b"\0" in body:
        raise UNKNOWN
    delimited.text_of(body)
    return notice_text.FORMAT


def joined(read: Sequence[tuple[str, Transcript]]) -> Notice:
    """Several files as one notice (the text and its annexes), each line's place with the name of its file."""
    lines: list[str] = []
    origins: list[Origin] = []
    for name, transcript in read:
        for at, line in enumerate(transcript.lines):
            known = transcript.origins[at] if transcript.origins else None
            where = known.where if known else Words(f"第{at + 1}行", f"line {at + 1}")
            lines.append(line)
            cells = tuple(f"{name}:{cell}" for cell in known.cells) if known else ()
            origins.append(Origin(Words(f"{name} {where.zh}", f"{name} {where.en}"), cells))
    return read_text("\n".join(lines), tuple(origins))
