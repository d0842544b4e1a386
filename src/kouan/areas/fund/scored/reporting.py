"""Reporting an actual: checked, into the journal, into its table."""

import datetime as dt
from decimal import Decimal, InvalidOperation

import msgspec

from kouan.areas.fund.events import ActualReported
from kouan.areas.fund.models import Actual, Indicator
from kouan.areas.fund.scored.points import needs
from kouan.kernel.journal import instant, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.models import JournalEvent
from kouan.store.units import Unit, fact
from kouan.store.writer import Writer


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """As filled in: decimal text, `share` 0-100 for a target in words."""

    indicator: int
    numerator: str = ""
    denominator: str = ""
    share: str = ""
    evidence: str = ""


def report(notice: str, revision: int, given: Report, *, actor: Actor, now: dt.datetime, writer: Writer) -> None:
    """Report what became of a target.

    Raises `Refused`: role, no such indicator, no evidence, a ratio without what it is divided by, not a number.
    """
    if not actor.user or not actor.may("fund.write"):
        raise Refused("role-may-not", Words("当前身份不能填报", f"Your role ({actor.role}) does not report"))
    found = Indicator.objects.filter(notice__number=notice, notice__revision=revision, position=given.indicator).first()
    if found is None:
        raise Refused("indicator-unknown", Words("没有这个指标", "There is no such indicator"))
    need = needs(found)
    evidence = given.evidence.strip()[:500]
    if not evidence:
        raise Refused("evidence-needed", Words("须写明依据", "Say what proves it"))
    share, numerator, denominator = "", "", ""
    if need == "share":
        share = given.share.strip()
        if not share.isascii() or not share.isdigit() or int(share) > 100:
            raise Refused(
                "share-wrong", Words("定性指标填 0 到 100 的达成程度", "A target in words takes a share from 0 to 100")
            )
    else:
        numerator = _decimal(given.numerator, positive=False)
        denominator = _decimal(given.denominator, positive=True) if need == "ratio" else ""
    event = ActualReported(
        evaluation=f"FE{notice[2:]}",
        notice=notice,
        indicator=given.indicator,
        numerator=numerator,
        denominator=denominator,
        share=share,
        evidence=evidence,
    )
    last = Actual.objects.filter(notice=notice).order_by("-version").values_list("version", flat=True).first() or 0
    at = stamp(now)
    entry = fact(event, case=event.evaluation, version=last + 1, actor=actor, at=at, recorded_at=at)
    writer.write(Unit(facts=(entry,), answer=msgspec.json.encode({"evaluation": event.evaluation})))
    _apply(event, last + 1, actor.user, now)


def catch_up() -> int:
    """Insert every reported actual that the journal has and the table lacks; returns how many."""
    known = set(Actual.objects.values_list("notice", "version"))
    missing = 0
    for row in JournalEvent.objects.filter(kind=ActualReported.__name__).order_by("seq"):
        event = msgspec.json.decode(row.body, type=ActualReported)
        if (event.notice, row.version) not in known:
            _apply(event, row.version, row.actor, instant(row.at))
            missing += 1
    return missing


def _apply(event: ActualReported, version: int, by: str, at: dt.datetime) -> None:
    Actual.objects.create(
        notice=event.notice,
        position=event.indicator,
        version=version,
        numerator=event.numerator,
        denominator=event.denominator,
        share=int(event.share) if event.share else None,
        evidence=event.evidence,
        by=by,
        at=at,
    )


def _decimal(text: str, *, positive: bool) -> str:
    bare = text.strip().replace(",", "")
    try:
        value = Decimal(bare) if len(bare) <= 30 else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or abs(value) >= 10**18 or (positive and value <= 0):
        words = Words("比率须填分子和大于零的分母", "A ratio needs its numerator and a denominator above nought")
        raise Refused("number-wrong", words if positive else Words("不是数", "Not a number"))
    return f"{value:f}"[:40]
