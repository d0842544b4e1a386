"""The period of a notice to be: a profile and a day give the dates, the last second in time, and the words to print."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.areas.fund.pages import HERE, PIECES
from kouan.areas.fund.rules.announcing import announce
from kouan.areas.fund.rules.calendar import SHANGHAI, SWAPS
from kouan.areas.fund.rules.objections import PROFILES
from kouan.kernel.words import Words
from kouan.store.house import house

FIRST = "seed-2021"


@require_safe
def period(request: HttpRequest) -> HttpResponse:
    """Always answers: an odd day or an unknown profile gives the form again with the fault."""
    today = house().now().astimezone(SHANGHAI).date()
    asked, code = request.GET.get("start", "") or today.isoformat(), request.GET.get("profile", FIRST)
    profile, fault, start = PROFILES.get(code), None, today
    try:
        start = dt.date.fromisoformat(asked)
        if not 1949 <= start.year <= 2999:
            raise ValueError(asked)
    except ValueError:
        fault, start = Words("日期不对", "Not a date"), today
    if profile is None:
        fault, profile = Words("没有这种规则", "There is no such profile"), PROFILES[FIRST]
    roll = request.GET.get("roll") == "1"
    made = announce(profile, start, roll=roll)
    context = {
        "crumbs": HERE,
        "profiles": list(PROFILES.values()),
        "profile": profile,
        "start": start,
        "roll": roll,
        "made": made,
        "pieces": [[PIECES[piece] for piece in pieces] for pieces in (profile.pieces_person, profile.pieces_body)],
        "last_official": SWAPS.last_official_year,
        "fault": fault,
    }
    return render(request, "fund/period.html", context, status=422 if fault else 200)
