"""Numbers as people type them, read exactly or refused in words; full-width digits are read, too."""

import unicodedata
from decimal import Decimal, InvalidOperation

from kouan.kernel.machine import Refused
from kouan.kernel.words import Words


def decimal_text(text: str, *, positive: bool = False) -> str:
    """A decimal as plain text of at most 40 signs. Raises `Refused` for what is none, or not above nought."""
    bare = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    try:
        value = Decimal(bare) if len(bare) <= 30 else None
    except InvalidOperation:
        value = None
    if value is None or not _readable(value) or (positive and value <= 0):
        words = Words("比率须填分子和大于零的分母", "A ratio needs its numerator and a denominator above nought")
        raise Refused("number-wrong", words if positive else Words("不是数", "Not a number"))
    return f"{value:f}"[:40]


def _readable(value: Decimal) -> bool:
    """Whether a number has at most 18 places on either side: an exponent in it can ask for millions."""
    return value.is_finite() and value.adjusted() < 18 and int(value.as_tuple().exponent) >= -18


def points_text(text: str) -> Decimal:
    """Points from 0 to 100 with at most two places. Raises `Refused`."""
    value = Decimal(decimal_text(text))
    if not 0 <= value <= 100 or value != value.quantize(Decimal("0.01")):
        raise Refused(
            "points-wrong", Words("分数在 0 到 100 之间，最多两位小数", "Points lie between 0 and 100, two places")
        )
    return value
