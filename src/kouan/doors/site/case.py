"""One case: who holds it, what each agency decided, what it says, what happened, what I may do."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.areas.window.formats import declaration_xlsx
from kouan.areas.window.paying.reading import bills_of
from kouan.areas.window.paying.things import Bill
from kouan.areas.window.two_steps import PICKED_UP
from kouan.journeys import catalogue
from kouan.journeys.changes import AMENDMENT
from kouan.journeys.consignments import is_traced
from kouan.journeys.drafting import INVOICES, LISTS
from kouan.journeys.inspecting.calendar import AGENCY_ROLES, may_look
from kouan.journeys.inspecting.opening import WITH_DETAILS, open_now
from kouan.journeys.inspecting.subjects import TYPES as SUBJECTS
from kouan.journeys.inspecting.told import inspections_told
from kouan.journeys.licensing.telling import drawn_by
from kouan.journeys.references import NUMBERED
from kouan.journeys.taxes import TAXED
from kouan.journeys.taxing.counter import may_see
from kouan.kernel.cases import Case, may_read
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding
from kouan.kernel.journal import Entry, instant
from kouan.kernel.machine import Machine, Refused
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.lists import Difference
from kouan.kit.marks import Chip, Chop, Hold
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.reader import Document, Reader
from kouan.store.search import names

from . import answering, outside
from .ahead import ahead_of
from .asking import asked_of, may_ask
from .completing import clock_for
from .concern import concern
from .letters import letters
from .marks import chip, held, role_chop, role_words
from .paper import Section, differences, sections
from .questions import questions
from .taxes.showing import lines
from .telling import steps
from .weighing import request_of
from .who import actor_of, sees_persons, signed_in

UNKNOWN = Words("没有这个案件，或者它不对您开放。", "There is no such case, or it is not open to you.")


class Verb(msgspec.Struct, frozen=True):
    """One thing that may be done now. `look` is main for the usual act, stop for one that needs a reason."""

    action: str
    words: Words
    needs_reason: bool
    look: str
    key: str = ""


class Agency(msgspec.Struct, frozen=True):
    """Where one agency stands in its own lane, and since when."""

    chop: Chop
    words: Words
    state: Chip
    since: dt.datetime


def case_for(id: str, who: Actor) -> tuple[Case, DocumentType]:
    """A case that this actor may open, with its type. Raises `Refused` (case-unknown) else."""
    case = house().reader.case(id)
    of = catalogue.types().get(case.type) if case else None
    if case is None or of is None or not may_read(of, case, who):
        raise Refused("case-unknown", UNKNOWN)
    return case, of


@require_safe
@signed_in
def case_page(request: HttpRequest, id: str) -> HttpResponse:
    """The page of a case."""
    who = actor_of(request)
    case, of = case_for(id, who)
    return render(request, "doors/case.html", shown(case, of, who))


def shown(case: Case, of: DocumentType, who: Actor) -> dict[str, object]:
    """All that the page of a case draws."""
    reader, now = house().reader, house().now()
    entries = reader.timeline(case.id)
    kept = reader.document(case.id, case.revision)
    before = reader.document(case.id, case.revision - 1) if case.revision > 1 else None
    parties = names(reader, {case.owner, *(e.organisation for e in entries)})
    raw: Mapping[str, Any] = msgspec.json.decode(kept.canonical) if kept else {}
    persons, owed = sees_persons(who), _bills(case, reader, who)
    return {
        "case": case,
        "of": of,
        "state": chip(of.machine, case.state, yours=who.role in case.holder.split()),
        "held": held(case, of, role=who.role, now=now),
        "owner": parties.get(case.owner, case.owner),
        "opened": instant(case.opened),
        "agencies": agencies(case, of, who),
        "sections": _sections(raw, of, persons),
        "weighed": request_of(case, persons=persons),
        "masked": not persons,
        "warnings": warnings_of(entries, case, of, kept),
        "questions": questions(entries, of),
        "steps": steps(entries, of, parties),
        "kept": kept,
        "verbs": verbs(case, of, who),
        "taxed": case.type in TAXED,
        "tax_bills": lines(owed, who.role),
        "outside": outside.counted(entries),
        "licences": drawn_by(reader, case.id, who) if case.type in NUMBERED else (),
        "answers": answering.rows(case, of, entries, owed),
        "traced": is_traced(of),
        "inspected": inspections_told(entries),
        "opens_inspections": may_look(who),
        "asks_inspection": who.role in AGENCY_ROLES and case.type in SUBJECTS and not of.machine.is_final(case.state),
        "clock": clock_for(case),
        "ahead": ahead_of(case),
        "completes": case.state == PICKED_UP and who.role in of.machine.lodge_by and who.organisation == case.owner,
        "may_amend": may_amend(case, of, who),
        "may_ask": any(may_ask(case, who)),
        "asked": asked_of(case),
        "sheet": case.type in declaration_xlsx.TYPES,
        "revisions": list(range(case.revision, 0, -1)),
        "difference": difference(before, kept, of, persons) if before and kept else None,
        "concern": concern(case, of, before, kept, who),
        **versions(case.revision),
        "drafts_declarations": case.type in (INVOICES.code, LISTS.code)
        and who.organisation == case.owner
        and case.state == "kept",
        "copies": who.role in of.machine.lodge_by and who.organisation == case.owner,
    }


def _sections(raw: Mapping[str, Any], of: DocumentType, persons: bool) -> list[Section]:
    """The document; the changes of a request are drawn by their labels instead."""
    drawn = sections(raw, of.shape, persons=persons)
    return [s for s in drawn if s.id != "changes"] if of is AMENDMENT else drawn


def _bills(case: Case, reader: Reader, who: Actor) -> list[Bill]:
    """The tax bills of a case that this actor may open."""
    kept = bills_of(reader, case.id) if case.type in TAXED else ()
    return [b for b in kept if may_see(b, who)]


def agencies(case: Case, of: DocumentType, who: Actor) -> list[Agency]:
    """Each agency's own decision, where several decide side by side."""
    if not of.lanes:
        return []
    machine = of.lanes.machine
    return [
        Agency(
            role_chop(role, _hold(machine, case.lanes[role].state, role, who)),
            role_words(role),
            chip(machine, case.lanes[role].state, yours=role == who.role and _waits(machine, case.lanes[role].state)),
            instant(case.lanes[role].since),
        )
        for role in of.lanes.agencies
        if role in case.lanes
    ]


