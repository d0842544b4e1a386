"""Money of the fund: whole 分 inside, exact decimal text at the border, words in Chinese capitals.

1 元 = 100 分, 1 万元 = 1 000 000 分. Nothing here is ever a float; what can not be said exactly is refused.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from kouan.kernel.words import Words

FEN_PER_UNIT = {"分": 1, "元": 100, "千元": 100_000, "万元": 1_000_000, "亿元": 10_000_000_000}
_PLAIN = re.compile(r"(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")


class BadAmount(ValueError):
    """Text that is not an amount; `words` says why in both languages."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def fen_of(text: str, unit: str) -> int:
    """Read an unsigned ASCII decimal (`3690`, `2,489.4`) of `unit` (a key of `FEN_PER_UNIT`) as whole 分.

    Refuses with `BadAmount` signs, other characters, wrong thousands groups and anything finer than one 分.
    """
    if not _PLAIN.fullmatch(text):
        raise BadAmount(Words("“{text}”不是金额", "“{text}” is not an amount").with_values(text=text))
    fen = Decimal(text.replace(",", "")) * FEN_PER_UNIT[unit]
    if fen != fen.to_integral_value():
        raise BadAmount(
            Words("“{text}”{unit}不足一分", "“{text}” {unit} is finer than one 分").with_values(text=text, unit=unit)
        )
    return int(fen)


def wan_of(fen: int) -> str:
    """分 as 万元 in the shortest exact decimal text: 89974000 is `89.974`."""
    return _shortest(Decimal(fen) / FEN_PER_UNIT["万元"])


def yuan_of(fen: int) -> str:
    """分 as 元 with two decimals: 10020005 is `100200.05`."""
    return f"{fen // 100}.{fen % 100:02d}" if fen >= 0 else f"-{yuan_of(-fen)}"


def share_of(part: int, whole: int, places: int = 2) -> Decimal:
    """`part` of `whole` in percent, rounded half up."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _shortest(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
