"""One application as its applicant, the officer and the auditor see it, and what each may do with it."""

import datetime as dt

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kouan.areas.fund.applying import deeds, drafts
from kouan.areas.fund.applying.document import Document
from kouan.areas.fund.applying.papers import OFFICE, content_of
from kouan.areas.fund.assessing import deeds as assessing
from kouan.areas.fund.assessing.queries import WIDE, choices, reviews_of
from kouan.areas.fund.calling.queries import ceilings
from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.desks.shared import CALLS, KINDS, RACED, REVIEWS, STATES, ceiling_words, key, seen
from kouan.areas.fund.models import Application, ApplicationVersion, Review
from kouan.areas.fund.rules.capitals import capitals_of
from kouan.areas.fund.rules.spread import points
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.frame import NavItem
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.units import Conflict

SUFFIXES = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    OFFICE["word/document.xml"]: "docx",
    OFFICE["xl/workbook.xml"]: "xlsx",
}
DONE = Words("已记入日志。", "Recorded in the journal.")


@require_http_methods(["GET", "POST"])
@login_required
def one(request: HttpRequest, number: str) -> HttpResponse:
    """The application; forms for what this actor may do now."""
    me = who(request)
    kept = seen(me, number)
    fault = None
    if request.method == "POST":
        try:
            answer = _act(request, me, kept)
            if answer:
                return answer
            messages.success(request, said(DONE))
            return redirect("fund:application", number=number)
        except Refused as refused:
            if refused.code == "role-may-not":
                raise
            fault = refused.words
        except Conflict:
            fault = RACED
    return _page(request, me, kept, fault)


@require_safe
@login_required
def paper(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """One paper, as a file; to who may open the application, and to its reviewers."""
    me = who(request)
    reviews = Review.objects.filter(application_id=key(number), reviewer_id=me.user).exclude(state="recused")
    if not (me.may("fund.review") and reviews.exists()):
        seen(me, number)
    rows = ApplicationVersion.objects.filter(application_id=key(number), papers__sha256=key(sha256, 64))
    row = rows.values_list("papers__filename", "papers__media", "papers__position", "papers__sha256")
    found = next((one for one in row if one[3] == sha256), None)
    content = content_of(sha256) if found else None
    if found is None or content is None:
        raise Http404
    suffix = SUFFIXES.get(found[1], "bin")
    answer = HttpResponse(content, content_type=found[1])
    answer.headers["Content-Disposition"] = f'attachment; filename="{number}-{found[2]}.{suffix}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def document_of(kept: Application, revision: int | None = None) -> Document | None:
    """A version as it was handed in, from beside the journal."""
    found = house().reader.document(kept.number, revision or kept.revision)
    return msgspec.json.decode(found.canonical, type=Document) if found else None


def _act(request: HttpRequest, me: Actor, kept: Application) -> HttpResponse | None:
    post, home = request.POST, house()
    now = home.now()
    if "again" in post:
        return _again(me, kept, now)
    if "withdraw" in post:
        deeds.withdraw(kept.number, reason=post.get("reason", ""), actor=me, now=now, writer=home.writer)
    elif "ask" in post:
        deeds.ask_supplement(
            kept.number,
            until=_day(post.get("until", "")),
            asked=post.get("asked", ""),
            revision=whole(post.get("revision", "")),
            actor=me,
            now=now,
            writer=home.writer,
            reader=home.reader,
        )
    elif "eligible" in post or "ineligible" in post:
        deeds.decide(
            kept.number,
            eligible="eligible" in post,
            reason=post.get("reason", ""),
            revision=whole(post.get("revision", "")),
            protected="protected" in post,
            protected_reason=post.get("protected_reason", ""),
            actor=me,
            now=now,
            writer=home.writer,
        )
    elif "assign" in post:
        assessing.assign(kept.number, post.get("assign", "")[:80], actor=me, now=now, writer=home.writer)
    elif "recuse" in post:
        assessing.recuse(
            post.get("recuse", "")[:40], reason=post.get("reason", ""), actor=me, now=now, writer=home.writer
        )
    return None


def _again(me: Actor, kept: Application, now: dt.datetime) -> HttpResponse:
    """A new version: a draft filled with the one that stands."""
    document = document_of(kept)
    if document is None or kept.applicant_id != me.organisation:
        raise Http404
    raw = drafts.raw_of_document(document)
    id = drafts.begin(kept.call_id, actor=me, now=now, application=kept.number, raw=raw)
    return redirect("fund:application_draft", id=id)


def _page(request: HttpRequest, me: Actor, kept: Application, fault: Words | None) -> HttpResponse:
    now, officer = house().now(), me.may("fund.write")
    own = kept.applicant_id == me.organisation and me.may("fund.apply")
    document = document_of(kept)
    returned = kept.state == "returned" and kept.supplement_until and now < kept.supplement_until
    versions = list(kept.versions.order_by("-revision").prefetch_related("papers"))
    reviews = reviews_of(kept.number) if officer or me.may("fund.read") else []
    kinds = ceiling_words(ceilings(kept.call_id))
    context = {
        "crumbs": (*CALLS, NavItem(Words("通知", "Call"), f"/fund/calls/{kept.call_id}/")),
        "kept": kept,
        "document": document,
        "state": STATES[kept.state],
        "kind": KINDS.get(kept.applicant.kind),
        "ceiling": kinds.get(kept.ceiling, Words(kept.ceiling, kept.ceiling)),
        "capitals": capitals_of(kept.requested_fen),
        "sees_contact": own or officer,
        "versions": versions,
        "findings": deeds.findings_on(kept, document, sees_all=officer) if document and (officer or own) else (),
        "decisions": [(row, STATES[row.result]) for row in kept.decisions.order_by("version")],
        "own": own,
        "may_again": own and (returned or (kept.call.opens <= now < kept.call.closes and kept.state not in ENDED)),
        "may_withdraw": own and kept.state in ("submitted", "returned"),
        "officer": officer,
        "may_ask": officer and kept.state in ("submitted", "returned"),
        "may_decide": officer
        and now >= kept.call.closes
        and kept.state != "withdrawn"
        and not kept.assigned_n + kept.score_n,
        "own_office": kept.applicant_id == me.organisation,
        "reviews": [(row, REVIEWS[row.state], _tenths(row.total)) for row in reviews],
        "mean": points(kept.score_mean),
        "spread": points(kept.score_spread),
        "wide": (kept.score_spread or 0) >= WIDE,
        "choices": choices(kept) if officer and kept.state == "eligible" else [],
        "fault": fault,
        "was": request.POST,
    }
    return render(request, "fund/application.html", context, status=422 if fault else 200)


ENDED = ("eligible", "ineligible")


def _tenths(total: int | None) -> str:
    return "" if total is None else f"{total // 10}.{total % 10}"


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused("day-wrong", Words("日期不对", "Not a date")) from None
