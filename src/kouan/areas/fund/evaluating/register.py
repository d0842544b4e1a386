"""The tables of evaluations, filled from the journal's events alone."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from kouan.areas.fund import events
from kouan.areas.fund.durable import Seen, unseen
from kouan.areas.fund.models import Evaluation, FinanceScore, MidYear, Rectification
from kouan.kernel.journal import Decided, Event

MOVES: tuple[type[Event], ...] = (
    events.SelfEvaluationSubmitted,
    events.SelfEvaluationChecked,
    events.SelfEvaluationReturned,
    events.SelfEvaluationAccepted,
    events.SelfEvaluationPublished,
)


def apply(number: str, event: Event, seen: Seen) -> None:
    """Write one event into the tables; one that is there already changes nothing."""
    with transaction.atomic():
        kept = Evaluation.objects.filter(number=number).first()
        if (kept.step if kept else 0) + 1 != seen.version:
            return
        if isinstance(event, events.SelfEvaluationDrafted):
            Evaluation.objects.create(
                number=number, notice=event.notice, state="drafted", step=seen.version, since=seen.at
            )
            return
        if kept is None:
            raise LookupError(f"{number}: an evaluation begins with its draft")
        if isinstance(event, Decided):
            _moved(kept, event, seen.at)
        else:
            APPLIED[type(event)](kept, event, seen)
        kept.step = seen.version
        kept.save()


def catch_up() -> int:
    """Apply every event that the tables have not seen; returns how many."""
    fresh = unseen(KINDS, dict(Evaluation.objects.values_list("number", "step")))
    for number, event, seen in fresh:
        apply(number, event, seen)
    return len(fresh)


def rebuild() -> int:
    """Empty the tables and fill them from the journal again; returns the number of events."""
    with transaction.atomic():
        Evaluation.objects.all().delete()
        return catch_up()


def _moved(kept: Evaluation, event: Decided, at: dt.datetime) -> None:
    kept.state, kept.since = event.after, at
    if isinstance(event, events.SelfEvaluationSubmitted | events.SelfEvaluationPublished):
        kept.total, kept.grade, kept.digest = event.total, event.grade, event.digest


def _mid_year(kept: Evaluation, event: events.MidYearReported, seen: Seen) -> None:
    MidYear.objects.create(
        evaluation=kept,
        position=event.indicator,
        version=seen.version,
        numerator=event.numerator,
        denominator=event.denominator,
        expected=event.expected,
        likelihood=event.likelihood,
        reason=event.reason,
        light=event.light,
        by=seen.by,
        at=seen.at,
    )


def _ordered(kept: Evaluation, event: events.RectificationOrdered, seen: Seen) -> None:
    until = dt.date.fromisoformat(event.until)
    Rectification.objects.create(
        evaluation=kept, position=event.indicator, version=seen.version, what=event.what, until=until
    )


def _done(kept: Evaluation, event: events.RectificationDone, seen: Seen) -> None:
    open_ones = kept.rectifications.filter(position=event.indicator, done="")
    open_ones.update(done=event.what, done_at=seen.at)


def _finance(kept: Evaluation, event: events.FinanceEvaluated, seen: Seen) -> None:
    FinanceScore.objects.bulk_create(
        FinanceScore(
            evaluation=kept,
            version=seen.version,
            block=block,
            points=points,
            score=event.scores[block],
            reason=event.reasons.get(block, ""),
            opinion=event.opinion,
            total=event.total,
            grade=event.grade,
            by=seen.by,
            at=seen.at,
        )
        for block, points in event.points.items()
    )


APPLIED: dict[type[Event], Callable[..., None]] = {
    events.MidYearReported: _mid_year,
    events.RectificationOrdered: _ordered,
    events.RectificationDone: _done,
    events.FinanceEvaluated: _finance,
}
BEGUN: tuple[type[Event], ...] = (events.SelfEvaluationDrafted,)
KINDS: tuple[type[Event], ...] = (*BEGUN, *MOVES, *APPLIED)
