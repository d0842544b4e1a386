"""A notice, or one of its tables, as CSV or TSV."""

from kouan.areas.fund.formats._files import form, signs_in
from kouan.areas.fund.sources.delimited import separator_of, transcript
from kouan.areas.fund.sources.encoding import decode
from kouan.kernel.words import Words

HEADS = ("序号", "三级指标", "项目名称", "金额", "金 额")


def _likes(body: bytes, name: str) -> int:
    """Lines that mostly have the same separator, and the heads of a plan or of targets; a tab file is pasted text too."""
    try:
        text, _ = decode(body)
    except UnicodeDecodeError:
        return 0
    if "\0" in text or text.lstrip("\ufeff \t\r\n").startswith(("<", "{", "[")):
        return 0
    separator = separator_of(text)
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    parted = sum(separator in line for line in lines)
    heads = sum(head in text for head in HEADS)
    if not heads or parted * 2 < len(lines):
        return 0
    named = name.lower().endswith((".csv", ".tsv"))
    return (92 if named else 70 if separator != "\t" else 40) if heads + signs_in(text) >= 2 else 0


FORMAT = form(
    "fund-notice-csv",
    Words("资金分配方案公示（CSV、TSV）", "notice of an allocation plan (CSV, TSV)"),
    "text/csv",
    ".csv",
    _likes,
    transcript,
)
