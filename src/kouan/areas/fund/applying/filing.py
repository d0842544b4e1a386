"""Applications as machines hand them in and read them back: the same words, checks and deeds as the form's."""

import datetime as dt

import msgspec
from django.db.models import QuerySet

from kouan.areas.fund.applying import drafts
from kouan.areas.fund.applying.deeds import UNKNOWN, Faulty, Taken, submit
from kouan.areas.fund.applying.papers import MOST, TOO_MANY, keep
from kouan.areas.fund.calling.queries import call as call_called
from kouan.areas.fund.calling.queries import calls as all_calls
from kouan.areas.fund.calling.queries import ceilings, last_result, phase
from kouan.areas.fund.calling.writing import needs
from kouan.areas.fund.models import Application, Call
from kouan.areas.fund.objecting.filing import clean
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.rules.ceiling import Ceiling
from kouan.areas.fund.rules.money import yuan_of
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.reader import Reader
from kouan.store.units import Writes


class PaperSent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paper with its bytes, in JSON as base64."""

    filename: str
    content: bytes


class ApplicationFiling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a machine hands in. Amounts are text with their unit, such as 400万元, 4000000.00元 or 肆佰万元整; without
    one they are 元. `application` names the application of which this is a new version.
    """

    call: str
    application: str = ""
    name: str
    uscc: str = ""
    no_uscc: str = ""
    kind: str = "company"
    parent: str = ""
    project: str
    place: str = ""
    summary: str = ""
    ceiling: str = "general"
    ceiling_reason: str = ""
    needed: str
    requested: str
    own: str = ""
    contact_person: str
    contact: str
    papers: tuple[PaperSent, ...] = ()


class CallTold(msgspec.Struct, frozen=True, kw_only=True):
    """A call as machines read it. `closes` is the first instant that is late; instants carry Shanghai's offset."""

    number: str
    year: int
    matter: str
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    phase: str
    opens: dt.datetime
    closes: dt.datetime
    support_first: dt.date
    support_last: dt.date
    cap_yuan: str
    ceilings: tuple[Ceiling, ...]
    invented: bool
    last_result: msgspec.Raw


class ApplicationTold(msgspec.Struct, frozen=True, kw_only=True):
    """One's own application as machines read it; amounts in 元 with two decimals."""

    number: str
    call: str
    applicant: str
    project: str
    state: str
    revision: int
    needed_yuan: str
    requested_yuan: str
    own_yuan: str
    most_yuan: str | None
    received_at: dt.datetime
    supplement_until: dt.datetime | None
    supplement_asked: str
    findings: tuple[str, ...]
    decisions: tuple["DecisionTold", ...]


class DecisionTold(msgspec.Struct, frozen=True):
    """What was decided on a version, and why."""

    revision: int
    result: str
    reason: str
    at: dt.datetime


def file(
    filing: ApplicationFiling, *, key: str, actor: Actor, now: dt.datetime, writer: Writes, reader: Reader
) -> Taken:
    """Hand in what a machine sent. Raises as `deeds.submit`, and `Refused` (paper-...) for a paper that is not taken."""
    needs(actor, "fund.apply")
    if len(filing.papers) > MOST:
        raise Refused("papers-many", TOO_MANY)
    raw = drafts.Raw(
        **{name: getattr(filing, name) for name in (*drafts.TEXTS, *drafts.AMOUNTS, "kind", "ceiling")},
        unit="元",
        papers=[keep(one.filename, one.content, now=now) for one in filing.papers],
    )
    read = drafts.read(raw)
    if read.faults:
        raise Faulty(tuple(read.faults))
    return submit(
        read.document,
        call=clean(filing.call)[:40],
        application=clean(filing.application)[:40],
        key=key,
        actor=actor,
        now=now,
        writer=writer,
        reader=reader,
    )


def told_calls(now: dt.datetime) -> list[CallTold]:
    """Every call."""
    return [_call(one, now) for one in all_calls(now)]


def told_call(number: str, now: dt.datetime) -> CallTold | None:
    """One call, or None."""
    found = call_called(clean(number)[:40])
    return _call(found, now) if found else None


def told_own(actor: Actor, *, limit: int = 50, offset: int = 0) -> list[ApplicationTold]:
    """The actor's organisation's applications, the latest first; all for who sees them all. Raises `Refused` (role)."""
    rows = _open_to(actor).order_by("-received_at", "number")
    return [_application(row) for row in rows.prefetch_related("decisions", "versions")[offset : offset + limit]]


def told_one(number: str, actor: Actor) -> ApplicationTold:
    """One application that is open to the actor. Raises `Refused` (role, application-unknown: also where it is another's)."""
    row = _open_to(actor).filter(number=clean(number)[:40]).first()
    if row is None:
        raise UNKNOWN
    return _application(row)


def _open_to(actor: Actor) -> QuerySet[Application]:
    """One's own applications, or all for fund officer and auditor. Raises `Refused` (role)."""
    if actor.may("fund.read") or actor.may("fund.write"):
        return Application.objects.all()
    needs(actor, "fund.apply")
    return Application.objects.filter(applicant_id=actor.organisation)


def _call(row: Call, now: dt.datetime) -> CallTold:
    return CallTold(
        number=row.number,
        year=row.year,
        matter=row.matter_id,
        title_zh=row.title_zh,
        title_en=row.title_en,
        text_zh=row.text_zh,
        text_en=row.text_en,
        phase=phase(row, now),
        opens=row.opens.astimezone(SHANGHAI),
        closes=row.closes.astimezone(SHANGHAI),
        support_first=row.support_first,
        support_last=row.support_last,
        cap_yuan=yuan_of(row.cap_fen),
        ceilings=tuple(
            Ceiling(
                kind=one.kind,
                zh=one.zh,
                en=one.en,
                max_fen=one.max_fen,
                max_share=one.max_share,
                exception_of=one.exception_of,
                reason=one.reason,
                since=one.since.isoformat(),
                basis=one.basis,
                standing=one.standing,
            )
            for one in ceilings(row.number)
        ),
        invented=row.invented,
        last_result=msgspec.Raw(msgspec.json.encode(last_result(row))),
    )


def _application(row: Application) -> ApplicationTold:
    version = next((one for one in row.versions.all() if one.revision == row.revision), None)
    codes = version.findings.split(",") if version and version.findings else ()
    return ApplicationTold(
        number=row.number,
        call=row.call_id,
        applicant=row.applicant_name,
        project=row.project,
        state=row.state,
        revision=row.revision,
        needed_yuan=yuan_of(row.needed_fen),
        requested_yuan=yuan_of(row.requested_fen),
        own_yuan=yuan_of(row.own_fen),
        most_yuan=None if row.row_cap_fen is None else yuan_of(row.row_cap_fen),
        received_at=row.received_at.astimezone(SHANGHAI),
        supplement_until=row.supplement_until and row.supplement_until.astimezone(SHANGHAI),
        supplement_asked=row.supplement_asked,
        findings=tuple(codes),
        decisions=tuple(
            DecisionTold(one.revision, one.result, one.reason, one.at.astimezone(SHANGHAI))
            for one in sorted(row.decisions.all(), key=lambda one: one.version)
        ),
    )
