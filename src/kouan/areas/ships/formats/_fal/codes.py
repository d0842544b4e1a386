"""Words and codes of persons: sex, yes and no, countries, ports, names, numbers of papers."""

import re
import unicodedata

from kouan.areas.ships.documents._declaration import CODES
from kouan.areas.ships.documents._numbers import is_locode
from kouan.syntax.countries import THREE

from .cells import Cell, half, tidy
from .dates import Read
from .places import code_of
from .told import Issue, ask, likely, sure

SEXES = {"M": "M", "F": "F", "X": "X", "Other": "X"}
"""What the workbook's own list has."""
_SEX_WORDS = {
    "M": ("m", "male", "man", "男", "男性"),
    "F": ("f", "female", "woman", "女", "女性"),
    "X": ("x", "other", "unspecified", "其他"),
}
_YES = ("y", "yes", "true", "1", "是", "过境")
_NO = ("n", "no", "false", "0", "否")
USED_FOR = {
    "GER": "DEU", "D": "DEU", "UK": "GBR", "ENG": "GBR", "EL": "GRC", "GRE": "GRC", "NED": "NLD", "HOL": "NLD",
    "SUI": "CHE", "DEN": "DNK", "POR": "PRT", "CRO": "HRV", "BUL": "BGR", "LAT": "LVA", "PHI": "PHL", "INA": "IDN",
    "VIE": "VNM", "MAS": "MYS", "RSA": "ZAF", "BUR": "MMR", "ROM": "ROU", "MON": "MNG", "TPE": "TWN",
}  # fmt: skip
"""Letters that stand for a country on sports shirts and cars, not in ISO 3166."""
USUAL_DIGITS = {"USA": 9, "GBR": 9, "BGR": 9, "UKR": 9, "IRL": 9, "RUS": 9, "PAK": 9}
"""Digits of a passport number that an issuer usually gives (to verify): only for proposing lost zeros."""
_NAMES = {name.casefold(): code.code for code in CODES["nationalities"] for name in (code.words.zh, code.words.en)}


def text(cell: Cell) -> Read:
    """A text, and whether blanks or full-width signs crept into it."""
    wide, made = half(cell.text) != cell.text, tidy(cell.text)
    if wide and "　" not in cell.text.strip():
        return cell.text, sure("text-fullwidth", "全角字母或数字", "Full-width letters or digits", made)
    if made != cell.text:
        return cell.text, sure("text-space", "多余的或不换行的空格", "Blanks too many, or a no-break space", made)
    return cell.text, None


def sex(cell: Cell) -> Read:
    """M, F or X; a word for it is proposed as its code."""
    if cell.text in SEXES:
        return SEXES[cell.text], None
    said = tidy(cell.text).casefold().rstrip(".")
    code = next((c for c, words in _SEX_WORDS.items() if said in words), "")
    if code:
        return cell.text, sure("code-word", "写了文字，应写代码", "A word stands where a code is asked", code)
    return cell.text, ask("code-unknown", "不认识的性别代码", "No known code of sex")


def yes_no(cell: Cell) -> tuple[bool | str, Issue | None]:
    """Y or N as a truth value; a word for it is proposed as its code."""
    if cell.text in ("Y", "N"):
        return cell.text == "Y", None
    said = tidy(cell.text).casefold()
    if said in _YES or said in _NO:
        new, code = ("true", "Y") if said in _YES else ("false", "N")
        return cell.text, sure("code-word", "写了文字，应写 Y 或 N", "A word stands where Y or N is asked", new, code)
    return cell.text, ask("code-unknown", "应写 Y 或 N", "Y or N is asked here")


def country(cell: Cell, other: str = "") -> Read:
    """A three-letter code; `other` is the country of the same person's paper, which may support a proposal."""
    raw, known = cell.text, CODES["nationalities"].words
    if known(raw):
        return raw, None
    said = tidy(raw).upper().rstrip(".")
    if said == raw.upper() and known(said):
        return raw, sure("country-case", "应为大写", "Capitals are asked", said)
    if known(said):
        return raw, sure("text-space", "多余的空格或全角字符", "Blanks or full-width signs", said)
    if said in THREE:
        return raw, sure("country-alpha2", "两位代码，应写三位", "Two letters where three are asked", THREE[said])
    return raw, _odd_country(said, tidy(raw), other)


def _odd_country(said: str, raw: str, other: str) -> Issue:
    if meant := USED_FOR.get(said):
        by = (
            (f"；签发国 {other} 支持此建议", f"; the issuer {other} supports the proposal")
            if other == meant
            else ("", "")
        )
        return likely("country-not-iso", f"不是 ISO 3166 代码{by[0]}", f"Not a code of ISO 3166{by[1]}", meant)
    if meant := _NAMES.get(raw.casefold()) or _NAMES.get(f"{raw} (the)".casefold()):
        return likely("country-name", "写了国名，应写代码", "A name stands where a code is asked", meant)
    return ask("country-unknown", "不认识的国别代码", "No known code of a country")


def port(cell: Cell) -> Read:
    """A UN/LOCODE; blanks, small letters and names are told."""
    raw = cell.text
    if meant := code_of(tidy(raw).upper()):
        return raw, likely("locode-name", "写了港名，应写代码", "A name stands where a code is asked", meant)
    if is_locode(raw):
        return raw, None
    bare = re.sub(r"[\s\-]", "", half(raw))
    if is_locode(bare):
        return raw, sure("locode-space", "代码中有空格或全角字符", "Blanks or full-width signs in the code", bare)
    if is_locode(bare.upper()):
        return raw, sure("locode-case", "应为大写", "Capitals are asked", bare.upper())
    return raw, ask("locode-unknown", "不是五位的港口代码", "No code of a port (five signs)")


def number(cell: Cell, issuer: str) -> Read:
    """The number of a paper: always a text. A number in the cell may have lost its zeros, which only a person can say."""
    if cell.kind != "number":
        return text(cell)
    usual = USUAL_DIGITS.get(issuer, 0)
    zh = "文本栏里存成了数字，开头的零可能已丢失"
    en = "Stored as a number in a text column: leading zeros may be lost"
    if len(cell.text) < usual:
        zh, en = f"{zh}；该签发国常用 {usual} 位（待核）", f"{en}; {usual} digits are usual for this issuer (to verify)"
        return cell.text, ask("doc-number-numeric", zh, en, new=cell.text.zfill(usual))
    return cell.text, ask("doc-number-numeric", zh, en)


def is_latin(name: str) -> bool:
    """No letter of another script: what the machine-readable zone can say."""
    return all("LATIN" in unicodedata.name(sign, "") for sign in half(name) if sign.isalpha())
