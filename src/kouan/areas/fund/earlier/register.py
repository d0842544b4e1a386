"""The tables of earlier years, filled from the journal's events and the lines kept beside them."""

from collections.abc import Iterable

import msgspec
from django.db import transaction

from kouan.areas.fund.durable import Seen
from kouan.areas.fund.earlier.shape import EarlierImport, EarlierLine
from kouan.areas.fund.events import EarlierYearsImported
from kouan.areas.fund.models import EarlierBatch, EarlierRow
from kouan.kernel.journal import instant
from kouan.store.models import JournalEvent
from kouan.store.reader import Reader


def apply(event: EarlierYearsImported, seen: Seen, lines: Iterable[EarlierLine]) -> None:
    """Insert the rows of one commit; one that is there already changes nothing."""
    if EarlierBatch.objects.filter(number=event.batch, version=seen.version).exists():
        return
    with transaction.atomic():
        batch = EarlierBatch.objects.create(
            number=event.batch, version=seen.version, name=event.name, digest=event.digest, at=seen.at, by=seen.by
        )
        EarlierRow.objects.bulk_create([row for line in lines for row in _rows(batch, line)], batch_size=500)


def catch_up(reader: Reader) -> int:
    """Apply every import that the tables have not seen; returns how many."""
    known = set(EarlierBatch.objects.values_list("number", "version"))
    rows = JournalEvent.objects.filter(kind=EarlierYearsImported.__name__).order_by("seq")
    missing = [row for row in rows if (row.case_id, row.version) not in known]
    for row in missing:
        kept = reader.document(row.case_id, row.version)
        if kept is None:
            raise LookupError(f"{row.case_id} v{row.version}: the journal's document is not there")
        lines = msgspec.json.decode(kept.canonical, type=EarlierImport).lines
        event = msgspec.json.decode(row.body, type=EarlierYearsImported)
        apply(event, Seen(row.version, instant(row.at), row.actor), lines)
    return len(missing)


def rebuild(reader: Reader) -> int:
    """Empty the tables of earlier years and fill them from the journal."""
    EarlierBatch.objects.all().delete()
    return catch_up(reader)


def known_keys(years: Iterable[int]) -> set[tuple[str, ...]]:
    """The keys of all facts of these years that are there, as `EarlierLine.keys` makes them."""
    fields = ("year", "applicant", "project", "kind", "quarter", "voucher", "day")
    rows = EarlierRow.objects.filter(year__in=list(years)).values_list(*fields)
    return {tuple(map(str, row)) for row in rows}


def years_of_projects(projects: Iterable[str]) -> dict[str, set[int]]:
    """In which years each of these projects was granted money."""
    found: dict[str, set[int]] = {}
    names = sorted({project for project in projects if project})
    for start in range(0, len(names), 500):
        chunk = names[start : start + 500]
        kept = EarlierRow.objects.filter(kind="allocation", project__in=chunk)
        for project, year in kept.values_list("project", "year"):
            found.setdefault(project, set()).add(year)
    return found


def _rows(batch: EarlierBatch, line: EarlierLine) -> list[EarlierRow]:
    return [
        EarlierRow(
            batch=batch,
            kind=one.kind,
            year=line.year,
            direction=line.direction,
            applicant=line.applicant,
            project=line.project,
            fen=one.fen,
            requested_fen=line.requested_fen if one.kind == "allocation" else None,
            quarter=one.quarter,
            day=one.day,
            voucher=one.voucher,
            inferred=line.inferred,
            place=line.place.zh[:120],
        )
        for one in line.money
    ]
