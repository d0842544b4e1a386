"""The fund officer's desk of money: finalise, allot, pay, take back, report; each deed one small form."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kouan.areas.fund import queries
from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.models import Clawback, PaymentStop
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.paying import asking
from kouan.areas.fund.paying.queries import account
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.frame import NavItem
from kouan.store.house import house
from kouan.store.units import Conflict

ROW = re.compile(r"[1-9][0-9]{0,5}")
"""A row's number in the name of a field, in one spelling only: `fen-7` and `fen-07` would be one row twice."""
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
                home = house()
                deed(request.POST).do(number, asking.By(me, home.now(), home.writer, home.reader))
                return redirect("fund:money", number=number)
        except Refused as refused:
            fault = refused.words
        except Conflict:
            fault = RACED
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


def _finalise(post: QueryDict) -> asking.Asked:
    return asking.Finalise(
        {row: asking.CutAsked(amount, post.get(f"why-{row}", "")) for row, amount in _by_row(post, "cut-")}
    )


def _allot(post: QueryDict) -> asking.Asked:
    dated = _day(post.get("dated", ""))
    return asking.Allot(post.get("document", ""), dated, post.get("item", ""), dict(_by_row(post, "fen-")))


def _pay(post: QueryDict) -> asking.Asked:
    return asking.Pay(
        position=whole(post.get("position", "")),
        document=post.get("document", ""),
        voucher=post.get("voucher", ""),
        paid_on=_day(post.get("paid_on", "")),
        amount=post.get("amount", ""),
    )


def _return(post: QueryDict) -> asking.Asked:
    return asking.TakeBack(post.get("voucher", ""), post.get("amount", ""), post.get("reason", ""))


def _report(post: QueryDict) -> asking.Asked:
    position, quarter = whole(post.get("position", "")), whole(post.get("quarter", ""))
    return asking.Report(position, quarter, post.get("amount", ""), post.get("reason", ""))


def _stop(post: QueryDict) -> asking.Asked:
    return asking.Stop(whole(post.get("position", "")), post.get("reason", ""), post.get("stop") == "lift")


def _claw_back(post: QueryDict) -> asking.Asked:
    due_on = _day(post.get("due_on", ""))
    return asking.ClawBack(post.get("voucher", ""), post.get("amount", ""), due_on, post.get("reason", ""))


DEEDS: dict[str, Callable[[QueryDict], asking.Asked]] = {
    "finalise": _finalise,
    "allot": _allot,
    "pay": _pay,
    "return": _return,
    "report": _report,
    "stop": _stop,
    "claw_back": _claw_back,
}


def _by_row(post: QueryDict, prefix: str) -> Iterator[tuple[int, str]]:
    """What was typed beside each row, where something was: the name of a field is the prefix and the row's number."""
    for name, typed in post.items():
        row = name.removeprefix(prefix)
        if name.startswith(prefix) and ROW.fullmatch(row) and str(typed).strip():
            yield int(row), str(typed)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused("date-wrong", Words("日期不对", "Not a date")) from None
