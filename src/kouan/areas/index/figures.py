"""A figure: one number with everything that may be asked of it, made from a cell of a definition at a journal position."""

import datetime as dt
import hashlib
from decimal import Decimal

import msgspec

from kouan.areas.index.measuring.cells import ALL_PORTS, EVER, Cell, Estimate
from kouan.areas.index.rules import Definition, Estimator, activities


class Stand(msgspec.Struct, frozen=True):
    """On what figures stand: the journal up to an entry, by its number and hash, as known at an instant (a stamp)."""

    seq: int
    hash: str
    as_of: str

    @property
    def moment(self) -> dt.datetime | None:
        """The instant; None for an empty journal."""
        return dt.datetime.fromisoformat(self.as_of) if self.as_of else None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A published number in hours, or why there is none.

    `period` is 202601 (a month), 2026 (a year) or 0 (all time); `port` "" is all ports. `withheld` is `none` (no case),
    `few` (fewer than the definition's minimum) or `beside` (it would give away such a cell); then nothing is told of the
    cases either. `digest` is a SHA-256 over definition, table of activities, journal hash, instant, port and period:
    whoever has the same journal and definitions gets the same figure, byte for byte.
    """

    definition: Definition
    estimator: Estimator
    port: str
    period: int
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    n: int | None = None
    n_open: int | None = None
    n_negative: int | None = None
    excluded: dict[str, int] = {}
    withheld: str = ""
    as_of: dt.datetime | None = None
    position: int = 0
    digest: str = ""

    @property
    def publish(self) -> bool:
        """May the value be shown?"""
        return not self.withheld


def told(definition: Definition, cell: Cell, stand: Stand, estimator: Estimator | None = None) -> Figure:
    """The figure of a cell; what is withheld is left out here, so that no page has to remember it."""
    chosen: Estimator = estimator or definition.estimator
    made = Figure(
        definition=definition,
        estimator=chosen,
        port=cell.port,
        period=cell.period,
        withheld=cell.withheld or ("" if cell.n else "none"),
        as_of=stand.moment,
        position=stand.seq,
        digest=_digest(definition, cell, stand),
    )
    estimate: Estimate | None = getattr(cell, chosen)
    if made.withheld or estimate is None:
        return made
    return msgspec.structs.replace(
        made,
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        n=cell.n,
        n_open=cell.n_open,
        n_negative=cell.n_negative,
        excluded=cell.excluded,
    )


def nothing(definition: Definition, port: str, period: int, stand: Stand, estimator: Estimator | None = None) -> Figure:
    """The figure of a port and period without any case."""
    return told(definition, Cell(port=port, period=period, n=0), stand, estimator)


def _digest(definition: Definition, cell: Cell, stand: Stand) -> str:
    said = (definition, activities().version, stand, cell.port, cell.period)
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def period_of(text: str) -> int:
    """`2026-01`, `2026` or `all` as a period. Raises ValueError for anything else."""
    if text == "all":
        return EVER
    year, _, month = text.partition("-")
    fits = (
        len(year) == 4 and year.isdigit() and (not _ or (len(month) == 2 and month.isdigit() and 1 <= int(month) <= 12))
    )
    if not (text.isascii() and fits):
        raise ValueError(f"not a period: {text!r}")
    return int(year) * 100 + int(month) if month else int(year)


def period_text(period: int) -> str:
    """A period as it stands in addresses and files."""
    if period == EVER:
        return "all"
    return str(period) if period <= 9999 else f"{period // 100}-{period % 100:02d}"


def port_text(port: str) -> str:
    """A port as it stands in addresses and files."""
    return port or "all"


def port_of(text: str) -> str:
    """The port of an address."""
    return ALL_PORTS if text == "all" else text
