"""A target table (绩效目标表) from its cells: head fields, milestones, aims, then the indicator block."""

import re

from kouan.areas.fund.formats._plan_table import read_money
from kouan.areas.fund.formats._target_rows import read_head, read_indicators
from kouan.areas.fund.formats._text import UNIT_LINE, Block
from kouan.areas.fund.printed.cells import Cell, Money
from kouan.areas.fund.printed.target_table import Aim, Field, Milestone, TargetTable

FIELDS = ("项目名称", "项目类型", "项目等级", "主管部门", "用款单位", "起始年度", "到期年度", "总金额", "当年度金额")
GROUPS = ("实施期限", "预算金额", "项目概述", "总体绩效目标", "绩效指标")
AMOUNTS = ("总金额", "当年度金额")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_AIM = re.compile(r"目标\s*(?P<no>\d+)\s*[:：、.]\s*")
Rows = tuple[tuple[Cell, ...], ...]


def is_targets(block: Block) -> bool:
    """A table with a head of three levels of indicators."""
    return any(cell.text.replace(" ", "") == "三级指标" for row in block.rows for cell in row)


def read_targets(block: Block, unit_assumed: str) -> TargetTable:
    """Read the whole table. `unit_assumed` is the unit of the plan beside it, used where none is printed."""
    rows = block.rows
    head = next((found for found in map(read_head, rows) if found), None)
    upper = tuple(row for row in rows if head is None or row[0].line < head.line)
    lower = [row for row in rows if head and row[0].line > head.line]
    notes = tuple(row[0] for row in rows if re.match(r"(?:备注|注)\s*[:：]", row[0].text))
    label, milestones = _milestones(upper)
    fields = _fields(upper)
    period_aims, year_aims = _aims(upper)
    return TargetTable(
        mark=block.mark,
        title=block.title,
        unit_printed=block.unit,
        unit_assumed=unit_assumed,
        first_line=rows[0][0].line,
        last_line=rows[-1][0].line,
        cells=rows,
        fields=fields,
        amounts=_amounts(fields, block, unit_assumed),
        summary=_summary(upper),
        milestone_label=label,
        milestones=milestones,
        period_aims=period_aims,
        year_aims=year_aims,
        head=head,
        indicators=read_indicators(head, [row for row in lower if row[0] not in notes]) if head else (),
        notes=notes,
    )


def _fields(rows: Rows) -> tuple[Field, ...]:
    known = {*FIELDS, *GROUPS}
    value_column = _usual_column(rows)
    return tuple(
        _field(row, index, known, value_column) for row in rows for index, cell in enumerate(row) if cell.text in FIELDS
    )


def _field(row: tuple[Cell, ...], index: int, known: set[str], value_column: int) -> Field:
    """The value is the next filled cell before the next label; a blank one stands where others have theirs."""
    after = row[index + 1 :]
    stop = next((cell.column for cell in after if cell.text in known), len(row) + 1)
    value = next((cell for cell in after if cell and cell.column < stop), None)
    if value is None:
        column = value_column if index == 0 else row[index].column + 1
        value = Cell("", row[0].line, min(column, len(row)))
    return Field(row[index], value, stop - 1)


def _usual_column(rows: Rows) -> int:
    """The column in which labels at the left edge have their values."""
    columns = [next((cell.column for cell in row[1:] if cell), 0) for row in rows if row[0].text in FIELDS]
    filled = [column for column in columns if column]
    return max(set(filled), key=filled.count) if filled else 2


def _amounts(fields: tuple[Field, ...], block: Block, assumed: str) -> dict[str, Money]:
    """Head amounts. `unit` is the printed one, "" where none is; the assumed unit is used for the 分 alone."""
    found = UNIT_LINE.search(block.unit.text) if block.unit else None
    printed = found["unit"] if found else ""
    amounts: dict[str, Money] = {}
    for field in fields:
        if field.label.text in AMOUNTS and field.value:
            money = read_money(field.value, printed)
            if not money.unit:
                money = Money(field.value, "", read_money(field.value, assumed).fen)
            amounts[field.label.text] = money
    return amounts


def _summary(rows: Rows) -> tuple[str, ...]:
    """项目概述, clause by clause."""
    row = next((row for row in rows if row[0].text == "项目概述"), ())
    text = next((cell.text for cell in row[1:] if cell), "")
    return tuple(clause.strip() for clause in re.split(r"[;；]", text.rstrip("。")) if clause.strip())


def _milestones(rows: Rows) -> tuple[Cell | None, tuple[Milestone, ...]]:
    label: Cell | None = None
    found: list[Milestone] = []
    for row in rows:
        quarter = next((cell for cell in row if re.fullmatch(r"第?[一二三四1-4]季度", cell.text)), None)
        if row[0].text.startswith("阶段性"):
            label = row[0]
        if quarter:
            text = next((cell for cell in row if cell and cell.column > quarter.column), Cell("", quarter.line))
            share = re.search(r"(\d+(?:\.\d+)?)\s*[%％]", text.text)
            number = _QUARTERS[re.sub(r"[第季度]", "", quarter.text)]
            found.append(Milestone(number, quarter, text, share[1] if share else None))
    return label, tuple(found)


def _aims(rows: Rows) -> tuple[tuple[Aim, ...], tuple[Aim, ...]]:
    """The aims under 实施周期总目标 and 当年度目标, by the columns of those two heads."""
    index = next((index for index, row in enumerate(rows) if row[0].text == "总体绩效目标"), None)
    if index is None or index + 1 >= len(rows):
        return (), ()
    period = next((cell.column for cell in rows[index][1:] if "周期" in cell.text), 0)
    year = next((cell.column for cell in rows[index][1:] if "年度目标" in cell.text), 0)
    return _aims_of(rows[index + 1], period), _aims_of(rows[index + 1], year)


def _aims_of(row: tuple[Cell, ...], column: int) -> tuple[Aim, ...]:
    if not 0 < column <= len(row):
        return ()
    cell = row[column - 1]
    starts = list(_AIM.finditer(cell.text))
    if not starts:
        return ()
    ends = [found.start() for found in starts[1:]] + [len(cell.text)]
    return tuple(
        Aim(int(found["no"]), cell.text[found.end() : end].strip(), cell)
        for found, end in zip(starts, ends, strict=True)
    )
