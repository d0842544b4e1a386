"""The index's vectors through the area's own public entry points."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

import ibis
import msgspec

from kouan.areas.index import printed
from kouan.areas.index.measuring import cells, days, log, stages
from kouan.areas.index.rules import Definition
from kouan.frames import engines

MINIMUM = 3


@dataclass(frozen=True)
class Case:
    """One vector: what must come out, and how to get it."""

    name: str
    expected: Any
    got: Callable[[], Any]


def cases(folder: Path) -> Iterator[Case]:
    """Every case of a folder of index vectors; what is not there is left out."""
    for inner in (folder, folder / "events"):
        if (inner / "log.csv").exists():
            yield from event_cases(inner)
    for inner in (folder, folder / "small"):
        if (inner / "hours_and_percent.json").exists():
            yield from printed_cases(inner / "hours_and_percent.json")


def event_cases(folder: Path) -> Iterator[Case]:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    for told in expected["findings"]:
        yield Case(f"findings {told['as_of']}", sorted(told["findings"]), partial(_remarks, folder, told["as_of"]))
    for told in expected["results"]:
        args = (folder, told["as_of"], told["definition"], told["version"])
        name = f"{told['definition']} v{told['version']} {told['as_of']}"
        for part in ("cases", "cells", "n_open", "n_excluded"):
            yield Case(f"{name} {part}", told[part], partial(_part, args, part))


@cache
def _read(folder: Path) -> tuple[log.Log, list[log.Remark]]:
    return log.from_csv((folder / "log.csv").read_text("utf-8"), (folder / "links.csv").read_text("utf-8"))


def _remarks(folder: Path, as_of: str) -> list[list[str]]:
    read, remarks = _read(folder)
    events = log.known_by(read, log.microseconds(dt.datetime.fromisoformat(as_of))).events
    engine = engines.duckdb()
    found = [(r.code, r.event_id) for r in remarks]
    for code, rule in ((log.CONFLICT, log.conflicting), (log.DUPLICATE, log.duplicates)):
        found += [(code, row) for row in engine.to_pyarrow(rule(events))["event_id"].to_pylist()]
    return sorted(list(pair) for pair in set(found))


def _part(args: tuple[Path, str, str, int], part: str) -> Any:
    return _result(*args)[part]


@cache
def _result(folder: Path, as_of: str, name: str, version: int) -> dict[str, Any]:
    given = json.loads((folder / "definitions.json").read_text("utf-8"))
    raw = next(d for d in given if (d["id"], d["version"]) == (name, version))
    definition = msgspec.convert(raw, Definition)
    calendar = days.read_calendar(json.loads((folder / "calendar.json").read_text("utf-8")))
    as_of_us = log.microseconds(dt.datetime.fromisoformat(as_of))
    engine = engines.duckdb()
    table = engine.to_pyarrow(stages.stages(_read(folder)[0], definition, as_of_us=as_of_us, calendar=calendar))
    rows = sorted(table.to_pylist(), key=lambda r: r["unit"])
    found = cells.cells(engine, ibis.memtable(table))
    return {
        "cases": {r["unit"]: _case(r) for r in rows},
        "cells": [_cell(c) for c in found if c.port and c.period > 9999 and c.n],
        "n_open": sum(r["status"] == stages.OPEN for r in rows),
        "n_excluded": sum(r["status"] in stages.EXCLUDED for r in rows),
    }


def _case(row: dict[str, Any]) -> Any:
    if row["status"] in stages.EXCLUDED:
        return f"excluded: {row['status']}"
    spent = float(cells.hours(row["us"]))
    if row["status"] == stages.OPEN:
        return {"open_hours": spent, "port": row["port"]}
    return {"hours": spent, "month": f"{row['month'] // 100}-{row['month'] % 100:02d}", "port": row["port"]}


def _cell(cell: cells.Cell) -> dict[str, Any]:
    values = {name: float(e.value) for name in ("mean", "p50", "p90") if (e := getattr(cell, name))}
    month = f"{cell.period // 100}-{cell.period % 100:02d}"
    publish = cell.n >= MINIMUM
    return {"port": cell.port, "month": month, "n": cell.n, **values, "n_negative": cell.n_negative, "publish": publish}


def printed_cases(path: Path) -> Iterator[Case]:
    data = _exact(path.read_text("utf-8"))
    for item in data["items"]:
        claim = printed.Claim(item["hours"], item["cut_vs_2017_pct"], item.get("base_published"))
        expected = {key: item[key] for key in ("consistent", "base") if key in item}
        yield Case(f"printed {item['where']} {item['flow']}", expected, partial(_agreement, claim, expected))
    for name, expected in data.get("base_interval", {}).items():
        _, hours, cut = name.replace("/", " ").replace("%", "").split()
        claim = printed.Claim(Decimal(hours), Decimal(cut))
        yield Case(f"printed base {name}", [f"{v:.10f}" for v in expected], partial(_base_interval, claim))


def _agreement(claim: printed.Claim, expected: dict[str, Any]) -> dict[str, Any]:
    found = msgspec.structs.asdict(printed.check(claim))
    return {key: found[key] for key in expected}


def _base_interval(claim: printed.Claim) -> list[str]:
    found = printed.check(claim)
    return [f"{v:.10f}" for v in (found.low, found.high)]


def _exact(text: str) -> Any:
    """JSON with numbers as they are printed, so that half a unit of the last digit is known."""
    return json.loads(text, parse_float=Decimal)
