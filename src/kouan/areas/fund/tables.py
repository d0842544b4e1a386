"""Fill the fund's tables from what the journal keeps: the text of a published notice and its event."""

import datetime as dt

import msgspec
from django.db import transaction

from kouan.areas.fund import models
from kouan.areas.fund.events import NoticePublished
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.printed.target_table import Indicator, IndicatorLine
from kouan.areas.fund.reading import read_as
from kouan.areas.fund.review.remarks import Remark
from kouan.areas.fund.review.rules import review
from kouan.kernel.journal import Entry, instant
from kouan.store.models import JournalEvent
from kouan.store.reader import Reader


def newest(number: str) -> tuple[int, str]:
    """The last published version of a notice and its digest; 0 and "" where there is none."""
    row = (
        models.PublishedNotice.objects.filter(number=number).order_by("-revision").values("revision", "digest").first()
    )
    return (row["revision"], row["digest"]) if row else (0, "")


def record(event: NoticePublished, notice: Notice, remarks: tuple[Remark, ...], *, at: dt.datetime, by: str) -> None:
    """Insert one published version with its rows, once: a version that is there already stays as it is.

    Raises ValueError where the rows do not make the total.
    """
    if models.PublishedNotice.objects.filter(number=event.notice, revision=event.revision).exists():
        return
    with transaction.atomic():
        published = _notice(event, notice, at, by)
        _rows(published, notice)
        _indicators(published, notice)
        _remarks(published, remarks, event.waived)
        if sum(row.granted_fen for row in published.rows.all()) != published.total_fen:
            raise ValueError(f"{event.notice}: the rows do not make the total")


def catch_up(reader: Reader) -> int:
    """Insert every published version that the journal has and the tables lack; returns how many."""
    known = set(models.PublishedNotice.objects.values_list("number", "revision"))
    missing = [
        (event.case_id, event.version, instant(event.at), event.actor, event.body)
        for event in JournalEvent.objects.filter(kind=NoticePublished.__name__).order_by("seq")
        if (event.case_id, event.version) not in known
    ]
    for number, revision, at, actor, body in missing:
        kept = reader.document(number, revision)
        if kept is None:
            raise LookupError(f"{number} v{revision}: the journal's document is not there")
        notice = read_as(kept.original, kept.format)
        record(msgspec.json.decode(body, type=NoticePublished), notice, review(notice), at=at, by=actor)
    return len(missing)


def rebuild(reader: Reader) -> int:
    """Empty the tables and fill them from the journal again; returns the number of versions."""
    with transaction.atomic():
        leave = models.Rebuilding.objects.create(note="rebuild")
        models.PublishedNotice.objects.all().delete()
        models.Matter.objects.all().delete()
        leave.delete()
        return catch_up(reader)


def event_of(entry: Entry) -> NoticePublished:
    """The event in an entry of that kind."""
    return msgspec.json.decode(bytes(entry.body), type=NoticePublished)


def _notice(event: NoticePublished, notice: Notice, at: dt.datetime, by: str) -> models.PublishedNotice:
    period = notice.period
    if period is None or period.counted.natural_days is None:
        raise ValueError(f"{event.notice}: a published notice has a period")
    matter, _ = models.Matter.objects.get_or_create(
        fund=event.fund,
        direction=event.direction,
        matter=event.matter,
        approval_class=notice.subject.approval_class,
        year=event.year,
    )
    published: models.PublishedNotice = models.PublishedNotice.objects.create(
        number=event.notice,
        revision=event.revision,
        matter=matter,
        title=notice.title.text if notice.title else "",
        issuer=notice.signature.text if notice.signature else "",
        first_day=period.first,
        last_day=period.last,
        late_at=period.counted.first_second_late,
        natural_days=period.counted.natural_days,
        working_days=period.counted.working_days,
        total_fen=event.total_fen,
        digest=event.digest,
        previous=event.previous,
        published_at=at,
        published_by=by,
    )
    return published


def _rows(published: models.PublishedNotice, notice: Notice) -> None:
    rows = notice.plan.rows if notice.plan else ()
    models.PlanRow.objects.bulk_create(
        models.PlanRow(
            notice=published,
            position=position,
            no=row.no,
            applicant_printed=row.applicant.text,
            applicant=row.applicant_resolved,
            inferred=row.inferred,
            project=row.project.text,
            granted_fen=row.amount.fen,
            line=row.line,
        )
        for position, row in enumerate(rows, start=1)
    )


def _indicators(published: models.PublishedNotice, notice: Notice) -> None:
    for position, one in enumerate(notice.targets.indicators if notice.targets else (), start=1):
        kept = models.Indicator.objects.create(
            notice=published,
            position=position,
            no=one.no,
            name=one.name,
            level1=one.level1,
            level2=one.level2,
            line=one.whole.line,
        )
        models.TargetValue.objects.bulk_create(_values(kept, one))


def _values(kept: models.Indicator, one: Indicator) -> list[models.TargetValue]:
    return [
        value
        for scope, line in (("whole", one.whole), ("own", one.own))
        if line
        for value in (_value(kept, scope, "period", line), _value(kept, scope, "year", line))
    ]


def _value(kept: models.Indicator, scope: str, span: str, line: IndicatorLine) -> models.TargetValue:
    value = line.period if span == "period" else line.year
    target = value.target
    return models.TargetValue(
        indicator=kept,
        scope=scope,
        span=span,
        printed=value.printed.text,
        kind=target.kind,
        cmp=target.cmp or "",
        value=target.value or "",
        value2=target.value2 or "",
        unit=target.unit or "",
        direction=target.direction or "",
        line=value.printed.line,
        column=value.printed.column,
    )


def _remarks(published: models.PublishedNotice, remarks: tuple[Remark, ...], waived: dict[str, str]) -> None:
    models.NoticeRemark.objects.bulk_create(
        models.NoticeRemark(
            notice=published,
            position=position,
            code=remark.id,
            severity=remark.severity,
            place=str(remark.place),
            lines=remark.place.line,
            printed=remark.printed,
            message_zh=remark.words.zh,
            message_en=remark.words.en,
            proposal_zh=remark.proposal.zh if remark.proposal else "",
            proposal_en=remark.proposal.en if remark.proposal else "",
            basis_zh=remark.basis.zh,
            basis_en=remark.basis.en,
            waiver=waived.get(remark.id, ""),
        )
        for position, remark in enumerate(remarks, start=1)
    )
