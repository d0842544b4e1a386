"""The rows of the ledger as structs, in the order of their columns. Quantities are whole 1/100,000 of the unit."""

import datetime as dt
import hashlib
from decimal import ROUND_CEILING, Decimal
from typing import ClassVar, NamedTuple

from kouan.areas.window.paying.things import Kept

PLACES = 5
"""Decimals of a quantity (报关单数据字典: 14.5)."""
SCALE = 10**PLACES
MOST = 10**13 * SCALE
"""The largest quantity of one licence, in 1/100,000."""
LICENCE, HANDBOOK = "licence", "handbook"


class Account(NamedTuple):
    """What a licence is found by: book, class, number, and the item of a handbook (0 for a licence)."""

    book: str
    kind: str
    number: str
    item: int = 0

    @property
    def id(self) -> str:
        """Its name in the ledger; the same account has the same name everywhere."""
        said = "\n".join((self.book, self.kind, self.number, str(self.item)))
        return f"LI-{hashlib.sha256(said.encode()).hexdigest()[:12]}"


class Licence(Kept, frozen=True, kw_only=True):
    """A licence, or an item of a handbook. `codes` are beginnings of commodity codes with blanks between; empty: any."""

    TABLE: ClassVar[str] = "window_licence"

    id: str
    book: str
    kind: str
    number: str
    item: int
    party: str
    scc: str
    codes: str
    country: str
    unit: str
    issued: int
    remaining: int
    reserved: int
    written: int
    one_batch: bool
    valid_from: str
    valid_to: str | None
    issuer: str
    reference: str
    version: int
    registered: str

    def standing(self, today: dt.date) -> str:
        """Where it stands: `ahead`, `expired`, `exhausted`, `closed` (one batch, used), `partly` or `issued`."""
        day = today.isoformat()
        if self.valid_from > day:
            return "ahead"
        if self.valid_to is not None and self.valid_to < day:
            return "expired"
        if not self.remaining:
            return "exhausted"
        if self.remaining == self.issued:
            return "issued"
        return "closed" if self.one_batch else "partly"


class Entry(Kept, frozen=True, kw_only=True):
    """One movement; `remaining` is what it left."""

    TABLE: ClassVar[str] = "window_licence_entry"

    licence: str
    version: int
    at: str
    kind: str
    declaration: str
    quantity: int
    remaining: int


class Holding(NamedTuple):
    """What one declaration holds of one licence, and how many movements that took."""

    reserved: int = 0
    written: int = 0
    moves: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.reserved + self.written


def scaled(quantity: Decimal) -> int:
    """A quantity as it is kept; what is finer than that counts upwards."""
    return int((quantity * SCALE).to_integral_value(ROUND_CEILING))


def plain(quantity: int) -> Decimal:
    """A kept quantity as a decimal without idle noughts."""
    made = Decimal(quantity).scaleb(-PLACES)
    return made.quantize(Decimal(1)) if made == made.to_integral_value() else made.normalize()
