"""Filing: choose a document, begin it blank, from an earlier case or from a file; write it, check it, lodge it."""

from typing import Any

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kouan.areas.window import levels
from kouan.areas.window.consignment.reading import Asker
from kouan.areas.window.documents import import_declaration
from kouan.areas.window.formats import declaration_xlsx
from kouan.areas.window.reconciling.loaded import loaded
from kouan.areas.window.two_steps import COMPLETE, PICKED_UP, SUMMARY
from kouan.journeys import catalogue
from kouan.journeys.drafting import carried
from kouan.journeys.filing import Faulty, file_document
from kouan.journeys.licensing.drawing import written
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.journal import instant
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.forms import read
from kouan.kit.forms.paths import anchor
from kouan.kit.frame import NavItem
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.models import Draft
from kouan.store.units import Conflict, Unit

from .case import case_for
from .checking import acted, check, drawn
from .completing import clocks
from .documents import type_for
from .drafts import TEMPLATE, draft_for, drafts_of, filed_as, keep, key_of, new_draft, raw_of, templates_of
from .faults import HOME, answer
from .scope import files
from .who import actor_of, needing

writes = needing("drafts.write")
FILED = Words("已申报，编号 {id}。", "Filed as {id}.")
REPEAT = Words(
    "与已申报的 {id} 内容相同，没有再申报一次。", "The same content as {id}, filed already: nothing was filed again."
)
FILING = NavItem(Words("申报", "File"), "/file/")


@require_safe
@writes
def overview(request: HttpRequest) -> HttpResponse:
    """What this actor may file, and the drafts of its organisation."""
    who, types = actor_of(request), catalogue.types()
    drafts = [
        (d, types[d.type], instant(d.changed), len(levels.missing(types[d.type], raw_of(d))))
        for d in drafts_of(who)
        if d.type in types
    ]
    return render(request, "doors/file.html", {"files": files(who), "drafts": drafts, "clocks": clocks(who)})


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a filing: blank, or with the content of an earlier case, or of a worked example in a demonstration."""
    who, of = actor_of(request), type_for(code)
    _may_file(of, who)
    if request.method == "POST":
        return redirect(f"/file/drafts/{new_draft(of, _start(request, of, who), who).id}/")
    own = house().reader.cases({"type": code, "owner": who.organisation}, limit=8)
    copy = request.GET.get("copy", "")[:40]
    shown = {
        "of": of,
        "earlier": [(c, instant(c.opened), c.id == copy) for c in own],
        "copy": copy,
        "two_step": of.code == import_declaration.TYPE.code,
        "templates": [(t, str(raw_of(t).get("reference") or t.id), instant(t.changed)) for t in templates_of(who, of)],
        "examples": of.examples if house().demonstration else (),
    }
    return render(request, "doors/begin.html", shown)


def _may_file(of: DocumentType, who: Actor) -> None:
    if who.role not in of.machine.lodge_by:
        raise Refused("role-may-not", Words("您的身份不申报这种单证。", "Your role does not file this document."))


def _start(request: HttpRequest, of: DocumentType, who: Actor) -> dict[str, Any]:
    if second := request.POST.get("complete", ""):
        return _second_step(second, of, who)
    if request.POST.get("summary") and of.code == import_declaration.TYPE.code:
        return {"filing": SUMMARY}
    copied, example = request.POST.get("copy", ""), request.POST.get("example", "")
    template = request.POST.get("template", "")
    raw: dict[str, Any]
    if template:
        kept_draft = draft_for(template, who)
        raw = raw_of(kept_draft) if kept_draft.type == of.code else {}
        raw.pop("reference", None)
    elif copied:
        case, kind = case_for(copied, who)
        kept = house().reader.document(case.id, case.revision)
        raw = _one_step(msgspec.json.decode(kept.canonical)) if kept and kind.code == of.code else {}
    elif (
        example.isascii()
        and example.isdigit()
        and len(example) < 4
        and house().demonstration
        and int(example) < len(of.examples)
    ):
        raw = msgspec.json.decode(encode(of.examples[int(example)].document))
    else:
        raw = {}
    return raw


def _one_step(raw: dict[str, Any]) -> dict[str, Any]:
    """A copy of a complete declaration begins anew: the second step belongs to the first one's number."""
    if raw.get("filing") == COMPLETE:
        raw |= {"filing": "", "two_step": {}}
    return raw


def _second_step(id: str, of: DocumentType, who: Actor) -> dict[str, Any]:
    """The complete declaration as it begins: what the summary said, on its number."""
    case, kind = case_for(id, who)
    kept = house().reader.document(case.id, case.revision)
    if kind.code != of.code or case.owner != who.organisation or case.state != PICKED_UP or kept is None:
        raise Refused("action-not-open", Words("此案没有待完整申报。", "There is nothing to complete in this case."))
    raw: dict[str, Any] = msgspec.json.decode(kept.canonical)
    return raw | {"filing": COMPLETE}


