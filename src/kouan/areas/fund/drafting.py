"""The fund officer's page: a notice pasted or as a file, what a reviewer remarks, a reason for each blocking one, publish."""

import secrets
from collections.abc import Mapping

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from kouan.areas.fund import staging
from kouan.areas.fund.counter.reading import too_large, who
from kouan.areas.fund.operations import NEVER_WAIVED, publish
from kouan.areas.fund.pages import HERE, weights
from kouan.areas.fund.paper import sheets
from kouan.areas.fund.reading import LARGEST, TOO_LARGE, Read, read_any
from kouan.areas.fund.review.remarks import Remark
from kouan.areas.fund.review.rules import blocking, review
from kouan.areas.fund.sources.transcript import Unreadable
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.house import house
from kouan.store.units import Conflict

LONGEST = 200_000
"""Characters of a notice that is pasted."""
GONE = Words("上传的文件已过期，请重新上传", "The file has gone: send it again")


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """What the officer handed in: pasted text, or a file by its digest and name; and the plan it comes from, if any."""

    body: bytes = b""
    text: str = ""
    upload: str = ""
    name: str = ""
    plan: str = ""


@csrf_exempt
@require_http_methods(["GET", "POST"])
@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """Empty, reviewed, or published. A form that says it is too large is refused before any of it is read."""
    if request.method == "POST" and too_large(request):
        return _page(request, Handed(), {}, TOO_LARGE.words, status=413)
    return _draft(request)


@csrf_protect
def _draft(request: HttpRequest) -> HttpResponse:
    me = who(request)
    if not me.may("fund.publish"):
        raise Refused("role-may-not", Words("当前身份无权发布公示", f"Your role ({me.role}) may not publish a notice"))
    try:
        handed = _handed(request)
    except Unreadable as fault:
        return _page(request, Handed(), {}, fault.words)
    if not handed.body.strip():
        return _page(request, Handed(), {})
    waivers = {
        name.removeprefix("waive-"): str(value) for name, value in request.POST.items() if name.startswith("waive-")
    }
    if "publish" not in request.POST:
        return _page(request, handed, waivers)
    return _publish(request, me, handed, waivers)


def begin(request: HttpRequest, text: str, plan: str) -> HttpResponse:
    """The draft page with the text of a plan's notice in it, reviewed."""
    return _page(request, Handed(body=text.encode(), text=text, plan=plan), {})


def _handed(request: HttpRequest) -> Handed:
    """A new file wins over the one before, a file over text. Raises `Unreadable`."""
    plan = request.POST.get("plan", "")[:40]
    file = request.FILES.get("file")
    if file is not None and file.size:
        body = file.read(LARGEST + 1)
        if len(body) > LARGEST:
            raise TOO_LARGE
        return Handed(body=body, upload=staging.put(house().var, body), name=str(file.name)[:200], plan=plan)
    digest = request.POST.get("upload", "")
    if digest:
        kept = staging.get(house().var, digest)
        if kept is None:
            raise Unreadable("file-gone", GONE)
        return Handed(body=kept, upload=digest, name=request.POST.get("name", "")[:200], plan=plan)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise Unreadable("text-too-long", Words("文本过长", "The text is too long"))
    return Handed(body=text.encode(), text=text, plan=plan)


def _publish(request: HttpRequest, me: Actor, handed: Handed, waivers: Mapping[str, str]) -> HttpResponse:
    key = request.POST.get("key", "")[:200] or secrets.token_hex(16)
    home = house()
    try:
        done = publish(
            body=handed.body,
            name=handed.name,
            actor=me,
            now=home.now(),
            key=key,
            waivers=waivers,
            writer=home.writer,
            plan=handed.plan,
            reader=home.reader,
        )
    except Refused as refused:
        return _page(request, handed, waivers, refused.words)
    except Conflict:
        words = Words("有人先发布了，请重新核对", "Somebody published first: look again")
        return _page(request, handed, waivers, words)
    return redirect("fund:notice", number=done.number)


def _page(
    request: HttpRequest, handed: Handed, waivers: Mapping[str, str], fault: Words | None = None, status: int = 422
) -> HttpResponse:
    read: Read | None = None
    try:
        read = read_any(handed.body, handed.name) if handed.body else None
    except Unreadable as unread:
        fault, handed = fault or unread.words, Handed(text=handed.text, plan=handed.plan)
    notice = read.notice if read else None
    remarks = review(notice) if notice else ()
    context = {
        "crumbs": HERE,
        "handed": handed,
        "action": reverse("fund:draft"),
        "size": len(handed.body),
        "form": read.form if read else None,
        "reading": read.transcript.remarks if read else (),
        "key": secrets.token_hex(16),
        "fault": fault,
        "notice": notice,
        "counts": weights(remarks),
        "sheets": sheets(notice, remarks) if notice else (),
        "asked": [_asked(remark, waivers) for remark in blocking(remarks)],
    }
    return render(request, "fund/draft.html", context, status=status if fault else 200)


def _asked(remark: Remark, waivers: Mapping[str, str]) -> tuple[Remark, str, bool]:
    """A blocking remark, the reason given so far, and whether any reason can let it pass."""
    return remark, waivers.get(remark.id, ""), remark.rule not in NEVER_WAIVED
