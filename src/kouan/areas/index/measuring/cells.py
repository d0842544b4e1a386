"""What a cell says: cases by port and period, counted, summed and ordered by the engine, divided once at the edge.

A period is a month (202601), a year (2026) or, for all ports only, all time (0); the port "" stands for all ports. A year
is computed from its cases, never from its months: medians of medians are wrong. One port over all time is not told: it
would give away that port's first, short year, or cost its latest one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import isqrt
from typing import Any

import ibis
import msgspec
import pyarrow as pa

from kouan.frames.engines import Engine

from .ranks import Z, bounds, place
from .stages import DONE, EXCLUDED, OPEN

ALL_PORTS = ""
EVER = 0
QUANTILES: Mapping[str, Fraction] = {"p50": Fraction(1, 2), "p90": Fraction(9, 10)}
HOUR = 3_600_000_000
PLACES = Decimal("0.000001")
GROUP = ("port", "period")

Key = tuple[str, int]


class Estimate(msgspec.Struct, frozen=True):
    """A value in hours, with its 95 % interval where the cases allow one."""

    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """The cases of one port and period: how many, why some do not count, and what the others took.

    `withheld` is why nothing may be published of it: `few` cases, or `beside` a cell of few that it would give away.
    """

    port: str
    period: int
    n: int
    n_open: int = 0
    n_negative: int = 0
    excluded: dict[str, int] = {}
    mean: Estimate | None = None
    p50: Estimate | None = None
    p90: Estimate | None = None
    withheld: str = ""


def cells(engine: Engine, stages: Any) -> list[Cell]:
    """All cells of a stage table, by port and period; two passes over it, no sample and no sketch."""
    spread = _spread(stages)
    counted = engine.to_pyarrow(_counts(spread)).to_pylist()
    sizes = {(row["port"], row["period"]): row["n"] for row in counted if row["n"]}
    values = _values(engine, spread, sizes)
    made = [_cell(row, values[row["port"], row["period"]]) for row in counted]
    return sorted(made, key=lambda c: (c.port, c.period))


def _spread(stages: Any) -> Any:
    """Every unit five times: its port and all ports, by month and by year; and once in all."""
    placed = stages.mutate(port=ibis.coalesce(stages.port, "?")).select("port", "month", "status", "us")
    ports = ibis.union(placed, placed.mutate(port=ibis.literal(ALL_PORTS)))
    months = ports.select("port", "status", "us", period=ports.month)
    years = ports.select("port", "status", "us", period=ports.month // 100)
    ever = ports.filter(ports.port == ALL_PORTS).select("port", "status", "us", period=ibis.literal(EVER, "int64"))
    return ibis.union(months, years, ever)


def _counts(spread: Any) -> Any:
    done = spread.status == DONE
    exact = spread.us.cast("decimal(19, 0)")
    reasons = {f"excluded_{n}": (spread.status == reason).sum() for n, reason in enumerate(EXCLUDED)}
    return spread.group_by(*GROUP).aggregate(
        n=done.sum(),
        n_open=(spread.status == OPEN).sum(),
        n_negative=(done & (spread.us < 0)).sum(),
        total=exact.sum(where=done),
        squares=(exact * exact).sum(where=done),
        **reasons,
    )


def _values(engine: Engine, spread: Any, sizes: Mapping[Key, int]) -> Mapping[Key, dict[int, int]]:
    """The durations at the ranks that the quantiles and their bounds need, for each cell."""
    wanted = [(port, period, rank) for (port, period), n in sizes.items() for rank in _ranks(n)]
    found: dict[Key, dict[int, int]] = defaultdict(dict)
    if not wanted:
        return found
    names = ("port", "period", "rank")
    ranks = ibis.memtable(
        pa.table({name: list(column) for name, column in zip(names, zip(*wanted, strict=True), strict=True)})
    )
    done = spread.filter(spread.status == DONE)
    order = ibis.window(group_by=[done.port, done.period], order_by=done.us)
    placed = done.mutate(rank=ibis.row_number().over(order).cast("int64") + 1)
    for row in engine.to_pyarrow(placed.join(ranks, list(names)).select(*names, "us")).to_pylist():
        found[row["port"], row["period"]][row["rank"]] = row["us"]
    return found


def _ranks(n: int) -> set[int]:
    ranks = {1, n}
    for p in QUANTILES.values():
        low = place(n, p).low
        ranks |= {low, min(low + 1, n), *(b for b in bounds(n, p) if b is not None)}
    return ranks


def _cell(row: Mapping[str, Any], values: Mapping[int, int]) -> Cell:
    n = row["n"]
    excluded = {reason: row[f"excluded_{at}"] for at, reason in enumerate(EXCLUDED) if row[f"excluded_{at}"]}
    bare = Cell(
        port=row["port"],
        period=row["period"],
        n=n,
        n_open=row["n_open"],
        n_negative=row["n_negative"],
        excluded=excluded,
    )
    if not n:
        return bare
    quantiles = {name: _quantile(n, p, values) for name, p in QUANTILES.items()}
    return msgspec.structs.replace(bare, mean=_mean(n, int(row["total"]), int(row["squares"])), **quantiles)


def _mean(n: int, total: int, squares: int) -> Estimate:
    """Mean and normal interval, from exact sums; the standard error is rounded down to the microsecond."""
    value = Fraction(total, n)
    if n < 2:
        return Estimate(hours(value))
    variance = Fraction(n * squares - total * total, n * (n - 1))
    reach = Z * isqrt(int(variance / n))
    return Estimate(hours(value), hours(value - reach), hours(value + reach))


def _quantile(n: int, p: Fraction, values: Mapping[int, int]) -> Estimate:
    at = place(n, p)
    lower = values[at.low]
    upper = values[min(at.low + 1, n)]
    low, high = (None if b is None else hours(Fraction(values[b])) for b in bounds(n, p))
    return Estimate(hours(lower + at.part * (upper - lower)), low, high)


def hours(us: Fraction) -> Decimal:
    """Microseconds as hours with six places, halves away from zero."""
    with_guard = us * 10**12 / HOUR
    return (Decimal(_nearest(with_guard)) / 10**12).quantize(PLACES, rounding=ROUND_HALF_UP)


def _nearest(value: Fraction) -> int:
    """The integer towards zero: twelve places are plenty below the six that are kept."""
    return int(value)


def withhold(found: Iterable[Cell], minimum: int) -> list[Cell]:
    """Mark what must not be published: cells of few cases, and the smallest beside a lone one that a total would give away.

    Totals are those over the ports of a period, the months of a year and the years of all time. Repeated until nothing changes.
    """
    kept = [_marked(c, "few") if 0 < c.n < minimum else c for c in found]
    while True:
        given_away = next((cell for group in _groups(kept) if (cell := _given_away(group, minimum))), None)
        if given_away is None:
            return kept
        kept = [_marked(c, "beside") if c is given_away else c for c in kept]


def _marked(cell: Cell, why: str) -> Cell:
    return msgspec.structs.replace(cell, withheld=why)


def _groups(found: Iterable[Cell]) -> list[list[Cell]]:
    """Cells that add up to a total that is published: the ports of a period, the months of a year, the years of all time."""
    groups: dict[object, list[Cell]] = defaultdict(list)
    for cell in found:
        if cell.port != ALL_PORTS:
            groups["ports", cell.period].append(cell)
        if cell.period > 9999 or (cell.port == ALL_PORTS and cell.period != EVER):
            groups["parts", cell.port, _whole(cell.period)].append(cell)
    return list(groups.values())


def _whole(period: int) -> int:
    """The period of which one is a part: a month of its year, a year of all time."""
    return period // 100 if period > 9999 else EVER


def _given_away(group: list[Cell], minimum: int) -> Cell | None:
    """The smallest published cell where what is hidden is fewer cases than the minimum."""
    hidden = sum(c.n for c in group if c.withheld)
    shown = [c for c in group if not c.withheld and c.n]
    if not 0 < hidden < minimum or not shown:
        return None
    return min(shown, key=lambda c: (c.n, c.port, c.period))
