"""What pages ask about expert review."""

import msgspec
from django.core.paginator import Page, Paginator
from django.db.models import F

from kouan.areas.fund.assessing.conflicts import conflict
from kouan.areas.fund.models import Applicant, Application, Review, Reviewer
from kouan.kernel.words import Words

WIDE = 200_000
"""Scores of one application that lie 20 points apart or more are pointed out: a choice of this project."""


class Choice(msgspec.Struct, frozen=True):
    """One reviewer beside an application: why not, or how many reviews are open already."""

    reviewer: Reviewer
    why_not: Words | None
    waiting: int


def choices(application: Application) -> list[Choice]:
    """Every reviewer who has not been asked yet; those who may first, the least busy first."""
    asked = set(Review.objects.filter(application=application).values_list("reviewer_id", flat=True))
    parents = dict(Applicant.objects.exclude(parent="").values_list("organisation", "parent"))
    busy: dict[str, int] = {}
    for login in Review.objects.filter(state="assigned").values_list("reviewer_id", flat=True):
        busy[login] = busy.get(login, 0) + 1
    rows = [
        Choice(one, conflict(one, application, parents), busy.get(one.login, 0))
        for one in Reviewer.objects.order_by("login")
        if one.login not in asked
    ]
    return sorted(rows, key=lambda row: (row.why_not is not None, row.waiting, row.reviewer.login))


def reviews_of(application: str) -> list[Review]:
    """All reviews of one application with reviewers, recusals and scores."""
    rows = Review.objects.filter(application_id=application).select_related("reviewer", "recusal")
    return list(rows.prefetch_related("scores").order_by("assigned_at", "number"))


def reviews_by(login: str, state: str, number: int, size: int = 50) -> Page:
    """One page of a reviewer's own reviews, the open ones first."""
    rows = Review.objects.filter(reviewer_id=login).select_related("application__call")
    if state:
        rows = rows.filter(state=state)
    return Paginator(rows.order_by("state", "assigned_at", "number"), size).get_page(number)


def ranked(call: str, number: int, size: int = 50) -> Page:
    """One page of the ranking: scored applications by mean, the best first; equal means by time of arrival."""
    rows = Application.objects.filter(call_id=call, score_n__gt=0, state="eligible")
    order = (F("score_mean").desc(), "first_at", "number")
    return Paginator(rows.order_by(*order), size).get_page(number)
