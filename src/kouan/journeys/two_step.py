"""Two-step filing on its way: the clock that a release for pick-up starts, the complete declaration on the same number,
reminders and lateness. What is recorded goes into the firm's reply log like every entry on its cases.
"""

import datetime as dt
from typing import Any

from msgspec.structs import replace

from kouan.areas.window import completing, two_steps
from kouan.areas.window.completing import Completion
from kouan.areas.window.documents import import_declaration
from kouan.areas.window.events import CompletionMissed, CompletionReminded, DeclarationCompleted, PickUpReleased
from kouan.areas.window.paying.work import inserted, moved
from kouan.kernel.cases import Case, Step, decide, digest
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.house import House
from kouan.store.reader import Reader
from kouan.store.units import Conflict, Key, Row, Unit, unit_of

CLOCK = Actor(user="(kouan)", organisation="kouan", role="operator")
"""Who reminds: the house itself."""
NO_SUMMARY = "two-step-no-summary"


def decided(case: Case, step: Step, action: str) -> tuple[Step, tuple[Row, ...]]:
    """A decision with what two-step filing adds: the step it was in, the last day, the clock. Raises `Refused`."""
    refusal = two_steps.why_not(case, action)
    if refusal:
        raise refusal
    if isinstance(step.event, PickUpReleased):
        return _picked_up(case, step, step.event)
    if "filing" in step.event.__struct_fields__ and case.facts.get("filing"):
        step = replace(step, event=replace(step.event, filing=case.facts["filing"]))
    return step, ()


def _picked_up(case: Case, step: Step, event: PickUpReleased) -> tuple[Step, tuple[Row, ...]]:
    entry, known_by = two_steps.entered(case)
    if entry is None:
        words = Words(
            "还不知道运输工具何时申报进境：待运抵报告，或在申报中填进口日期",
            "It is not known when the means of transport entered: wait for the report of arrival, or declare the day",
        )
        raise Refused("entry-unknown", words)
    until = two_steps.due(entry).isoformat()
    row = Completion(
        declaration=case.id,
        owner=case.owner,
        number=case.number,
        entered=entry.isoformat(),
        entered_by=known_by,
        due=until,
        picked_up=step.case.since,
    )
    return replace(step, event=replace(event, due=until)), (inserted(row),)


def amending(case: Case, document: Any) -> None:
    """A revision stays in its step of two-step filing: the second is filed, not amended into. Raises `Refused`."""
    before, after = case.facts.get("filing", ""), getattr(document, "filing", "")
    if (before == two_steps.COMPLETE) != (after == two_steps.COMPLETE):
        words = Words("修改不能改变两步申报的步骤", "An amendment does not change the step of two-step filing")
        raise Refused("two-step-order", words)


def is_complete(of: DocumentType, document: Any) -> bool:
    """Is this the second of the two steps?"""
    return of.code == import_declaration.TYPE.code and document.filing == two_steps.COMPLETE


def summary_of(of: DocumentType, document: Any, actor: Actor, reader: Reader) -> Case | None:
    """The case that this complete declaration completes."""
    where = {"number": document.reference, "owner": actor.organisation, "type": of.code, "state": two_steps.PICKED_UP}
    return next(iter(reader.cases(where, limit=1)), None)


def completed(
    of: DocumentType,
    document: Any,
    body: bytes,
    *,
    actor: Actor,
    today: dt.date,
    at: str,
    reader: Reader,
    findings: tuple[Finding, ...],
) -> tuple[Step, tuple[Row, ...]] | Finding:
    """The complete declaration on the number of its summary, or what keeps it from being one."""
    case = summary_of(of, document, actor, reader)
    clock = completing.clock_of(reader, case.id) if case else None
    if case is None or clock is None:
        zh = f"没有自编号为 {document.reference}、已提货放行的概要申报"
        en = f"There is no summary with reference {document.reference} that was released for pick-up"
        return Finding(code=NO_SUMMARY, severity="error", path="reference", message=Words(zh, en))
    step = decide(of=of, case=case, action="complete", actor=actor, at=at)
    late = two_steps.days_late(dt.date.fromisoformat(clock.due), today)
    facts, fingerprint = of.facts(document), digest(body)
    made = replace(
        step.case,
        revision=case.revision + 1,
        facts=facts,
        title=of.titled(document),
        warnings=len(findings),
    )
    event = DeclarationCompleted(
        action="complete",
        before=case.state,
        after=made.state,
        reason=_said_late(late),
        revision=made.revision,
        digest=fingerprint,
        facts=facts,
        warnings=tuple(f.code for f in findings),
        due=clock.due,
        days_late=late,
    )
    kept = replace(clock, version=clock.version + 1, completed=today.isoformat(), days_late=late)
    return Step(event, made, body, fingerprint), (moved(kept, clock.version),)


def _said_late(days: int) -> str:
    return f"逾期 {days} 日 · {two_steps.days(days)} late" if days else ""


def look(house: House, now: dt.datetime, today: dt.date) -> int:
    """Give the reminders that are due on a day, and record what was missed. Once each, however often it is asked."""
    return sum(_looked_at(house, clock, now, today) for clock in completing.running(house.reader))


def _looked_at(house: House, clock: Completion, now: dt.datetime, today: dt.date) -> bool:
    case = house.reader.case(clock.declaration)
    if case is None or case.state != two_steps.PICKED_UP:
        return False
    unit = (
        _missed(case, clock, now, today) if today.isoformat() > clock.due else _reminded(house, case, clock, now, today)
    )
    if unit is None:
        return False
    try:
        return not house.writer.write(unit).repeated
    except Conflict:
        return False  # somebody moved the case in this moment; the next look sees it


def _missed(case: Case, clock: Completion, now: dt.datetime, today: dt.date) -> Unit | None:
    if clock.missed:
        return None
    step = decide(of=import_declaration.TYPE, case=case, action="miss", actor=CLOCK, at=stamp(now))
    reason = f"最迟 {clock.due} · until {clock.due}"
    event = CompletionMissed(action="miss", before=case.state, after=case.state, reason=reason, due=clock.due)
    row = moved(replace(clock, version=clock.version + 1, missed=today.isoformat()), clock.version)
    return _unit(step, event, now, row=row)


def _reminded(house: House, case: Case, clock: Completion, now: dt.datetime, today: dt.date) -> Unit | None:
    until = dt.date.fromisoformat(clock.due)
    number, left = two_steps.reminder(until, today), (until - today).days
    if number is None:
        return None
    name = f"two-step {case.id} {clock.due} {number}"
    if house.reader.answered(CLOCK.organisation, name) is not None:
        return None
    step = decide(of=import_declaration.TYPE, case=case, action="remind", actor=CLOCK, at=stamp(now))
    event = CompletionReminded(
        action="remind",
        before=case.state,
        after=case.state,
        reason=f"还剩 {left} 日，最迟 {clock.due} · {two_steps.days(left)} left, until {clock.due}",
        due=clock.due,
        days_left=left,
    )
    return _unit(step, event, now, key=Key(CLOCK.organisation, name, digest(name.encode())))


def _unit(step: Step, event: Any, now: dt.datetime, *, row: Row | None = None, key: Key | None = None) -> Unit:
    at = stamp(now)
    unit = unit_of(replace(step, event=event), actor=CLOCK, at=at, recorded_at=at, key=key)
    return replace(unit, rows=(row,)) if row else unit
