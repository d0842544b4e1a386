"""What was granted, allotted, paid and spent, by row; and where the sums do not agree."""

import datetime as dt

import msgspec

from kouan.areas.fund.models import FinalPlan, FinalRow


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the chain, in 分. `spent` is cumulative by quarter; a quarter without a report is not there."""

    position: int
    applicant: str
    project: str
    on_notice: int
    granted: int
    allotted: int
    paid: int
    spent: dict[int, int]


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A final plan with its rows."""

    number: str
    version: int
    notice: str
    final_on: dt.date
    total: int
    lines: tuple[Line, ...]
    documents: tuple[str, ...]

    def spent(self, quarter: int) -> int | None:
        """分 spent by the end of a quarter; None where no row has reported it. A silent row counts as it last said."""
        if not any(quarter in line.spent for line in self.lines):
            return None
        return sum(max((fen for q, fen in line.spent.items() if q <= quarter), default=0) for line in self.lines)

    def silent(self, quarter: int) -> int:
        """How many rows with money have not reported this quarter."""
        return sum(quarter not in line.spent for line in self.lines if line.granted)


def account(notice: str) -> Account | None:
    """The account of a notice's final plan; None while it is not final."""
    plan = FinalPlan.objects.filter(notice=notice).first()
    if plan is None:
        return None
    rows = plan.rows.order_by("position").prefetch_related("allotted__payments", "spent")
    lines = tuple(_line(row) for row in rows)
    documents = tuple(dict.fromkeys(line.document for row in rows for line in row.allotted.all()))
    return Account(
        number=plan.number,
        version=plan.version,
        notice=plan.notice,
        final_on=plan.final_on,
        total=plan.total_fen,
        lines=lines,
        documents=documents,
    )


def unreconciled() -> list[str]:
    """Where sums do not agree: rows and total, allotted and granted, paid and allotted. None, unless a hand was there."""
    found = []
    for number in FinalPlan.objects.values_list("notice", flat=True):
        known = account(number)
        if known is None:
            continue
        if sum(line.granted for line in known.lines) != known.total:
            found.append(f"{known.number}: total")
        found += [
            f"{known.number}: {line.position}"
            for line in known.lines
            if not line.granted >= line.allotted >= line.paid >= 0
        ]
    return found


def _line(row: FinalRow) -> Line:
    lines = list(row.allotted.all())
    spent: dict[int, tuple[int, int]] = {}
    for report in row.spent.all():
        spent[report.quarter] = max(spent.get(report.quarter, (0, 0)), (report.version, report.spent_fen))
    return Line(
        position=row.position,
        applicant=row.applicant,
        project=row.project,
        on_notice=row.on_notice_fen,
        granted=row.granted_fen,
        allotted=sum(line.fen for line in lines),
        paid=sum(payment.fen - payment.returned_fen for line in lines for payment in line.payments.all()),
        spent={quarter: fen for quarter, (_, fen) in sorted(spent.items())},
    )
