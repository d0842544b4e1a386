"""Begin a plan, keep a new version, move it on. All deeds on a plan share one case: of two at once, one wins."""

import datetime as dt
from functools import partial
from typing import Any

import msgspec

from kouan.areas.fund import events
from kouan.areas.fund.durable import Seen, keep
from kouan.areas.fund.machines import PLAN, PlanState
from kouan.areas.fund.models import Plan as Kept
from kouan.areas.fund.planning import queries, register
from kouan.areas.fund.planning.checking import Unfit, faults
from kouan.areas.fund.planning.cutting import settle
from kouan.areas.fund.planning.shape import Plan, digest_of, encode, number_of
from kouan.areas.fund.planning.targets import target_faults
from kouan.areas.fund.rules.cuts import CutRefused
from kouan.kernel.journal import Decided, Event, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader
from kouan.store.units import Fact, Writes, fact

FORM = "fund-plan"


class Prepared(msgspec.Struct, frozen=True):
    """A fact that another deed makes durable together with its own, the revision it keeps, and the version it brings."""

    number: str
    event: Event
    step: int
    fact: Fact
    revision: tuple[object, ...] | None = None
    plan: Plan | None = None


def draft(plan: Plan, *, actor: Actor, now: dt.datetime, writer: Writes) -> str:
    """Begin a plan; returns its number. Raises `Refused` (role, begun already) and `Unfit`."""
    _may(actor)
    settled = settled_of(plan)
    number = number_of(settled)
    if Kept.objects.filter(number=number).exists():
        raise Refused(
            "plan-there", Words(f"这个年度和事项已有方案 {number}", f"There is a plan of that year already: {number}")
        )
    digest = digest_of(settled, "")
    event = events.PlanDrafted(
        type="fund_plan",
        number=number,
        digest=digest,
        year=settled.year,
        cap_fen=settled.cap_fen,
        total_fen=settled.total_fen,
        rows=len(settled.rows),
    )
    _write(_prepared(number, event, 1, actor, now, settled, (1, digest)), actor, now, writer)
    return number


def revise(number: str, plan: Plan, *, seen: int, actor: Actor, now: dt.datetime, writer: Writes) -> int:
    """Keep a new version of a draft; returns its number. `seen` is the version that was worked on.

    Raises `Refused`: role, not a draft any more, somebody kept another version, another subject; and `Unfit`.
    """
    _may(actor)
    kept = known(number)
    if kept.state not in PLAN.amend_in:
        raise Refused(
            "plan-stands",
            Words("方案已审核，不能再改；请先退回拟订", "The plan is no draft any more: send it back first"),
        )
    if seen != kept.version:
        raise Refused("plan-moved-on", Words("有人先保存了，请重新核对", "Somebody kept a version first: look again"))
    settled = settled_of(plan)
    if number_of(settled) != number:
        raise Refused("subject-fixed", Words("年度和事项不能更改", "Year and matter of a plan stay as they are"))
    version: int = kept.version + 1
    previous = queries.digest(number, kept.version)
    digest = digest_of(settled, previous)
    event = events.PlanRevised(
        revision=version,
        digest=digest,
        reason=settled.note,
        previous=previous,
        cap_fen=settled.cap_fen,
        total_fen=settled.total_fen,
        rows=len(settled.rows),
    )
    _write(_prepared(number, event, kept.step + 1, actor, now, settled, (version, digest)), actor, now, writer)
    return version


def undo(number: str, *, to: int, seen: int, actor: Actor, now: dt.datetime, writer: Writes, reader: Reader) -> int:
    """Take an earlier version up again, as a new one. Raises as `revise`, and `Refused` where there is no such version."""
    before = queries.plan(number, reader, to)
    if before is None:
        raise Refused("version-unknown", Words("没有这个版本", "There is no such version"))
    note = f"恢复为第 {to} 版"
    again = msgspec.structs.replace(before, note=note)
    return revise(number, again, seen=seen, actor=actor, now=now, writer=writer)


def move(number: str, action: str, *, reason: str = "", actor: Actor, now: dt.datetime, writer: Writes) -> None:
    """Move a plan on as its machine says. Raises `Refused`: role, not open now, no reason where one is needed."""
    if action not in BY_HAND:
        raise Refused("action-unknown", Words("没有这个动作", "There is no such action"))
    if action == "close":
        _paid_out(known(number), reason)
    _write(prepare(number, action, reason=reason, actor=actor, now=now), actor, now, writer)


