"""An allocation table (序号, 申请单位, 项目, 金额) from its cells."""

import re
import unicodedata

from kouan.areas.fund.formats._text import UNIT_LINE, Block
from kouan.areas.fund.printed.cells import Cell, Money
from kouan.areas.fund.printed.plan import AllocationPlan, PlanRow
from kouan.areas.fund.rules.money import FEN_PER_UNIT, BadAmount, fen_of

_COLUMNS = {
    "no": ("序号", "编号"),
    "applicant": ("申请单位", "申报单位", "承担单位", "项目单位", "用款单位", "单位"),
    "project": ("项目名称", "申请项目", "申报项目", "项目"),
    "amount": ("安排金额", "拟安排", "分配金额", "安排", "分配", "金额", "资金"),
}
_ASKED = ("申请", "申报", "核减", "送审", "自筹")
"""Sums that stand beside what is granted."""
_TOTAL = re.compile(r"合\s*计|总\s*计|共\s*计")
_UNIT = re.compile(r"[(（]\s*(?:单位[:：]\s*)?(亿元|万元|千元|元)\s*[)）]")


def is_plan(block: Block) -> bool:
    """A table whose head has a number, an applicant or project, and an amount."""
    return bool(block.rows) and {"no", "amount"} <= set(_meanings(block.rows[0]))


def read_plan(block: Block) -> AllocationPlan:
    """Read the rows; a blank applicant is resolved from the row above and marked as inferred."""
    head = block.rows[0]
    where = _meanings(head)
    unit, unit_cell = _unit(block, head[where["amount"]])
    rows: list[PlanRow] = []
    total: Money | None = None
    total_cells: tuple[Cell, ...] = ()
    above = ""
    for cells in block.rows[1:]:
        if any(_TOTAL.fullmatch(cell.text) for cell in cells):
            total, total_cells = read_money(_at(cells, where["amount"]), unit), cells
            continue
        row = _row(cells, where, unit, above)
        above = row.applicant_resolved
        rows.append(row)
    return AllocationPlan(
        mark=block.mark,
        title=block.title,
        unit_printed=unit_cell,
        unit=unit,
        columns=head,
        rows=tuple(rows),
        total=total,
        total_cells=total_cells,
        applicant_column=where.get("applicant", -1) + 1,
        amount_column=where["amount"] + 1,
    )


def read_money(cell: Cell, unit: str) -> Money:
    """An amount cell; a unit printed in the cell wins. Full-width digits are read, and stay as printed."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell.text))
    own = next((name for name in ("亿元", "万元", "千元", "元") if text.endswith(name)), "")
    printed_unit = own or unit
    sign = -1 if text.startswith("-") else 1
    try:
        digits = text.removeprefix("-").removesuffix(own)
        fen = sign * fen_of(digits, printed_unit or "万元") if digits else None
    except BadAmount:
        fen = None
    return Money(cell, printed_unit, fen)


def _row(cells: tuple[Cell, ...], where: dict[str, int], unit: str, above: str) -> PlanRow:
    applicant = _at(cells, where.get("applicant", -1))
    no = _at(cells, where["no"])
    digits = unicodedata.normalize("NFKC", no.text).rstrip(".、")
    return PlanRow(
        no=int(digits) if digits.isdecimal() else None,
        no_printed=no,
        applicant=applicant,
        applicant_resolved=applicant.text or above,
        inferred=not applicant and bool(above),
        project=_at(cells, where.get("project", -1)),
        amount=read_money(_at(cells, where["amount"]), unit),
        cells=cells,
    )


def _meanings(head: tuple[Cell, ...]) -> dict[str, int]:
    """Meaning of a column by its head, 0-based; each column has one meaning."""
    found: dict[str, int] = {}
    bare = [re.sub(r"\s", "", cell.text) for cell in head]
    for meaning, words in _COLUMNS.items():
        fitting = [i for word in words for i, text in enumerate(bare) if word in text and i not in found.values()]
        if meaning == "amount":
            fitting.sort(key=lambda i: any(word in bare[i] for word in _ASKED))
        if fitting:
            found[meaning] = fitting[0]
    return found


def _unit(block: Block, head: Cell) -> tuple[str, Cell | None]:
    found = UNIT_LINE.search(block.unit.text) if block.unit else None
    if block.unit and found and found["unit"] in FEN_PER_UNIT:
        return found["unit"], block.unit
    inside = _UNIT.search(head.text)
    return (inside[1], head) if inside else ("", None)


def _at(cells: tuple[Cell, ...], index: int) -> Cell:
    return cells[index] if 0 <= index < len(cells) else Cell("", cells[0].line, index + 1)
