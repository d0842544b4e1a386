"""Tariff and exchange rates as tables from CSV. Who installs the house loads the official ones; a sample shows the form.

Tariff columns: code, kind, agreement, origin, firm, percent, amount, unit, base, least, most, valid_from, valid_to,
reference, standing; those of `MAY_LACK` may be left out. `code` is the first digits of the commodity codes it holds for;
the longest row wins. `percent` of the base, `amount` in yuan a `unit` (code of units). `origin` (country) and `firm` are
for the duties against unfair trade: empty is everybody else. Their `base` is the value, or `duty`: value and duty
together. `least` and `most` are yuan of value a `unit` between which a sliding duty's row holds (most is excluded).
A row of kind vat says `standard` or `reduced` in the column `unit`; the percentages themselves are law (`rules/vat.yaml`).
Exchange columns: currency, rate, valid_from, valid_to, reference, standing; `rate` is yuan for one unit of the currency.
"""

import csv
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from typing import TypeVar

import msgspec

from kouan.kernel.words import Words

KINDS: Mapping[str, Words] = {
    "mfn": Words("最惠国税率", "Most favoured nation"),
    "general": Words("普通税率", "General rate"),
    "provisional": Words("进口暂定税率", "Provisional rate"),
    "agreement": Words("协定税率", "Agreement rate"),
    "quota": Words("关税配额内税率", "Rate within the tariff quota"),
    "quota-out": Words("关税配额外暂定税率", "Provisional rate beyond the quota"),
    "anti-dumping": Words("反倾销税", "Anti-dumping duty"),
    "countervailing": Words("反补贴税", "Countervailing duty"),
    "safeguard": Words("保障措施关税", "Safeguard duty"),
    "retaliatory": Words("报复性关税", "Retaliatory duty"),
    "export": Words("出口税率", "Export duty"),
    "export-provisional": Words("出口暂定税率", "Provisional export duty"),
    "consumption": Words("进口环节消费税", "Consumption tax"),
    "vat": Words("进口环节增值税", "Value-added tax"),
}
DEFENCE = ("anti-dumping", "countervailing", "safeguard", "retaliatory")
"""Duties against unfair trade: besides the customs duty, by origin and firm."""
MAY_LACK = ("origin", "firm", "base", "least", "most")
BASES = ("", "value", "duty")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the tariff. Dates are included at both ends; None is open."""

    code: str
    kind: str
    agreement: str = ""
    origin: str = ""
    firm: str = ""
    percent: Decimal | None = None
    amount: Decimal | None = None
    unit: str = ""
    base: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    reference: str
    standing: str

    def holds(self, on: dt.date) -> bool:
        """Is it in force on that day?"""
        return (not self.valid_from or self.valid_from <= on) and (not self.valid_to or on <= self.valid_to)

    @property
    def slides(self) -> bool:
        """Does it hold for a band of prices only?"""
        return self.least is not None or self.most is not None

    @property
    def key(self) -> tuple[object, ...]:
        """What two rows share of which the later takes the place of the earlier."""
        return (self.code, self.kind, self.agreement, self.origin, self.firm, self.least, self.most)

    @property
    def told(self) -> str:
        """The row as a proof quotes it."""
        band = f"[{self.least or 0}, {self.most or '…'})" if self.slides else ""
        name = " ".join(part for part in (self.kind, self.agreement, self.origin, self.firm, band) if part)
        return f"{self.code} {name} {self.valid_from or ''}~{self.valid_to or ''} · {self.reference} ({self.standing})"


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """Yuan for one unit of a currency within a span of days."""

    currency: str
    rate: Decimal
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    reference: str
    standing: str


class Tables(msgspec.Struct, frozen=True):
    """A tariff and exchange rates. `found` is the tariff by kind and code, made once: a full one has many thousand rows."""

    tariff: Sequence[Row]
    exchange: Sequence[Exchange]
    found: dict[tuple[str, str], list[Row]] = {}

    def __post_init__(self) -> None:
        held: dict[tuple[str, str], list[Row]] = {}
        for row in self.tariff:
            held.setdefault((row.kind, row.code), []).append(row)
        msgspec.structs.force_setattr(self, "found", held)

    def rows(self, code: str, kind: str, on: dt.date) -> list[Row]:
        """The rows of a kind for a code on a day, the most exact code first."""
        tries = (self.found.get((kind, code[:n]), ()) for n in range(len(code), -1, -1))
        return [row for rows in tries for row in rows if row.holds(on)]

    def exchange_on(self, currency: str, on: dt.date) -> Exchange | None:
        """The exchange rate of a currency on a day."""
        if currency == "CNY":
            return Exchange(currency="CNY", rate=Decimal(1), reference="人民币", standing="official")
        spans = (e for e in self.exchange if e.currency == currency)
        return next((e for e in spans if (e.valid_from or on) <= on <= (e.valid_to or on)), None)


T = TypeVar("T")


def _read(text: str, name: str, make: Callable[[dict[str, str]], T]) -> Iterator[T]:
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        try:
            yield make(row)
        except (KeyError, ValueError, InvalidOperation, AttributeError) as fault:
            raise ValueError(f"{name}, line {number}: {fault!r}") from fault


def _number(text: str) -> Decimal | None:
    number = Decimal(text) if text.strip() else None
    if number is not None and not (number.is_finite() and number >= 0):
        raise ValueError(f"{text} is no rate")
    return number


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text.strip() else None


def _row(row: dict[str, str]) -> Row:
    if row["kind"] not in KINDS:
        raise ValueError(f"{row['kind']} is no kind of rate")
    held = {name: row.get(name) or "" for name in MAY_LACK}
    if held["base"] not in BASES:
        raise ValueError(f"{held['base']} is no base")
    defends = row["kind"] in DEFENCE
    return Row(
        code=row["code"],
        kind=row["kind"],
        agreement="" if defends else row["agreement"],
        origin=held["origin"] or (row["agreement"] if defends else ""),
        firm=held["firm"],
        base=held["base"],
        least=_number(held["least"]),
        most=_number(held["most"]),
        percent=_number(row["percent"]),
        amount=_number(row["amount"]),
        unit=row["unit"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        reference=row["reference"],
        standing=row["standing"],
    )


def _exchange(row: dict[str, str]) -> Exchange:
    rate = _number(row["rate"])
    if not rate:
        raise ValueError("a currency has a rate above zero")
    return Exchange(
        currency=row["currency"],
        rate=rate,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        reference=row["reference"],
        standing=row["standing"],
    )


def read_tables(tariff: str, exchange: str) -> Tables:
    """Both tables from the text of their CSV files. Raises ValueError naming file and line."""
    return Tables(tuple(_read(tariff, "tariff", _row)), tuple(_read(exchange, "exchange rates", _exchange)))


def sample_texts() -> tuple[str, str]:
    """Tariff and exchange rates of the sample. Its rates are invented: they show the arithmetic, not the law."""
    folder = files(__package__)
    return (folder / "sample-tariff.csv").read_text("utf-8"), (folder / "sample-exchange.csv").read_text("utf-8")
