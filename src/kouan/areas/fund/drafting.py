"""The fund officer's page: paste a notice, see what a reviewer remarks, give a reason for each blocking one, publish."""

import secrets
from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.operations import NEVER_WAIVED, publish
from kouan.areas.fund.pages import HERE, actor_of, weights
from kouan.areas.fund.paper import sheets
from kouan.areas.fund.review.remarks import Remark
from kouan.areas.fund.review.rules import blocking, review
from kouan.kernel.machine import Refused
from kouan.kernel.parties import NOBODY, Actor
from kouan.kernel.words import Words
from kouan.store.house import house
from kouan.store.models import Account
from kouan.store.units import Conflict

LONGEST = 200_000
"""Characters of a notice that is pasted."""


@require_http_methods(["GET", "POST"])
@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """Empty, reviewed, or published: one page, one text, nothing kept until it is published."""
    who = _actor(request)
    if not who.may("fund.publish"):
        raise Refused("role-may-not", Words("当前身份无权发布公示", f"Your role ({who.role}) may not publish a notice"))
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        return _page(request, "", {})
    if len(text) > LONGEST:
        return _page(request, "", {}, Words("文本过长", "The text is too long"))
    waivers = {
        name.removeprefix("waive-"): str(value) for name, value in request.POST.items() if name.startswith("waive-")
    }
    if "publish" not in request.POST:
        return _page(request, text, waivers)
    return _publish(request, who, text, waivers)


def _publish(request: HttpRequest, who: Actor, text: str, waivers: Mapping[str, str]) -> HttpResponse:
    key = request.POST.get("key", "")[:200] or secrets.token_hex(16)
    try:
        done = publish(
            body=text.encode(), actor=who, now=house().now(), key=key, waivers=waivers, writer=house().writer
        )
    except Refused as refused:
        return _page(request, text, waivers, refused.words)
    except Conflict:
        words = Words("有人先发布了，请重新核对", "Somebody published first: look again")
        return _page(request, text, waivers, words)
    return redirect("fund:notice", number=done.number)


def _page(request: HttpRequest, text: str, waivers: Mapping[str, str], fault: Words | None = None) -> HttpResponse:
    notice = read_text(text) if text else None
    remarks = review(notice) if notice else ()
    context = {
        "crumbs": HERE,
        "text": text,
        "key": secrets.token_hex(16),
        "fault": fault,
        "notice": notice,
        "counts": weights(remarks),
        "sheets": sheets(notice, remarks) if notice else (),
        "asked": [_asked(remark, waivers) for remark in blocking(remarks)],
    }
    return render(request, "fund/draft.html", context, status=422 if fault else 200)


def _asked(remark: Remark, waivers: Mapping[str, str]) -> tuple[Remark, str, bool]:
    """A blocking remark, the reason given so far, and whether any reason can let it pass."""
    return remark, waivers.get(remark.id, ""), remark.rule not in NEVER_WAIVED


def _actor(request: HttpRequest) -> Actor:
    return actor_of(request.user) if isinstance(request.user, Account) else NOBODY
