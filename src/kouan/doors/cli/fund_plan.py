"""`kouan fund plan list | show | cut | compare`: allocation plans on the command line; cutting needs no database."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from kouan.areas.fund.comparing.difference import Difference, difference
from kouan.areas.fund.comparing.files import as_csv
from kouan.areas.fund.comparing.sides import of_plan
from kouan.areas.fund.planner.reading import amount
from kouan.areas.fund.planner.shown import Sums, sums, watch
from kouan.areas.fund.planning import queries
from kouan.areas.fund.planning.concentration import Concentration
from kouan.areas.fund.planning.cutting import QUANTA, settle
from kouan.areas.fund.planning.pasting import Pasted, read_rows, stops
from kouan.areas.fund.planning.shape import Plan, Row
from kouan.areas.fund.rules.cuts import CutRefused
from kouan.areas.fund.rules.money import BadAmount, wan_of

from .wired import Wired

LARGEST = 8 * 1024 * 1024


class ShownPlan(msgspec.Struct, frozen=True):
    """What `kouan fund plan show --json` prints."""

    listed: queries.PlanListed
    plan: Plan
    versions: tuple[queries.Version, ...]
    concentration: Concentration | None


class CutLine(msgspec.Struct, frozen=True):
    """What `kouan fund plan cut --json` prints: the rows as cut, the sums in 分, what was odd about the table."""

    rows: tuple[Row, ...]
    sums: Sums
    findings: tuple[str, ...]


def add(parts: Any) -> None:
    """Register the verbs under `kouan fund`."""
    plan = parts.add_parser("plan", help="分配方案 · allocation plans")
    inner: Any = plan.add_subparsers(title="plan", metavar="WHAT", required=True)
    listed = inner.add_parser("list", help="全部方案 · every plan")
    shown = inner.add_parser("show", help="一份方案 · one plan")
    cut = inner.add_parser("cut", help="把一张表按总额同比例核减 · cut the requests of a table to a cap")
    compare = inner.add_parser("compare", help="两处对照 · what differs between two versions or stages")
    for parser in (shown, compare):
        parser.add_argument("number", metavar="NUMBER")
    shown.add_argument("--version", type=int, help="某一版；不给则现行版 · a version; else the one that stands")
    compare.add_argument("--old", help="如 plan:1、final · such as plan:1, final")
    compare.add_argument("--new", help="如 plan:2、paid · such as plan:2, paid")
    compare.add_argument("--csv", action="store_true", help="CSV")
    cut.add_argument("file", metavar="FILE", help="制表符分栏的表；- 为标准输入 · a table of tab cells; - reads stdin")
    cut.add_argument("--cap", required=True, help="总额（万元） · the cap in 万元")
    cut.add_argument("--to", choices=sorted(QUANTA), default="万元", help="凑整到 · cut to whole")
    cut.add_argument("--protect", default="", metavar="1,3", help="全额保留的行 · rows paid in full")
    verbs: tuple[tuple[Any, Callable[[argparse.Namespace, Wired], int]], ...] = (
        (listed, list_plans),
        (shown, show_plan),
        (cut, cut_table),
        (compare, compare_plan),
    )
    for parser, verb in verbs:
        parser.add_argument("--json", action="store_true", help="JSON")
        parser.set_defaults(verb=verb)


def list_plans(asked: argparse.Namespace, wired: Wired) -> int:
    """One line a plan."""
    wired.open_for_reading()
    for one in queries.plans():
        said = f"{one.number}  {one.year}  {one.state:16} v{one.version:<3} {wan_of(one.total_fen):>10}/{wan_of(one.cap_fen)} 万元"
        _out(msgspec.json.encode(one).decode() if asked.json else f"{said}  {one.fund}（{one.direction}）{one.matter}")
    return 0


def show_plan(asked: argparse.Namespace, wired: Wired) -> int:
    """One plan with its rows and versions; 2 where there is none."""
    house = wired.open_for_reading()
    listed = queries.listed(asked.number)
    plan = queries.plan(asked.number, house.reader, asked.version) if listed else None
    if listed is None or plan is None:
        return _usage(f"没有这个方案或版本 · no such plan or version: {asked.number}")
    made = ShownPlan(listed, plan, tuple(queries.versions(asked.number)), watch(plan).spread)
    if asked.json:
        _out(msgspec.json.encode(made).decode())
    else:
        for line in _told(made):
            _out(line)
    return 0


def cut_table(asked: argparse.Namespace, wired: Wired) -> int:
    """Cut the table's requests; 1 where the table or the cut does not hold, 2 on usage."""
    try:
        cap = amount(asked.cap)
        protect = {int(no) for no in asked.protect.split(",") if no.strip()}
        text = _text(asked.file)
    except BadAmount as bad:
        return _usage(str(bad.words))
    except (OSError, ValueError) as fault:
        return _usage(f"读不了 · can not be read: {fault}")
    pasted = read_rows(text)
    said = tuple(str(fault.words) for fault in pasted.faults)
    for line in () if asked.json else said:
        sys.stderr.write(f"{line}\n")
    if stops(pasted) or not protect <= set(range(1, len(pasted.rows) + 1)):
        return 1
    try:
        settled = settle(_asked(pasted, cap, QUANTA[asked.to], protect))
    except CutRefused as refused:
        sys.stderr.write(f"{refused.words}\n")
        return 1
    if asked.json:
        _out(msgspec.json.encode(CutLine(settled.plan.rows, sums(settled.plan, settled.cut.unplaced), said)).decode())
        return 0
    for line in _rows(settled.plan):
        _out(line)
    return 0


