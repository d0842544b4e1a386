"""A case beside the queue: enough to decide on it without leaving the list, and the form to do so."""

from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.parties import Actor
from kouan.store.house import house
from kouan.store.search import names

from .case import case_for, last_difference, verbs, warnings_of
from .marks import chip, held
from .questions import questions
from .telling import steps
from .weighing import request_of
from .who import actor_of, sees_persons, signed_in

STEPS, CHANGES = 4, 6


@require_safe
@signed_in
def preview(request: HttpRequest, id: str) -> HttpResponse:
    """The piece of page that the queue's script puts beside the list."""
    who = actor_of(request)
    case, of = case_for(id, who)
    values = {"look": beside(case, of, who), "back": back(request, request.GET.get("next", ""))}
    return render(request, "doors/parts_preview.html", values)


def beside(case: Case, of: DocumentType, who: Actor) -> dict[str, object]:
    """What the preview draws."""
    reader, now = house().reader, house().now()
    entries = reader.timeline(case.id)
    kept = reader.document(case.id, case.revision)
    parties = names(reader, {case.owner, *(e.organisation for e in entries)})
    changed = last_difference(case, of, kept, sees_persons(who))
    return {
        "case": case,
        "of": of,
        "state": chip(of.machine, case.state, yours=who.role in case.holder.split()),
        "held": held(case, of, role=who.role, now=now),
        "owner": parties.get(case.owner, case.owner),
        "warnings": warnings_of(entries, case, of, kept),
        "questions": questions(entries, of),
        "changes": changed[0][:CHANGES] if changed else [],
        "more": max(0, len(changed[0]) - CHANGES) if changed else 0,
        "weighed": request_of(case, persons=sees_persons(who)),
        "steps": steps(entries, of, parties)[-STEPS:],
        "verbs": verbs(case, of, who),
    }


def back(request: HttpRequest, wanted: str) -> str:
    """Where a decision leads back to: a page of the queue, and nowhere else."""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/cases/?") else ""


def looking(query: str, id: str) -> str:
    """The address of the same list with this case beside it."""
    kept = [(k, v) for k, v in parse_qsl(query) if k != "look"]
    return "/cases/?" + urlencode([*kept, ("look", id)])
