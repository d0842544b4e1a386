"""Promises of measuring: what the expressions say is what the rules say, in any order, on any log."""

import datetime as dt
import random
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from math import comb
from pathlib import Path
from typing import Any

import ibis
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouan.areas.index.measuring import cells, days, log, ranks, stages
from kouan.areas.index.rules import Attribute, Definition, Pick, definition
from kouan.frames import engines, journal_frames
from kouan.frames.export import export
from tests.areas.index import reference
from tests.support.journals import (
    CargoArrived,
    DeclarationReleased,
    ListedJournal,
    busy_port,
    lodged,
    sealed,
    step,
)

AS_OF = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
TOTAL = definition("import.total", 1)
PORTS_OF_LOG = ("CNNSA", "CNYTN")
SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def made_up_log(seed: int, n: int = 60) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """A log with everything that goes wrong: repeats, conflicts, chains of corrections, missing offsets, many keys."""
    dice = random.Random(seed)
    links = [
        {"bl_no": f"B{n // 2}", "declaration_no": f"D{n}", "container_no": f"C{dice.randrange(9)}"} for n in range(8)
    ]
    rows: list[dict[str, str]] = []
    for number in range(n):
        link = dice.choice(links)
        at = AS_OF - dt.timedelta(minutes=30 * dice.randrange(3000))
        row = {
            "event_id": f"E{number:03d}",
            "activity": dice.choice(("arrive_report", "declare", "release", "release", "cancel", "void", "gate_out")),
            "ts": at.isoformat() if dice.random() > 0.05 else at.replace(tzinfo=None).isoformat(),
            "recorded_at": (at + dt.timedelta(hours=dice.randrange(400))).isoformat(),
            "port": dice.choice(PORTS_OF_LOG),
            "mode": "sea",
            "flow": dice.choice(("import", "import", "import", "export")),
            "source": "port",
            "supersedes": dice.choice(rows)["event_id"] if rows and dice.random() < 0.1 else "",
            **{key: value if dice.random() < 0.6 else "" for key, value in link.items()},
        }
        if row["activity"] == "cancel" and dice.random() < 0.7:
            continue
        rows.append(row)
        if dice.random() < 0.1:
            rows.append({**row, "event_id": f"X{number:03d}"})
        if dice.random() < 0.05:
            rows.append({**row, "port": dice.choice(PORTS_OF_LOG)})
    dice.shuffle(rows)
    return rows, links


def measured(rows: Any, links: Any, d: Definition) -> dict[str, tuple[str, str, str, int | None]]:
    """What the expressions say of every unit."""
    events, _ = log.from_rows(rows, links)
    table = stages.stages(events, d, as_of_us=log.microseconds(AS_OF))
    found = engines.duckdb().to_pyarrow(table).to_pylist()
    return {r["unit"]: (r["status"], r["port"], _month(r["month"]), r["us"]) for r in found}


def _month(number: int) -> str:
    return f"{number // 100}-{number % 100:02d}"


@settings(max_examples=6, deadline=None)
@given(
    seed=st.integers(0, 10**9),
    unit=st.sampled_from(("declaration", "bl", "container")),
    picks=st.tuples(st.sampled_from(("first", "last")), st.sampled_from(("first", "last"))),
)
def test_expressions_say_what_the_rules_say(seed: int, unit: Any, picks: tuple[Any, Any]) -> None:
    """On any log, for any unit and picks, status, port, month and time of each unit equal those of the plain rules."""
    d = msgspec.structs.replace(
        TOTAL, unit=unit, start=Pick("arrive_report", picks[0]), end=Pick("release", picks[1]), exclude_if=("cancel",)
    )
    rows, links = made_up_log(seed)
    assert measured(rows, links, d) == reference.stage_times(rows, links, d, AS_OF)


def test_the_order_of_rows_does_not_matter() -> None:
    """A shuffled log gives the same units with the same times."""
    rows, links = made_up_log(7)
    assert measured(rows, links, TOTAL) == measured(rows[::-1], links[::-1], TOTAL)


