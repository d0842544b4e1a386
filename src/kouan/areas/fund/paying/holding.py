"""Hold money back: stop a row's payments and lift the stop, call paid money back. Each with a reason, each an event."""

import datetime as dt

from kouan.areas.fund import events
from kouan.areas.fund.models import Clawback, Payment, PaymentStop
from kouan.areas.fund.paying.deeds import known_to, line_of, positive, today, write
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.units import Writes

WHY = Refused("reason-missing", Words("须写明理由", "A reason is needed"))


def stop(notice: str, *, position: int, reason: str, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    """Stop all payments to a row. Raises `Refused`: no reason, no such row, stopped already."""
    known = known_to(notice, actor)
    line_of(known, position)
    if not reason.strip():
        raise WHY
    if stopped(known.number, position):
        raise Refused("stopped-already", Words("这一行已经暂停支付", "Payments to this row are stopped already"))
    event = events.PaymentsStopped(plan=known.number, position=position, reason=reason.strip()[:500])
    write(writer, event, known.version + 1, actor, now)


def resume(notice: str, *, position: int, reason: str, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    """Lift the stop on a row's payments. Raises `Refused`: no reason, not stopped."""
    known = known_to(notice, actor)
    if not reason.strip():
        raise WHY
    if not stopped(known.number, position):
        raise Refused("not-stopped", Words("这一行没有暂停", "Payments to this row are not stopped"))
    event = events.PaymentsResumed(plan=known.number, position=position, reason=reason.strip()[:500])
    write(writer, event, known.version + 1, actor, now)


def claw_back(
    notice: str,
    *,
    voucher: str,
    fen: int,
    due_on: dt.date,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    writer: Writes,
) -> None:
    """Call money of a payment back, by a day. Raises `Refused`: more than is still out, no reason, a day that is past."""
    known = known_to(notice, actor)
    positive(fen)
    if not reason.strip():
        raise WHY
    if due_on < today(now):
        raise Refused("date-wrong", Words("缴回期限不能早于今天", "The day to be back by is past"))
    payment = Payment.objects.filter(voucher=voucher.strip(), line__row__plan_id=known.number).first()
    if payment is None or fen > payment.fen - payment.returned_fen - called(payment):
        raise Refused(
            "beyond-paid",
            Words(
                "没有这笔支付，或超过尚未退回的金额",
                "No such payment, or more than has not come back or been called back",
            ),
        )
    event = events.ClawbackOrdered(
        plan=known.number,
        voucher=payment.voucher,
        fen=fen,
        due_on=due_on.isoformat(),
        reason=reason.strip()[:500],
    )
    write(writer, event, known.version + 1, actor, now)


def stopped(plan: str, position: int) -> PaymentStop | None:
    """The stop that holds on a row, or None."""
    holds = PaymentStop.objects.filter(row__plan_id=plan, row__position=position, ends__isnull=True)
    found: PaymentStop | None = holds.first()
    return found


def called(payment: Payment) -> int:
    """分 of a payment that are called back and not here yet."""
    return sum(one.fen - one.returned_fen for one in Clawback.objects.filter(payment=payment))
