"""Amounts as people type them: 元 or 万元, full-width digits, commas of both kinds, Chinese capitals."""

import re
import unicodedata

from kouan.areas.fund.rules.capitals import fen_of_capitals
from kouan.areas.fund.rules.money import BadAmount, fen_of
from kouan.kernel.words import Words

UNITS = ("万元", "元")
MOST_FEN = 10**14
"""一万亿元: nothing larger is taken for an amount of this fund."""
LONGEST = 60
_CAPITALS = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟]")
_ENDING = re.compile(r"^(.*?)(万元|亿元|千元|元|分)?整?$")
EMPTY = Words("请填写金额", "An amount is needed")
TOO_MUCH = Words("金额过大，请核对单位", "The amount is too large: check the unit")


def typed_fen(text: str, unit: str = "元") -> int:
    """What was typed as whole 分, 0 or more. A unit that stands in the text wins over `unit`.

    Raises `BadAmount`, whose words say why: blank, a sign, no number, finer than one 分, too large.
    """
    if len(text) > LONGEST:
        raise BadAmount(TOO_MUCH)
    said = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).removeprefix("人民币").lstrip("¥")
    if not said:
        raise BadAmount(EMPTY)
    fen = fen_of_capitals(said) if _CAPITALS.search(said) else _plain(said, unit)
    if fen > MOST_FEN:
        raise BadAmount(TOO_MUCH)
    return fen


def _plain(said: str, unit: str) -> int:
    found = _ENDING.fullmatch(said)
    number, named = (found[1], found[2]) if found else (said, None)
    return fen_of(number, named or (unit if unit in UNITS else "元"))
