"""A request to amend as a person reads it: each field by its label with both values, and what it does to the taxes."""

from typing import Any

import msgspec

from kouan.areas.window.tax.proof import plain
from kouan.journeys.changes import field_at
from kouan.journeys.weighing import TaxLine, Weighed, weighed
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.store.house import house

from .paper import Value, named, printed

NOTHING = Value("—")


class Change(msgspec.Struct, frozen=True):
    """One field: what it is called, its place, both values as printed."""

    words: Words
    path: str
    was: Value
    now: Value


class Tax(msgspec.Struct, frozen=True):
    """One kind of tax: before, after and the difference in yuan, with a sign."""

    words: Words
    was: str
    now: str
    more: str


class Shown(msgspec.Struct, frozen=True):
    """What the page of a request draws."""

    of: Weighed
    changes: tuple[Change, ...]
    taxes: tuple[Tax, ...]


def request_of(case: Case, *, persons: bool) -> Shown | None:
    """The request of a case, or None where it is none."""
    found = weighed(house().reader, case, law_day(house().now()))
    if found is None:
        return None
    return Shown(found, changes_of(found.kind, found.changes, persons=persons), tuple(map(tax, found.taxes)))


def changes_of(kind: DocumentType, changes: Any, *, persons: bool) -> tuple[Change, ...]:
    """Changes with the labels of the declaration's own fields."""
    return tuple(
        Change(named(c.path, kind.shape), c.path, *(_value(kind, c.path, v, persons) for v in (c.old, c.new)))
        for c in changes
    )


def _value(kind: DocumentType, path: str, text: str, persons: bool) -> Value:
    field = field_at(kind.shape, path)
    if not text:
        return NOTHING
    if field is None:
        return Value(text)
    return printed(text == "true" if field.kind == "yes-no" else text, field, persons=persons)


def tax(line: TaxLine) -> Tax:
    """A line of taxes as printed."""
    more = plain(abs(line.more))
    sign = "+" if line.more > 0 else "−" if line.more < 0 else ""
    return Tax(line.words, plain(line.before), plain(line.after), f"{sign}{more}")
