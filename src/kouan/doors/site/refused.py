"""Filings that were not taken: what was found, the bytes as they came, and a draft of them to mend."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kouan.journeys import catalogue
from kouan.journeys.answers.ours import answered
from kouan.kernel.findings import Finding
from kouan.kernel.journal import instant
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.store.house import house
from kouan.store.reader import RefusedFiling

from .answering import ways_of_refused
from .drafts import new_draft
from .scope import files
from .uploading import plain_object, shown, take
from .who import actor_of, needing

PAGE = 50
writes = needing("drafts.write")


@require_safe
@writes
def listed(request: HttpRequest) -> HttpResponse:
    """The organisation's own, the newest first, a page at a time."""
    page = whole(request.GET.get("page", ""), otherwise=1)
    rows = house().reader.refused(actor_of(request).organisation, limit=PAGE + 1, offset=max(page - 1, 0) * PAGE)
    types = catalogue.types()
    told = [(r, types[r.type].words if r.type in types else None, instant(r.at), len(_found(r))) for r in rows[:PAGE]]
    context = {"rows": told, "page": page, "before": page - 1, "after": page + 1 if len(rows) > PAGE else 0}
    return render(request, "doors/refused.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def one(request: HttpRequest, id: str) -> HttpResponse:
    """One of them; posted, it becomes a draft."""
    kept, types = kept_of(request, id), catalogue.types()
    if request.method == "POST":
        who, raw = actor_of(request), plain_object(kept.body)
        if raw is not None and kept.type in files(who):
            return redirect(f"/file/drafts/{new_draft(types[kept.type], raw, who).id}/?check=1")
        taken = take(kept.body, kept.id, who)
        if len(taken.drafts) == 1 and not taken.others:
            return redirect(f"/file/drafts/{taken.drafts[0][0].id}/?check=1")
        return shown(request, taken)
    words = types[kept.type].words if kept.type in types else None
    ways = ways_of_refused(kept.id) if kept.type in types and answered(types[kept.type]) else []
    context = {
        "kept": kept,
        "ways": ways,
        "words": words,
        "at": instant(kept.at),
        "findings": _found(kept),
        "size": len(kept.body),
    }
    return render(request, "doors/refused_one.html", context)


@require_safe
@writes
def original(request: HttpRequest, id: str) -> HttpResponse:
    """The bytes as they came."""
    kept = kept_of(request, id)
    answer = HttpResponse(kept.body, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{kept.id}.txt"'
    return answer


def kept_of(request: HttpRequest, id: str) -> RefusedFiling:
    """A refused filing of the own organisation. Raises `Refused` (case-unknown)."""
    found = house().reader.refused_one(actor_of(request).organisation, id)
    if found is None:
        raise Refused("case-unknown", Words("没有这份未受理的申报。", "There is no such refused filing."))
    return found


def _found(kept: RefusedFiling) -> tuple[Finding, ...]:
    return msgspec.json.decode(kept.findings, type=tuple[Finding, ...])
