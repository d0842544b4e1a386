"""A firm's taxes: what is to be paid, what the bank has, what is settled; its guarantees and its months."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouan.areas.fund.exports.tabular import safe
from kouan.areas.window.paying import reading
from kouan.areas.window.paying.machines import BILL, B
from kouan.areas.window.paying.things import Bill
from kouan.doors.site.marks import state_of
from kouan.doors.site.who import actor_of, needing, signed_in
from kouan.journeys.taxing import counter
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.units import Conflict

from . import bank, desk
from .showing import held, lines, month

SETTLED, MOST = 30, 20_000
RACED = Words("有人先办了，请重新核对。", "Somebody was first: look again.")


@require_http_methods(["GET", "POST"])
@signed_in
def taxes(request: HttpRequest) -> HttpResponse:
    """The page of taxes of whoever asks: payer, officer, or keeper of the bank's messages. Raises `Refused` for others."""
    who = actor_of(request)
    if who.may("tax.pay"):
        return _mine(request, who)
    if who.may("tax.read.all"):
        return desk.desk(request, who)
    if who.may("tax.bank"):
        return bank.bank(request, who)
    raise Refused("role-may-not", Words("您的身份不能打开这一页", "Your role does not open this page"))


def _mine(request: HttpRequest, who: Actor) -> HttpResponse:
    reader, firm = house().reader, who.organisation
    open_ = reading.kept(reader, Bill, {"payer": firm, "state": (B.PRESENTED.value, B.SECURED.value)}, order="due, id")
    moving = reading.kept(
        reader,
        Bill,
        {"payer": firm, "state": (B.ASKED.value, B.DEDUCTED.value, B.ISSUED.value)},
        order="since DESC, id",
    )
    months = [month(s) for s in reading.statements_of(reader, firm)]
    summary = reading.kept(
        reader, Bill, {"payer": firm, "state": B.SUMMARY.value, "statement": ""}, order="issued DESC, id"
    )
    settled = reading.kept(
        reader, Bill, {"payer": firm, "state": B.SETTLED.value}, order="since DESC, id", limit=SETTLED
    )
    rows = lines(open_, who.role)
    values: dict[str, Any] = {
        "agreement": reading.agreement_of(reader, firm),
        "open": rows,
        "owed": sum(r.whole for r in rows),
        "moving": lines(moving, who.role),
        "months": months,
        "summary": lines(summary, who.role),
        "summary_fen": sum(b.fen for b in summary),
        "settled": lines(settled, who.role),
        "guarantees": [held(g) for g in reading.guarantees_of(reader, firm)],
        "sample": house().demonstration,
    }
    return render(request, "doors/taxes_mine.html", values)


@require_POST
@needing("tax.pay")
def pay(request: HttpRequest) -> HttpResponse:
    """Pay the bills and statements that were ticked: an order each. What could not be ordered is said."""
    who, home = actor_of(request), house()
    done = 0
    for name, deed in (("bill", counter.pay_bill), ("statement", counter.pay_statement)):
        for id in request.POST.getlist(name)[:200]:
            try:
                home.writer.write(deed(home, id[:40], actor=who, now=home.now()))
            except Refused as refused:
                messages.error(request, f"{id[:40]}: {said(refused.words)}")
            except Conflict:
                messages.error(request, f"{id[:40]}: {said(RACED)}")
            else:
                done += 1
    if done:
        sentence = Words("已向银行发出 {n} 笔扣款指令。", "{n} orders went to the bank.").with_values(n=done)
        messages.success(request, said(sentence))
    return redirect("/taxes/")


_HEAD = (
    Words("税单", "Bill"),
    Words("报关单", "Declaration"),
    Words("付款人", "Payer"),
    Words("状态", "State"),
    Words("金额（元）", "Amount (yuan)"),
    Words("滞纳金（元）", "Surcharge (yuan)"),
    Words("到期", "Due"),
    Words("扣款日", "Paid on"),
)


@require_safe
@signed_in
def export(request: HttpRequest) -> HttpResponse:
    """Bills as CSV: the firm's own, or all for who may read all."""
    who = actor_of(request)
    if not (who.may("tax.pay") or who.may("tax.read.all")):
        raise Refused("role-may-not", Words("您的身份不能打开这一页", "Your role does not open this page"))
    where = {} if who.may("tax.read.all") else {"payer": who.organisation}
    found = reading.kept(house().reader, Bill, where, order="issued DESC, id", limit=MOST)
    out = io.StringIO()
    write = csv.writer(out).writerow
    write([said(w) for w in _HEAD])
    for b in found:
        state = said(state_of(BILL, b.state).words)
        cells = [b.id, b.declaration, b.payer, state, _yuan(b.fen), _yuan(b.surcharge_fen), b.due, b.paid_on or ""]
        write([safe(c) for c in cells])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="tax-bills.csv"'
    return answer


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
