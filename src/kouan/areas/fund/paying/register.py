"""The tables of money, filled from the journal's events alone."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from kouan.areas.fund import events
from kouan.areas.fund.durable import Seen, unseen
from kouan.areas.fund.models import (
    AllotmentLine,
    Clawback,
    FinalPlan,
    FinalRow,
    Payment,
    PaymentStop,
    PlanRow,
    Spending,
)
from kouan.kernel.journal import Event


def apply(event: Event, seen: Seen) -> None:
    """Write one event into the tables, whole or not at all; one that is there already changes nothing."""
    number: str = event.plan  # type: ignore[attr-defined]
    with transaction.atomic():
        plan = FinalPlan.objects.filter(number=number).first()
        if (plan.version if plan else 0) + 1 != seen.version:
            return
        if isinstance(event, events.PlanFinalised):
            _finalised(event, seen.by)
        elif plan:
            APPLIED[type(event)](plan, event, seen)
            FinalPlan.objects.filter(number=number).update(version=seen.version)


def catch_up() -> int:
    """Apply every event of money that the tables have not seen; returns how many."""
    fresh = unseen((events.PlanFinalised, *APPLIED), dict(FinalPlan.objects.values_list("number", "version")))
    for _, event, seen in fresh:
        apply(event, seen)
    return len(fresh)


def rebuild() -> int:
    """Empty the tables of money and fill them from the journal; the published rows must be there."""
    FinalPlan.objects.all().delete()
    return catch_up()


def _finalised(event: events.PlanFinalised, by: str) -> None:
    plan = FinalPlan.objects.create(
        number=event.plan,
        notice=event.notice,
        revision=event.revision,
        total_fen=event.total_fen,
        final_on=dt.date.fromisoformat(event.final_on),
        by=by,
        version=1,
    )
    shown = PlanRow.objects.filter(notice__number=event.notice, notice__revision=event.revision)
    FinalRow.objects.bulk_create(
        FinalRow(
            plan=plan,
            position=row.position,
            applicant=row.applicant,
            project=row.project,
            on_notice_fen=row.granted_fen,
            granted_fen=event.granted[str(row.position)],
            reason=event.reasons.get(str(row.position), ""),
        )
        for row in shown
    )


def _allotted(plan: FinalPlan, event: events.MoneyAllotted, _seen: Seen) -> None:
    rows = {row.position: row for row in plan.rows.all()}
    AllotmentLine.objects.bulk_create(
        AllotmentLine(
            row=rows[int(position)],
            document=event.document,
            dated=dt.date.fromisoformat(event.dated),
            item=event.items[position],
            fen=fen,
        )
        for position, fen in event.fen.items()
    )


def _paid(plan: FinalPlan, event: events.PaymentMade, _seen: Seen) -> None:
    line = AllotmentLine.objects.get(row__plan=plan, row__position=event.position, document=event.document)
    paid_on = dt.date.fromisoformat(event.paid_on)
    Payment.objects.create(line=line, voucher=event.voucher, paid_on=paid_on, fen=event.fen)


def _returned(plan: FinalPlan, event: events.PaymentReturned, _seen: Seen) -> None:
    payment = Payment.objects.get(line__row__plan=plan, voucher=event.voucher)
    payment.returned_fen += event.fen
    payment.save()
    left = event.fen
    for called in payment.clawbacks.order_by("version"):
        back = min(left, called.fen - called.returned_fen)
        Clawback.objects.filter(pk=called.pk).update(returned_fen=called.returned_fen + back)
        left -= back


def _reported(plan: FinalPlan, event: events.SpendingReported, seen: Seen) -> None:
    row = plan.rows.get(position=event.position)
    Spending.objects.create(
        row=row, quarter=event.quarter, version=seen.version, spent_fen=event.spent_fen, reason=event.reason
    )


def _stopped(plan: FinalPlan, event: events.PaymentsStopped, seen: Seen) -> None:
    row = plan.rows.get(position=event.position)
    PaymentStop.objects.create(row=row, version=seen.version, reason=event.reason, by=seen.by, since=seen.at)


def _resumed(plan: FinalPlan, event: events.PaymentsResumed, seen: Seen) -> None:
    PaymentStop.objects.filter(row__plan=plan, row__position=event.position, ends__isnull=True).update(
        ends=seen.at, ended_by=seen.by, ended_reason=event.reason
    )


def _called_back(plan: FinalPlan, event: events.ClawbackOrdered, seen: Seen) -> None:
    payment = Payment.objects.get(line__row__plan=plan, voucher=event.voucher)
    Clawback.objects.create(
        payment=payment,
        version=seen.version,
        fen=event.fen,
        due_on=dt.date.fromisoformat(event.due_on),
        reason=event.reason,
        by=seen.by,
        at=seen.at,
    )


APPLIED: dict[type[Event], Callable[..., None]] = {
    events.MoneyAllotted: _allotted,
    events.PaymentMade: _paid,
    events.PaymentReturned: _returned,
    events.SpendingReported: _reported,
    events.PaymentsStopped: _stopped,
    events.PaymentsResumed: _resumed,
    events.ClawbackOrdered: _called_back,
}
