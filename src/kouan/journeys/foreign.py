"""A filing in a format of others: which one it is, the one document in it, and all that its reader found on the way."""

from collections.abc import Iterable

from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding, refusing
from kouan.kernel.formats import Format, detect
from kouan.kernel.words import Words

UNKNOWN = Words("不认识这种格式；请用 JSON 或目录所列格式", "Unknown format: use JSON or one of the listed formats")


def read_one(
    formats: Iterable[Format], of: DocumentType, body: bytes
) -> tuple[object | None, str, tuple[Finding, ...]]:
    """The document of that type, the code of the format, and what the reader found. The document is None where there
    is none to be had without a guess: an error of the reader means that a value of the file would be lost or chosen.
    """
    form = detect(formats, body)
    if form is None:
        return None, "", (Finding(code="format-unknown", severity="error", path="", message=UNKNOWN),)
    reading = form.read(body)
    if refusing(reading.findings):
        return None, form.code, reading.findings
    mine = [c for c in reading.documents if c.type == of.code]
    if len(mine) != 1:
        return None, form.code, (*reading.findings, _not_one(of))
    return mine[0].document, form.code, reading.findings


def _not_one(of: DocumentType) -> Finding:
    words = Words("文件中应有且只有一份{zh}", "The file must hold exactly one {en}").with_values(
        zh=of.words.zh, en=of.words.en
    )
    return Finding(code="format-not-one", severity="error", path="", message=words)
