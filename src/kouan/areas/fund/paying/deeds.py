"""Finalise, allot, pay, take back, report. All of a plan's deeds share one case, so that two at once can not both win."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from kouan.areas.fund import events, queries
from kouan.areas.fund.durable import Seen, keep
from kouan.areas.fund.models import AllotmentLine, FinalPlan, Objection, Payment, PaymentStop
from kouan.areas.fund.objecting.queries import OPEN, stands_in_the_way
from kouan.areas.fund.paying import chain, register
from kouan.areas.fund.paying.queries import Account, Line, account
from kouan.areas.fund.planning.deeds import Prepared, fill
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.rules.typed import MOST_FEN, TOO_MUCH
from kouan.kernel.journal import Event, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader
from kouan.store.units import Writes, fact


class Cut(msgspec.Struct, frozen=True):
    """What a row gets in the end, in 分, and why: where an objection was upheld, or where it is less."""

    fen: int
    reason: str


def finalise(
    notice: str, *, cuts: Mapping[int, Cut], actor: Actor, now: dt.datetime, writer: Writes, reader: Reader
) -> str:
    """Make the newest version of a notice's plan final; returns the plan's number.

    Raises `Refused`: period not over, an objection open, final already, more than was on notice, an upheld objection
    without an answer in `cuts`.
    """
    _may(actor)
    shown = queries.notice(notice, reader)
    if shown is None or shown.notice.plan is None:
        raise Refused("notice-unknown", Words("没有这份公示", "There is no such notice"))
    if FinalPlan.objects.filter(notice=notice).exists():
        raise Refused("final-already", Words("方案已经确定", "The plan is final already"))
    _period_over(shown, now)
    waiting = list(Objection.objects.filter(notice=notice, state__in=OPEN).values_list("number", flat=True))
    if waiting:
        raise _objected(waiting)
    granted, reasons = _granted(shown, cuts)
    _upheld_answered(notice, cuts)
    plan = f"FP{notice[2:]}"
    settled = chain.final_of(notice, granted, reasons, reader, actor=actor, now=now)
    event = events.PlanFinalised(
        plan=plan,
        notice=notice,
        revision=shown.listed.revision,
        final_on=today(now).isoformat(),
        total_fen=sum(granted.values()),
        granted=granted,
        reasons=reasons,
    )
    write(writer, event, 1, actor, now, settled)
    return plan


def allot(
    notice: str,
    *,
    document: str,
    dated: dt.date,
    lines: Mapping[int, int],
    item: str,
    actor: Actor,
    now: dt.datetime,
    writer: Writes,
) -> None:
    """Issue a disbursement document: 分 by row. Raises `Refused` beyond the grant, twice, before the plan was final."""
    known = known_to(notice, actor)
    document, item = document.strip()[:60], item.strip()[:60]
    if not document or not item or not lines:
        raise Refused(
            "document-incomplete", Words("须有文号、科目和金额", "Number, budget item and amounts are needed")
        )
    if not known.final_on <= dated <= today(now):
        raise Refused(
            "document-date",
            Words("日期须在方案确定之后、今天之前", "Dated after the plan was final and not in the future"),
        )
    if document in known.documents:
        raise Refused("sent-twice", Words("这个文号已经下达", "This document was issued already"))
    for position, fen in lines.items():
        line = line_of(known, position)
        positive(fen)
        if line.allotted + fen > line.granted:
            raise Refused("beyond-grant", Words(f"第 {position} 行超过核定金额", f"Row {position}: beyond the grant"))
    event = events.MoneyAllotted(
        plan=known.number,
        document=document,
        dated=dated.isoformat(),
        fen={str(position): fen for position, fen in lines.items()},
        items=dict.fromkeys(map(str, lines), item),
    )
    left = known.total - sum(line.allotted for line in known.lines) - sum(lines.values())
    allocated = chain.allotted(notice, left, actor=actor, now=now)
    write(writer, event, known.version + 1, actor, now, allocated)


def pay(
    notice: str,
    *,
    position: int,
    document: str,
    voucher: str,
    paid_on: dt.date,
    fen: int,
    actor: Actor,
    now: dt.datetime,
    writer: Writes,
    reader: Reader,
) -> None:
    """Pay a row out of a document.

    Raises `Refused`: the period not over, an objection open on the row, beyond what the document or the plan allots,
    the voucher used before, not above nought.
    """
    _may(actor)
    shown = queries.notice(notice, reader)
    if shown is not None:
        _period_over(shown, now)
    waiting = stands_in_the_way(notice, position)
    if waiting:
        raise _objected(waiting)
    known = known_to(notice, actor)
    line_of(known, position)
    positive(fen)
    held = PaymentStop.objects.filter(row__plan_id=known.number, row__position=position, ends__isnull=True).first()
    if held:
        raise Refused(
            "payments-stopped",
            Words(f"已暂停支付：{held.reason}", f"Payments to this row are stopped: {held.reason}"),
        )
    line = (
        AllotmentLine.objects.filter(row__plan_id=known.number, row__position=position, document=document)
        .prefetch_related("payments")
        .first()
    )
    if line is None:
        raise Refused("not-allotted", Words("没有下达文件，不能支付", "No document allots this"))
    voucher = voucher.strip()[:60]
    if not voucher or not line.dated <= paid_on <= today(now):
        raise Refused(
            "payment-incomplete",
            Words("须有凭证号，日期在下达之后、今天之前", "A voucher and a date after the document, not in the future"),
        )
    if Payment.objects.filter(voucher=voucher).exists():
        raise Refused("sent-twice", Words("这个凭证号已经支付", "This voucher was paid already"))
    if sum(one.fen - one.returned_fen for one in line.payments.all()) + fen > line.fen:
        raise Refused("beyond-grant", Words("超过下达金额", "Beyond what the document allots"))
    event = events.PaymentMade(
        plan=known.number, position=position, document=document, voucher=voucher, paid_on=paid_on.isoformat(), fen=fen
    )
    write(writer, event, known.version + 1, actor, now)


def take_back(
    notice: str, *, voucher: str, fen: int, reason: str, actor: Actor, now: dt.datetime, writer: Writes
) -> None:
    """Record money that came back of a payment. Raises `Refused` without a reason or beyond what was paid."""
    known = known_to(notice, actor)
    payment = Payment.objects.filter(voucher=voucher, line__row__plan_id=known.number).first()
    positive(fen)
    if payment is None or payment.returned_fen + fen > payment.fen or not reason.strip():
        raise Refused(
            "return-wrong", Words("须有理由，且不超过已付金额", "A reason is needed, and not more than was paid")
        )
    event = events.PaymentReturned(plan=known.number, voucher=voucher, fen=fen, reason=reason.strip()[:500])
    write(writer, event, known.version + 1, actor, now)


def report(
    notice: str,
    *,
    position: int,
    quarter: int,
    spent_fen: int,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    writer: Writes,
) -> None:
    """Report what a row has spent by a quarter's end. What falls, or stands before, is a correction with a reason."""
    known = known_to(notice, actor)
    line = line_of(known, position)
    if quarter not in (1, 2, 3, 4) or spent_fen < 0:
        raise Refused("report-wrong", Words("季度或金额不对", "Not a quarter, or a negative amount"))
    if spent_fen > MOST_FEN:
        raise Refused("amount-large", TOO_MUCH)
    before = max((fen for q, fen in line.spent.items() if q <= quarter), default=0)
    after = min((fen for q, fen in line.spent.items() if q > quarter), default=spent_fen)
    if not before <= spent_fen <= after and not reason.strip():
        raise Refused(
            "falls",
            Words("累计数不能减少；更正须写理由", "A cumulative sum does not fall: a correction needs a reason"),
        )
    event = events.SpendingReported(
        plan=known.number, position=position, quarter=quarter, spent_fen=spent_fen, reason=reason.strip()[:500]
    )
    write(writer, event, known.version + 1, actor, now)


