"""What pages and commands ask about plans."""

import datetime as dt
from collections.abc import Iterable

import msgspec
from django.db.models import BigIntegerField, F, Sum

from kouan.areas.fund.models import FinalPlan, Payment, PlannedRow, PlanNotice, PlanRow, PlanVersion
from kouan.areas.fund.models import Plan as Kept
from kouan.areas.fund.planning.shape import Plan, decode
from kouan.kernel.journal import instant
from kouan.store.models import JournalEvent
from kouan.store.reader import Reader

CHUNK = 400


class PlanListed(msgspec.Struct, frozen=True, kw_only=True):
    """One plan as it stands. Sums in 分; `notice` is "" before it is on notice."""

    number: str
    year: int
    fund: str
    direction: str
    matter: str
    approval_class: str
    batch: int
    state: str
    since: dt.datetime
    version: int
    step: int
    notice: str
    notice_revision: int
    cap_fen: int
    requested_fen: int
    total_fen: int
    digest: str
    rows: int


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a plan, and what it is chained to."""

    version: int
    cap_fen: int
    requested_fen: int
    total_fen: int
    digest: str
    previous: str
    note: str
    by: str
    at: dt.datetime


class Deed(msgspec.Struct, frozen=True):
    """One step of a plan as the journal has it."""

    step: int
    kind: str
    by: str
    at: dt.datetime
    reason: str
    seq: int


class Elsewhere(msgspec.Struct, frozen=True):
    """The same project in another year or plan: row here, where it stands there, and for how much."""

    no: int
    year: int
    where: str
    granted_fen: int


def plans() -> list[PlanListed]:
    """Every plan, latest year first."""
    return [_listed(kept) for kept in Kept.objects.order_by("-year", "number")]


def listed(number: str) -> PlanListed | None:
    """One plan, or None."""
    kept = Kept.objects.filter(number=number).first()
    return _listed(kept) if kept else None


def of_notice(notice: str) -> Kept | None:
    """The plan that is, or was, on that notice."""
    return Kept.objects.filter(notices__notice=notice).first() if notice else None


def shown_version(notice: str, revision: int) -> tuple[str, int] | None:
    """Plan and version that a version of a notice shows: its own, or the last one put on that notice before it."""
    rows = PlanNotice.objects.filter(notice=notice, revision__lte=revision).order_by("-revision")
    found: tuple[str, int] | None = rows.values_list("plan_id", "version").first()
    return found


def plan(number: str, reader: Reader, version: int | None = None) -> Plan | None:
    """One version whole (the one that stands where none is named), or None."""
    if version is None:
        kept = Kept.objects.filter(number=number).values_list("version", flat=True).first()
        version = kept or 0
    found = reader.document(number, version) if Kept.objects.filter(number=number).exists() else None
    return decode(found.canonical) if found else None


def versions(number: str) -> list[Version]:
    """All versions, newest first."""
    rows = PlanVersion.objects.filter(plan_id=number).order_by("-version")
    names = [field.name for field in msgspec.structs.fields(Version)]
    return [Version(**row) for row in rows.values(*names)]


def digest(number: str, version: int) -> str:
    """The digest of a version; "" where there is none."""
    found = PlanVersion.objects.filter(plan_id=number, version=version).values_list("digest", flat=True).first()
    return found or ""


def deeds(number: str) -> list[Deed]:
    """Everything done to a plan, oldest first, each with its place in the journal."""
    rows = JournalEvent.objects.filter(case_id=number).order_by("version")
    found = []
    for row in rows:
        said = msgspec.json.decode(row.body)
        found.append(Deed(row.version, row.kind, row.actor, instant(row.at), said.get("reason", ""), row.seq))
    return found


def elsewhere(number: str, plan: Plan) -> list[Elsewhere]:
    """Rows whose project, by its printed name, stands in a plan or a published notice of another year."""
    planned_notices = PlanNotice.objects.values("notice")
    nos = {row.project: no for no, row in enumerate(plan.rows, start=1)}
    found: list[Elsewhere] = []
    for names in _chunks(list(nos)):
        shown = PlanRow.objects.filter(project__in=names).exclude(notice__matter__year=plan.year)
        shown = shown.exclude(notice__number__in=planned_notices)
        for project, year, where, fen in shown.values_list(
            "project", "notice__matter__year", "notice__number", "granted_fen"
        ):
            found.append(Elsewhere(nos[project], year, where, fen))
        standing = PlannedRow.objects.filter(project__in=names, version__version=F("version__plan__version"))
        planned = standing.exclude(version__plan_id=number)
        for project, year, where, fen in planned.values_list(
            "project", "version__plan__year", "version__plan_id", "granted_fen"
        ):
            found.append(Elsewhere(nos[project], year, where, fen))
    return sorted(set(found), key=lambda one: (one.no, one.year, one.where))


def unpaid(notice: str) -> int:
    """分 of the final plan on a notice that were not paid, or came back."""
    final = FinalPlan.objects.filter(notice=notice).first()
    if final is None:
        return 0
    paid = Payment.objects.filter(line__row__plan=final).aggregate(
        fen=Sum(F("fen") - F("returned_fen"), output_field=BigIntegerField())
    )
    total: int = final.total_fen
    return total - (paid["fen"] or 0)


def unreconciled() -> list[str]:
    """Versions whose rows do not make their total, or whose chain is broken; none, unless a hand was there."""
    found = []
    for kept in PlanVersion.objects.prefetch_related("rows").order_by("plan_id", "version"):
        if sum(row.granted_fen for row in kept.rows.all()) != kept.total_fen:
            found.append(f"{kept}: total")
        if kept.version > 1 and kept.previous != digest(kept.plan_id, kept.version - 1):
            found.append(f"{kept}: chain")
    return found


def _chunks(names: list[str]) -> Iterable[list[str]]:
    return (names[at : at + CHUNK] for at in range(0, len(names), CHUNK))


def _listed(kept: Kept) -> PlanListed:
    version = PlanVersion.objects.get(plan=kept, version=kept.version)
    return PlanListed(
        number=kept.number,
        year=kept.year,
        fund=kept.fund,
        direction=kept.direction,
        matter=kept.matter,
        approval_class=kept.approval_class,
        batch=kept.batch,
        state=kept.state,
        since=kept.since,
        version=kept.version,
        step=kept.step,
        notice=kept.notice,
        notice_revision=kept.notice_revision,
        cap_fen=version.cap_fen,
        requested_fen=version.requested_fen,
        total_fen=version.total_fen,
        digest=version.digest,
        rows=PlannedRow.objects.filter(version=version).count(),
    )
