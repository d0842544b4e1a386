"""The self-evaluation's page: public score sheet; officers report actuals on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kouan.areas.fund import queries
from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.paying.queries import account
from kouan.areas.fund.rules.scoring import BANDS
from kouan.areas.fund.scored.points import BLOCKS, EXECUTION, sheet
from kouan.areas.fund.scored.reporting import Report, report
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem
from kouan.store.house import house
from kouan.store.units import Conflict

RACED = Words("有人先填报了，请重新核对", "Somebody was first: look again")


@require_http_methods(["GET", "POST"])
def evaluation(request: HttpRequest, number: str) -> HttpResponse:
    """The score sheet of a notice's year, and for officers a form a row."""
    shown = queries.notice(number, house().reader)
    if shown is None:
        raise Http404
    me, fault = who(request), None
    if request.method == "POST":
        try:
            report(number, shown.listed.revision, _given(request), actor=me, now=house().now(), writer=house().writer)
            return redirect("fund:evaluation", number=number)
        except Refused as refused:
            if refused.code == "role-may-not":
                raise
            fault = refused.words
        except Conflict:
            fault = RACED
    known = account(number)
    spent = next((spent for quarter in (4, 3, 2, 1) if known and (spent := known.spent(quarter)) is not None), None)
    context = {
        "crumbs": (*HERE, NavItem(Words("公示", "Notice"), reverse("fund:notice", args=[number]))),
        "listed": shown.listed,
        "sheet": sheet(number, shown.listed.revision, budget_fen=known.total if known else 0, spent_fen=spent),
        "execution_points": EXECUTION,
        "blocks": list(BLOCKS.items()),
        "bands": list(BANDS.items()),
        "officer": me.may("fund.write"),
        "fault": fault,
    }
    return render(request, "fund/evaluation.html", context, status=422 if fault else 200)


def _given(request: HttpRequest) -> Report:
    post = request.POST
    at = post.get("indicator", "")
    return Report(
        indicator=int(at) if at.isascii() and at.isdigit() and len(at) < 6 else 0,
        numerator=post.get("numerator", ""),
        denominator=post.get("denominator", ""),
        share=post.get("share", "")[:10],
        evidence=post.get("evidence", ""),
    )