def prepare(number: str, action: str, *, reason: str = "", actor: Actor, now: dt.datetime, **more: object) -> Prepared:
    """A move as a fact, for a deed that makes it durable together with its own. Raises as `move`."""
    _may(actor)
    kept = known(number)
    after = PLAN.next(kept.state, action)
    act = PLAN.actions[action]
    reason = reason.strip()[:500]
    if act.needs_reason and not reason:
        raise Refused("reason-needed", Words("须写理由", "A reason is needed"))
    fields: dict[str, Any] = {
        "action": action,
        "before": kept.state,
        "after": after.value,
        "reason": reason,
        "revision": kept.version,
        "digest": queries.digest(number, kept.version),
    }
    event: Decided = act.event(**(fields | more))
    return _prepared(number, event, kept.step + 1, actor, now)


def prepare_final(number: str, plan: Plan, *, actor: Actor, now: dt.datetime) -> Prepared:
    """The final version, as a fact for the deed that makes the plan on notice final. Its grants stand as they are given."""
    _may(actor)
    kept = known(number)
    PLAN.next(kept.state, "settle")
    found = faults(plan)
    if found:
        raise Unfit(found)
    previous = queries.digest(number, kept.version)
    digest = digest_of(plan, previous)
    event = events.PlanSettled(
        action="settle",
        before=kept.state,
        after=PlanState.FINAL.value,
        revision=kept.version + 1,
        digest=digest,
        previous=previous,
        total_fen=plan.total_fen,
        rows=len(plan.rows),
    )
    return _prepared(number, event, kept.step + 1, actor, now, plan, (kept.version + 1, digest))


BY_HAND = ("check", "send_back", "approve", "withdraw", "reopen", "send", "close")
"""What an officer does on the plan's own page; the rest comes with a notice, a final plan, a document."""


def fill(made: Prepared, actor: Actor, now: dt.datetime) -> None:
    """Write what was prepared into the tables, within the transaction of its fact."""
    register.apply(made.number, made.event, Seen(made.step, now, actor.user), made.plan)


def settled_of(plan: Plan) -> Plan:
    """The plan with its grants worked out. Raises `Unfit`, and `Refused` where the cut can not be made."""
    early = tuple(fault for fault in faults(plan) if fault.code == "cap")
    if early:
        raise Unfit(early)
    try:
        made = settle(plan).plan
    except CutRefused as refused:
        raise Refused("cut-refused", refused.words) from None
    found = (*faults(made), *(target_faults(made.targets) if made.targets else ()))
    if found:
        raise Unfit(found)
    return made


def known(number: str) -> Kept:
    """Where a plan stands. Raises `Refused` where there is none."""
    kept: Kept | None = Kept.objects.filter(number=number).first()
    if kept is None:
        raise Refused("plan-unknown", Words("没有这个方案", "There is no such plan"))
    return kept


def _paid_out(kept: Kept, reason: str) -> None:
    """A plan is closed when all was paid, or for a reason: what was saved, called back, not drawn."""
    if queries.unpaid(kept.notice) and not reason.strip():
        raise Refused(
            "not-paid",
            Words("尚有未支付的资金，办结须写理由", "Not all was paid: closing the plan needs a reason"),
        )


def _may(actor: Actor) -> None:
    if not actor.user or not actor.may("fund.write"):
        raise Refused(
            "role-may-not", Words("当前身份不能办理分配方案", f"Your role ({actor.role}) does not handle plans")
        )


def _prepared(
    number: str,
    event: Event,
    step: int,
    actor: Actor,
    now: dt.datetime,
    plan: Plan | None = None,
    version: tuple[int, str] | None = None,
) -> Prepared:
    at = stamp(now)
    entry = fact(event, case=number, version=step, actor=actor, at=at, recorded_at=at)
    revision = (number, version[0], version[1], FORM, encode(plan), None) if plan and version else None
    return Prepared(number, event, step, entry, revision, plan)


def _write(made: Prepared, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    keep(writer, (made.fact,), partial(fill, made, actor, now), answer={"plan": made.number}, revision=made.revision)
