"""Heads to meanings: which column of a sheet is what, by the synonyms of `rules/earlier_columns.yaml`."""

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from kouan.areas.fund.rules.settings import read_yaml
from kouan.kernel.words import Words

MONEY = frozenset(("requested", "granted", "paid", "spent", "spent1", "spent2", "spent3", "spent4"))
UNIT = re.compile(r"(亿元|万元|千元|(?<![亿万千])元|cny 10,?000|10,?000 (?:cny|yuan)|cny|yuan)")
UNITS_EN = {"cny": "元", "yuan": "元"}


class Meaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One meaning with the heads that have it."""

    meaning: str
    words: Words
    heads: tuple[str, ...]


class Heads(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    columns: tuple[Meaning, ...]
    totals: tuple[str, ...]
    zeros: tuple[str, ...]


HEADS = read_yaml("earlier_columns", Heads)
WORDS = {one.meaning: one.words for one in HEADS.columns}
SYNONYMS = sorted(((head, one.meaning) for one in HEADS.columns for head in one.heads), key=lambda pair: -len(pair[0]))


def bare(text: str) -> str:
    """A head without widths, blanks of Chinese, units and case."""
    flat = unicodedata.normalize("NFKC", text).lower()
    flat = re.sub(r"[(\[【][^)\]】]*[)\]】]|单位\s*:.*", "", flat)
    return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", flat).strip(" :*")


def meanings(heads: Sequence[str]) -> dict[str, int]:
    """Column by meaning, from 0. Exact heads first, then the longest that a head contains; none twice."""
    found: dict[str, int] = {}
    for exact in (True, False):
        for synonym, meaning in SYNONYMS:
            for at, head in enumerate(map(bare, heads)):
                fits = head == synonym if exact else _within(synonym, head)
                if fits and meaning not in found and at not in found.values():
                    found[meaning] = at
    return found


def is_head(found: dict[str, int]) -> bool:
    """A head names a project or an applicant, and money."""
    return bool({"project", "applicant"} & set(found)) and bool(MONEY & set(found))


def unit_in(text: str) -> str:
    """The unit of money that a head, a caption or a cell names; "" where it names none."""
    found = UNIT.search(unicodedata.normalize("NFKC", text).lower())
    if not found:
        return ""
    return "万元" if "000" in found[1] else UNITS_EN.get(found[1], found[1])


def _within(synonym: str, head: str) -> bool:
    if synonym.isascii():
        return re.search(rf"(?<![a-z0-9]){re.escape(synonym)}(?![a-z0-9])", head) is not None
    return synonym in head
