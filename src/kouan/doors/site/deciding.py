"""Deciding on a case, tied to the version that was on the page: a stale decision records nothing and says what moved."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kouan.journeys.taxing.crossing import decision
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.search import names
from kouan.store.units import Conflict

from .case import case_for, last, shown
from .marks import chip
from .preview import back
from .telling import steps
from .who import actor_of, signed_in

REASON = 500
"""Characters of a reason at most."""


@require_POST
@signed_in
def decide(request: HttpRequest, id: str) -> HttpResponse:
    """Take one step on a case."""
    who = actor_of(request)
    case, of = case_for(id, who)
    action, version = request.POST.get("action", ""), seen_version(request)
    reason = request.POST.get("reason", "").strip()
    if len(reason) > REASON:
        return again(
            request, case, of, Words(f"理由不能超过 {REASON} 字。", f"A reason has {REASON} characters at most.")
        )
    try:
        unit = decision(house(), of, case, action, version=version, actor=who, now=house().now(), reason=reason)
        house().writer.write(unit)
    except Refused as refused:
        if refused.code in ("reason-missing", "request-not-open", "request-stale"):
            return again(request, case, of, refused.words)
        if refused.code in ("version-stale", "action-not-open"):
            return stale(request, case, of, version)
        raise
    except Conflict:
        return stale(request, *case_for(id, who), version)
    messages.success(request, said(_recorded(of, action)))
    return redirect(back(request, request.POST.get("next", "")) or f"/cases/{case.id}/")


def seen_version(request: HttpRequest) -> int:
    """The version of the case that was on the page, 0 where the form does not say."""
    return whole(request.POST.get("version", ""), digits=9)


def _recorded(of: DocumentType, action: str) -> Words:
    machine = of.lanes.machine if of.lanes and action in of.lanes.machine.actions else of.machine
    words = machine.actions[action].words
    return Words(f"已记录：{words.zh}。", f"Recorded: {words.en}.")


def again(request: HttpRequest, case: Case, of: DocumentType, wrong: Words) -> HttpResponse:
    """The case once more, with what is missing at the field. Nothing was recorded."""
    values = {**shown(case, of, actor_of(request)), "wrong": wrong, "reason": request.POST.get("reason", "")[:REASON]}
    return render(request, "doors/case.html", values, status=422)


def stale(request: HttpRequest, case: Case, of: DocumentType, seen: int) -> HttpResponse:
    """409: the case moved on since the page was opened. Nothing was recorded; here is what happened meanwhile."""
    entries = last(house().reader.timeline(case.id), seen) if seen else []
    parties = names(house().reader, {e.organisation for e in entries})
    values = {
        "case": case,
        "of": of,
        "state": chip(of.machine, case.state),
        "steps": steps(entries, of, parties),
        "seen": seen,
    }
    return render(request, "doors/stale.html", values, status=409)