def _granted(shown: queries.Shown, cuts: Mapping[int, Cut]) -> tuple[dict[str, int], dict[str, str]]:
    rows = shown.notice.plan.rows if shown.notice.plan else ()
    granted = {position: row.amount.fen or 0 for position, row in enumerate(rows, start=1)}
    for position, cut in cuts.items():
        if position not in granted or not 0 <= cut.fen <= granted[position] or not cut.reason.strip():
            words = Words(
                f"第 {position} 行：不能多于公示金额，减少须写理由",
                f"Row {position}: not more than on notice, and a reason",
            )
            raise Refused("cut-wrong", words)
    final = {str(position): cuts[position].fen if position in cuts else fen for position, fen in granted.items()}
    return final, {str(position): cut.reason.strip()[:500] for position, cut in cuts.items()}


def _upheld_answered(notice: str, cuts: Mapping[int, Cut]) -> None:
    upheld = Objection.objects.filter(notice=notice, state="closed", result__in=["upheld", "partly"])
    unanswered = {row for row in upheld.values_list("position", flat=True) if row and row not in cuts}
    if unanswered:
        rows = "、".join(map(str, sorted(unanswered)))
        words = Words(
            f"第 {rows} 行异议成立，须写明如何处理", f"Rows {rows}: an objection was upheld, say what follows"
        )
        raise Refused("upheld-unanswered", words)


def _may(actor: Actor) -> None:
    if not actor.user or not actor.may("fund.write"):
        raise Refused("role-may-not", Words("当前身份不能办理资金", f"Your role ({actor.role}) does not handle money"))


def known_to(notice: str, actor: Actor) -> Account:
    """The account of a final plan, for who handles money. Raises `Refused`."""
    _may(actor)
    known = account(notice)
    if known is None:
        raise Refused(
            "not-final", Words("方案尚未确定，不能下达、支付", "The plan is not final: nothing can be allotted or paid")
        )
    return known


def line_of(known: Account, position: int) -> Line:
    """A row of an account. Raises `Refused`."""
    line = next((line for line in known.lines if line.position == position), None)
    if line is None:
        raise Refused("row-unknown", Words("没有这一行", "There is no such row"))
    return line


def positive(fen: int) -> None:
    """Refuses nought and less."""
    if fen <= 0:
        raise Refused("not-positive", Words("金额须大于零", "The amount must be above nought"))


def _period_over(shown: queries.Shown, now: dt.datetime) -> None:
    if now < shown.listed.late_at:
        raise Refused("period-runs", Words("公示期未满", "The period of the notice is not over"))


def _objected(numbers: list[str]) -> Refused:
    said = "、".join(numbers)
    return Refused("objection-open", Words(f"有未办结的异议：{said}", f"Open objections: {said}"))


def today(now: dt.datetime) -> dt.date:
    """The law's day."""
    return now.astimezone(SHANGHAI).date()


def write(
    writer: Writes, event: Event, version: int, actor: Actor, now: dt.datetime, beside: Prepared | None = None
) -> None:
    """Make the event durable, with what it does to the allocation plan in the same breath."""
    number: str = event.plan  # type: ignore[attr-defined]
    at = stamp(now)
    entry = fact(event, case=number, version=version, actor=actor, at=at, recorded_at=at)

    def enter() -> None:
        register.apply(event, Seen(version, now, actor.user))
        if beside:
            fill(beside, actor, now)

    facts = (entry, beside.fact) if beside else (entry,)
    keep(writer, facts, enter, answer={"plan": number}, revision=beside.revision if beside else None)
