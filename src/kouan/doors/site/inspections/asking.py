"""Asking the other agencies to inspect together: from a declaration, from a ship's call, or for a box."""

import datetime as dt
import secrets
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kouan.areas.window.codes import LISTS
from kouan.areas.window.documents.joint_inspection import TYPE
from kouan.areas.window.inspecting.machine import AGENCIES
from kouan.doors.site.marks import role_chop, role_words
from kouan.doors.site.who import actor_of, signed_in
from kouan.journeys.filing import Faulty, file_document
from kouan.journeys.inspecting.calendar import AGENCY_ROLES
from kouan.journeys.inspecting.nearby import nearby
from kouan.journeys.inspecting.subjects import TYPES, terminals
from kouan.kernel.cases import may_read
from kouan.kernel.findings import Finding
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.units import Conflict

from .fields import text, window

MOST = 20


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: HttpRequest) -> HttpResponse:
    """The form; filed, it is a case of its own that the others find in their hands."""
    who = actor_of(request)
    if who.role not in AGENCY_ROLES:
        raise Refused("role-may-not", Words("只有查验单位可以提出", "Only an inspecting agency asks for one"))
    if request.method != "POST":
        return _page(request, who, _fresh(request, who))
    typed = _typed(request, who)
    if request.POST.get("act") == "look":
        return _page(request, who, typed)
    begins, ends = window(request)
    if begins is None or ends is None:
        lacking = _finding("begins", Words("须写明日期和起止时间", "Say the day, from when, till when"))
        return _page(request, who, typed, (lacking,))
    document, faults = TYPE.convert(_raw(typed, who, begins, ends))
    if faults:
        return _page(request, who, typed, faults)
    try:
        unit = file_document(
            TYPE,
            document,
            actor=who,
            key=f"joint:{typed['key']}",
            now=house().now(),
            reader=house().reader,
        )
        receipt = house().writer.write(unit)
    except Faulty as faulty:
        return _page(request, who, typed, faulty.findings)
    except Conflict:
        moved = Words(
            "案件刚有新的进展，未记录，请再提交。", "A case has just moved on: nothing was recorded, send it again."
        )
        return _page(request, who, typed, (_finding("subjects", moved),))
    number = msgspec.json.decode(receipt.answer)["case"]["id"]
    messages.success(request, said(Words("已约各单位：{id}。", "The others are asked: {id}.").with_values(id=number)))
    return redirect(f"/inspections/{number}/")


def _finding(path: str, words: Words) -> Finding:
    return Finding(code="details-missing", severity="error", path=path, message=words)


def _fresh(request: HttpRequest, who: Actor) -> dict[str, Any]:
    """The form as it begins: the case of the address with its boxes, tomorrow morning."""
    case = request.GET.get("case", "").replace("\x00", "")[:40]
    day = law_day(house().now()) + dt.timedelta(days=1)
    return {
        "case": case,
        "boxes": "\n".join(_boxes(case, who)) or request.GET.get("box", "").replace("\x00", "")[:17],
        "with": [a for a in AGENCIES if a != who.role][:1],
        "looks": {},
        "day": day.isoformat(),
        "from": "09:00",
        "to": "11:00",
        "opens": "owner",
        "key": secrets.token_hex(8),
    }


def _boxes(id: str, who: Actor) -> list[str]:
    """The containers of a declaration that the reader may open."""
    case = house().reader.case(id) if id else None
    of = TYPES.get(case.type) if case else None
    if case is None or of is None or not may_read(of, case, who):
        return []
    kept = house().reader.document(case.id, case.revision)
    raw: dict[str, Any] = msgspec.json.decode(kept.canonical) if kept else {}
    return [c["number"] for c in raw.get("containers", ()) if c.get("number")][:MOST]


def _typed(request: HttpRequest, who: Actor) -> dict[str, Any]:
    names = ("case", "place", "terminal", "day", "from", "to", "opens", "reason", "contact", "lines", "key")
    typed: dict[str, Any] = {name: text(request, name) for name in names}
    typed["boxes"] = request.POST.get("boxes", "").replace("\x00", "")[:800]
    typed["with"] = [a for a in AGENCIES if a != who.role and a in request.POST.getlist("with")]
    typed["looks"] = {a: text(request, f"looks-{a}", 200) for a in AGENCIES}
    return typed


def _raw(typed: dict[str, Any], who: Actor, begins: dt.datetime, ends: dt.datetime) -> dict[str, Any]:
    boxes = typed["boxes"].replace(",", " ").replace("，", " ").upper().split()
    subjects = [{"case": typed["case"], "container": b, "lines": typed["lines"][:60]} for b in boxes]
    return {
        "reference": f"JI-{begins:%y%m%d}-{typed['key'][:8].upper()}",
        "requester": who.role,
        "agencies": [{"agency": a, "looks_at": typed["looks"].get(a, "")} for a in (who.role, *typed["with"])],
        "subjects": subjects or [{"case": typed["case"], "lines": typed["lines"][:60]}],
        "place": typed["place"],
        "terminal": typed["terminal"],
        "begins": begins.isoformat(),
        "ends": ends.isoformat(),
        "opens": typed["opens"],
        "reason": typed["reason"],
        "contact": typed["contact"],
    }


def _page(request: HttpRequest, who: Actor, typed: dict[str, Any], faults: tuple[Finding, ...] = ()) -> HttpResponse:
    reader = house().reader
    values = {
        "typed": typed,
        "faults": faults,
        "own": (role_chop(who.role), role_words(who.role), who.role, typed["looks"].get(who.role, "")),
        "others": [
            (role_chop(a), role_words(a), a, a in typed["with"], typed["looks"].get(a, ""))
            for a in AGENCIES
            if a != who.role
        ],
        "terminals": terminals(reader),
        "openers": [(c.code, c.words) for c in LISTS["inspection-opener"]],
        "near": nearby(reader, typed["boxes"].upper().split()),
    }
    return render(request, "doors/inspection_new.html", values, status=422 if faults else 200)
