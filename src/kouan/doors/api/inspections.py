"""Joint inspections through the lane: the calendar, what else stands on a box, what they came to.

One is asked for as any document is filed (`POST /api/v1/joint_inspection`); its steps are decisions of its case.
"""

import asyncio
import datetime as dt
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from kouan.journeys.inspecting.calendar import inspections, may_look
from kouan.journeys.inspecting.counting import counted
from kouan.journeys.inspecting.nearby import nearby
from kouan.kernel.journal import stamp
from kouan.kernel.parties import Actor
from kouan.kernel.rules import LAW_ZONE, law_day
from kouan.kernel.words import Words

from .lane import Lane
from .wire import Problem, send_json

WEEK = dt.timedelta(days=6)
SPAN = dt.timedelta(days=90)


async def many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/inspections?from=&to=&place=: those that begin on these days of the law, this week by default."""
    actor = await lane.actor(scope)
    first, last, asked = _days(lane, scope, WEEK)
    found = await asyncio.to_thread(
        inspections, lane.house.reader, actor, first, last, place=asked.get("place", "")[:80]
    )
    await send_json(send, 200, {"from": first, "to": last, "inspections": found})


async def near(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/inspections/nearby?container=: inspections, holds and stops on a box."""
    actor = await lane.actor(scope)
    _may(actor)
    if actor.role == "port":
        raise _forbidden()
    box = _asked(scope).get("container", "").strip()[:17]
    if not box:
        raise Problem(422, "container-missing", Words("须给出箱号 container", "A container is needed"))
    await send_json(send, 200, {"found": await asyncio.to_thread(nearby, lane.house.reader, [box.upper()])})


async def sums(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/inspections/figures?from=&to=: sums over the journal, the last 90 days by default."""
    actor = await lane.actor(scope)
    if not actor.may("figures.cases"):
        _may(actor)
    first, last, _ = _days(lane, scope, SPAN, back=True)
    begins, ends = (
        stamp(dt.datetime(d.year, d.month, d.day, tzinfo=LAW_ZONE)) for d in (first, last + dt.timedelta(days=1))
    )
    found = await asyncio.to_thread(counted, lane.house.reader, begins, ends)
    await send_json(send, 200, {"from": first, "to": last, "figures": found})


def _may(actor: Actor) -> None:
    if not may_look(actor):
        raise _forbidden()


def _forbidden() -> Problem:
    return Problem(403, "role-may-not", Words("您的身份不查看查验日程", "Your role has no calendar of inspections"))


def _asked(scope: Scope) -> dict[str, str]:
    return {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}


def _days(
    lane: Lane, scope: Scope, span: dt.timedelta, *, back: bool = False
) -> tuple[dt.date, dt.date, dict[str, str]]:
    """First and last day asked for. Raises `Problem` 422 for what is no day."""
    asked = _asked(scope)
    today = law_day(lane.house.now())
    usual = today - span if back else today - dt.timedelta(days=today.weekday())
    try:
        first = dt.date.fromisoformat(asked["from"]) if "from" in asked else usual
        last = dt.date.fromisoformat(asked["to"]) if "to" in asked else (today if back else first + span)
        if not dt.date(2000, 1, 1) <= first <= last <= dt.date(2200, 1, 1):
            raise ValueError(asked)
    except (ValueError, OverflowError):
        words = Words("from、to 写作 2026-11-23，前后有序", "from and to are days such as 2026-11-23, in order")
        raise Problem(422, "days-unfit", words) from None
    return first, last, asked
