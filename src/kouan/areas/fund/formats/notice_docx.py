"""A notice as .docx."""

from kouan.areas.fund.formats._files import form
from kouan.areas.fund.sources.package import OLE, is_package
from kouan.areas.fund.sources.word import transcript
from kouan.kernel.words import Words


def _likes(body: bytes, name: str) -> int:
    """A package with a Word text; an old or locked Office file by its name, so that it is answered in words."""
    if not is_package(body):
        return 0
    if body.startswith(OLE):
        return 20 if name.lower().endswith((".doc", ".docx", ".docm", ".wps", "")) else 0
    return 70 if b"word/document.xml" in body else 0


FORMAT = form(
    "fund-notice-docx",
    Words("资金分配方案公示（Word）", "notice of an allocation plan (Word)"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".docx",
    _likes,
    transcript,
)
