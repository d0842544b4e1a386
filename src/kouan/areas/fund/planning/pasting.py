"""Rows for a plan from a pasted or printed table: what stands there is read, what is odd is said, nothing is mended."""

import re
import unicodedata

import msgspec

from kouan.areas.fund.formats._plan_table import is_plan, read_money, read_plan
from kouan.areas.fund.formats._text import blocks
from kouan.areas.fund.planning.checking import Fault
from kouan.areas.fund.planning.shape import Row
from kouan.areas.fund.printed.cells import Cell
from kouan.areas.fund.rules.money import wan_of
from kouan.kernel.words import Words

ASKED = ("申请金额", "申请额", "申报金额", "申报额", "送审", "申请资金")
CODES = ("信用代码",)
REASONS = ("核减理由", "核减原因", "理由", "原因", "说明")


class Pasted(msgspec.Struct, frozen=True):
    """The rows of a table, and what does not fit. `stated_fen` is the printed total, None where none is."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    stated_fen: int | None = None


def read_rows(text: str) -> Pasted:
    """Read the first allocation table in a text. Amounts without a unit are taken as 万元, and that is said.

    A column of requests gives `requested_fen`; what the table grants is then an override where it differs.
    """
    _, tables = blocks(tuple(text.replace("\r\n", "\n").split("\n")))
    block = next((block for block in tables if is_plan(block)), None)
    if block is None:
        words = Words("没有读到有序号和金额两栏的表", "No table with numbers and amounts could be read")
        return Pasted((), (Fault(0, "no-table", words),))
    plan = read_plan(block)
    faults: list[Fault] = []
    if not plan.unit:
        faults.append(Fault(0, "unit", Words("表中没有金额单位，按万元读", "No unit is printed: read as 万元")))
    asked = _column(plan.columns, ASKED)
    code, why = _column(plan.columns, CODES), _column(plan.columns, REASONS)
    rows: list[Row] = []
    for no, one in enumerate(plan.rows, start=1):
        granted = one.amount.fen
        request = read_money(_at(one.cells, asked), plan.unit).fen if asked >= 0 else granted
        if granted is None or request is None or granted < 0 or request <= 0:
            faults.append(_unread(no, one.amount.printed))
            continue
        if granted > request:
            zh, en = f"第 {no} 行：安排金额超过申请金额", f"Row {no}: more is granted than was asked for"
            faults.append(Fault(no, "above-request", Words(zh, en)))
        if one.inferred:
            zh = f"第 {no} 行：申请单位空白，按上一行填“{one.applicant_resolved}”，请核对"
            en = f"Row {no}: the applicant is blank; taken from the row above, please check"
            faults.append(Fault(no, "inferred", Words(zh, en)))
        rows.append(
            Row(
                applicant=one.applicant_resolved,
                project=one.project.text,
                uscc=_code(_at(one.cells, code).text),
                requested_fen=request,
                fixed_fen=granted if granted < request else None,
                reason=_at(one.cells, why).text,
            )
        )
    stated = plan.total.fen if plan.total else None
    if stated is not None and stated != plan.computed_fen:
        zh = f"合计印为{wan_of(stated)}万元，各行之和为{wan_of(plan.computed_fen)}万元，相差{wan_of(stated - plan.computed_fen)}万元"
        en = f"The printed total is {wan_of(stated)} 万元, the rows make {wan_of(plan.computed_fen)} 万元"
        faults.append(Fault(0, "total", Words(zh, en)))
    return Pasted(tuple(rows), tuple(faults), stated)


STOPS = frozenset({"no-table", "amount", "above-request", "total"})
"""Faults over which no row is taken: the table itself is to be corrected first."""


def stops(pasted: Pasted) -> tuple[Fault, ...]:
    """The faults that keep a pasted table out."""
    return tuple(fault for fault in pasted.faults if fault.code in STOPS)


def _unread(no: int, cell: Cell) -> Fault:
    zh = f"第 {no} 行：金额“{cell.text}”读不了，或不大于零"
    en = f"Row {no}: the amount “{cell.text}” can not be read, or is not above nought"
    return Fault(no, "amount", Words(zh, en))


def _column(head: tuple[Cell, ...], names: tuple[str, ...]) -> int:
    bare = [re.sub(r"\s", "", cell.text) for cell in head]
    return next((at for name in names for at, text in enumerate(bare) if name in text), -1)


def _at(cells: tuple[Cell, ...], index: int) -> Cell:
    return cells[index] if 0 <= index < len(cells) else Cell("", cells[0].line)


def _code(text: str) -> str:
    bare = unicodedata.normalize("NFKC", text).strip().upper()
    return bare if len(bare) == 18 else ""
