"""The tables of plans, filled from the journal alone: its events, and the versions kept beside it."""

import datetime as dt

from django.db import transaction

from kouan.areas.fund import events
from kouan.areas.fund.durable import Seen, unseen
from kouan.areas.fund.models import Plan as Kept
from kouan.areas.fund.models import PlannedRow, PlanNotice, PlanVersion, Rebuilding
from kouan.areas.fund.planning.shape import Plan, decode
from kouan.kernel.journal import Decided, Event
from kouan.store.reader import Reader

MOVES: tuple[type[Decided], ...] = (
    events.PlanChecked,
    events.PlanSentBack,
    events.PlanApproved,
    events.PlanPutOnNotice,
    events.PlanWithdrawn,
    events.PlanReopened,
    events.PlanSettled,
    events.PlanSentToFinance,
    events.PlanAllocated,
    events.PlanClosed,
)
BEGUN: tuple[type[Event], ...] = (events.PlanDrafted, events.PlanRevised)


def apply(number: str, event: Event, seen: Seen, plan: Plan | None = None) -> None:
    """Write one event into the tables, with the version that it kept; one that is there already changes nothing."""
    with transaction.atomic():
        kept = Kept.objects.filter(number=number).first()
        if (kept.step if kept else 0) + 1 != seen.version:
            return
        if kept is None:
            if plan is None:
                raise LookupError(f"{number}: a plan begins with a version")
            kept = _begun(number, plan, seen.at)
        if plan is not None:
            _keep(kept, event, plan, seen)
        _move(kept, event, seen)
        kept.save()


def catch_up(reader: Reader) -> int:
    """Apply every event of plans that the tables have not seen; returns how many."""
    fresh = unseen((*BEGUN, *MOVES), dict(Kept.objects.values_list("number", "step")))
    for number, event, seen in fresh:
        apply(number, event, seen, _kept(reader, number, event))
    return len(fresh)


def rebuild(reader: Reader) -> int:
    """Empty the tables of plans and fill them from the journal again; returns the number of events."""
    with transaction.atomic():
        leave = Rebuilding.objects.create(note="rebuild plans")
        Kept.objects.all().delete()
        leave.delete()
        return catch_up(reader)


def _kept(reader: Reader, number: str, event: Event) -> Plan | None:
    version = _version(event)
    if not version:
        return None
    found = reader.document(number, version)
    if found is None:
        raise LookupError(f"{number} v{version}: the journal's document is not there")
    return decode(found.canonical)


def _version(event: Event) -> int:
    """The version that an event keeps, 0 where it keeps none."""
    if isinstance(event, events.PlanDrafted):
        return 1
    return event.revision if isinstance(event, events.PlanRevised | events.PlanSettled) else 0


def _begun(number: str, plan: Plan, at: dt.datetime) -> Kept:
    kept: Kept = Kept.objects.create(
        number=number,
        year=plan.year,
        fund=plan.fund,
        direction=plan.direction,
        matter=plan.matter,
        approval_class=plan.approval_class,
        batch=plan.batch,
        since=at,
    )
    return kept


def _keep(kept: Kept, event: Event, plan: Plan, seen: Seen) -> None:
    made = PlanVersion.objects.create(
        plan=kept,
        version=_version(event),
        cap_fen=plan.cap_fen,
        requested_fen=plan.requested_fen,
        total_fen=plan.total_fen,
        digest=event.digest,  # type: ignore[attr-defined]
        previous=getattr(event, "previous", ""),
        note=plan.note,
        by=seen.by,
        at=seen.at,
    )
    PlannedRow.objects.bulk_create(
        (
            PlannedRow(
                version=made,
                no=no,
                application=row.application,
                applicant=row.applicant,
                uscc=row.uscc,
                project=row.project,
                requested_fen=row.requested_fen,
                granted_fen=row.granted_fen,
                cut_reason=row.reason if row.granted_fen < row.requested_fen else "",
                protected=row.protected,
            )
            for no, row in enumerate(plan.rows, start=1)
        ),
        batch_size=500,
    )
    kept.version = made.version


def _move(kept: Kept, event: Event, seen: Seen) -> None:
    kept.step = seen.version
    if isinstance(event, Decided):
        kept.state, kept.since = event.after, seen.at
    if isinstance(event, events.PlanPutOnNotice):
        kept.notice, kept.notice_revision = event.notice, event.notice_revision
        PlanNotice.objects.create(
            plan=kept, version=event.revision, notice=event.notice, revision=event.notice_revision
        )
    if isinstance(event, events.PlanReopened):
        kept.notice, kept.notice_revision = "", 0
