"""The tables of money, filled from the journal's events alone."""

import datetime as dt
from collections.abc import Callable

import msgspec

from kouan.areas.fund import events
from kouan.areas.fund.models import AllotmentLine, FinalPlan, FinalRow, Payment, PlanRow, Spending
from kouan.kernel.journal import Event
from kouan.store.models import JournalEvent


def apply(event: Event, version: int, by: str) -> None:
    """Write one event into the tables; one that is there already changes nothing."""
    number: str = event.plan  # type: ignore[attr-defined]
    plan = FinalPlan.objects.filter(number=number).first()
    if (plan.version if plan else 0) + 1 != version:
        return
    if isinstance(event, events.PlanFinalised):
        _finalised(event, by)
    elif plan:
        APPLIED[type(event)](plan, event, version)
        FinalPlan.objects.filter(number=number).update(version=version)


def catch_up() -> int:
    """Apply every event of money that the tables have not seen; returns how many entries were looked at."""
    kinds: dict[str, type[Event]] = {events.PlanFinalised.__name__: events.PlanFinalised}
    kinds |= {kind.__name__: kind for kind in APPLIED}
    rows = list(JournalEvent.objects.filter(kind__in=kinds).order_by("seq"))
    for row in rows:
        apply(msgspec.json.decode(row.body, type=kinds[row.kind]), row.version, row.actor)
    return len(rows)


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


def _allotted(plan: FinalPlan, event: events.MoneyAllotted, _version: int) -> None:
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


def _paid(plan: FinalPlan, event: events.PaymentMade, _version: int) -> None:
    line = AllotmentLine.objects.get(row__plan=plan, row__position=event.position, document=event.document)
    paid_on = dt.date.fromisoformat(event.paid_on)
    Payment.objects.create(line=line, voucher=event.voucher, paid_on=paid_on, fen=event.fen)


def _returned(plan: FinalPlan, event: events.PaymentReturned, _version: int) -> None:
    payment = Payment.objects.get(line__row__plan=plan, voucher=event.voucher)
    payment.returned_fen += event.fen
    payment.save()


def _reported(plan: FinalPlan, event: events.SpendingReported, version: int) -> None:
    row = plan.rows.get(position=event.position)
    Spending.objects.create(
        row=row, quarter=event.quarter, version=version, spent_fen=event.spent_fen, reason=event.reason
    )


APPLIED: dict[type[Event], Callable[..., None]] = {
    events.MoneyAllotted: _allotted,
    events.PaymentMade: _paid,
    events.PaymentReturned: _returned,
    events.SpendingReported: _reported,
}