def test_the_journal_is_measured_by_the_same_rules(tmp_path: Path) -> None:
    """From entries through Parquet and DuckDB to cells: equal to the plain rules over the entries themselves."""
    entries = sealed(busy_port(600))
    export(ListedJournal(entries), tmp_path, full=1000)
    engine = engines.duckdb()
    as_of = dt.datetime(2027, 2, 1, tzinfo=dt.UTC)
    journal = journal_frames.with_cases(journal_frames.entries(engine, tmp_path))
    found = log.from_journal(journal, {"CargoArrived": "arrive_report", "DeclarationReleased": "release"})
    table = engine.to_pyarrow(stages.stages(found, TOTAL, as_of_us=log.microseconds(as_of)))
    kinds = {"CargoArrived": "arrive_report", "DeclarationReleased": "release"}
    facts = {e.case: msgspec.json.decode(e.body)["facts"] for e in entries if e.kind == "DeclarationLodged"}
    rows = [
        {"event_id": f"{e.seq:09d}", "activity": kinds[e.kind], "ts": e.at, "recorded_at": e.recorded_at, "source": "",
         "supersedes": "", "bl_no": "", "declaration_no": e.case, "container_no": "", **facts[e.case]}
        for e in entries if e.kind in kinds
    ]  # fmt: skip
    told = reference.stage_times(rows, [], TOTAL, as_of)
    assert {r["unit"]: (r["status"], r["port"], _month(r["month"]), r["us"]) for r in table.to_pylist()} == told
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for status, port, month, us in told.values():
        for key in ((p, int(t)) for p in (port or "", "") for t in (month.replace("-", ""), month[:4], 0)):
            if status == "done" and (key[1] or not key[0]) and us is not None:
                groups[key].append(us)
    made = {(c.port, c.period): c for c in cells.cells(engine, ibis.memtable(table)) if c.n}
    assert {key: c.n for key, c in made.items()} == {key: len(us) for key, us in groups.items()}
    for key, us in groups.items():
        c = made[key]
        assert {"mean": c.mean.value, "p50": c.p50.value, "p90": c.p90.value} == reference.summary(us)  # type: ignore[union-attr]


def test_a_month_ends_at_midnight_in_shanghai(tmp_path: Path) -> None:
    """A release at 16:30 UTC on the last day of January is one of February."""
    at = dt.datetime(2026, 1, 31, 16, 30, tzinfo=dt.UTC)
    facts = [lodged("A", at), step(CargoArrived, "A", 2, at), step(DeclarationReleased, "A", 3, at)]
    export(ListedJournal(sealed(facts)), tmp_path)
    engine = engines.duckdb()
    journal = journal_frames.with_cases(journal_frames.entries(engine, tmp_path))
    kinds = {"CargoArrived": "arrive_report", "DeclarationReleased": "release"}
    table = stages.stages(log.from_journal(journal, kinds), TOTAL, as_of_us=log.microseconds(AS_OF))
    assert [(r["month"], r["us"]) for r in engine.to_pyarrow(table).to_pylist()] == [(202602, 0)]


def test_month_and_port_can_come_from_the_start() -> None:
    """A definition may count a stage where and when it began."""
    row = {"mode": "sea", "flow": "import", "source": "", "supersedes": "", "bl_no": "", "declaration_no": "D1",
           "container_no": "", "recorded_at": "2026-02-02T00:00:00Z"}  # fmt: skip
    rows = [
        row | {"event_id": "1", "activity": "arrive_report", "ts": "2026-01-02T00:00:00Z", "port": "CNNSA"},
        row | {"event_id": "2", "activity": "release", "ts": "2026-02-02T00:00:00Z", "port": "CNYTN"},
    ]
    by_start = msgspec.structs.replace(TOTAL, attribute=Attribute(month="start", port="start"))
    assert measured(rows, [], TOTAL)["D1"][1:3] == ("CNYTN", "2026-02")
    assert measured(rows, [], by_start)["D1"][1:3] == ("CNNSA", "2026-01")


@given(
    start=st.integers(0, 115_200).map(lambda m: dt.datetime(2025, 12, 20, tzinfo=SHANGHAI) + dt.timedelta(minutes=m)),
    minutes=st.integers(-20_000, 20_000),
)
@settings(max_examples=6, deadline=None)
def test_working_time_is_the_minutes_one_would_count(start: dt.datetime, minutes: int) -> None:
    """The difference of two sums equals counting working minutes one by one, backwards with a minus."""
    calendar = days.WorkingCalendar(
        dt.time(9), dt.time(17), frozenset({dt.date(2026, 2, 17)}), frozenset({dt.date(2026, 2, 14)})
    )
    row = {"mode": "sea", "flow": "import", "source": "", "supersedes": "", "bl_no": "", "declaration_no": "D1",
           "container_no": "", "recorded_at": "2026-01-01T00:00:00Z", "port": "CNNSA"}  # fmt: skip
    last = start + dt.timedelta(minutes=minutes)
    rows = [
        row | {"event_id": "1", "activity": "arrive_report", "ts": start.isoformat()},
        row | {"event_id": "2", "activity": "release", "ts": last.isoformat()},
    ]
    working = msgspec.structs.replace(TOTAL, clock="working")
    events, _ = log.from_rows(rows, [])
    table = stages.stages(events, working, as_of_us=log.microseconds(AS_OF), calendar=calendar)
    [found] = engines.duckdb().to_pyarrow(table)["us"].to_pylist()
    low = min(start, last)
    moments = (low + dt.timedelta(minutes=n) for n in range(abs(minutes)))
    counted = sum(calendar.works(m.date()) and 9 <= m.hour < 17 for m in moments)
    assert found == (counted if minutes >= 0 else -counted) * 60_000_000


