"""The shapes of the reference tables, read from CSV: one struct a row, found by key, a misspelt column is a fault."""

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

import msgspec


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every row has: its days in force (both included, empty is open), where it is from and how sure we are of it."""

    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    reference: str = ""
    standing: str = "to-verify"

    def holds(self, on: dt.date) -> bool:
        """Is the row in force on that day?"""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class Commodity(Row, frozen=True, kw_only=True):
    """A commodity code of 10 digits: statutory units, documents it asks for by code, number of declaration elements."""

    code: str
    first_unit: str
    second_unit: str = ""
    import_documents: str = ""
    export_documents: str = ""
    inspected: str = ""
    elements: int | None = None
    brand_element: int | None = None


class Triple(Row, frozen=True, kw_only=True):
    """Ways of levy allowed under a supervision mode and a nature of levy; `*` allows all."""

    trade_mode: str
    levy_nature: str
    duty_modes: str


class RecordLetter(Row, frozen=True, kw_only=True):
    """A supervision mode that records with this first letter may be used in."""

    letter: str
    trade_mode: str


class HandbookItem(Row, frozen=True, kw_only=True):
    """An item of a handbook or ledger, with what is left of it in its unit. `scc` is its holder's credit code."""

    record_number: str
    item: int
    code: str
    unit: str
    remainder: Decimal
    scc: str = ""


class LiveItem(HandbookItem, frozen=True, kw_only=True):
    """An item that is counted here. `told`: whoever asks may know the remainder."""

    told: bool = False


class Mandate(Row, frozen=True, kw_only=True):
    """A mandate of a domestic party to a declaring unit, by their customs codes."""

    principal: str
    agent: str


class LicenceBalance(Row, frozen=True, kw_only=True):
    """What is left of a product licence, in its unit, for its party, country and codes (their beginnings; empty: any)."""

    kind: str
    number: str
    party: str
    scc: str = ""
    codes: str = ""
    country: str = ""
    unit: str
    remainder: Decimal
    one_batch: bool = False
    issuer: str = ""

    def covers(self, code: str) -> bool:
        """Is it for goods of this code?"""
        return not self.codes or any(code.startswith(one) for one in self.codes.split())


class LiveLicence(LicenceBalance, frozen=True, kw_only=True):
    """A licence that is counted here. `used`: it is for one batch and had it; `told`: who asks may know the remainder."""

    used: bool = False
    told: bool = False


class Membership(Row, frozen=True, kw_only=True):
    """A country that is a party to a trade agreement."""

    agreement: str
    country: str


class PriceSpan(Row, frozen=True, kw_only=True):
    """The usual price of a code for one first statutory unit, in a currency."""

    code: str
    currency: str
    least: Decimal
    most: Decimal


class EndedCode(Row, frozen=True, kw_only=True):
    """A subheading that is no longer there after `valid_to`, and the codes (with blanks between) it went into."""

    code: str
    successors: str = ""


class CommodityName(Row, frozen=True, kw_only=True):
    """The Chinese name of a code of 2 to 10 digits."""

    code: str
    name: str


class CustomsOffice(Row, frozen=True, kw_only=True):
    """A customs office by its code of four digits."""

    code: str
    name: str = ""
    name_en: str = ""


class PortName(CustomsOffice, frozen=True, kw_only=True):
    """A port by its code."""


class District(CustomsOffice, frozen=True, kw_only=True):
    """A domestic district by its code of five digits."""


KINDS: Mapping[str, tuple[type[Row], tuple[str, ...]]] = {
    "commodities": (Commodity, ("code",)),
    "levy-matrix": (Triple, ("trade_mode", "levy_nature")),
    "record-letters": (RecordLetter, ("letter",)),
    "handbooks": (HandbookItem, ("record_number", "item")),
    "mandates": (Mandate, ("principal", "agent")),
    "licences": (LicenceBalance, ("kind", "number")),
    "agreements": (Membership, ("agreement",)),
    "price-spans": (PriceSpan, ("code", "currency")),
    "hs-ended": (EndedCode, ("code",)),
    "commodity-names": (CommodityName, ("code",)),
    "customs-offices": (CustomsOffice, ("code",)),
    "ports": (PortName, ("code",)),
    "districts": (District, ("code",)),
}
"""The tables by the name of their file: the struct of a row, and the columns that a row is found by."""
NAMES = tuple(KINDS)
PLACES: Mapping[str, str] = {
    "customs_office": "customs-offices",
    "border_office": "customs-offices",
    "partner_port": "ports",
    "district": "districts",
}
"""Fields whose codes no shipped list has, and the table that an installation may load for them."""
R = TypeVar("R", bound=Row)


class Reference(msgspec.Struct, frozen=True):
    """All tables: by name, by key, the rows in the order of the file."""

    tables: Mapping[str, Mapping[tuple[Any, ...], tuple[Row, ...]]]

    def has(self, name: str) -> bool:
        """Is there anything in the table?"""
        return bool(self.tables.get(name))

    def rows(self, shape: type[R], *key: Any) -> tuple[R, ...]:
        """The rows under a key, whatever their days."""
        found: tuple[Any, ...] = self.tables.get(_NAME[shape], {}).get(key, ())
        return found

    def on(self, shape: type[R], on: dt.date, *key: Any) -> tuple[R, ...]:
        """The rows under a key that are in force on a day."""
        return tuple(row for row in self.rows(shape, *key) if row.holds(on))

    def with_rows(self, name: str, text: str) -> "Reference":
        """The same tables with more rows of one table put before the others of their keys, as CSV with its heading."""
        more, old = read_table(name, text), self.tables.get(name, {})
        merged = {**old, **more}
        return Reference({**self.tables, name: merged})


_NAME: Mapping[type[Row], str] = {shape: name for name, (shape, _) in KINDS.items()}


def read_tables(texts: Mapping[str, str]) -> Reference:
    """All tables from the text of their CSV files. Raises ValueError naming table and line."""
    return Reference({name: read_table(name, text) for name, text in texts.items()})


def read_table(name: str, text: str) -> dict[tuple[Any, ...], tuple[Row, ...]]:
    """One table by key. Raises ValueError naming table and line."""
    if name not in KINDS:
        raise ValueError(f"there is no table {name!r}; there are {', '.join(NAMES)}")
    shape, key = KINDS[name]
    found: dict[tuple[Any, ...], tuple[Row, ...]] = {}
    for number, raw in enumerate(csv.DictReader(text.splitlines()), 2):
        row = _row(name, number, raw, shape)
        held = tuple(getattr(row, k) for k in key)
        found[held] = (*found.get(held, ()), row)
    return found


def _row(name: str, number: int, raw: Mapping[str, Any], shape: type[Row]) -> Row:
    filled = {k: v.strip() for k, v in raw.items() if isinstance(k, str) and isinstance(v, str) and v.strip()}
    try:
        return msgspec.convert(filled, type=shape, strict=False)
    except msgspec.ValidationError as fault:
        raise ValueError(f"{name}, line {number}: {fault}") from fault


def columns(name: str) -> Sequence[str]:
    """The heading of a table's file."""
    return KINDS[name][0].__struct_fields__
