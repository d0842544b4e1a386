"""From an approved plan to its notice: what the notice says beside the plan, then the draft page with the whole text."""

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kouan.areas.fund import drafting
from kouan.areas.fund.planner.pages import BACK, kept_plan, officer
from kouan.areas.fund.planning.announcing import Terms, text_of
from kouan.areas.fund.rules.calendar import DAY, SHANGHAI
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.frame import NavItem
from kouan.store.house import house

NAMES = ("issuer", "address", "email", "addressee", "telephone")


@require_http_methods(["GET", "POST"])
@login_required
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """Ask for the terms; with them, show the text on the draft page, ready to review and publish."""
    officer(request)
    kept, plan = kept_plan(number)
    fault = None
    if request.method == "POST":
        try:
            return drafting.begin(request, text_of(plan, _terms(request)), number)
        except Refused as refused:
            fault = refused.words
    tomorrow = house().now().astimezone(SHANGHAI).date() + DAY
    context = {
        "crumbs": (*BACK, NavItem(Words(number, number), reverse("fund:plan", args=[number]))),
        "kept": kept,
        "plan": plan,
        "fault": fault,
        "was": request.POST,
        "issuer": plan.office.partition("（")[0],
        "first": tomorrow.isoformat(),
    }
    return render(request, "fund/plan_notice.html", context, status=422 if fault else 200)


def _terms(request: HttpRequest) -> Terms:
    post = request.POST
    try:
        first = dt.date.fromisoformat(post.get("first", ""))
    except ValueError:
        raise Refused("date-wrong", Words("首日不是日期", "The first day is no date")) from None
    said = {name: " ".join(post.get(name, "").split())[:200] for name in NAMES}
    return Terms(first=first, days=whole(post.get("days", ""), digits=2), **said)
