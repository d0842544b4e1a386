"""The applicant's desk: its applications and drafts, the form, papers, handing in. Works without a script."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouan.areas.fund.applying import drafts, papers
from kouan.areas.fund.applying.deeds import Faulty, findings_of, number_of, submit
from kouan.areas.fund.calling import queries
from kouan.areas.fund.counter.reading import too_large
from kouan.areas.fund.desks.boxes import ADOPTABLE, boxes
from kouan.areas.fund.desks.calls import last_day, left
from kouan.areas.fund.desks.shared import CALLS, KINDS, RACED, STATES, asker, key
from kouan.areas.fund.models import Application, ApplicationDraft, Call
from kouan.areas.fund.rules.capitals import capitals_of
from kouan.kernel.findings import Finding
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.units import Conflict

SAVED = Words("草稿已保存。", "The draft was saved.")
GONE = Words("草稿已删除。", "The draft was deleted.")
TOO_LARGE = Words(
    "一次提交不超过 8 MB，请分次上传附件；这次没有保存",
    "One form may have 8 MB: add papers one by one. Nothing was saved",
)


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The organisation's own applications and drafts; what is open now."""
    me, now = asker(request, "fund.apply"), house().now()
    rows = Application.objects.filter(applicant_id=me.organisation).select_related("call")
    page = Paginator(rows.order_by("-received_at", "number"), 50).get_page(request.GET.get("page"))
    context = {
        "crumbs": CALLS,
        "page": page,
        "rows": [(row, STATES[row.state]) for row in page.object_list],
        "drafts": drafts.drafts_of(me),
        "open": [(call, left(call, now)) for call in queries.calls(now) if call.opens <= now < call.closes],
    }
    return render(request, "fund/my_applications.html", context)


@require_POST
@login_required
def begin(request: HttpRequest, number: str) -> HttpResponse:
    """Begin a draft on a call, or a new version of an application of one's own."""
    me, now = asker(request, "fund.apply"), house().now()
    call = Call.objects.filter(number=key(number)).first()
    if call is None:
        raise Http404
    if now < call.opens:
        raise Refused("call-not-open", Words("申报还没有开始", "The call is not open yet"))
    if now >= call.closes:
        raise Refused("call-closed", Words("申报已截止", "The call is closed"))
    return redirect("fund:application_draft", id=drafts.begin(call.number, actor=me, now=now))


@csrf_exempt
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, id: str) -> HttpResponse:
    """The form; one that is too large is refused before it is read."""
    if request.method == "POST" and too_large(request):
        context = {"crumbs": CALLS, "fault": TOO_LARGE, "back": request.path}
        return render(request, "fund/application_large.html", context, status=413)
    return _draft(request, id)


@csrf_protect
@login_required
def _draft(request: HttpRequest, id: str) -> HttpResponse:
    me = asker(request, "fund.apply")
    kept = drafts.own(key(id), me)
    if kept is None:
        return _handed_in(me, id)
    call = Call.objects.select_related("matter__direction").get(number=kept.call)
    if request.method == "GET":
        return _page(request, me, kept, call, drafts.raw_of(kept))
    if "discard" in request.POST:
        kept.delete()
        messages.success(request, said(GONE))
        return redirect("fund:my_applications")
    now = house().now()
    raw, faults = _typed(request, kept, now)
    drafts.save(kept, raw, now)
    if "submit" in request.POST and not faults:
        return _submit(request, me, kept, call, raw)
    if not faults and "save" in request.POST:
        messages.success(request, said(SAVED))
    return _page(request, me, kept, call, raw, faults=faults)


def _typed(request: HttpRequest, kept: ApplicationDraft, now: dt.datetime) -> tuple[drafts.Raw, list[Finding]]:
    """The words and papers that were sent, with an adopted repair put in; faults of papers."""
    post, before = request.POST, drafts.raw_of(kept)
    raw, faults = drafts.typed(post, before), []
    dropped = post.get("drop", "")
    raw.papers = [one for one in raw.papers if one.sha256 != dropped]
    for sent in request.FILES.getlist("paper"):
        try:
            if len(raw.papers) >= papers.MOST:
                raise Refused("papers-many", papers.TOO_MANY)
            paper = papers.keep(str(sent.name), sent.read(papers.LARGEST + 1), now=now)
            if all(one.sha256 != paper.sha256 for one in raw.papers):
                raw.papers.append(paper)
        except Refused as refused:
            faults.append(Finding(code=refused.code, severity="error", path="papers", message=refused.words))
    adopted = post.get("adopt", "")
    name, _, value = adopted.partition("=")
    if name in ADOPTABLE:
        setattr(raw, name, value[:60])
    return raw, faults


def _submit(request: HttpRequest, me: Actor, kept: ApplicationDraft, call: Call, raw: drafts.Raw) -> HttpResponse:
    read, home = drafts.read(raw), house()
    fault, status = None, 422
    try:
        if not read.faults:
            taken = submit(
                read.document,
                call=call.number,
                application=kept.application,
                key=kept.id,
                actor=me,
                now=home.now(),
                writer=home.writer,
                reader=home.reader,
            )
            kept.delete()
            done = Words("已受理第 {n} 版，记入日志。", "Version {n} was taken and is in the journal.")
            messages.success(request, said(done.with_values(n=taken.revision)))
            return redirect("fund:application", number=taken.application)
    except Faulty as faulty:
        fault = faulty.words
    except Refused as refused:
        fault, status = refused.words, 409
    except Conflict:
        fault, status = RACED, 409
    return _page(request, me, kept, call, raw, fault=fault, status=status, tried=True)


def _handed_in(me: Actor, id: str) -> HttpResponse:
    """A draft that was handed in leads to its application: the form sent twice is no fault."""
    for call in Call.objects.all():
        number = number_of(call, me, id)
        if Application.objects.filter(number=number, applicant_id=me.organisation).exists():
            return redirect("fund:application", number=number)
    raise Http404


def _page(
    request: HttpRequest,
    me: Actor,
    kept: ApplicationDraft,
    call: Call,
    raw: drafts.Raw,
    *,
    faults: list[Finding] | None = None,
    fault: Words | None = None,
    status: int = 200,
    tried: bool = False,
) -> HttpResponse:
    now, read = house().now(), drafts.read(raw)
    unreadable = {one.path for one in read.faults}
    found = [
        one
        for one in findings_of(read.document, call, me, kept.application)
        if one.path not in unreadable and (tried or raw.project or raw.needed)
    ]
    found = [*(faults or []), *(read.faults if tried or raw.needed or raw.requested or raw.own else ()), *found]
    by_path: dict[str, list[Finding]] = {}
    for one in found:
        by_path.setdefault(one.path, []).append(one)
    document = read.document
    amounts = {name: getattr(document, f"{name}_fen") for name in drafts.AMOUNTS}
    context = {
        "crumbs": CALLS,
        "draft": kept,
        "call": call,
        "raw": raw,
        "kinds": list(KINDS.items()),
        "ceilings": queries.ceilings(call.number),
        "fields": boxes(raw, by_path, {name: (fen, capitals_of(fen)) for name, fen in amounts.items() if fen > 0}),
        "findings": by_path,
        "errors": sum(one.severity == "error" for one in found),
        "warnings": sum(one.severity == "warning" for one in found),
        "last_day": last_day(call),
        "left": left(call, now),
        "fault": fault,
        "most_mb": papers.LARGEST // 2**20,
    }
    if faults and status == 200:
        status = 422
    return render(request, "fund/application_draft.html", context, status=status)
