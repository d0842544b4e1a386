"""The rules of measuring once more, in plain Python over rows: slow, short, and written apart from the expressions."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import quantiles
from typing import Any
from zoneinfo import ZoneInfo

from kouan.areas.index.rules import Definition

KEY = {"bl": "bl_no", "declaration": "declaration_no", "container": "container_no"}
KEYS = tuple(KEY.values())
Row = Mapping[str, str]


def stage_times(
    rows: Sequence[Row], links: Sequence[Row], d: Definition, as_of: dt.datetime
) -> dict[str, tuple[str, str | None, str, int | None]]:
    """Status, port, month and microseconds (signed duration or open age) of every unit in scope."""
    events = [dict(r, moment=dt.datetime.fromisoformat(r["ts"])) for r in rows]
    events = [e for e in events if e["moment"].tzinfo and dt.datetime.fromisoformat(e["recorded_at"]) <= as_of]
    events, torn = _standing(events)
    by_unit: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for e in events + torn:
        for unit in _units(e, links, KEY[d.unit]):
            if e["flow"] == d.flow:
                by_unit[unit].append(e)
    found = {unit: _stage(mine, torn, d, as_of) for unit, mine in by_unit.items()}
    return {unit: stage for unit, stage in found.items() if stage}


def _standing(events: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    contents = defaultdict(set)
    for e in events:
        contents[e["event_id"]].add(tuple(str(v) for k, v in _content(e).items()))
    torn = [e for e in events if len(contents[e["event_id"]]) > 1]
    superseded = {e["supersedes"] for e in events if e["supersedes"]}
    seen, kept = set(), []
    for e in sorted((e for e in events if e not in torn), key=lambda e: e["event_id"]):
        same = (e["activity"], e["moment"], e["source"], e["port"], e["supersedes"], *(e[k] for k in KEYS))
        if same not in seen and e["event_id"] not in superseded and e["activity"] != "void":
            kept.append(e)
        seen.add(same)
    return kept, torn


def _content(e: dict[str, Any]) -> dict[str, Any]:
    content = {k: v for k, v in e.items() if k not in ("recorded_at", "ts")}
    return content | {"moment": e["moment"].astimezone(dt.UTC)}


def _units(e: dict[str, Any], links: Sequence[Row], key: str) -> set[str]:
    if e[key]:
        return {e[key]}
    given = [k for k in KEYS if e[k]]
    return {row[key] for row in links if given and row[key] and all(row[k] == e[k] for k in given)}


def _stage(
    mine: list[dict[str, Any]], torn: list[dict[str, Any]], d: Definition, as_of: dt.datetime
) -> tuple[str, str | None, str, int | None] | None:
    ordered = sorted(mine, key=lambda e: (e["moment"], e["event_id"], e["port"]))
    starts = [e for e in ordered if e["activity"] == d.start.activity]
    ends = [e for e in ordered if e["activity"] == d.end.activity]
    start = (starts[0] if d.start.pick == "first" else starts[-1]) if starts else None
    end = (ends[0] if d.end.pick == "first" else ends[-1]) if ends else None
    status, us = None, None
    if start and end:
        status, us = "done", _us(end["moment"] - start["moment"])
    elif start:
        status, us = "open", _us(as_of - start["moment"])
    elif end:
        status = "no start"
    if any(e["activity"] in d.exclude_if for e in mine):
        status, us = "cancelled", None
    if any(e in torn for e in mine):
        status, us = "conflict", None
    if status is None:
        return None
    placed = end or start
    port = placed["port"] if placed else min(e["port"] for e in mine)
    moment = placed["moment"] if placed else max(e["moment"] for e in mine)
    return status, port, f"{moment.astimezone(ZoneInfo(d.time_zone)):%Y-%m}", us


def _us(span: dt.timedelta) -> int:
    return span // dt.timedelta(microseconds=1)


def summary(us: list[int]) -> dict[str, Decimal]:
    """Mean, median and 90th percentile in hours, by the standard library's own type 7."""
    exact = [Fraction(v) for v in us]
    tenths = quantiles(exact, n=10, method="inclusive") if len(us) > 1 else exact * 9
    found = {"mean": sum(exact) / len(us), "p50": tenths[4], "p90": tenths[8]}
    return {name: _hours(value) for name, value in found.items()}


def _hours(us: Fraction) -> Decimal:
    millionths = us / 3600
    sign = -1 if millionths < 0 else 1
    whole = Fraction(abs(millionths) + Fraction(1, 2)).__floor__()
    return (Decimal(sign * whole) / 1_000_000).quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)
