"""One appointment: where, when, who comes, what each found; and what the reader may do about it."""

from collections.abc import Sequence
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kouan.areas.window.codes import LISTS
from kouan.areas.window.documents.joint_inspection import TYPE, JointInspection
from kouan.areas.window.inspecting.machine import PART, J, P
from kouan.areas.window.inspecting.reading import subjects
from kouan.areas.window.inspecting.saying import called, findings, span
from kouan.doors.site.case import UNKNOWN, case_for, verbs
from kouan.doors.site.deciding import REASON, seen_version, stale
from kouan.doors.site.marks import chip, held, role_chop, role_words
from kouan.doors.site.telling import steps
from kouan.doors.site.who import actor_of, sees_persons, signed_in
from kouan.journeys import catalogue
from kouan.journeys.filing import Faulty, amend_document
from kouan.journeys.inspecting.details import NONE, Details
from kouan.journeys.inspecting.nearby import nearby
from kouan.journeys.inspecting.opening import open_now
from kouan.journeys.taxing.crossing import decision
from kouan.kernel.cases import Case, may_read
from kouan.kernel.journal import Entry, instant, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.marks import Chip, Chop
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.search import names
from kouan.store.units import Conflict

from .fields import text, window


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One agency: what it would look at, how its part stands, the time it proposed or what it found."""

    chop: Chop
    words: Words
    looks_at: str
    state: Chip
    proposed: str = ""
    found: Words | None = None
    said: str = ""


class Thing(msgspec.Struct, frozen=True):
    """One thing to look at; `url` where the reader may open its case."""

    subject: str
    container: str
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def inspection(request: HttpRequest, id: str) -> HttpResponse:
    """The page of one appointment, and the steps on it."""
    who = actor_of(request)
    case, of = case_for(id, who)
    if of.code != TYPE.code:
        raise Refused("case-unknown", UNKNOWN)
    if request.method != "POST":
        return render(request, "doors/inspection.html", shown(case, who))
    action, version = text(request, "action", 40), seen_version(request)
    reason = request.POST.get("reason", "").strip()
    if len(reason) > REASON:
        words = Words(f"理由不能超过 {REASON} 字。", f"A reason has {REASON} characters at most.")
        return _again(request, case, who, words)
    try:
        unit = _unit(request, case, who, action, version, reason)
        house().writer.write(unit)
    except Faulty as faulty:
        return _again(request, case, who, faulty.findings[0].message)
    except Refused as refused:
        if refused.code == "version-stale":
            return stale(request, case, of, version)
        if refused.code in ("role-may-not", "case-unknown", "action-unknown"):
            raise
        return _again(request, case, who, refused.words)
    except Conflict:
        return stale(request, *case_for(id, who), version)
    messages.success(request, said(Words("已记录。", "Recorded.")))
    return redirect(f"/inspections/{id}/")


def _unit(request: HttpRequest, case: Case, who: Actor, action: str, version: int, reason: str) -> Any:
    now, reader = house().now(), house().reader
    if action == "retime":
        document, begins, ends = _document(case), *_wanted(request, case)
        if version != case.version:
            raise Refused("version-stale", Words("案件已有新的进展", "The case has moved on"))
        if begins is None or ends is None:
            raise Refused("details-missing", Words("须写明日期和起止时间", "Say the day, from when, till when"))
        changed = msgspec.structs.replace(document, begins=begins, ends=ends)
        why = reason or "改约 · New appointment"
        return amend_document(TYPE, case, changed, actor=who, now=now, reason=why, before=document, reader=reader)
    details = NONE
    if action == "propose":
        begins, ends = window(request)
        details = Details(begins=begins, ends=ends)
    elif action == "find":
        details = Details(codes=tuple(request.POST.getlist("code")[:20]))
    return decision(house(), TYPE, case, action, version=version, actor=who, now=now, reason=reason, details=details)


def _wanted(request: HttpRequest, case: Case) -> tuple[Any, Any]:
    """The time typed, or the one that was proposed last."""
    if not text(request, "take"):
        return window(request)
    body = _last(house().reader.timeline(case.id), "propose")
    return (instant(body["begins"]), instant(body["ends"])) if body else (None, None)


def _document(case: Case) -> JointInspection:
    kept = house().reader.document(case.id, case.revision)
    document: JointInspection | None = TYPE.read(kept.canonical)[0] if kept else None
    if document is None:
        raise Refused("case-unknown", UNKNOWN)
    return document


def _again(request: HttpRequest, case: Case, who: Actor, wrong: Words) -> HttpResponse:
    values = {**shown(case, who), "wrong": wrong, "reason": request.POST.get("reason", "")[:REASON]}
    values["acted"] = text(request, "action", 40)
    values["typed"] = {k: text(request, k, 10) for k in ("day", "from", "to")}
    values["ticked"] = request.POST.getlist("code")[:20]
    return render(request, "doors/inspection.html", values, status=422)


def shown(case: Case, who: Actor) -> dict[str, Any]:
    """All that the page draws."""
    reader, now = house().reader, house().now()
    document, entries = _document(case), house().reader.timeline(case.id)
    parties = names(reader, {case.owner, document.terminal, *(e.organisation for e in entries)})
    own = who.role == document.requester and who.organisation == case.owner
    open_ = open_now(TYPE, case, who)
    boxes = [s.container for s in document.subjects if s.container]
    seen = subjects(reader, case.id, case.revision)
    return {
        "case": case,
        "document": document,
        "when": span(stamp(document.begins), stamp(document.ends)),
        "begins": document.begins,
        "terminal": parties.get(document.terminal, Words(document.terminal, document.terminal)),
        "opens": called("inspection-opener", document.opens),
        "requester": role_words(document.requester),
        "contact": document.contact if sees_persons(who) else "",
        "masked": bool(document.contact) and not sees_persons(who),
        "state": chip(TYPE.machine, case.state, yours=who.role in case.holder.split()),
        "held": held(case, TYPE, role=who.role, now=now),
        "parts": _parts(case, document, entries, who),
        "things": _things(reader, seen, who),
        "near": nearby(reader, boxes or [s.container for s in seen], but=case.id) if who.role != "port" else (),
        "steps": steps(entries, TYPE, parties),
        "verbs": verbs(case, TYPE, who),
        "proposes": "propose" in open_,
        "finds": "find" in open_,
        "codes": [(c.code, c.words) for c in LISTS["inspection-finding"]],
        "retimes": own and TYPE.machine.at(case.state) in TYPE.machine.amend_in,
        "countered": case.state == J.COUNTERED,
        "typed": {},
        "ticked": [],
    }


def _parts(case: Case, document: JointInspection, entries: Sequence[Entry], who: Actor) -> list[Part]:
    looks = {p.agency: p.looks_at for p in document.agencies}
    made: list[Part] = []
    for agency, lane in case.lanes.items():
        if lane.state == P.APART and agency not in looks:
            continue
        proposal = _last(entries, "propose", agency) if lane.state == P.PROPOSED else {}
        result = _last(entries, "find", agency) if lane.state == P.FOUND else {}
        made.append(
            Part(
                chop=role_chop(agency),
                words=role_words(agency),
                looks_at=looks.get(agency, ""),
                state=_part_chip(lane.state, yours=agency == who.role),
                proposed=span(proposal["begins"], proposal["ends"]) if proposal else "",
                found=findings(result["codes"]) if result else None,
                said=(_last(entries, "", agency) or {}).get("reason", ""),
            )
        )
    return made


def _part_chip(state: str, *, yours: bool) -> Chip:
    return chip(PART, state, yours=yours and state in (P.ASKED, P.INSPECTING))


def _last(entries: Sequence[Entry], action: str, lane: str = "") -> dict[str, Any]:
    """The body of the last step of that name (any where it is empty), in that lane where one is named; {} where there is none."""
    bodies = (msgspec.json.decode(e.body) for e in reversed(entries))
    fits = (b for b in bodies if "action" in b and action in ("", b["action"]) and (not lane or b.get("lane") == lane))
    found: dict[str, Any] = next(fits, {})
    return found


def _things(reader: Any, seen: Sequence[Any], who: Actor) -> list[Thing]:
    types = catalogue.types()
    cases = reader.cases_called([s.subject for s in seen if s.subject])
    made: list[Thing] = []
    for one in seen:
        case = cases.get(one.subject)
        open_ = case is not None and case.type in types and may_read(types[case.type], case, who)
        made.append(Thing(one.subject, one.container, f"/cases/{one.subject}/" if open_ else ""))
    return made