def test_an_instant_without_offset_is_left_out_and_said() -> None:
    """It is a remark with the event's id, and no time is guessed; so is a text that is no instant."""
    row = {"event_id": "1", "activity": "release", "recorded_at": "2026-01-01T00:00:00Z"}
    unfit = [row | {"ts": "2026-01-01T10:00:00"}, row | {"event_id": "2", "ts": "gestern"}]
    found, remarks = log.from_rows(unfit, [])
    assert remarks == [log.Remark(log.NO_OFFSET, "1"), log.Remark(log.UNREADABLE, "2")]
    assert engines.duckdb().to_pyarrow(found.events.count()).as_py() == 0


def test_a_zone_that_moves_its_clocks_is_refused() -> None:
    """Days are counted by one offset; a zone with summer time would be silently wrong."""
    with pytest.raises(ValueError, match="clocks of Europe/Berlin move"):
        days.offset_of("Europe/Berlin")


@settings(deadline=None, max_examples=60)
@given(n=st.integers(1, 300), p=st.sampled_from((Fraction(1, 2), Fraction(9, 10))))
def test_the_interval_of_a_quantile_holds_its_promise(n: int, p: Fraction) -> None:
    """Each tail outside the ranks has at most 2.5 %, and one rank further in would have more."""

    def fewer_than(k: int) -> Fraction:
        return sum((comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k)), Fraction(0))

    low, high = ranks.bounds(n, p)
    assert low is None or (fewer_than(low) <= ranks.TAIL < fewer_than(low + 1))
    assert high is None or (1 - fewer_than(high) <= ranks.TAIL < 1 - fewer_than(high - 1))
    assert (low is not None) or fewer_than(1) > ranks.TAIL


def test_large_samples_go_over_smoothly() -> None:
    """Where the exact tails give way to their approximation, the ranks differ by two places at the most."""
    for p in cells.QUANTILES.values():
        exact = ranks.bounds(ranks.EXACT_UP_TO, p)
        near = ranks._approximate(ranks.EXACT_UP_TO, p)
        assert all(a and b and abs(a - b) <= 2 for a, b in zip(exact, near, strict=True))


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=200))
@settings(max_examples=10, deadline=None)
def test_cells_are_exact(us: list[int]) -> None:
    """Mean and quantiles of any durations equal exact arithmetic, rounded once at the sixth place of an hour."""
    rows = [{"unit": str(n), "status": "done", "port": "CNNSA", "month": 202601, "us": v} for n, v in enumerate(us)]
    found = cells.cells(engines.duckdb(), ibis.memtable(rows))
    cell = next(c for c in found if c.port == "CNNSA" and c.period == 202601)
    assert {n: getattr(cell, n).value for n in ("mean", "p50", "p90")} == reference.summary(us)
    assert cell.n_negative == sum(v < 0 for v in us)
    assert cell.mean is not None
    assert cell.mean.low is None or cell.mean.low <= cell.mean.value <= (cell.mean.high or Decimal(0))


def _cell(port: str, period: int, n: int) -> cells.Cell:
    return cells.Cell(port=port, period=period, n=n)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(1, 12), st.integers(0, 90)), unique_by=lambda t: t[:2]))
def test_what_is_withheld_can_not_be_worked_out(drawn: list[tuple[str, int, int]]) -> None:
    """In no month, and in no year of a port, do totals leave fewer than the minimum of hidden cases to be subtracted."""
    made = [_cell(port, 202600 + month, n) for port, month, n in drawn]
    kept = cells.withhold(made, 30)
    assert all(c.withheld for c in kept if 0 < c.n < 30)
    groups: dict[object, list[cells.Cell]] = defaultdict(list)
    for c in kept:
        groups[c.period].append(c)
        groups[c.port].append(c)
    for group in groups.values():
        hidden = sum(c.n for c in group if c.withheld)
        assert hidden == 0 or hidden >= 30 or all(c.withheld or not c.n for c in group)
