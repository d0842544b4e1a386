"""Amounts in Chinese capitals (壹佰万元整), written and read.

Written: 整 after 元, none after 角 or 分; one 零 for inner zeros. Read: 整 or 正 or none; a single 零 where a
neighbouring group of four ends or begins with zeros is optional.
"""

import re

from kouan.areas.fund.rules.money import BadAmount
from kouan.kernel.words import Words

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
_LIMIT = 10**16
_SHAPE = re.compile(
    r"(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?零?"
    r"(?:(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?零?(?:(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?[整正]?"
)


def capitals_of(fen: int) -> str:
    """Whole 分, 0 or more, as words: 10020005 is 壹拾万零贰佰元零伍分."""
    if not 0 <= fen < _LIMIT * 100:
        raise BadAmount(Words("金额超出可书写范围", "the amount is outside what can be written in words"))
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    text = f"{_integer(yuan)}元" if yuan or not rest else ""
    if jiao:
        text += f"{DIGITS[jiao]}角"
    if cents:
        text += ("零" if yuan and not jiao else "") + f"{DIGITS[cents]}分"
    return text if rest else f"{text}整"


def fen_of_capitals(text: str) -> int:
    """Read capitals as 分; refuses with `BadAmount` what is not such an amount."""
    found = _SHAPE.fullmatch(text)
    if not text or not found or not (found["yuan"] or found["jiao"] or found["fen"]):
        raise _not_words(text)
    yuan = _read_integer(found["yuan"] or "")
    fen = yuan * 100 + _digit(found["jiao"]) * 10 + _digit(found["fen"])
    if _without_zeros(capitals_of(fen)) != _without_zeros(text):
        raise _not_words(text)
    return fen


def _integer(number: int) -> str:
    for unit, sign in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, unit)
        if high:
            # One 零 where the lower part leaves its first place empty.
            return _integer(high) + sign + ("零" if 0 < low < unit // 10 else "") + (_integer(low) if low else "")
    return _group(number) or "零"


def _group(group: int) -> str:
    text, zero = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + PLACES[place]
            zero = False
        else:
            zero = True
    return text


def _read_integer(words: str) -> int:
    total = section = digit = 0
    for sign in words:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in PLACES:
            section += digit * 10 ** PLACES.index(sign)
            digit = 0
        elif sign == "万":
            total += (section + digit) * 10_000
            section = digit = 0
        elif sign == "亿":
            total = (total + section + digit) * 10**8
            section = digit = 0
    return total + section + digit


def _digit(sign: str | None) -> int:
    return DIGITS.index(sign) if sign else 0


def _without_zeros(text: str) -> str:
    return text.rstrip("整正").replace("零", "")


def _not_words(text: str) -> BadAmount:
    return BadAmount(Words("“{text}”不是大写金额", "“{text}” is not an amount in words").with_values(text=text))
