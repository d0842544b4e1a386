"""The tables of applications, filled from the journal's events and the documents beside it."""

import hashlib
from collections.abc import Callable

import msgspec

from kouan.areas.fund import events
from kouan.areas.fund.applying.document import Document, project_key
from kouan.areas.fund.durable import Seen, unseen
from kouan.areas.fund.models import Applicant, Application, ApplicationVersion, AttachedPaper, EligibilityDecision
from kouan.kernel.journal import Event, instant
from kouan.store.reader import Reader


def apply(event: Event, seen: Seen, document: Document | None = None) -> None:
    """Write one event into the tables; one that is there already changes nothing."""
    number: str = event.application  # type: ignore[attr-defined]
    kept = Application.objects.filter(number=number).first()
    if (kept.version if kept else 0) + 1 != seen.version:
        return
    if isinstance(event, events.ApplicationSubmitted):
        if document is None:
            raise LookupError(f"{number} r{event.revision}: the journal's document is not there")
        _submitted(kept, event, document, seen)
    elif kept:
        APPLIED[type(event)](kept, event, seen)
        kept.version = seen.version
        kept.save()


def catch_up(reader: Reader) -> int:
    """Apply every event of applications that the tables have not seen; returns how many."""
    known = dict(Application.objects.values_list("number", "version"))
    fresh = unseen((events.ApplicationSubmitted, *APPLIED), known)
    for _, event, seen in fresh:
        document = None
        if isinstance(event, events.ApplicationSubmitted):
            found = reader.document(event.application, event.revision)
            document = msgspec.json.decode(found.canonical, type=Document) if found else None
        apply(event, seen, document)
    return len(fresh)


def _submitted(kept: Application | None, event: events.ApplicationSubmitted, document: Document, seen: Seen) -> None:
    Applicant.objects.update_or_create(
        organisation=event.applicant,
        defaults={
            "name": event.name,
            "uscc": event.uscc,
            "no_uscc": event.no_uscc,
            "kind": event.kind,
            "parent": event.parent,
        },
    )
    fresh = kept or Application(number=event.application, call_id=event.call, first_at=seen.at)
    fresh.applicant_id, fresh.applicant_name = event.applicant, event.name
    fresh.project, fresh.project_key = event.project, project_key(event.project)
    fresh.ceiling, fresh.place, fresh.row_cap_fen = event.ceiling, event.place, event.row_cap_fen
    fresh.needed_fen, fresh.requested_fen, fresh.own_fen = event.needed_fen, event.requested_fen, event.own_fen
    fresh.state, fresh.revision, fresh.version = "submitted", event.revision, seen.version
    fresh.received_at, fresh.warnings = seen.at, len(event.findings)
    fresh.supplement_until, fresh.supplement_asked = None, ""
    fresh.save()
    version = ApplicationVersion.objects.create(
        application=fresh,
        revision=event.revision,
        project=event.project,
        ceiling=event.ceiling,
        needed_fen=event.needed_fen,
        requested_fen=event.requested_fen,
        own_fen=event.own_fen,
        papers_digest=hashlib.sha256(" ".join(event.papers).encode()).hexdigest(),
        digest=event.digest,
        findings=",".join(event.findings),
        at=seen.at,
        by=seen.by,
    )
    AttachedPaper.objects.bulk_create(
        AttachedPaper(
            version=version, position=at, filename=one.filename, sha256=one.sha256, size=one.size, media=one.media
        )
        for at, one in enumerate(document.papers, start=1)
    )


def _withdrawn(kept: Application, _event: events.ApplicationWithdrawn, _seen: Seen) -> None:
    kept.state = "withdrawn"


def _asked(kept: Application, event: events.SupplementAsked, seen: Seen) -> None:
    kept.state, kept.supplement_asked = "returned", event.asked
    kept.supplement_until = instant(event.until)
    _decided(kept, event.revision, "returned", event.asked, event.findings, seen)


def _eligibility(kept: Application, event: events.EligibilityDecided, seen: Seen) -> None:
    kept.state = event.result
    kept.protected, kept.protected_reason = event.protected, event.protected_reason
    _decided(kept, event.revision, event.result, event.reason, event.findings, seen)


def _decided(kept: Application, revision: int, result: str, reason: str, findings: tuple[str, ...], seen: Seen) -> None:
    EligibilityDecision.objects.create(
        application=kept,
        version=seen.version,
        revision=revision,
        result=result,
        reason=reason,
        findings=",".join(findings),
        by=seen.by,
        at=seen.at,
    )


APPLIED: dict[type[Event], Callable[..., None]] = {
    events.ApplicationWithdrawn: _withdrawn,
    events.SupplementAsked: _asked,
    events.EligibilityDecided: _eligibility,
}
