"""The allocation plan (资金分配方案表) of a notice."""

import msgspec

from kouan.areas.fund.printed.cells import Cell, Money


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """One project. `applicant` is what is printed; `applicant_resolved` fills a merged cell from above, and says so."""

    no: int | None
    no_printed: Cell
    applicant: Cell
    applicant_resolved: str
    inferred: bool
    project: Cell
    amount: Money
    cells: tuple[Cell, ...]

    @property
    def line(self) -> int:
        return self.project.line


class AllocationPlan(msgspec.Struct, frozen=True, kw_only=True):
    """The table as printed: head cells, rows, total. `unit` is the unit printed over the table, "" where none is.

    Columns count from 1; 0 where the table has no column of that meaning.
    """

    mark: Cell | None
    title: Cell | None
    unit_printed: Cell | None
    unit: str
    columns: tuple[Cell, ...]
    rows: tuple[PlanRow, ...]
    total: Money | None
    total_cells: tuple[Cell, ...]
    applicant_column: int
    amount_column: int

    @property
    def computed_fen(self) -> int:
        """The sum of the rows that can be read, in 分."""
        return sum(row.amount.fen or 0 for row in self.rows)

    @property
    def by_applicant(self) -> dict[str, int]:
        """分 per applicant in order of first appearance, blanks resolved from above."""
        sums: dict[str, int] = {}
        for row in self.rows:
            sums[row.applicant_resolved] = sums.get(row.applicant_resolved, 0) + (row.amount.fen or 0)
        return sums

    @property
    def unattributed_fen(self) -> int:
        """分 of the rows whose applicant is blank as printed."""
        return sum(row.amount.fen or 0 for row in self.rows if not row.applicant)
