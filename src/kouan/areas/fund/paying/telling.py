"""The money behind a notice as machines read it, as public as the pages that show it; amounts in 元 with two decimals."""

import datetime as dt

import msgspec

from kouan.areas.fund.models import Payment
from kouan.areas.fund.paying.queries import Line, account
from kouan.areas.fund.rules.money import yuan_of


class LineTold(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the chain. `spent_yuan` is cumulative by quarter; a quarter without a report is not there."""

    position: int
    applicant: str
    project: str
    on_notice_yuan: str
    granted_yuan: str
    allotted_yuan: str
    paid_yuan: str
    spent_yuan: dict[int, str]


class MoneyTold(msgspec.Struct, frozen=True, kw_only=True):
    """A final plan's account."""

    plan: str
    notice: str
    final_on: dt.date
    total_yuan: str
    documents: tuple[str, ...]
    lines: tuple[LineTold, ...]


class PaymentTold(msgspec.Struct, frozen=True, kw_only=True):
    """One payment, and what came back of it."""

    notice: str
    position: int
    applicant: str
    project: str
    document: str
    voucher: str
    paid_on: dt.date
    amount_yuan: str
    returned_yuan: str


def told_money(notice: str) -> MoneyTold | None:
    """A notice's account; None while its plan is not final."""
    known = account(notice)
    if known is None:
        return None
    return MoneyTold(
        plan=known.number,
        notice=notice,
        final_on=known.final_on,
        total_yuan=yuan_of(known.total),
        documents=known.documents,
        lines=tuple(map(_line, known.lines)),
    )


def told_payments(notice: str = "", *, limit: int = 50, offset: int = 0) -> list[PaymentTold]:
    """Payments, the latest first; of one notice where it is named."""
    rows = Payment.objects.select_related("line__row__plan").order_by("-paid_on", "voucher")
    if notice:
        rows = rows.filter(line__row__plan__notice=notice)
    return [_payment(row) for row in rows[offset : offset + limit]]


def _line(line: Line) -> LineTold:
    return LineTold(
        position=line.position,
        applicant=line.applicant,
        project=line.project,
        on_notice_yuan=yuan_of(line.on_notice),
        granted_yuan=yuan_of(line.granted),
        allotted_yuan=yuan_of(line.allotted),
        paid_yuan=yuan_of(line.paid),
        spent_yuan={quarter: yuan_of(fen) for quarter, fen in line.spent.items()},
    )


def _payment(row: Payment) -> PaymentTold:
    of = row.line.row
    return PaymentTold(
        notice=of.plan.notice,
        position=of.position,
        applicant=of.applicant,
        project=of.project,
        document=row.line.document,
        voucher=row.voucher,
        paid_on=row.paid_on,
        amount_yuan=yuan_of(row.fen),
        returned_yuan=yuan_of(row.returned_fen),
    )
