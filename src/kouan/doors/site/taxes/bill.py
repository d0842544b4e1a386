"""One tax bill: its kinds, who has it, what happened, what may be done now; and its receipt."""

from collections.abc import Callable
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kouan.areas.fund.rules.capitals import capitals_of
from kouan.areas.fund.rules.money import BadAmount, fen_of
from kouan.areas.window import events
from kouan.areas.window.paying import reading
from kouan.areas.window.paying.machines import BILL, B
from kouan.areas.window.paying.things import Bill
from kouan.areas.window.tax.bill import KINDS
from kouan.doors.site.ahead import BY, FIXED
from kouan.doors.site.marks import role_chop
from kouan.doors.site.who import actor_of, signed_in
from kouan.journeys.taxing import counter
from kouan.kernel.journal import Decided, Entry, instant
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.marks import Chop
from kouan.kit.templatetags.words import said
from kouan.store.house import House, house
from kouan.store.search import names
from kouan.store.units import Conflict, Unit

from .mine import RACED
from .showing import back, held, line

LATE = Words("滞报金", "Late-declaration fee")


class Event(msgspec.Struct, frozen=True):
    """One thing that happened to a bill."""

    when: Any
    chop: Chop
    words: Words
    note: str


@require_http_methods(["GET", "POST"])
@signed_in
def bill_page(request: HttpRequest, id: str) -> HttpResponse:
    """A bill with the deeds that are open to who looks; a deed that is refused says why, and nothing was recorded."""
    who, home = actor_of(request), house()
    bill = counter.bill_for(home.reader, id, who)
    fault = None
    if request.method == "POST":
        try:
            unit = _deed(request.POST, bill, who, home)
            home.writer.write(unit)
        except Refused as refused:
            fault = refused.words
        except BadAmount as bad:
            fault = bad.words
        except Conflict:
            fault = RACED
        else:
            messages.success(request, said(Words("已记录。", "Recorded.")))
            return redirect(f"/taxes/bills/{bill.id}/")
    values = {**shown(bill, who), "fault": fault, "was": request.POST}
    return render(request, "doors/taxes_bill.html", values, status=422 if fault else 200)


def shown(bill: Bill, who: Actor) -> dict[str, Any]:
    """All that the page of a bill draws."""
    reader = house().reader
    row = line(bill, who.role)
    own = bill.payer == who.organisation and who.may("tax.pay")
    kinds = msgspec.json.decode(bill.kinds, type=dict[str, int])
    return {
        "line": row,
        "bill": bill,
        "day_by": BY.get(bill.law_day_by),
        "issued": instant(bill.issued),
        "since": instant(bill.since),
        "payer": names(reader, {bill.payer}).get(bill.payer, bill.payer),
        "kinds": [(KINDS.get(k, LATE), fen) for k, fen in kinds.items()],
        "whole": sum(kinds.values()),
        "story": [_event(e) for e in reader.timeline(bill.id)],
        "orders": reading.orders_of(reader, bill.id),
        "refunds": [back(r) for r in reading.refunds_of(reader, bill.id)],
        "guarantees": [held(g) for g in reading.guarantees_of(reader, bill.payer)] if own else [],
        "pays": own and bill.state in (B.PRESENTED, B.SECURED),
        "secures": own and bill.state == B.PRESENTED,
        "presents": who.may("tax.desk") and bill.state == B.ISSUED,
        "asks_back": (own or who.may("tax.desk")) and bill.state == B.SETTLED and bill.fen > 0,
        "receipt": bill.state == B.SETTLED and bill.fen > 0,
        "sample": house().demonstration,
    }


def _event(entry: Entry) -> Event:
    if entry.kind == events.TaxBillIssued.__name__:
        return Event(instant(entry.at), role_chop(entry.role), Words("开出", "Issued"), "")
    if entry.kind == events.TaxDayFixed.__name__:
        return Event(instant(entry.at), role_chop(entry.role), FIXED, msgspec.json.decode(bytes(entry.body))["law_day"])
    told = msgspec.json.decode(bytes(entry.body), type=Decided)
    said_ = msgspec.json.decode(bytes(entry.body))
    note = said_.get("order") or said_.get("guarantee") or said_.get("statement") or ""
    words = BILL.actions[told.action].words if told.action in BILL.actions else Words(entry.kind, entry.kind)
    return Event(instant(entry.at), role_chop(entry.role), words, f"{note} {told.reason}".strip())


def _deed(post: QueryDict, bill: Bill, who: Actor, home: House) -> Unit:
    """The unit of what was asked. Raises `Refused`, `BadAmount`."""
    deed = DEEDS.get(post.get("deed", ""))
    if deed is None:
        raise Refused("action-unknown", Words("没有这个动作", "There is no such action"))
    return deed(post, bill, who, home)


def _pay(post: QueryDict, bill: Bill, who: Actor, home: House) -> Unit:
    return counter.pay_bill(home, bill.id, actor=who, now=home.now())


def _secure(post: QueryDict, bill: Bill, who: Actor, home: House) -> Unit:
    return counter.secure(home, bill.id, post.get("guarantee", "")[:40], actor=who, now=home.now())


def _present(post: QueryDict, bill: Bill, who: Actor, home: House) -> Unit:
    return counter.present(home, bill.id, actor=who, now=home.now())


def _back(post: QueryDict, bill: Bill, who: Actor, home: House) -> Unit:
    fen = fen_of(post.get("amount", "").strip(), "元")
    return counter.propose_refund(home, bill.id, fen, post.get("reason", ""), actor=who, now=home.now())


DEEDS: dict[str, Callable[[QueryDict, Bill, Actor, House], Unit]] = {
    "pay": _pay,
    "secure": _secure,
    "present": _present,
    "refund": _back,
}


@require_safe
@signed_in
def receipt(request: HttpRequest, id: str) -> HttpResponse:
    """The receipt of a settled bill, for printing: the amount in figures and in Chinese capitals. 404 before that."""
    who = actor_of(request)
    bill = counter.bill_for(house().reader, id, who)
    if bill.state != B.SETTLED or not bill.fen:
        raise Refused("case-unknown", Words("税单尚未结清，没有凭证。", "The bill is not settled: no receipt yet."))
    paid = bill.fen + bill.surcharge_fen
    values = {**shown(bill, who), "paid": paid, "capitals": capitals_of(paid)}
    return render(request, "doors/taxes_receipt.html", values)
