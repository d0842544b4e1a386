"""The indicator block of a target table: rows are found by what they say, so a shifted row is read as meant."""

import re

import msgspec

from kouan.areas.fund.printed.cells import Cell
from kouan.areas.fund.printed.target_table import Indicator, IndicatorLine, TableHead, Value
from kouan.areas.fund.rules.targets import read_target

LEVEL1 = re.compile(r"(?:产出|效益|满意度|成本|投入|过程|决策)指标(?:[(（].*[)）])?")
LEVEL2 = re.compile(
    r"(?:数量|质量|时效|成本|经济成本|社会成本|生态环境成本|经济效益|社会效益|生态效益|可持续影响|可持续发展|服务对象满意度|社会公众满意度)(?:指标)?"
)
NUMBERED = re.compile(r"指标\s*(?P<no>\d+)\s*[:：、.]\s*(?P<name>.+)")
OWN_LEVEL = re.compile(r"[省市县区]?本级")


class _Row(msgspec.Struct, frozen=True):
    """One row by meaning, before lines are joined to indicators."""

    level1: Cell
    level2: Cell
    line: IndicatorLine


def read_head(cells: tuple[Cell, ...]) -> TableHead | None:
    """The head row: 一级指标 | 二级指标 | 三级指标 | … 实施周期指标值 | 当年度指标值."""
    where = {re.sub(r"\s", "", cell.text): cell.column for cell in cells if cell}
    if "三级指标" not in where:
        return None
    values = [column for text, column in where.items() if "指标值" in text or "目标值" in text]
    period = next(
        (column for text, column in where.items() if "周期" in text and column in values), values[0] if values else 0
    )
    year = next((column for column in values if column != period), period)
    return TableHead(
        line=cells[0].line,
        width=len(cells),
        level1=where.get("一级指标", 0),
        level2=where.get("二级指标", 0),
        level3=where["三级指标"],
        period=period,
        year=year,
        labels=tuple(cell for cell in cells if cell),
    )


def read_indicators(head: TableHead, rows: list[tuple[Cell, ...]]) -> tuple[Indicator, ...]:
    """Join each indicator with the own-level row under it; level names carry down over blanks."""
    found: list[Indicator] = []
    level1 = level2 = ""
    for row in (_row(head, cells) for cells in rows if any(cells)):
        if row is None:
            continue
        if OWN_LEVEL.fullmatch(row.line.label.text) and found:
            found[-1] = msgspec.structs.replace(found[-1], own_label=row.line.label.text, own=row.line)
            continue
        level1 = row.level1.text or level1
        level2 = row.level2.text or ("" if row.level1 else level2)
        found.append(_indicator(row, level1, level2))
    return tuple(found)


def _indicator(row: _Row, level1: str, level2: str) -> Indicator:
    label = row.line.label.text
    numbered = NUMBERED.fullmatch(label)
    return Indicator(
        no=int(numbered["no"]) if numbered else None,
        name=numbered["name"].strip() if numbered else label,
        level1=level1,
        level2=level2,
        level1_printed=row.level1,
        level2_printed=row.level2,
        whole=row.line,
        own_label="",
        own=None,
    )


def _row(head: TableHead, cells: tuple[Cell, ...]) -> _Row | None:
    filled = [cell for cell in cells if cell]
    level1, level2 = _levels(head, filled)
    rest = [cell for cell in filled if cell not in (level1, level2)]
    label = next((cell for cell in rest if NUMBERED.fullmatch(cell.text) or OWN_LEVEL.fullmatch(cell.text)), None)
    if label is None:
        label = rest[0] if rest else None
    if label is None:
        return None
    values = [cell for cell in rest if cell.column > label.column]
    line = _line(head, label, values, filled[0])
    blank = Cell("", label.line, 0)
    return _Row(level1 or blank, level2 or blank, line)


def _levels(head: TableHead, filled: list[Cell]) -> tuple[Cell | None, Cell | None]:
    """The two level names of a row. 成本指标 is one or the other by the column that it stands nearer to."""
    first = [cell for cell in filled if LEVEL1.fullmatch(cell.text)]
    second = [cell for cell in filled if LEVEL2.fullmatch(cell.text)]
    both = [cell for cell in first if cell in second]
    if both and len(first) > 1:
        return next(cell for cell in first if cell not in both[-1:]), both[-1]
    if both and abs(both[0].column - head.level2) < abs(both[0].column - head.level1):
        first = [cell for cell in first if cell is not both[0]]
    elif both:
        second = [cell for cell in second if cell is not both[0]]
    return (first[0] if first else None), (second[0] if second else None)


def _line(head: TableHead, label: Cell, values: list[Cell], first: Cell) -> IndicatorLine:
    period, year = _values(head, label, values)
    shift = head.period - period.column if period else head.year - year.column if year else 0
    return IndicatorLine(
        line=label.line,
        label=label,
        period=Value(period, read_target(period.text)),
        year=Value(year, read_target(year.text)),
        first_column=first.column,
        label_shift=head.level3 - label.column,
        value_shift=shift,
    )


def _values(head: TableHead, label: Cell, values: list[Cell]) -> tuple[Cell, Cell]:
    """The two values of a row. One alone belongs to the column it stands nearest to after the row's own shift."""
    between = [cell for cell in head.labels if head.level3 < cell.column < head.period]
    if len(values) > 2:  # points or weights stand between the name and its values
        values = values[len(between) :]
    if len(values) >= 2:
        return values[0], values[1]
    shift = head.level3 - label.column
    missing_period = Cell("", label.line, head.period - shift)
    missing_year = Cell("", label.line, head.year - shift)
    if not values:
        return missing_period, missing_year
    to_year = abs(values[0].column + shift - head.year) < abs(values[0].column + shift - head.period)
    return (missing_period, values[0]) if to_year else (values[0], missing_year)
