"""The clocks of two-step filing as pages show them: days left, and what was late."""

import datetime as dt

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.areas.window import completing, rules
from kouan.areas.window.completing import Completion
from kouan.areas.window.two_steps import days
from kouan.kernel.cases import Case
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.store.house import house

from .who import actor_of, signed_in

SOON = 3
"""From so many days on, a clock is drawn as pressing."""


class Clock(msgspec.Struct, frozen=True):
    """A clock on a day: `left` counts the days to the last one, negative after it."""

    of: Completion
    left: int

    @property
    def over(self) -> int:
        """Days after the last one."""
        return max(0, -self.left)

    @property
    def days(self) -> str:
        """The days left, or after the last one, in English."""
        return days(abs(self.left))

    @property
    def presses(self) -> bool:
        """Is the last day near or past?"""
        return self.left <= SOON

    @property
    def open(self) -> bool:
        """Does it still run?"""
        return not self.of.completed


def clock(of: Completion, today: dt.date) -> Clock:
    """The clock on that day; one that was stopped shows the days it had left then."""
    last = dt.date.fromisoformat(of.completed) if of.completed else today
    return Clock(of, (dt.date.fromisoformat(of.due) - last).days)


def clock_for(case: Case) -> Clock | None:
    """The clock of a case, where it is in two-step filing and was released for pick-up."""
    found = completing.clock_of(house().reader, case.id) if case.facts.get("filing") else None
    return clock(found, law_day(house().now())) if found else None


def clocks(who: Actor) -> list[Clock]:
    """The running clocks of this actor's firm, the first to end first."""
    today = law_day(house().now())
    return [clock(c, today) for c in completing.running(house().reader, who.organisation)]


@require_safe
@signed_in
def completions(request: HttpRequest) -> HttpResponse:
    """GET /completions/: what is to be completed and what was late; of one's own firm, or of all for customs and auditors."""
    who = actor_of(request)
    whose = owner_for(who)
    today, reader = law_day(house().now()), house().reader
    rule = rules.TWO_STEP.on(today)
    shown = {
        "running": [clock(c, today) for c in completing.running(reader, whose)],
        "late": [clock(c, today) for c in completing.late(reader, whose)],
        "all": not whose,
        "rule": rule,
        "days": rule.value.days,
    }
    return render(request, "doors/completions.html", shown)


def owner_for(who: Actor) -> str:
    """Whose clocks this actor sees: '' is all. Raises `Refused`."""
    if who.may("tax.desk") or who.may("cases.read.all"):
        return ""
    if who.role == "declarant":
        return who.organisation
    raise Refused("role-may-not", Words("您的身份不能打开这一页", "Your role does not open this page"))
