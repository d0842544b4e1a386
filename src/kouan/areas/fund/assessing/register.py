"""The tables of expert review, filled from the journal's events alone."""

import datetime as dt
import hashlib
from collections.abc import Callable

from kouan.areas.fund import events
from kouan.areas.fund.assessing.sheet import sheet_on
from kouan.areas.fund.durable import Seen, unseen
from kouan.areas.fund.models import Application, Recusal, Review, Reviewer, ReviewScore
from kouan.areas.fund.rules.spread import Summary, summary_of
from kouan.kernel.journal import Event


def apply(event: Event, seen: Seen) -> None:
    """Write one event into the tables; one that is there already changes nothing."""
    if isinstance(event, events.ReviewerNamed):
        _named(event, seen)
        return
    number: str = event.review  # type: ignore[attr-defined]
    kept = Review.objects.filter(number=number).first()
    if (kept.version if kept else 0) + 1 != seen.version:
        return
    if isinstance(event, events.ReviewAssigned):
        kept = _assigned(event, seen)
    elif kept:
        APPLIED[type(event)](kept, event, seen)
    if kept:
        _counted(kept.application_id)


def catch_up() -> int:
    """Apply every event of expert review that the tables have not seen; returns how many."""
    known = dict(Review.objects.values_list("number", "version"))
    known |= {case_of(login): version for login, version in Reviewer.objects.values_list("login", "version")}
    fresh = unseen((events.ReviewerNamed, events.ReviewAssigned, *APPLIED), known)
    for _, event, seen in fresh:
        apply(event, seen)
    return len(fresh)


def case_of(login: str) -> str:
    """Under which case the journal keeps what happens to a reviewer; never longer than a case's id may be."""
    return f"RVR-{login}" if len(login) <= 36 else f"RVR-{hashlib.sha256(login.encode()).hexdigest()[:32]}"


def _named(event: events.ReviewerNamed, seen: Seen) -> None:
    known = Reviewer.objects.filter(login=event.reviewer).first()
    if (known.version if known else 0) + 1 != seen.version:
        return
    Reviewer.objects.update_or_create(
        login=event.reviewer,
        defaults={
            "name": event.name,
            "body": event.body,
            "body_name": event.body_name,
            "field": event.field,
            "version": seen.version,
        },
    )


def _assigned(event: events.ReviewAssigned, seen: Seen) -> Review:
    made: Review = Review.objects.create(
        number=event.review,
        application_id=event.application,
        reviewer_id=event.reviewer,
        body=event.body,
        applicant=event.applicant,
        parent=event.parent,
        state="assigned",
        assigned_at=seen.at,
        version=seen.version,
    )
    return made


def _recused(kept: Review, event: events.ReviewerRecused, seen: Seen) -> None:
    kept.state, kept.ended_at, kept.version = "recused", seen.at, seen.version
    kept.save()
    Recusal.objects.create(review=kept, reason=event.reason, by=seen.by, at=seen.at)


def _scored(kept: Review, event: events.ReviewScored, seen: Seen) -> None:
    since = dt.date.fromisoformat(event.sheet_since)
    kept.state, kept.total, kept.opinion, kept.sheet_since = "scored", event.total, event.opinion, since
    kept.ended_at, kept.version = seen.at, seen.version
    kept.save()
    points = {one.code: one.points for one in sheet_on(since).value.criteria}
    ReviewScore.objects.bulk_create(
        ReviewScore(review=kept, position=at, criterion=code, points=points[code], tenths=tenths)
        for at, (code, tenths) in enumerate(event.tenths.items(), start=1)
    )


def _counted(application: str) -> None:
    """How many reviewers there are, and what they say together, onto the application's row."""
    rows = list(Review.objects.filter(application_id=application).values_list("state", "total"))
    said: Summary | None = summary_of([total for _, total in rows if total is not None])
    Application.objects.filter(number=application).update(
        assigned_n=sum(state != "recused" for state, _ in rows),
        score_n=said.n if said else 0,
        score_mean=said.mean if said else None,
        score_spread=said.spread if said else None,
    )


APPLIED: dict[type[Event], Callable[..., None]] = {
    events.ReviewerRecused: _recused,
    events.ReviewScored: _scored,
}