@require_http_methods(["GET", "HEAD", "POST"])
@writes
def draft(request: HttpRequest, id: str) -> HttpResponse:
    """Write on a draft. A draft that was filed a moment ago leads to its case."""
    who = actor_of(request)
    try:
        found = draft_for(id, who)
    except Refused:
        case = filed_as(id, who)
        if case:
            return redirect(f"/cases/{case}/")
        raise
    of = type_for(found.type)
    if request.method == "POST":
        return _written(request, found, of, who)
    return _page(request, found, of, raw_of(found), checked="check" in request.GET)


def _page(
    request: HttpRequest,
    found: Draft,
    of: DocumentType,
    raw: dict[str, Any],
    *,
    checked: bool,
    status: int = 200,
    overtaken: bool = False,
) -> HttpResponse:
    values = {
        "draft": found,
        "of": of,
        "drawn": drawn(of, raw, law_day(house().now()), actor_of(request), checked=checked),
        "changed": instant(found.changed),
        "overtaken": overtaken,
        "template": found.id.startswith(TEMPLATE),
        "sheet": of.code in declaration_xlsx.TYPES,
        "carried": carried(house(), of, raw, actor_of(request)),
    }
    return render(request, "doors/draft.html", values, status=status)


def _written(request: HttpRequest, found: Draft, of: DocumentType, who: Actor) -> HttpResponse:
    """Save what was posted, then do the act that was asked for."""
    posted = {name: str(value) for name, value in request.POST.items()}
    act = posted.get("act", "")
    if act == "delete":
        found.delete()
        messages.success(request, said(Words("草稿已删除。", "The draft was deleted.")))
        return redirect("/file/")
    raw = acted(of, read(of.shape, posted), posted, law_day(house().now()), actor_of(request))
    if posted.get("seen") != found.changed:
        return _page(request, found, of, raw, checked=False, status=409, overtaken=True)
    keep(found, raw, who)
    if act == "template":
        new_draft(of, raw, who, template=True)
        kept = Words("已另存为模板，可从“开始申报”页选用。", "Saved as a template: choose it where you begin a filing.")
        messages.success(request, said(kept))
        return redirect(f"/file/drafts/{found.id}/")
    if act == "lodge" and found.id.startswith(TEMPLATE):
        messages.error(
            request,
            said(Words("模板不能申报，请从模板开始一份草稿。", "A template is not filed: begin a draft from it.")),
        )
        return redirect(f"/file/drafts/{found.id}/")
    if act == "lodge":
        return _lodged(request, found, of, raw, who)
    here = f"/file/drafts/{found.id}/"
    if act in ("check", "adopt-all") or posted.get("adopt"):
        return redirect(f"{here}?check=1")
    if not posted.get("row-add") and not posted.get("row-drop"):
        _tell_saved(request, len(levels.missing(of, raw)))
    opened = posted.get("row-add", "")
    return redirect(f"{here}#{anchor(opened)}" if opened else here)


def _tell_saved(request: HttpRequest, lacking: int) -> None:
    """Everything typed is kept either way; below the list of the data set it does not count as saved yet."""
    if not lacking:
        messages.success(request, said(Words("草稿已保存。", "The draft was saved.")))
        return
    short = Words(
        "内容已全部保留，但还不算暂存：缺 {n} 项，列在“发现”栏。",
        "All you typed is kept, as incomplete: {n} fields are needed to count as saved. They are listed beside the form.",
    )
    messages.warning(request, said(short.with_values(n=lacking)))


def _lodged(request: HttpRequest, found: Draft, of: DocumentType, raw: dict[str, Any], who: Actor) -> HttpResponse:
    """File the draft: one case however often the button is pressed, or its findings and nothing recorded."""
    document, faults = of.convert(raw)
    try:
        if faults:
            raise Faulty(faults)
        key, reader = key_of(found.id), house().reader

        def make() -> Unit:
            with loaded(Asker(reader, who)):
                return file_document(of, document, actor=who, key=key, now=house().now(), form="form", reader=reader)

        receipt = written(house().writer, make)
    except Faulty as faulty:
        refused = Words("还有必改之处，没有申报。", "Something must be mended first: nothing was filed.")
        messages.error(request, said(refused))
        ids = {c.id for c in of.checks}
        for found_besides in faulty.findings if not faults else ():
            if found_besides.code not in ids:  # what only shows beside other cases is not found by checking the draft
                messages.error(request, said(found_besides.message))
        return redirect(f"/file/drafts/{found.id}/?check=1")
    except Conflict:
        return _filed_before(request, found, who)
    found.delete()
    case = msgspec.json.decode(receipt.answer)["case"]["id"]
    messages.success(request, said((REPEAT if receipt.repeated else FILED).with_values(id=case)))
    return redirect(f"/cases/{case}/")


def _filed_before(request: HttpRequest, found: Draft, who: Actor) -> HttpResponse:
    case = filed_as(found.id, who)
    happened = Words(
        "这份草稿已经申报过，之后又改动了内容。", "This draft was filed already, and was changed after that."
    )
    acts = (NavItem(Words("看已申报的案件", "See the case"), f"/cases/{case}/"), FILING) if case else (FILING, HOME)
    return answer(request, 409, code="key-reused", happened=happened, acts=acts)


def findings_of(of: DocumentType, raw: dict[str, Any], who: Actor) -> int:
    """How many findings plain data has as this type: the fewest fits best."""
    return len(check(of, raw, law_day(house().now()), who))
