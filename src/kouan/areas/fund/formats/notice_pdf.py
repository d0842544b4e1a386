"""A notice as PDF with text."""

from kouan.areas.fund.formats._files import form
from kouan.areas.fund.sources.paper import transcript
from kouan.kernel.words import Words


def _likes(body: bytes, name: str) -> int:
    return 70 if b"%PDF-" in body[:1024] else 0


FORMAT = form(
    "fund-notice-pdf",
    Words("资金分配方案公示（PDF）", "notice of an allocation plan (PDF)"),
    "application/pdf",
    ".pdf",
    _likes,
    transcript,
)
