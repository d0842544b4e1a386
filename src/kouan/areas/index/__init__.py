"""Index: how long clearance takes and how easy trade is, computed from the journal alone, by dated definitions.

Whoever shows a figure asks here: `figure("export.total", year=2026)`, `series("import.total", port="CNNSA")`.
"""

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Literal

from kouan.areas.index import keeping
from kouan.areas.index.figures import Figure, Stand, nothing, period_of, told
from kouan.areas.index.measuring.cells import EVER, Cell
from kouan.areas.index.rules import Definition, Estimator, definition
from kouan.store.house import House, house

__all__ = ["Figure", "cool", "figure", "refresh", "series", "warm"]


def refresh(of: House) -> int:
    """Bring the figures of a house up to its journal; returns the journal position that they stand on.

    Raises `kouan.frames.export.Broken` where the journal does not go on from what was exported.
    """
    return keeping.shelf(of).refresh().stand.seq


def warm(of: House) -> None:
    """Make the figures of a house ready behind the caller's back, so that the first page need not wait for the engine."""
    keeping.shelf(of).warm()


def cool(of: House) -> None:
    """Wait until nobody measures any more."""
    keeping.shelf(of).cool()


def figure(
    definition_id: str,
    *,
    port: str | None = None,
    month: str | None = None,
    year: int | None = None,
    as_of: dt.datetime | None = None,
    estimator: Estimator | None = None,
    version: int | None = None,
) -> Figure:
    """One figure in hours: of a port (UN/LOCODE) or all, a month (`2026-01`), a year, or (all ports only) all time.

    The newest version of the definition and its own estimator unless others are named. `as_of` tells it again as it was
    known at that instant. Raises LookupError for an unknown definition, ValueError for what is no month,
    and for one port over all time.
    """
    chosen = definition(definition_id, version)
    period = period_of(month) if month else year or EVER
    if port and period == EVER:
        raise ValueError("one port over all time is not told: name a month or a year")
    stand, found = _cells(chosen, as_of)
    cell = next((c for c in found if (c.port, c.period) == (port or "", period)), None)
    if cell is None:
        return nothing(chosen, port or "", period, stand, estimator)
    return told(chosen, cell, stand, estimator)


def series(
    definition_id: str,
    *,
    port: str | None = None,
    grain: Literal["month", "year"] = "month",
    as_of: dt.datetime | None = None,
    estimator: Estimator | None = None,
    version: int | None = None,
) -> tuple[Figure, ...]:
    """The figures of all months or years in which there is anything to tell, oldest first; otherwise as `figure`."""
    chosen = definition(definition_id, version)
    stand, found = _cells(chosen, as_of)
    months = grain == "month"
    mine = [c for c in found if c.port == (port or "") and c.period != EVER and (c.period > 9999) == months]
    return tuple(told(chosen, c, stand, estimator) for c in mine)


def _cells(of: Definition, as_of: dt.datetime | None) -> tuple[Stand, list[Cell]]:
    shelf = keeping.shelf(house())
    kept = shelf.current()
    if as_of is None:
        return kept.stand, kept.cells[of.name]
    return _told_again(shelf.journal, kept.stand.seq, of.id, of.version, as_of)


@lru_cache(maxsize=64)
def _told_again(journal: Path, _seq: int, name: str, version: int, as_of: dt.datetime) -> tuple[Stand, list[Cell]]:
    return keeping.measured_as_of(journal, definition(name, version), as_of)
