"""The tables of calls, filled from the journal's events alone."""

import datetime as dt

import msgspec

from kouan.areas.fund import events
from kouan.areas.fund.durable import Seen
from kouan.areas.fund.models import Call, CallCeiling, CallMatter, Direction
from kouan.kernel.journal import Event, instant
from kouan.store.models import JournalEvent

KINDS: dict[str, type[Event]] = {
    kind.__name__: kind for kind in (events.MatterListed, events.CallOpened, events.CallExtended)
}


def apply(event: Event, seen: Seen) -> None:
    """Write one event into the tables; one that is there already changes nothing."""
    if isinstance(event, events.MatterListed):
        _listed(event, seen.version)
    elif isinstance(event, events.CallOpened):
        _opened(event, seen.at, seen.by)
    elif isinstance(event, events.CallExtended):
        known = Call.objects.filter(number=event.call, version=seen.version - 1)
        known.update(closes=dt.datetime.fromisoformat(event.closes), version=seen.version)


def catch_up() -> int:
    """Apply every event of calls that the tables have not seen; returns how many entries were looked at."""
    rows = list(JournalEvent.objects.filter(kind__in=KINDS).order_by("seq"))
    for row in rows:
        apply(msgspec.json.decode(row.body, type=KINDS[row.kind]), Seen(row.version, instant(row.at), row.actor))
    return len(rows)


def _listed(event: events.MatterListed, version: int) -> None:
    known = CallMatter.objects.filter(code=event.matter).first()
    if (known.version if known else 0) + 1 != version:
        return
    names = {"fund_zh": event.fund_zh, "fund_en": event.fund_en, "zh": event.direction_zh, "en": event.direction_en}
    direction, _ = Direction.objects.update_or_create(code=event.direction, defaults=names)
    CallMatter.objects.update_or_create(
        code=event.matter,
        defaults={
            "direction": direction,
            "zh": event.zh,
            "en": event.en,
            "approval_class": event.approval_class,
            "notice_class": event.notice_class,
            "version": version,
        },
    )


def _opened(event: events.CallOpened, at: dt.datetime, by: str) -> None:
    if Call.objects.filter(number=event.call).exists():
        return
    call = Call.objects.create(
        number=event.call,
        matter_id=event.matter,
        year=event.year,
        title_zh=event.title_zh,
        title_en=event.title_en,
        text_zh=event.text_zh,
        text_en=event.text_en,
        opens=dt.datetime.fromisoformat(event.opens),
        closes=dt.datetime.fromisoformat(event.closes),
        support_first=dt.date.fromisoformat(event.support_first),
        support_last=dt.date.fromisoformat(event.support_last),
        rule_date=dt.date.fromisoformat(event.rule_date),
        cap_fen=event.cap_fen,
        invented=event.invented,
        by=by,
        at=at,
        version=1,
    )
    CallCeiling.objects.bulk_create(
        CallCeiling(
            call=call,
            position=position,
            kind=one.kind,
            zh=one.zh,
            en=one.en,
            max_fen=one.max_fen,
            max_share=one.max_share,
            exception_of=one.exception_of,
            reason=one.reason,
            since=dt.date.fromisoformat(one.since),
            basis=one.basis,
            standing=one.standing,
        )
        for position, one in enumerate(event.ceilings, start=1)
    )
