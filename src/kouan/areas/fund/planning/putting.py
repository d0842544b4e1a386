"""Putting a plan on notice, and holding a notice to its plan: what is published is what was approved."""

import datetime as dt

from kouan.areas.fund.events import NoticePublished
from kouan.areas.fund.machines import PlanState
from kouan.areas.fund.planning import deeds, queries
from kouan.areas.fund.planning.announcing import agree
from kouan.areas.fund.printed.notice import Notice
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader


def prepare(
    number: str, event: NoticePublished, notice: Notice, reader: Reader, *, actor: Actor, now: dt.datetime
) -> deeds.Prepared | None:
    """The fact that puts an approved plan on this notice; None where the notice is of no plan, or of one on notice.

    Raises `Refused` where the plan is not approved, or the notice's rows are not its rows.
    """
    before = queries.of_notice(event.notice)
    if not number:
        if before is not None:
            _holds(before.number, before.state, event.notice, before.notice, notice, reader)
        return None
    approved = queries.plan(number, reader)
    if approved is None:
        raise Refused("plan-unknown", Words("没有这个方案", "There is no such plan"))
    if before is not None and before.number != number:
        raise Refused("notice-taken", Words("这份公示属于另一个方案", "This notice shows another plan"))
    agree(approved, notice)
    return deeds.prepare(
        number,
        "show",
        actor=actor,
        now=now,
        notice=event.notice,
        notice_revision=event.revision,
        notice_digest=event.digest,
    )


def _holds(number: str, state: str, notice: str, current: str, text: Notice, reader: Reader) -> None:
    """A new version of a plan's notice: only while it is on notice, and with the same rows."""
    if state != PlanState.ON_NOTICE or notice != current:
        raise Refused(
            "notice-closed",
            Words("方案已不在公示，这份公示不能再改", "The plan is not on notice any more: its notice stays as it is"),
        )
    approved = queries.plan(number, reader)
    if approved is not None:
        agree(approved, text)