def _waits(machine: Machine, state: str) -> bool:
    return bool(machine.states[machine.at(state)].holder)


def _hold(machine: Machine, state: str, role: str, who: Actor) -> Hold:
    if not _waits(machine, state):
        return Hold.DONE
    return Hold.YOU if role == who.role else Hold.NOW


def verbs(case: Case, of: DocumentType, who: Actor) -> list[Verb]:
    """What may be done now: the first that needs no reason is the usual act."""
    made: list[Verb] = []
    actions = [a for a in open_now(of, case, who) if (case.type, a) not in WITH_DETAILS]
    keys = letters(actions)
    for action in actions:
        machine = of.lanes.machine if of.lanes and action in of.lanes.machine.actions else of.machine
        known = machine.actions[action]
        usual = not known.needs_reason and not any(v.look == "main" for v in made)
        made.append(
            Verb(
                action,
                known.words,
                known.needs_reason,
                "stop" if known.needs_reason else "main" if usual else "",
                keys[action],
            )
        )
    return made


def may_amend(case: Case, of: DocumentType, who: Actor) -> bool:
    """May this actor file a new revision now?"""
    machine = of.machine
    own = who.role in machine.lodge_by and who.organisation == case.owner
    return own and machine.amended is not None and machine.at(case.state) in machine.amend_in


def warnings_of(entries: list[Entry], case: Case, of: DocumentType, kept: Document | None) -> tuple[Finding, ...]:
    """The warnings of the last revision of a case."""
    return warnings(kept, of, law_day(filed_at(entries, case)))


def warnings(kept: Document | None, of: DocumentType, day: dt.date) -> tuple[Finding, ...]:
    """What the checks find in the last revision under the law of the day it was filed: warnings ride along."""
    document = of.read(kept.canonical)[0] if kept else None
    return of.findings(document, day) if document is not None else ()


def versions(number: int) -> dict[str, object]:
    """The names of a revision and the one before it, for the head of a difference."""
    return {"before": number - 1, "old_name": f"v{number - 1}", "new_name": f"v{number}"}


def last_difference(
    case: Case, of: DocumentType, kept: Document | None, persons: bool
) -> tuple[list[Difference], int] | None:
    """What the last revision changed, and how many fields it left; None for the first."""
    before = house().reader.document(case.id, case.revision - 1) if case.revision > 1 else None
    return difference(before, kept, of, persons) if before and kept else None


def difference(before: Document, after: Document, of: DocumentType, persons: bool) -> tuple[list[Difference], int]:
    """What changed between two kept revisions."""
    old, new = (msgspec.json.decode(kept.canonical) for kept in (before, after))
    return differences(old, new, of.shape, persons=persons, said=said)


@require_safe
@signed_in
def revision_page(request: HttpRequest, id: str, number: int) -> HttpResponse:
    """One revision as it was filed, and what it changed."""
    who = actor_of(request)
    case, of = case_for(id, who)
    kept = house().reader.document(case.id, number)
    if kept is None:
        raise Refused("case-unknown", Words("没有这一版。", "There is no such revision."))
    before = house().reader.document(case.id, number - 1) if number > 1 else None
    persons = sees_persons(who)
    values = {
        "case": case,
        "of": of,
        "kept": kept,
        "number": number,
        "sections": sections(msgspec.json.decode(kept.canonical), of.shape, persons=persons),
        "difference": difference(before, kept, of, persons) if before else None,
        **versions(number),
        "masked": not persons,
        "revisions": list(range(case.revision, 0, -1)),
    }
    return render(request, "doors/revision.html", values)


@require_safe
@signed_in
def original(request: HttpRequest, id: str, number: int) -> HttpResponse:
    """The bytes as they came: for who may read every name in them."""
    who = actor_of(request)
    case, _ = case_for(id, who)
    kept = house().reader.document(case.id, number)
    if kept is None or not sees_persons(who):
        raise Refused("case-unknown", UNKNOWN)
    answer = HttpResponse(kept.original, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{case.id}-v{number}.{_ending(kept)}"'
    return answer


def _ending(kept: Document) -> str:
    return "json" if kept.format in ("json", "form") else "txt"


def filed_at(entries: list[Entry], case: Case) -> dt.datetime:
    """When the last revision was filed: its law is the law of that day."""
    filings = [e for e in entries if b'"digest"' in bytes(e.body)]
    return instant(filings[-1].at if filings else case.opened)


def last(entries: list[Entry], after: int) -> list[Entry]:
    """The entries after the version that somebody saw."""
    return [e for e in entries if e.version > after]
