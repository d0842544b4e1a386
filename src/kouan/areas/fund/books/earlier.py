"""The officer's page for earlier years: send a sheet, see what would become of each line, take it over; and the report."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from kouan.areas.fund import staging
from kouan.areas.fund.counter.reading import too_large, who
from kouan.areas.fund.earlier import deeds
from kouan.areas.fund.earlier.report import FATES, money_said, report
from kouan.areas.fund.earlier.shape import EarlierFile, Fate
from kouan.areas.fund.models import EarlierBatch
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.reading import LARGEST, TOO_LARGE
from kouan.areas.fund.sources.transcript import Unreadable
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.marks import Chip, Kind
from kouan.store.house import house
from kouan.store.units import Conflict

CHIPS: dict[Fate, Chip] = {
    "ok": Chip(Kind.DONE, FATES["ok"]),
    "proposal": Chip(Kind.DUE, FATES["proposal"]),
    "refused": Chip(Kind.REFUSED, FATES["refused"]),
    "there": Chip(Kind.DRAFT, FATES["there"]),
    "total": Chip(Kind.REVIEW, FATES["total"]),
}
SHOWN = 400
"""Lines of a preview that stand on the page; the report has all."""
GONE = Words("上传的文件已过期，请重新上传", "The file has gone: send it again")


@csrf_exempt
@require_http_methods(["GET", "POST"])
@login_required
def earlier(request: HttpRequest) -> HttpResponse:
    """Empty, previewed, or taken over."""
    if request.method == "POST" and too_large(request):
        return _page(request, fault=TOO_LARGE.words, status=413)
    return _earlier(request)


@require_safe
@login_required
def earlier_report(request: HttpRequest, digest: str) -> HttpResponse:
    """The report of a preview as CSV."""
    _officer(request)
    body = staging.get(house().var, digest)
    if body is None:
        raise Http404
    try:
        made = report(deeds.preview(body, request.GET.get("name", "")))
    except Unreadable:
        raise Http404 from None
    answer = HttpResponse(made, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="import-{digest[:12]}.csv"'
    return answer


@csrf_protect
def _earlier(request: HttpRequest) -> HttpResponse:
    me = _officer(request)
    if request.method == "GET":
        return _page(request)
    try:
        body, digest, name = _handed(request)
        done = None
        if "commit" in request.POST:
            accepted = request.POST.get("accept") == "1"
            home = house()
            done = deeds.commit(body, name, accept_proposals=accepted, actor=me, now=home.now(), writer=home.writer)
        return _page(request, read=deeds.preview(body, name), digest=digest, name=name, done=done)
    except Unreadable as fault:
        return _page(request, fault=fault.words)
    except Refused as refused:
        return _page(request, fault=refused.words)
    except Conflict:
        return _page(request, fault=Words("有人先导入了，请重新核对", "Somebody imported first: look again"))


def _handed(request: HttpRequest) -> tuple[bytes, str, str]:
    """Bytes, digest, name. Raises `Unreadable`."""
    file = request.FILES.get("file")
    if file is not None and file.size:
        body = file.read(LARGEST + 1)
        if len(body) > LARGEST:
            raise TOO_LARGE
        return body, staging.put(house().var, body), str(file.name)[:200]
    digest = request.POST.get("upload", "")
    if not digest:
        raise Unreadable("file-missing", Words("没有选文件，或者文件是空的", "No file was chosen, or it is empty"))
    kept = staging.get(house().var, digest)
    if kept is None:
        raise Unreadable("file-gone", GONE)
    return kept, digest, request.POST.get("name", "")[:200]


def _page(
    request: HttpRequest,
    *,
    read: EarlierFile | None = None,
    digest: str = "",
    name: str = "",
    done: deeds.Done | None = None,
    fault: Words | None = None,
    status: int = 422,
) -> HttpResponse:
    shown = 0
    sheets = []
    for sheet in read.sheets if read else ():
        lines = [(line, CHIPS[line.fate], money_said(line)) for line in sheet.lines[: SHOWN - shown]]
        shown += len(lines)
        sheets.append((sheet, lines, len(sheet.lines) - len(lines)))
    context = {
        "crumbs": HERE,
        "sheets": sheets,
        "counts": [(CHIPS[fate], n) for fate in FATES if read and (n := read.count(fate))],
        "open": bool(read and (read.count("ok") or read.count("proposal"))),
        "proposals": read.count("proposal") if read else 0,
        "digest": digest,
        "name": name,
        "done": done,
        "fault": fault,
        "batches": EarlierBatch.objects.order_by("-at")[:20],
    }
    return render(request, "fund/earlier.html", context, status=status if fault else 200)


def _officer(request: HttpRequest) -> Actor:
    me = who(request)
    if not me.may("fund.write"):
        raise Refused("role-may-not", Words("当前身份不能导入", f"Your role ({me.role}) may not import"))
    return me
