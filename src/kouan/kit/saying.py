"""How the house says times, spans, money and numbers to a person, in both languages.

Pure: the language is an argument and so is the current year. Times must know their zone; people read Asia/Shanghai.
"""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

from kouan.kernel.words import Words

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
NOTHING = "—"
MINUS = "−"


def local(when: dt.datetime) -> dt.datetime:
    """The same moment on the law's clock. Refuses a time without a zone: it could be any moment of a day."""
    if when.tzinfo is None:
        raise ValueError(f"a time without a zone can not be shown: {when.isoformat()}")
    return when.astimezone(SHANGHAI)


def day(date: dt.date, language: str, year_now: int) -> str:
    """11月23日 (the year only where it is another one) / 23 Nov 2026."""
    if not _chinese(language):
        return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
    year = "" if date.year == year_now else f"{date.year}年"
    return f"{year}{date.month}月{date.day}日"


def moment(when: dt.datetime, language: str, year_now: int) -> str:
    """11月23日 14:32 / 23 Nov 2026, 14:32."""
    here = local(when)
    comma = "" if _chinese(language) else ","
    return f"{day(here.date(), language, year_now)}{comma} {here:%H:%M}"


def lasted(span: dt.timedelta) -> Words:
    """2 小时 18 分 / 2 h 18 min. Two units at most; a span below nothing keeps its sign."""
    seconds = abs(int(span.total_seconds()))
    sign = MINUS if span < dt.timedelta(0) and seconds else ""
    days, hours, minutes = seconds // 86400, seconds // 3600, seconds // 60
    if days >= 2:
        return _two(sign, days, ("天", "d"), hours % 24, ("小时", "h"))
    if hours:
        return _two(sign, hours, ("小时", "h"), minutes % 60, ("分", "min"))
    if minutes:
        return Words(f"{sign}{minutes} 分", f"{sign}{minutes} min")
    return Words(f"{sign}{seconds} 秒", f"{sign}{seconds} s")


def clock(span: dt.timedelta) -> Words:
    """The span in the width of a table cell: 2:18, −0:25, and from three days on 10 天 / 10 d."""
    minutes = abs(int(span.total_seconds())) // 60
    sign = MINUS if span < dt.timedelta(0) and minutes else ""
    if minutes >= 3 * 1440:
        return Words(f"{sign}{minutes // 1440} 天", f"{sign}{minutes // 1440} d")
    text = f"{sign}{minutes // 60}:{minutes % 60:02d}"
    return Words(text, text)


def number(value: Decimal | int | None, places: int | None = None) -> str:
    """Thousands grouped, a true minus sign, a dash for nothing. `places` rounds half up (四舍五入)."""
    if value is None:
        return NOTHING
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
    text = f"{exact.copy_abs():,f}"
    return f"{MINUS}{text}" if exact < 0 else text


def yuan(fen: int) -> Words:
    """Fen as yuan, always with the two places: 1,850.00 元 / CNY 1,850.00."""
    text = number(Decimal(fen) / 100, 2)
    return Words(f"{text} 元", f"CNY {text}")


def wan(fen: int) -> Words:
    """Fen as 万元, exact and without idle noughts: 3,690 万元 / CNY 36.9 million (below a million: CNY 5,000)."""
    amount = Decimal(fen)
    chinese = f"{number(_trim(amount / 1_000_000))} 万元"
    if abs(fen) >= 100_000_000:
        return Words(chinese, f"CNY {number(_trim(amount / 100_000_000))} million")
    return Words(chinese, f"CNY {number(_trim(amount / 100))}")


def _chinese(language: str) -> bool:
    return language.lower().startswith("zh")


def _trim(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()


def _two(sign: str, many: int, unit: tuple[str, str], few: int, small: tuple[str, str]) -> Words:
    tails = [f" {few} {name}" if few else "" for name in small]
    return Words(f"{sign}{many} {unit[0]}{tails[0]}", f"{sign}{many} {unit[1]}{tails[1]}")
