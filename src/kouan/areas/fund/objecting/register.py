"""The tables of objections, filled from the journal's events alone."""

import datetime as dt
from collections.abc import Callable

from kouan.areas.fund import events
from kouan.areas.fund.durable import Seen, unseen
from kouan.areas.fund.models import Objection, ObjectionDecision, ObjectionPiece
from kouan.kernel.journal import Event, instant


def apply(event: Event, seen: Seen) -> None:
    """Write one event into the tables; one that is there already changes nothing."""
    number: str = event.objection  # type: ignore[attr-defined]
    kept = Objection.objects.filter(number=number).first()
    if (kept.version if kept else 0) + 1 != seen.version:
        return
    if isinstance(event, events.ObjectionReceived):
        _received(event, seen)
        return
    if kept:
        APPLIED[type(event)](kept, event, seen)
        kept.version = seen.version
        kept.save()


def catch_up() -> int:
    """Apply every event of objections that the tables have not seen; returns how many."""
    fresh = unseen((events.ObjectionReceived, *APPLIED), dict(Objection.objects.values_list("number", "version")))
    for _, event, seen in fresh:
        apply(event, seen)
    return len(fresh)


def rebuild() -> int:
    """Empty the tables of objections and fill them from the journal; the vault is not touched."""
    Objection.objects.all().delete()
    return catch_up()


def _received(event: events.ObjectionReceived, seen: Seen) -> None:
    kept = Objection.objects.create(
        number=event.objection,
        notice=event.notice,
        revision=event.revision,
        position=event.position or None,
        objector=event.objector,
        channel=event.channel,
        named=event.named,
        received_at=instant(event.received),
        postmark=dt.date.fromisoformat(event.postmark) if event.postmark else None,
        opens=instant(event.opens),
        late_from=instant(event.late_from),
        state="received",
        outcome=event.outcome,
        ground=event.ground,
        missing=",".join(event.missing),
        version=seen.version,
    )
    _pieces(kept, event.pieces, kept.received_at)
    _decided(kept, seen, seen.at)


def _supplemented(kept: Objection, event: events.ObjectionSupplemented, seen: Seen) -> None:
    _pieces(kept, event.pieces, instant(event.arrived))
    _says(kept, event.outcome, event.ground, event.missing)
    _decided(kept, seen, seen.at)


def _taken(kept: Objection, _event: events.ObjectionTaken, seen: Seen) -> None:
    kept.handler = seen.by


def _accepted(kept: Objection, event: events.ObjectionAccepted, seen: Seen) -> None:
    kept.state = "accepted"
    _says(kept, event.outcome, "", event.missing)
    _decided(kept, seen, instant(event.as_of), event.reason)


def _refused(kept: Objection, event: events.ObjectionRefused, seen: Seen) -> None:
    kept.state = "refused"
    _says(kept, event.outcome, event.ground, event.missing)
    _decided(kept, seen, instant(event.as_of), event.reason)


def _closed(kept: Objection, event: events.ObjectionClosed, _seen: Seen) -> None:
    kept.state, kept.result, kept.statement = "closed", event.result, event.statement


def _pieces(kept: Objection, pieces: tuple[str, ...], at: dt.datetime) -> None:
    ObjectionPiece.objects.bulk_create(
        (ObjectionPiece(objection=kept, piece=piece, at=at) for piece in pieces), ignore_conflicts=True
    )


def _says(kept: Objection, outcome: str, ground: str, missing: tuple[str, ...]) -> None:
    kept.outcome, kept.ground, kept.missing = outcome, ground, ",".join(missing)


def _decided(kept: Objection, seen: Seen, as_of: dt.datetime, reason: str = "") -> None:
    ObjectionDecision.objects.create(
        objection=kept,
        version=seen.version,
        as_of=as_of,
        outcome=kept.outcome,
        ground=kept.ground,
        missing=kept.missing,
        by=seen.by,
        reason=reason,
    )


APPLIED: dict[type[Event], Callable[..., None]] = {
    events.ObjectionSupplemented: _supplemented,
    events.ObjectionTaken: _taken,
    events.ObjectionAccepted: _accepted,
    events.ObjectionRefused: _refused,
    events.ObjectionClosed: _closed,
}
