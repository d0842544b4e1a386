"""The points of indicators as a target table prints them (分值, 权重), and whether they make a whole."""

from decimal import Decimal, InvalidOperation

import msgspec

from kouan.areas.fund.printed.target_table import Indicator, TargetTable
from kouan.kernel.words import Words

EXECUTION = Decimal(10)
WHOLE = Decimal(100)
HEADS = ("分值", "权重", "分数")


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """Points by place of the indicator, and of the execution of the budget; `wrong` where they make no whole.

    `printed` False: the table prints none, and the house's blocks are shared alike.
    """

    points: dict[int, Decimal] = {}
    execution: Decimal = EXECUTION
    printed: bool = False
    wrong: Words | None = None


def printed_points(table: TargetTable) -> dict[int, str]:
    """What stands in the column of points, by the indicator's place from 1; without such a column nothing."""
    head = table.head
    label = next((cell for cell in head.labels if any(sign in cell.text for sign in HEADS)), None) if head else None
    if label is None:
        return {}
    rows = {row[0].line: row for row in table.cells if row}
    found: dict[int, str] = {}
    for at, one in enumerate(table.indicators, start=1):
        cells = rows.get(one.whole.line, ())
        column = label.column - one.whole.label_shift
        text = cells[column - 1].text.strip() if 0 < column <= len(cells) else ""
        if text:
            found[at] = text.rstrip("分%％").strip()
    return found


def weights_of(table: TargetTable | None) -> Weights:
    """The printed points, read exactly. They make 100, or 90 beside the 10 of execution; nothing is scored twice."""
    said = printed_points(table) if table else {}
    if table is None or not said:
        return Weights()
    points = {at: value for at, text in said.items() if (value := _decimal(text)) is not None}
    total = sum(points.values(), Decimal(0))
    inside = any(_is_execution(one) for one in table.indicators)
    if len(points) != len(table.indicators) or any(value < 0 for value in points.values()):
        return Weights(printed=True, wrong=Words("有指标没有分值", "An indicator has no points"))
    if total == WHOLE:
        return Weights(points=points, execution=Decimal(0), printed=True)
    if total == WHOLE - EXECUTION and not inside:
        return Weights(points=points, printed=True)
    zh = f"分值合计 {total}，不是 100（或 90 另加预算执行 10），不能给总分"
    en = f"The points make {total}, not 100 (or 90 with 10 for execution): no total can be given"
    return Weights(points=points, printed=True, wrong=Words(zh, en))


def _is_execution(one: Indicator) -> bool:
    """Does an indicator score the execution of the budget itself?"""
    return any(sign in one.name for sign in ("预算执行", "支出进度", "资金执行"))


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text) if len(text) <= 8 else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None
