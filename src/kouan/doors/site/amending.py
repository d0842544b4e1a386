"""Amending: a new revision of a filed document, tied to the version that was on the page, with its reason."""

from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kouan.journeys.filing import Faulty, amend_document
from kouan.journeys.licensing.drawing import written
from kouan.journeys.licensing.judging import belonging
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.machine import Refused
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.forms import read
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.units import Conflict, Unit

from .case import case_for, may_amend
from .checking import Raw, acted, drawn
from .deciding import REASON, seen_version, stale
from .who import actor_of, needing


@require_http_methods(["GET", "HEAD", "POST"])
@needing("drafts.write")
def amend(request: HttpRequest, id: str) -> HttpResponse:
    """The form of the last revision; filing it makes the next one."""
    who = actor_of(request)
    case, of = case_for(id, who)
    if not may_amend(case, of, who):
        raise Refused("amend-not-open", Words("当前状态下不能修改。", "It can not be amended in this state."))
    with belonging(case.id):
        return _amend(request, case, of)


def _amend(request: HttpRequest, case: Case, of: DocumentType) -> HttpResponse:
    if request.method != "POST":
        return _page(request, case, of, _last(case), checked=False)
    posted = {name: str(value) for name, value in request.POST.items()}
    raw = acted(of, read(of.shape, posted), posted, law_day(house().now()), actor_of(request))
    if posted.get("act") == "lodge":
        return _lodged(request, case, of, raw)
    return _page(request, case, of, raw, checked=posted.get("act") in ("check", "adopt-all") or "adopt" in posted)


def _last(case: Case) -> Raw:
    kept = house().reader.document(case.id, case.revision)
    raw: dict[str, Any] = msgspec.json.decode(kept.canonical) if kept else {}
    return raw


def _page(
    request: HttpRequest,
    case: Case,
    of: DocumentType,
    raw: Raw,
    *,
    checked: bool,
    wrong: Words | None = None,
) -> HttpResponse:
    values = {
        "case": case,
        "of": of,
        "version": seen_version(request) or case.version,
        "drawn": drawn(of, raw, law_day(house().now()), actor_of(request), checked=checked),
        "reason": request.POST.get("reason", "")[:REASON],
        "wrong": wrong,
        "next": case.revision + 1,
    }
    return render(request, "doors/amend.html", values, status=422 if wrong else 200)


def _lodged(request: HttpRequest, case: Case, of: DocumentType, raw: Raw) -> HttpResponse:
    who, reason = actor_of(request), request.POST.get("reason", "").strip()[:REASON]
    if seen_version(request) != case.version:
        return stale(request, case, of, seen_version(request))
    if not reason:
        return _page(request, case, of, raw, checked=True, wrong=Words("修改须写明理由。", "Say why it is amended."))
    document, faults = of.convert(raw)
    before = of.convert(_last(case))[0]
    try:
        if faults:
            raise Faulty(faults)
        now = house().now()

        def make() -> Unit:
            return amend_document(
                of, case, document, actor=who, now=now, reason=reason, before=before, reader=house().reader
            )

        written(house().writer, make)
    except Faulty:
        return _page(request, case, of, raw, checked=True, wrong=_UNMENDED)
    except Conflict:
        return stale(request, *case_for(case.id, who), seen_version(request))
    filed = Words("已提交第 {n} 版。", "Revision {n} was filed.").with_values(n=case.revision + 1)
    messages.success(request, said(filed))
    return redirect(f"/cases/{case.id}/")


_UNMENDED = Words("还有必改之处，没有提交。", "Something must be mended first: nothing was filed.")
