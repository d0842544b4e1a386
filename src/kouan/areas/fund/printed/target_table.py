"""The target table (绩效目标表) of a notice: head, milestones, aims, three-level indicators with four values each."""

import msgspec

from kouan.areas.fund.printed.cells import Cell, Money
from kouan.areas.fund.rules.targets import Target


class Field(msgspec.Struct, frozen=True):
    """One label of the head and its value; a blank value keeps its place, to the last column it may use."""

    label: Cell
    value: Cell
    last_column: int


class Milestone(msgspec.Struct, frozen=True):
    """A share of the money promised by the end of a quarter."""

    quarter: int | None
    printed_quarter: Cell
    printed: Cell
    share: str | None


class Aim(msgspec.Struct, frozen=True):
    """目标N of the period or of the year."""

    no: int
    text: str
    cell: Cell


class Value(msgspec.Struct, frozen=True):
    """One target value as printed and as read."""

    printed: Cell
    target: Target


class IndicatorLine(msgspec.Struct, frozen=True, kw_only=True):
    """One printed row of the indicator block: its label and two values, and how far they stand from their columns.

    A shift is columns to the left (positive) of where the head of the table says they belong.
    """

    line: int
    label: Cell
    period: Value
    year: Value
    first_column: int
    label_shift: int
    value_shift: int

    @property
    def columns(self) -> list[int]:
        """The columns of the two values."""
        return [self.period.printed.column, self.year.printed.column]


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """指标N. `level1` and `level2` carry down over merged cells; `*_printed` is what is there."""

    no: int | None
    name: str
    level1: str
    level2: str
    level1_printed: Cell
    level2_printed: Cell
    whole: IndicatorLine
    own_label: str
    own: IndicatorLine | None

    @property
    def lines(self) -> list[int]:
        return [self.whole.line, *([self.own.line] if self.own else [])]

    @property
    def said(self) -> str:
        """指标N, or the name where no number is printed."""
        return f"指标{self.no}" if self.no is not None else self.name


class TableHead(msgspec.Struct, frozen=True):
    """The cells of the indicator block's head row, by meaning; 0 where a column is not there."""

    line: int
    width: int
    level1: int
    level2: int
    level3: int
    period: int
    year: int
    labels: tuple[Cell, ...]


class TargetTable(msgspec.Struct, frozen=True, kw_only=True):
    """The table as printed and as it is meant."""

    mark: Cell | None
    title: Cell | None
    unit_printed: Cell | None
    unit_assumed: str
    first_line: int
    last_line: int
    cells: tuple[tuple[Cell, ...], ...]
    fields: tuple[Field, ...]
    amounts: dict[str, Money]
    summary: tuple[str, ...]
    milestone_label: Cell | None
    milestones: tuple[Milestone, ...]
    period_aims: tuple[Aim, ...]
    year_aims: tuple[Aim, ...]
    head: TableHead | None
    indicators: tuple[Indicator, ...]
    notes: tuple[Cell, ...]

    def field(self, label: str) -> Field | None:
        """The head's field of that label."""
        return next((field for field in self.fields if field.label.text.strip() == label), None)
