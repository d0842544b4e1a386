"""The fund officer's desk of money: finalise, allot, pay, take back, report; each deed one small form."""

import datetime as dt
from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kouan.areas.fund import queries
from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.models import Clawback, PaymentStop
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.paying import deeds, holding
from kouan.areas.fund.paying.queries import account
from kouan.areas.fund.rules.money import BadAmount
from kouan.areas.fund.rules.typed import typed_fen
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.frame import NavItem
from kouan.store.house import house
from kouan.store.units import Conflict

RACED = Words("有人先办了，请重新核对", "Somebody was first: look again")


@require_http_methods(["GET", "POST"])
@login_required
def money(request: HttpRequest, number: str) -> HttpResponse:
    """One notice's money, with the forms that are open; the auditor sees it without them."""
    me = who(request)
    officer = me.may("fund.write")
    if not officer and (request.method == "POST" or not me.may("fund.read")):
        raise Refused("role-may-not", Words("当前身份不能办理资金", f"Your role ({me.role}) does not handle money"))
    shown = queries.notice(number, house().reader)
    if shown is None:
        raise Http404
    fault = None
    if request.method == "POST":
        try:
            deed = next((deed for name, deed in DEEDS.items() if name in request.POST), None)
            if deed is not None:
                deed(request.POST, number, me)
                return redirect("fund:money", number=number)
        except Refused as refused:
            fault = refused.words
        except Conflict:
            fault = RACED
        except BadAmount as bad:
            fault = bad.words
    known = account(number)
    context = {
        "crumbs": (*HERE, NavItem(Words("公示", "Notice"), reverse("fund:notice", args=[number]))),
        "listed": shown.listed,
        "officer": officer,
        "rows": list(enumerate(shown.notice.plan.rows if shown.notice.plan else (), start=1)),
        "account": known,
        "allot_rows": [(line, request.POST.get(f"fen-{line.position}", "")) for line in known.lines] if known else [],
        "stops": PaymentStop.objects.filter(row__plan__notice=number).select_related("row").order_by("-since"),
        "calls": Clawback.objects.filter(payment__line__row__plan__notice=number).select_related("payment"),
        "fault": fault,
        "was": request.POST,
    }
    return render(request, "fund/money.html", context, status=422 if fault else 200)


def _finalise(post: QueryDict, number: str, me: Actor) -> None:
    home = house()
    cuts = {
        int(name[4:]): deeds.Cut(typed_fen(str(amount)), post.get(f"why-{name[4:]}", ""))
        for name, amount in post.items()
        if name.startswith("cut-") and name[4:].isdecimal() and str(amount).strip()
    }
    deeds.finalise(number, cuts=cuts, actor=me, now=home.now(), writer=home.writer, reader=home.reader)


def _allot(post: QueryDict, number: str, me: Actor) -> None:
    home = house()
    lines = {
        int(name[4:]): typed_fen(str(amount))
        for name, amount in post.items()
        if name.startswith("fen-") and name[4:].isdecimal() and str(amount).strip()
    }
    deeds.allot(
        number,
        document=post.get("document", ""),
        dated=_day(post.get("dated", "")),
        lines=lines,
        item=post.get("item", ""),
        actor=me,
        now=home.now(),
        writer=home.writer,
    )


def _pay(post: QueryDict, number: str, me: Actor) -> None:
    home = house()
    deeds.pay(
        number,
        position=whole(post.get("position", "")),
        document=post.get("document", ""),
        voucher=post.get("voucher", ""),
        paid_on=_day(post.get("paid_on", "")),
        fen=typed_fen(post.get("amount", "")),
        actor=me,
        now=home.now(),
        writer=home.writer,
        reader=home.reader,
    )


def _return(post: QueryDict, number: str, me: Actor) -> None:
    home = house()
    fen = typed_fen(post.get("amount", ""))
    reason = post.get("reason", "")
    deeds.take_back(
        number, voucher=post.get("voucher", ""), fen=fen, reason=reason, actor=me, now=home.now(), writer=home.writer
    )


def _report(post: QueryDict, number: str, me: Actor) -> None:
    home = house()
    deeds.report(
        number,
        position=whole(post.get("position", "")),
        quarter=whole(post.get("quarter", "")),
        spent_fen=typed_fen(post.get("amount", "")),
        reason=post.get("reason", ""),
        actor=me,
        now=home.now(),
        writer=home.writer,
    )


def _stop(post: QueryDict, number: str, me: Actor) -> None:
    home = house()
    position, reason = whole(post.get("position", "")), post.get("reason", "")
    deed = holding.resume if post.get("stop") == "lift" else holding.stop
    deed(number, position=position, reason=reason, actor=me, now=home.now(), writer=home.writer)


def _claw_back(post: QueryDict, number: str, me: Actor) -> None:
    home = house()
    holding.claw_back(
        number,
        voucher=post.get("voucher", ""),
        fen=typed_fen(post.get("amount", "")),
        due_on=_day(post.get("due_on", "")),
        reason=post.get("reason", ""),
        actor=me,
        now=home.now(),
        writer=home.writer,
    )


DEEDS: dict[str, Callable[[QueryDict, str, Actor], None]] = {
    "finalise": _finalise,
    "allot": _allot,
    "pay": _pay,
    "return": _return,
    "report": _report,
    "stop": _stop,
    "claw_back": _claw_back,
}


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused("date-wrong", Words("日期不对", "Not a date")) from None
