"""The reviewer's desk: what is assigned, the score sheet, stepping back. And the officer's list of reviewers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kouan.areas.fund.assessing import deeds
from kouan.areas.fund.assessing.queries import reviews_by
from kouan.areas.fund.assessing.sheet import sheet_on
from kouan.areas.fund.desks.application import document_of
from kouan.areas.fund.desks.shared import CALLS, RACED, REVIEWS, STANDINGS, asker, key
from kouan.areas.fund.models import Review, Reviewer
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.frame import NavItem
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.models import Account
from kouan.store.units import Conflict

DONE = Words("已提交，记入日志，不再更改。", "Handed in and in the journal: it stays as it is.")
STEPPED_BACK = Words("已回避，记入日志。", "Recused; it is in the journal.")
BACK = (*HERE, NavItem(Words("我的评审", "My reviews"), "/fund/reviews/"))


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """The reviewer's own reviews, the open ones first."""
    me = asker(request, "fund.review")
    state, at = request.GET.get("state", ""), whole(request.GET.get("page", ""), digits=6, otherwise=1)
    page = reviews_by(me.user, state if state in REVIEWS else "", at)
    rows = [(row, REVIEWS[row.state], _tenths(row)) for row in page.object_list]
    return render(request, "fund/reviews.html", {"crumbs": HERE, "page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@login_required
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One review: the application without names of persons, and the sheet until it is handed in."""
    me = asker(request, "fund.review")
    kept = (
        Review.objects.select_related("application__call", "application__applicant", "recusal")
        .filter(number=key(number), reviewer_id=me.user)
        .first()
    )
    if kept is None:
        raise Http404
    fault, faults = None, {}
    if request.method == "POST":
        try:
            _act(request, me, kept)
            return redirect("fund:review", number=number)
        except deeds.Unscored as unscored:
            fault, faults = unscored.words, unscored.faults
        except Refused as refused:
            fault = refused.words
        except Conflict:
            fault = RACED
    return _page(request, kept, fault, faults)


@require_http_methods(["GET", "POST"])
@login_required
def reviewers(request: HttpRequest) -> HttpResponse:
    """Who may be asked to review; accounts of the role reviewer are taken onto the list here."""
    me, fault = asker(request, "fund.write"), None
    if request.method == "POST":
        home, post = house(), request.POST
        try:
            deeds.name_reviewer(
                post.get("login", "")[:80], field=post.get("field", ""), actor=me, now=home.now(), writer=home.writer
            )
            return redirect("fund:reviewers")
        except Refused as refused:
            fault = refused.words
        except Conflict:
            fault = RACED
    known = list(Reviewer.objects.order_by("login"))
    logins = {one.login for one in known}
    accounts = Account.objects.filter(role="reviewer", is_active=True).exclude(login__in=logins)
    context = {"crumbs": CALLS, "rows": known, "accounts": list(accounts.order_by("login")[:200]), "fault": fault}
    return render(request, "fund/reviewers.html", context, status=422 if fault else 200)


def _act(request: HttpRequest, me: Actor, kept: Review) -> None:
    post, home = request.POST, house()
    if "recuse" in post:
        deeds.recuse(kept.number, reason=post.get("reason", ""), actor=me, now=home.now(), writer=home.writer)
        messages.success(request, said(STEPPED_BACK))
    elif "score" in post:
        given = {name[6:]: str(value)[:20] for name, value in post.items() if name.startswith("score-")}
        deeds.score(
            kept.number, given=given, opinion=post.get("opinion", ""), actor=me, now=home.now(), writer=home.writer
        )
        messages.success(request, said(DONE))


def _page(request: HttpRequest, kept: Review, fault: Words | None, faults: dict[str, Words]) -> HttpResponse:
    of = kept.application
    sheet = sheet_on(kept.sheet_since or kept.assigned_at.astimezone(SHANGHAI).date())
    scores = {row.criterion: row for row in kept.scores.all()}
    document = document_of(of) if kept.state != "recused" else None
    version = of.versions.filter(revision=of.revision).prefetch_related("papers").first()
    context = {
        "crumbs": BACK,
        "kept": kept,
        "of": of,
        "state": REVIEWS[kept.state],
        "document": document,
        "papers": list(version.papers.all()) if version and document else [],
        "criteria": [
            (one, _points(scores.get(one.code)), request.POST.get(f"score-{one.code}", ""), faults.get(one.code))
            for one in sheet.value.criteria
        ],
        "sheet": sheet,
        "standing": STANDINGS[sheet.standing],
        "total": _tenths(kept),
        "opinion": request.POST.get("opinion", ""),
        "opinion_fault": faults.get("opinion"),
        "fault": fault,
    }
    return render(request, "fund/review.html", context, status=422 if fault else 200)


def _points(row: object) -> str:
    tenths = getattr(row, "tenths", None)
    return "" if tenths is None else f"{tenths // 10}.{tenths % 10}"


def _tenths(kept: Review) -> str:
    return "" if kept.total is None else f"{kept.total // 10}.{kept.total % 10}"
