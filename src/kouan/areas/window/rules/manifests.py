"""By when a manifest is to be filed: dated lengths of time, and the instant that they make for one manifest.

Every length is to verify. What the document does not say (when loading begins, when the ship comes) makes no deadline.
"""

import datetime as dt
from decimal import Decimal
from importlib.resources import files
from typing import Literal

import msgspec

from kouan.kernel.rules import Rule, law_day, read_rule
from kouan.kernel.words import Words

SEA, RAIL, ROAD, AIR = "2", "3", "4", "5"

Kind = Literal["original", "prestow", "loading", "arrival", "tally"]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lengths in minutes."""


class Original(_Part, frozen=True):
    """Before what an original manifest is filed."""

    container_ship_before_loading: int
    other_ship_before_arrival: int
    long_flight_before_arrival: int
    train_before_arrival: int
    lorry_before_arrival: int
    long_flight_is_over: int


class Prestow(_Part, frozen=True):
    """Before what a pre-stowage manifest is filed."""

    container_ship_before_loading: int
    other_ship_before_loading: int
    aircraft_before_loading: int
    train_before_loading: int
    lorry_before_loading: int


class Loading(_Part, frozen=True):
    """Before what a loading manifest is filed."""

    before_loading: int


class Tally(_Part, frozen=True):
    """After what a tally report is filed."""

    after_work: int


class Deadlines(_Part, frozen=True):
    """All lengths by kind of manifest."""

    original: Original
    prestow: Prestow
    loading: Loading
    tally: Tally


DEADLINES: Rule[Deadlines] = read_rule(
    "manifest_deadlines", (files(__package__) / "manifest_deadlines.yaml").read_text("utf-8"), Deadlines
)


class Tolerance(_Part, frozen=True):
    """Differences that are no mismatch."""

    weight_kg: Decimal


TOLERANCE: Rule[Tolerance] = read_rule(
    "manifest_tolerance", (files(__package__) / "manifest_tolerance.yaml").read_text("utf-8"), Tolerance
)


class Times(msgspec.Struct, frozen=True, kw_only=True):
    """What a deadline looks at. Instants with an offset."""

    kind: Kind
    mode: str
    container_ship: bool = False
    loads: dt.datetime | None = None
    leaves: dt.datetime | None = None
    arrives: dt.datetime | None = None
    done: dt.datetime | None = None


class Due(msgspec.Struct, frozen=True):
    """By when, and by which line of the rule."""

    by: dt.datetime
    line: Words


_HOW: dict[str, Words] = {
    "loads": Words("装载前 {n}", "{n} before loading"),
    "arrives": Words("抵达前 {n}", "{n} before arrival"),
    "leaves": Words("起飞前", "before take-off"),
    "done": Words("作业完毕后 {n} 内", "within {n} of the end of the work"),
}


def due(times: Times) -> Due | None:
    """The deadline of one manifest under the law of the day on which its reckoning begins, or None."""
    day = next((t for t in (times.loads, times.arrives, times.leaves, times.done) if t), None)
    if day is None:
        return None
    made = _OF[times.kind](times, DEADLINES.on(law_day(day)).value)
    if made is None:
        return None
    event, minutes = made
    start: dt.datetime | None = getattr(times, event)
    if start is None:
        return None
    shift = dt.timedelta(minutes=minutes)
    return Due(start + shift if event == "done" else start - shift, _HOW[event].with_values(n=_length(minutes)))


def _length(minutes: int) -> str:
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


_Reckoned = tuple[str, int] | None


def _original(t: Times, law: Deadlines) -> _Reckoned:
    o = law.original
    if t.mode == AIR:
        return _flight(t, o)
    if t.mode == SEA and t.container_ship:
        return "loads", o.container_ship_before_loading
    ways = {SEA: o.other_ship_before_arrival, RAIL: o.train_before_arrival, ROAD: o.lorry_before_arrival}
    return ("arrives", ways[t.mode]) if t.mode in ways else None


def _flight(t: Times, law: Original) -> _Reckoned:
    """Long flights count back from arrival, short ones from take-off."""
    if t.leaves is None or t.arrives is None:
        return None
    long = t.arrives - t.leaves > dt.timedelta(minutes=law.long_flight_is_over)
    return ("arrives", law.long_flight_before_arrival) if long else ("leaves", 0)


def _prestow(t: Times, law: Deadlines) -> _Reckoned:
    p = law.prestow
    ship = p.container_ship_before_loading if t.container_ship else p.other_ship_before_loading
    ways = {SEA: ship, AIR: p.aircraft_before_loading, RAIL: p.train_before_loading, ROAD: p.lorry_before_loading}
    return ("loads", ways[t.mode]) if t.mode in ways else None


_OF = {
    "original": _original,
    "prestow": _prestow,
    "loading": lambda t, law: ("loads", law.loading.before_loading),
    "arrival": lambda t, law: None,
    "tally": lambda t, law: ("done", law.tally.after_work),
}


def late_by(deadline: Due, filed: dt.datetime) -> dt.timedelta:
    """How long after the deadline it was filed; zero where it was in time."""
    return max(filed - deadline.by, dt.timedelta(0))
