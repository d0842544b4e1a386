"""The grammar of targets: 不少于60项, 年均增长2%, 逐年缩短 as something that can be compared; the printed text is kept.

Civil Code 1259 (standing: official): 以上 以下 以内 include the number, 不满 超过 exclude it.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

Kind = Literal["number", "ratio", "growth_yoy", "growth_cagr", "growth_base", "trend", "qualitative", "boolean", "date"]
Cmp = Literal[">=", ">", "=", "<=", "<", "between"]
Direction = Literal["up", "down"]
Scope = Literal["cumulative", "per_year", "each_year"]


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One printed value, read. `value` and `value2` are exact decimal text (a date for kind `date`), in `unit`."""

    printed: str
    kind: Kind
    cmp: Cmp | None = None
    value: str | None = None
    value2: str | None = None
    unit: str | None = None
    direction: Direction | None = None
    scope: Scope | None = None
    base_year: int | None = None
    findings: tuple[str, ...] = ()


_BEFORE: tuple[tuple[str, Cmp], ...] = (
    ("不得少于", ">="), ("不得低于", ">="), ("不得超过", "<="), ("不得高于", "<="), ("不少于", ">="), ("不低于", ">="),
    ("不小于", ">="), ("至少", ">="), ("最少", ">="), ("不超过", "<="), ("不高于", "<="), ("不大于", "<="),
    ("不多于", "<="), ("至多", "<="), ("最多", "<="), ("大于等于", ">="), ("小于等于", "<="), ("大于", ">"),
    ("超过", ">"), ("高于", ">"), ("多于", ">"), ("小于", "<"), ("低于", "<"), ("少于", "<"), ("不足", "<"),
    ("不满", "<"), (">=", ">="), ("≥", ">="), ("<=", "<="), ("≤", "<="), (">", ">"), ("<", "<"), ("=", "="),
)  # fmt: skip
_AFTER: tuple[tuple[str, Cmp], ...] = (
    ("及以上", ">="), ("以上", ">="), ("及以下", "<="), ("以下", "<="), ("以内", "<="), ("之内", "<="), ("内", "<="),
)  # fmt: skip
_UP = "增长|增加|提高|提升|上升|扩大|改善|优化"
_DOWN = "下降|减少|降低|缩短|压缩|缩小"
_NUMBER = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
_CHINESE = "零〇一二两三四五六七八九十百千万亿"
_UNIT_ALIAS = {"百分比": "%", "个百分点": "pp", "百分点": "pp"}
_DEADLINE = re.compile(
    r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?(?:底|末)?(?:之?前|以前)(?:完成|建成|投入使用|办结)?"
)
_TREND = re.compile(rf"(?P<how>逐年|持续|稳步|逐步|不断)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))")
_SCOPES: tuple[tuple[str, Scope], ...] = (
    (r"(?:[一二三四五六七八九十\d]+年)?累计", "cumulative"),
    (r"(?:每年|年均(?!增长|下降)|每年度)", "per_year"),
)
_GROWTH = re.compile(
    rf"(?:(?P<base>较(?P<year>\d{{4}})年)|(?P<avg>年均)|(?P<yoy>同比))?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:率)?(?P<rest>.*)"
)
_VALUE = re.compile(rf"(?P<a>{_NUMBER})(?P<ua>[^\d\-~至]*)(?:[-~至](?P<b>{_NUMBER})(?P<ub>.*))?")


