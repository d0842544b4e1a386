"""The calendar of inspections: today or a week, by place, with keys; the same as CSV and for the officer's own diary."""

import datetime as dt
from collections.abc import Sequence

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kouan.areas.window.documents.joint_inspection import TYPE
from kouan.areas.window.inspecting.machine import OVER
from kouan.areas.window.inspecting.saying import span
from kouan.doors.site.marks import chip, role_chop
from kouan.doors.site.who import actor_of, signed_in
from kouan.journeys.inspecting.calendar import (
    AGENCY_ROLES,
    Inspection,
    diary,
    inspections,
    part_words,
    sheet,
)
from kouan.journeys.inspecting.counting import Counted, counted
from kouan.kernel.journal import stamp
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem, RailGroup
from kouan.kit.marks import Chip, Chop, Hold
from kouan.store.house import house

LOOKED_BACK = dt.timedelta(days=90)
"""The days over which the figures of the page count."""


class Line(msgspec.Struct, frozen=True):
    """One inspection as drawn: the hours, each agency's mark with the state of its part."""

    of: Inspection
    hours: str
    state: Chip
    holder: Chop
    parts: tuple[tuple[Chop, Words], ...]


class Day(msgspec.Struct, frozen=True):
    """One day and place with its inspections."""

    day: dt.date
    place: str
    lines: tuple[Line, ...]


class Asked(msgspec.Struct, frozen=True):
    """What the address asks for."""

    first: dt.date
    days: int
    place: str
    mine: bool
    over: bool

    def address(self, **changes: object) -> str:
        """The address of the same calendar with some parts changed."""
        made = msgspec.structs.replace(self, **changes)
        query = {"from": made.first.isoformat(), "days": made.days, "place": made.place}
        query |= {"mine": "1"} if made.mine else {}
        query |= {"over": "1"} if made.over else {}
        return "/inspections/?" + urlencode({k: v for k, v in query.items() if v})


def asked_in(request: HttpRequest, today: dt.date) -> Asked:
    """Odd values are passed over: this week, all agencies, all places."""
    get = request.GET
    days = 1 if get.get("days") == "1" else 7
    try:
        first = dt.date.fromisoformat(get.get("from", ""))
        first + dt.timedelta(days=62)
        first - dt.timedelta(days=62)
    except (ValueError, OverflowError):
        first = today if days == 1 else today - dt.timedelta(days=today.weekday())
    place = get.get("place", "").replace("\x00", "")[:80]
    return Asked(first, days, place, get.get("mine") == "1", get.get("over") == "1")


def _found(request: HttpRequest) -> tuple[Asked, list[Inspection]]:
    who, now = actor_of(request), house().now()
    asked = asked_in(request, law_day(now))
    last = asked.first + dt.timedelta(days=asked.days - 1)
    rows = inspections(house().reader, who, asked.first, last, place=asked.place)
    rows = [r for r in rows if asked.over or r.state not in OVER]
    return asked, [r for r in rows if not asked.mine or who.role in r.holder]


@require_safe
@signed_in
def week(request: HttpRequest) -> HttpResponse:
    """The page."""
    who, now = actor_of(request), house().now()
    today = law_day(now)
    asked, rows = _found(request)
    values = {
        "asked": asked,
        "days": _days(rows, who.role),
        "n": len(rows),
        "rail_groups": _rail(asked, today, who.role),
        "last": asked.first + dt.timedelta(days=asked.days - 1),
        "query": asked.address().partition("?")[2],
        "may_ask": who.role in AGENCY_ROLES,
        "counted": _counted(now),
        "looked_back": LOOKED_BACK.days,
    }
    return render(request, "doors/inspections.html", values)


def _counted(now: dt.datetime) -> Counted:
    return counted(house().reader, stamp(now - LOOKED_BACK), stamp(now + dt.timedelta(days=1)))


def _days(rows: Sequence[Inspection], role: str) -> list[Day]:
    made: dict[tuple[str, str], list[Line]] = {}
    for one in rows:
        when = span(one.begins, one.ends)
        made.setdefault((when[:10], one.place), []).append(_line(one, when[11:], role))
    return [Day(dt.date.fromisoformat(day), place, tuple(lines)) for (day, place), lines in sorted(made.items())]


def _line(one: Inspection, hours: str, role: str) -> Line:
    yours = role in one.holder
    holder = role_chop(role, Hold.YOU) if yours else role_chop(one.holder[0] if one.holder else "", Hold.NOW)
    parts = tuple((role_chop(a, Hold.PART), part_words(s)) for a, s in one.parts.items())
    return Line(one, hours, chip(TYPE.machine, one.state, yours=yours), holder, parts)


def _rail(asked: Asked, today: dt.date, role: str) -> tuple[RailGroup, ...]:
    monday = today - dt.timedelta(days=today.weekday())
    step = dt.timedelta(days=asked.days)
    when = (
        NavItem(Words("今天", "Today"), asked.address(first=today, days=1), key="1"),
        NavItem(Words("本周", "This week"), asked.address(first=monday, days=7), key="2"),
        NavItem(Words("往前", "Earlier"), asked.address(first=asked.first - step), key="h"),
        NavItem(Words("往后", "Later"), asked.address(first=asked.first + step), key="l"),
    )
    which = (
        NavItem(Words("只看在我手上的", "Only what is with me"), asked.address(mine=not asked.mine), key="m"),
        NavItem(Words("连已结束的", "Those that are over too"), asked.address(over=not asked.over), key="o"),
    )
    here = tuple(msgspec.structs.replace(w, here=on) for w, on in zip(which, (asked.mine, asked.over), strict=True))
    new = (NavItem(Words("约一次查验", "Ask for an inspection"), "/inspections/new/", key="n"),)
    groups = (RailGroup(Words("日子", "Days"), when), RailGroup(Words("范围", "Which"), here))
    return (*groups, *((RailGroup(Words("办事", "Do"), new),) if role in AGENCY_ROLES else ()))


@require_safe
@signed_in
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same lines as CSV."""
    _, rows = _found(request)
    answer = HttpResponse(sheet(rows, get_language() or "zh"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="inspections.csv"'
    return answer


@require_safe
@signed_in
def as_ics(request: HttpRequest) -> HttpResponse:
    """The same lines as iCalendar."""
    _, rows = _found(request)
    text = diary(rows, get_language() or "zh", house().now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="inspections.ics"'
    return answer
