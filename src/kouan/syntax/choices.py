"""One check for every field that names a code list: the code it holds has a meaning on that day."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kouan.kernel.codes import CodeList
from kouan.kernel.documents import Check, Fault, check
from kouan.kernel.findings import Repair
from kouan.kernel.rules import Standing
from kouan.kernel.shapes import Field, fields
from kouan.kernel.words import Words


def known_codes(lists: Mapping[str, CodeList], *, basis: str, standing: Standing) -> Check:
    """The check `code-unknown` over these lists. A field of a list that is not among them is left to others."""

    @check(
        "code-unknown",
        Words("代码须在当日有效的代码表中。", "A code stands in its list and is in force on the day."),
        basis=basis,
        standing=standing,
        fields=(),
    )
    def found(document: msgspec.Struct, on: dt.date) -> Iterator[Fault]:
        for path, field, code in choices(document):
            if field.codes in lists and lists[field.codes].on(code, on) is None:
                yield _fault(path, field, code, lists[field.codes], on)

    return found


def choices(document: msgspec.Struct, path: str = "") -> Iterator[tuple[str, Field, str]]:
    """Every code in a document: its place, its field, the code itself. Empty ones are passed over."""
    for field in fields(type(document)):
        value, place = getattr(document, field.name), f"{path}{field.name}"
        if field.kind == "choice" and isinstance(value, str) and value:
            yield place, field, value
        elif field.kind == "part" and value is not None:
            yield from choices(value, f"{place}.")
        elif field.kind == "rows":
            yield from _in_rows(value or (), place)


def _in_rows(rows: Any, place: str) -> Iterator[tuple[str, Field, str]]:
    for number, row in enumerate(rows):
        yield from choices(row, f"{place}[{number}].")


def _fault(path: str, field: Field, code: str, codes: CodeList, on: dt.date) -> Fault:
    words = Words("{zh}“{code}”不在当日有效的代码表中", '{en}: "{code}" is not in the list in force on that day')
    tidy = code.strip().upper()
    repair = Repair(path=path, old=code, new=tidy) if tidy != code and codes.on(tidy, on) else None
    return Fault(path, words.with_values(zh=field.words.zh, en=field.words.en, code=code), repair)