def read_target(printed: str) -> Target:
    """Read one printed value; what the grammar does not know is `qualitative`."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed)).rstrip("。;；")
    text = text.replace("〜", "~").replace("—", "-").replace("–", "-")
    return _fixed(printed, text) or _trend(printed, text) or _measured(printed, text)


def _fixed(printed: str, text: str) -> Target | None:
    if text in ("是", "否"):
        return Target(printed=printed, kind="boolean", cmp="=", value="true" if text == "是" else "false")
    found = _DEADLINE.fullmatch(text)
    if not found or not 1 <= int(found["m"]) <= 12:
        return None
    year, month = int(found["y"]), int(found["m"])
    day = date(year, month, min(int(found["d"] or 31), monthrange(year, month)[1]))
    return Target(printed=printed, kind="date", cmp="<=", value=day.isoformat())


def _trend(printed: str, text: str) -> Target | None:
    found = _TREND.fullmatch(text)
    if not found:
        return None
    return Target(
        printed=printed,
        kind="trend",
        direction="up" if found["up"] else "down",
        scope="each_year" if found["how"] == "逐年" else None,
        findings=("no_unit", "no_baseline"),
    )


def _measured(printed: str, text: str) -> Target:
    findings: list[str] = []
    scope: Scope | None = None
    for pattern, meaning in _SCOPES:
        if found := re.match(pattern, text):
            text, scope = text[found.end() :], meaning
    growth = _GROWTH.fullmatch(text)
    if growth:
        text = growth["rest"]
    text = _approximate(text, findings)
    cmp, text = _comparator(text)
    text = _arabic(text, findings)
    value = _VALUE.fullmatch(text)
    if not value:
        return Target(printed=printed, kind="qualitative")
    return _built(printed, value, cmp, scope, growth, findings)


def _built(
    printed: str,
    found: re.Match[str],
    cmp: Cmp | None,
    scope: Scope | None,
    growth: re.Match[str] | None,
    findings: list[str],
) -> Target:
    number, unit = _counted(found["a"], found["ua"] or found["ub"] or "", findings)
    second = _counted(found["b"], found["ub"] or found["ua"] or "", [])[0] if found["b"] else None
    if second is not None:
        cmp = "between"
    if cmp is None:
        cmp = "="
        findings.append("no_comparator")
    if not unit:
        findings.append("no_unit")
    kind: Kind = "ratio" if unit in ("%", "‰") else "number"
    direction: Direction | None = None
    if growth:
        kind = "growth_base" if growth["base"] else "growth_cagr" if growth["avg"] else "growth_yoy"
        direction = "up" if growth["up"] else "down"
        findings += [] if growth["base"] else ["no_baseline"]
    elif unit == "%" and cmp == ">" and number >= 100:
        findings.append("ratio_over_100")
    return Target(
        printed=printed,
        kind=kind,
        cmp=cmp,
        value=_plain(number),
        value2=_plain(second) if second is not None else None,
        unit=unit or None,
        direction=direction,
        scope=scope,
        base_year=int(growth["year"]) if growth and growth["year"] else None,
        findings=tuple(findings),
    )


def _approximate(text: str, findings: list[str]) -> str:
    bare = re.sub(r"^(?:约|大约|近)|(?:左右|上下)$", "", text)
    if bare != text:
        findings.append("approximate")
    return bare


def _comparator(text: str) -> tuple[Cmp | None, str]:
    text = re.sub(r"^(?:达到|达|为)(?=.)", "", text)
    for word, cmp in _BEFORE:
        if text.startswith(word):
            return cmp, text[len(word) :]
    for word, cmp in _AFTER:
        if text.endswith(word) and len(text) > len(word):
            return cmp, text[: -len(word)]
    return None, text


def _arabic(text: str, findings: list[str]) -> str:
    """Chinese numerals at the head of the text, as digits; 万 and 亿 after Arabic digits stay where they are."""
    found = re.match(rf"[{_CHINESE}]+", text)
    if not found:
        return text
    number = _chinese_number(found[0])
    if number is None:
        return text
    findings.append("chinese_numeral")
    return f"{number}{text[found.end() :]}"


def _chinese_number(words: str) -> int | None:
    digits = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
    places = {"十": 10, "百": 100, "千": 1000}
    total = section = digit = 0
    for sign in words:
        if sign in digits:
            digit = digits[sign]
        elif sign in places:
            section += (digit or 1) * places[sign]
            digit = 0
        else:
            total = (total + section + digit) * (10_000 if sign == "万" else 10**8)
            section = digit = 0
    return total + section + digit


def _counted(number: str, unit: str, findings: list[str]) -> tuple[Decimal, str]:
    value = Decimal(number.replace(",", ""))
    if value == 0 and number.startswith("-"):
        findings.append("negative_zero")
        value = Decimal(0)
    if unit in _UNIT_ALIAS:
        if _UNIT_ALIAS[unit] == "%":
            findings.append("unit_word")
        return value, _UNIT_ALIAS[unit]
    if unit[:1] in ("万", "亿") and unit[1:] not in ("元", "美元"):
        return value * (10_000 if unit[0] == "万" else 10**8), unit[1:]
    return value, unit


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
