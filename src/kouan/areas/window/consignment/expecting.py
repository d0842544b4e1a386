"""When a declaration may be released: quantiles of the past, of cases that were where this one is now.

Estimator `remaining-time-v1`. Of the released cases with the same direction, state, and goods arrived or not, those count
that were still in that stretch as long after its beginning as this one is now; what they had left until their release is
the sample. The cell is the port and mode of transport; where it has too few cases or firms, all ports, then all modes.
The middle is the median, the interval runs from the 10th to the 90th per cent (order statistics of n + 1 places, so that
of exchangeable cases at least 80 % fall in). Cases that never were released are not in it: it is a time given a release.
"""

import datetime as dt
from collections.abc import Sequence

import msgspec

from kouan.kernel.journal import instant, stamp
from kouan.kernel.words import Words
from kouan.store.reader import Reader

ESTIMATOR = "remaining-time-v1"
LEVEL = 80
FEWEST_CASES = 30
FEWEST_FIRMS = 5
MOST_CASES = 1500
"""The latest released ones count: ports get quicker or slower over the years."""


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """Where a declaration is now. `began` is when it came there."""

    port: str
    flow: str
    mode: str
    state: str
    arrived: bool
    began: dt.datetime


class Past(msgspec.Struct, frozen=True):
    """A stretch of a released case: seconds that it lasted, seconds from its beginning to the release, firm, position."""

    lasted: int
    until_release: int
    firm: str
    seq: int


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """An expected release with its interval, and what it rests on. `first_seq` and `last_seq` are journal positions of
    the releases that it was worked out from.
    """

    low: dt.datetime
    middle: dt.datetime
    high: dt.datetime
    n: int
    firms: int
    cell: Words
    first_seq: int
    last_seq: int
    level: int = LEVEL
    estimator: str = ESTIMATOR


def remaining(past: Sequence[Past], elapsed: int) -> tuple[list[int], list[Past]]:
    """Sorted seconds left of the cases that were still there after `elapsed` seconds, and those cases."""
    alike = [p for p in past if p.lasted > elapsed]
    return sorted(p.until_release - elapsed for p in alike), alike


def bounds(left: Sequence[int]) -> tuple[int, int, int]:
    """The 10th, 50th and 90th per cent of a sorted sample as order statistics."""
    n = len(left)
    low, high = (n + 1) // 10, -(-9 * (n + 1) // 10)
    return left[max(low, 1) - 1], left[(n - 1) // 2], left[min(high, n) - 1]


def enough(alike: Sequence[Past]) -> bool:
    """Are there cases and firms enough, so that none shows through?"""
    return len(alike) >= FEWEST_CASES and len({p.firm for p in alike}) >= FEWEST_FIRMS


def expected(reader: Reader, phase: Phase, now: dt.datetime) -> Expected | None:
    """The expected release of a case in this stretch, or None where the past tells too little."""
    elapsed = max(0, int((now - phase.began).total_seconds()))
    for cell, where in _cells(phase):
        left, alike = remaining(_past(reader, phase, where, now), elapsed)
        if not enough(alike):
            continue
        low, middle, high = (now + dt.timedelta(seconds=s) for s in bounds(left))
        seqs = [p.seq for p in alike]
        firms = len({p.firm for p in alike})
        return Expected(
            low=low,
            middle=middle,
            high=high,
            n=len(left),
            firms=firms,
            cell=cell,
            first_seq=min(seqs),
            last_seq=max(seqs),
        )
    return None


def _cells(phase: Phase) -> tuple[tuple[Words, dict[str, str]], ...]:
    return (
        (Words(f"{phase.port}，同运输方式", f"{phase.port}, same mode"), {"port": phase.port, "mode": phase.mode}),
        (Words("各口岸，同运输方式", "all ports, same mode"), {"mode": phase.mode}),
        (Words("各口岸，各运输方式", "all ports, all modes"), {}),
    )


def _past(reader: Reader, phase: Phase, where: dict[str, str], now: dt.datetime) -> list[Past]:
    narrowed = "".join(f" AND {name} = ?" for name in where)
    text = (
        "SELECT began, ended, released, owner, released_seq FROM window_phase"  # noqa: S608 -- constant columns
        f" WHERE flow = ? AND state = ? AND arrived = ?{narrowed} AND released > '' AND released <= ?"
        " ORDER BY released DESC LIMIT ?"
    )
    values = [phase.flow, phase.state, phase.arrived, *where.values(), stamp(now), MOST_CASES]
    return [_read(r) for r in reader.connections.query(text, values)]


def _read(row: Sequence[str]) -> Past:
    began, ended, released, firm, seq = row
    start = instant(began)
    return Past(
        int((instant(ended or released) - start).total_seconds()),
        int((instant(released) - start).total_seconds()),
        firm,
        int(seq),
    )


def phase_of(reader: Reader, case: str) -> Phase | None:
    """The stretch that a declaration is in now, or None where it has ended."""
    text = "SELECT port, flow, mode, state, arrived, began FROM window_phase WHERE case_id = ? AND ended = ''"
    rows = reader.connections.query(text, [case])
    if not rows:
        return None
    port, flow, mode, state, arrived, began = rows[0]
    return Phase(port=port, flow=flow, mode=mode, state=state, arrived=bool(arrived), began=instant(began))
