"""Asking to amend or withdraw an accepted declaration: its form changed and a reason make the request, element by element."""

import secrets
from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kouan.areas.window.documents._change_parts import ElementChange
from kouan.journeys.changes import AMENDMENT, WITHDRAWAL, changes_between
from kouan.journeys.filing import Faulty, file_document
from kouan.journeys.licensing.judging import belonging
from kouan.journeys.weighing import tax_difference
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding
from kouan.kernel.machine import Refused
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.forms import read
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.units import Conflict

from .asking import may_ask
from .case import case_for
from .checking import Raw, acted, drawn
from .deciding import REASON
from .weighing import Change, Tax, changes_of, tax
from .who import actor_of, needing


@require_http_methods(["GET", "HEAD", "POST"])
@needing("drafts.write")
def request_page(request: HttpRequest, id: str) -> HttpResponse:
    """The declaration's form and a reason; filing it makes the request of what was changed, or of its withdrawal."""
    who = actor_of(request)
    case, of = case_for(id, who)
    if not any(may_ask(case, who)):
        raise Refused(
            "request-not-open", Words("当前状态下不能申请修改或撤销。", "Nothing can be asked for in this state.")
        )
    with belonging(case.id):
        return _asked(request, case, of)


def _asked(request: HttpRequest, case: Case, of: DocumentType) -> HttpResponse:
    kept = house().reader.document(case.id, case.revision)
    before: Raw = msgspec.json.decode(kept.canonical) if kept else {}
    if request.method != "POST":
        return _page(request, case, of, before, checked=False)
    posted = {name: str(value) for name, value in request.POST.items()}
    act = posted.get("act", "")
    raw = (
        before
        if act == "withdraw"
        else acted(of, read(of.shape, posted), posted, law_day(house().now()), actor_of(request))
    )
    if act not in ("ask", "withdraw"):
        return _page(request, case, of, raw, checked=True)
    reason = posted.get("reason", "").strip()[:REASON]
    if not reason:
        return _page(request, case, of, raw, checked=True, wrong=Words("须写明理由。", "Say why."))
    return _filed(request, case, of, before, raw, reason, withdraw=act == "withdraw")


def _page(
    request: HttpRequest,
    case: Case,
    of: DocumentType,
    raw: Raw,
    *,
    checked: bool,
    wrong: Words | None = None,
    faults: tuple[Finding, ...] = (),
) -> HttpResponse:
    amend, withdraw = may_ask(case, actor_of(request))
    changed, taxes, sample = (
        _weighed(case, of, raw, withdrawn=request.POST.get("act") == "withdraw") if checked else ((), (), False)
    )
    values = {
        "case": case,
        "of": of,
        "drawn": drawn(of, raw, law_day(house().now()), actor_of(request), checked=checked),
        "reason": request.POST.get("reason", "")[:REASON],
        "wrong": wrong,
        "faults": faults,
        "changes": changed,
        "taxes": taxes,
        "sample": sample,
        "amend": amend,
        "withdraw": withdraw,
        "key": request.POST.get("key", "") or secrets.token_hex(8),
    }
    return render(request, "doors/request.html", values, status=422 if wrong or faults else 200)


def _weighed(
    case: Case, of: DocumentType, raw: Raw, *, withdrawn: bool
) -> tuple[tuple[Change, ...], tuple[Tax, ...], bool]:
    """What the form changes by its labels, and what that does to the taxes; nothing where it can not be read yet."""
    kept = house().reader.document(case.id, case.revision)
    before = of.read(kept.canonical)[0] if kept else None
    after = None if withdrawn else of.convert(raw)[0]
    if before is None or after is None:
        return (), (), False
    found = [ElementChange(**c) for c in changes_between(of, before, after)]
    lines, sample = tax_difference(case.type, before, after, law_day(house().now())) if found else ((), False)
    return changes_of(of, found, persons=True), tuple(map(tax, lines)), sample


def _filed(
    request: HttpRequest, case: Case, of: DocumentType, before: Raw, raw: Raw, reason: str, *, withdraw: bool
) -> HttpResponse:
    kind = WITHDRAWAL if withdraw else AMENDMENT
    key = request.POST.get("key", "")[:40] or secrets.token_hex(8)
    asked: dict[str, Any] = {"reference": f"{case.number[:24]}-{key[:8]}", "declaration": case.id, "reason": reason}
    if not withdraw:
        document, faults = of.convert(raw)
        if faults:
            return _page(request, case, of, raw, checked=True)
        asked["changes"] = changes_between(of, of.convert(before)[0], document)
        if not asked["changes"]:
            return _page(
                request, case, of, raw, checked=True, wrong=Words("没有改动任何栏目。", "Nothing was changed.")
            )
    made, faults = kind.convert(asked)
    if faults:
        return _page(request, case, of, raw, checked=True, faults=faults)
    now, reader = house().now(), house().reader
    try:
        unit = file_document(kind, made, actor=actor_of(request), key=f"request:{key}", now=now, reader=reader)
        receipt = house().writer.write(unit)
    except Faulty as faulty:
        return _page(request, case, of, raw, checked=True, faults=faulty.findings)
    except Refused as refused:
        if refused.code not in ("request-open", "request-not-open"):
            raise
        return _page(request, case, of, raw, checked=True, wrong=refused.words)
    except Conflict:
        taken = Words("刚有另一份申请（WIN-X-083），本次未记录。", "Another request came first (WIN-X-083).")
        return _page(request, case, of, raw, checked=True, wrong=taken)
    number = msgspec.json.decode(receipt.answer)["case"]["id"]
    messages.success(request, said(Words("已提交申请 {id}。", "Request {id} was filed.").with_values(id=number)))
    return redirect(f"/cases/{number}/")