def compare_plan(asked: argparse.Namespace, wired: Wired) -> int:
    """The difference list of two stages of a plan; 2 where one is not there."""
    house = wired.open_for_reading()
    sides = of_plan(asked.number, house.reader) if queries.listed(asked.number) else []
    codes = {side.code: side for side in sides}
    if not sides or any(code and code not in codes for code in (asked.old, asked.new)):
        return _usage(f"没有这一处；有的是 · not there; there are: {', '.join(codes) or '—'}")
    old = codes[asked.old] if asked.old else sides[max(len(sides) - 2, 0)]
    new = codes[asked.new] if asked.new else sides[-1]
    found = difference(old, new)
    if asked.csv:
        sys.stdout.write(as_csv(found).decode("utf-8-sig"))
    elif asked.json:
        _out(msgspec.json.encode(found).decode())
    else:
        for line in _changes(found):
            _out(line)
    return 0


def _asked(pasted: Pasted, cap: int, quantum: int, protect: set[int]) -> Plan:
    """The table's requests, without what it grants itself: this cut decides."""
    rows = tuple(
        msgspec.structs.replace(row, fixed_fen=None, reason="", protected=no in protect)
        for no, row in enumerate(pasted.rows, start=1)
    )
    return Plan(year=0, fund="", direction="", matter="", cap_fen=cap, quantum_fen=quantum, rows=rows)


def _told(made: ShownPlan) -> Iterator[str]:
    listed = made.listed
    yield f"{listed.number} v{listed.version} {listed.state}  SHA-256 {listed.digest}"
    yield f"{made.plan.year} {made.plan.fund}（{made.plan.direction}）{made.plan.matter}{made.plan.approval_class}"
    yield from _rows(made.plan)
    if made.concentration and made.concentration.largest:
        largest = made.concentration.largest
        yield f"最大 largest: {largest.applicant} {largest.percent}%  HHI {made.concentration.index}"
    for one in made.versions:
        yield f"v{one.version} {one.at:%Y-%m-%d} {one.by} {wan_of(one.total_fen)} 万元 {one.digest[:12]} ← {one.previous[:12] or '—'}  {one.note}"


def _rows(plan: Plan) -> Iterator[str]:
    for no, row in enumerate(plan.rows, start=1):
        kept = "*" if row.protected else " "
        sums = f"{wan_of(row.requested_fen):>12} → {wan_of(row.granted_fen):>12}"
        yield f"{no:>4}{kept} {sums}  {row.applicant}  {row.project}  {row.reason}"
    yield f"  合计 {wan_of(plan.requested_fen):>12} → {wan_of(plan.total_fen):>12} 万元；总额 cap {wan_of(plan.cap_fen)}"


def _changes(found: Difference) -> Iterator[str]:
    yield f"{found.old_words} → {found.new_words}"
    for one in found.changes:
        yield f"  {one.words}  {one.applicant} {one.project}: {wan_of(one.old_fen)} → {wan_of(one.new_fen)}（{wan_of(one.difference_fen)}）"
    totals = f"{wan_of(found.old_total_fen)} → {wan_of(found.new_total_fen)}（{wan_of(found.difference_fen)}）万元"
    yield f"  合计 total: {totals}，{found.same} 行相同 rows the same"


def _text(name: str) -> str:
    if name == "-":
        return sys.stdin.read(LARGEST)
    with Path(name).open("rb") as source:
        return source.read(LARGEST).decode("utf-8-sig")


def _out(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _usage(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 2
