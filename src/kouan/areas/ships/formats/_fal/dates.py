"""Dates as people type them: the year first has one reading; day and month that could change places are asked."""

import datetime as dt
import re

from .cells import Cell, tidy
from .told import Issue, ask, likely, sure

Read = tuple[str, Issue | None]
"""What the draft holds (the value as it stands where it is in doubt), and what is to be said."""
_PLAIN = re.compile(r"(\d{4})([/-])(\d{2})\2(\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[ ./\-年]{1,3}(\d{1,2})[ ./\-月]{1,3}(\d{1,2})日?(?:[ T]0?0:00(?::00)?)?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[ ./-]{1,2}(\d{1,2})[ ./-]{1,2}(\d{4})")
_DAY_NAMED = re.compile(r"(\d{1,2})[ ./-]*([A-Za-z]{3,9})[ .,/-]*(\d{4})")
_MONTH_NAMED = re.compile(r"([A-Za-z]{3,9})[ ./-]*(\d{1,2})[ .,/-]+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LEAP_BUG = 61
"""Serial numbers below it are a day off in some workbooks: the year 1900 is taken for a leap year there."""
LAST_SERIAL = 73_050
"""The serial number of the end of the year 2099."""


def day(cell: Cell, epoch: dt.date) -> Read:
    """The date of a cell: ISO where it is one, else as it stands with what is to be said."""
    if cell.kind == "date":
        return cell.text, None
    if cell.kind == "number" and not _COMPACT.fullmatch(cell.text):
        return cell.text, _serial(cell.text, epoch)
    text = tidy(cell.text)
    if (m := _PLAIN.fullmatch(cell.text)) and (made := _date(m[1], m[3], m[4])):
        return made, None
    made = _one_reading(text)
    if made:
        return cell.text, sure(
            "date-layout", "只有一种读法的日期写法", "A layout of the date with one reading only", made
        )
    return cell.text, _doubtful(text)


def _serial(text: str, epoch: dt.date) -> Issue:
    whole = text.partition(".")[0]
    number = int(whole) if whole.isdigit() and len(whole) < 7 else 0
    if not 1 <= number <= LAST_SERIAL:
        return _unreadable()
    made = (epoch + dt.timedelta(days=number)).isoformat()
    if number < LEAP_BUG and epoch.year < 1904:
        zh, en = "序列号小于61，各种软件相差一天", "A serial number below 61: programs differ by a day"
        return ask("date-serial", zh, en, new=made)
    system = "1904" if epoch.year == 1904 else "1900"
    zh = f"日期栏里是没有日期格式的数字：表格序列号（{system}日期系统）"
    en = f"A number without a date format in a date column: serial number of the spreadsheet, {system} system"
    return sure("date-serial", zh, en, made)


def _one_reading(text: str) -> str:
    if m := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _date(m[1], m[2], m[3])
    if m := _DAY_NAMED.fullmatch(text):
        return _date(m[3], _month(m[2]), m[1])
    if m := _MONTH_NAMED.fullmatch(text):
        return _date(m[3], _month(m[1]), m[2])
    return ""


def _month(name: str) -> str:
    short = name[:3].lower()
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else "0"


def _doubtful(text: str) -> Issue:
    m = _YEAR_LAST.fullmatch(text)
    if m is None:
        return _unreadable()
    readings = sorted({made for made in (_date(m[3], m[2], m[1]), _date(m[3], m[1], m[2])) if made})
    if len(readings) == 1:
        zh, en = "年在后，只有一种读法成立", "The year comes last; one reading only is a date"
        return likely("date-layout", zh, en, readings[0])
    if not readings:
        return _unreadable()
    zh = f"两种读法：{readings[1]} 或 {readings[0]}，须由人确认"
    en = f"Two readings: {readings[1]} or {readings[0]}; a person must say which"
    return ask("date-ambiguous", zh, en, "error")


def _unreadable() -> Issue:
    return ask("date-unreadable", "读不出日期", "No date can be read here", "error")


def _date(year: str, month: str, of_month: str) -> str:
    try:
        return dt.date(int(year), int(month), int(of_month)).isoformat()
    except ValueError:
        return ""
