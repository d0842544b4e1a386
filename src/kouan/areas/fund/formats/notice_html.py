"""A notice as a page saved from the web."""

from kouan.areas.fund.formats._files import form, signs_in
from kouan.areas.fund.sources.encoding import decode
from kouan.areas.fund.sources.webpage import transcript
from kouan.kernel.words import Words

BEGINS = ("<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p", "<h1", "<?xml", "<meta")


def _likes(body: bytes, name: str) -> int:
    try:
        text, _ = decode(body)
    except UnicodeDecodeError:
        return 0
    begins = text.lstrip("\ufeff \t\r\n")[:300].lower()
    if not begins.startswith(BEGINS) or (begins.startswith("<?xml") and "<html" not in begins):
        return 0
    return 80 if signs_in(text) >= 2 else 30


FORMAT = form(
    "fund-notice-html",
    Words("资金分配方案公示（网页）", "notice of an allocation plan (web page)"),
    "text/html",
    ".html",
    _likes,
    transcript,
)
