"""The data set of the customs declaration (报关单数据字典): 409 elements in 27 segments, each with its standing.

Known at second hand (secondary). Element names are the real ones, misspelt or not; `rule_note` says what is to verify.
"""

import csv
from collections.abc import Mapping
from importlib.resources import files

import msgspec

from kouan.kernel.words import Words


class Element(msgspec.Struct, frozen=True):
    """One element: its segment, words, kind of value, limits, when it is required, its code list, its standing."""

    segment: str
    name: str
    words: Words
    type: str
    max_length: int | None
    decimals: int | None
    at_save: bool
    at_submit: bool
    code_list: str
    note: str
    standing: str


def _element(row: Mapping[str, str]) -> Element:
    return Element(
        segment=row["segment"],
        name=row["element"],
        words=Words(row["zh"], row["en"]),
        type=row["type"],
        max_length=int(row["max_length"]) if row["max_length"] else None,
        decimals=int(row["decimals"]) if row["decimals"] else None,
        at_save=row["required_at_save"] == "yes",
        at_submit=row["required_at_submit"] == "yes",
        code_list=row["code_list"],
        note=row["rule_note"],
        standing=row["standing"],
    )


def _read() -> tuple[Element, ...]:
    text = files(__package__).joinpath("declaration-fields.csv").read_text("utf-8-sig")
    return tuple(_element(row) for row in csv.DictReader(text.splitlines()))


ELEMENTS = _read()
"""All elements in the order of the dictionary."""
SEGMENTS: Mapping[str, tuple[Element, ...]] = {
    name: tuple(e for e in ELEMENTS if e.segment == name) for name in dict.fromkeys(e.segment for e in ELEMENTS)
}
"""The elements by segment."""
