"""Reporting an actual: checked, into the journal, into its table."""

import datetime as dt
import unicodedata
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec

from kouan.areas.fund.durable import Seen, put
from kouan.areas.fund.events import ActualReported
from kouan.areas.fund.models import Actual, Evaluation, Indicator, PlanRow
from kouan.areas.fund.scored.needs import Need, is_satisfaction, needs, year_target
from kouan.areas.fund.scored.numbers import decimal_text
from kouan.kernel.journal import instant
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.models import JournalEvent
from kouan.store.units import Writes


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of the index: definition with its version, period, interval, cases, journal position, digest."""

    definition: str
    period: str
    interval: str
    cases: int
    position: int
    digest: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """As filled in: decimal text, `share` 0-100 for a target in words. `row` is a row of the plan, 0 for the whole.

    `sample`: forms sent out, for a survey. `source`: a figure of the index that the number was taken from.
    """

    indicator: int
    numerator: str = ""
    denominator: str = ""
    share: str = ""
    evidence: str = ""
    row: int = 0
    sample: str = ""
    source: Source | None = None


def report(notice: str, revision: int, given: Report, *, actor: Actor, now: dt.datetime, writer: Writes) -> None:
    """Report what became of a target.

    Raises `Refused`: role, no such indicator, no evidence, a ratio without what it is divided by, not a number.
    """
    if not actor.user or not actor.may("fund.write"):
        raise Refused("role-may-not", Words("当前身份不能填报", f"Your role ({actor.role}) does not report"))
    state = Evaluation.objects.filter(notice=notice).values_list("state", flat=True).first()
    if state not in (None, "drafted", "returned"):
        raise Refused(
            "evaluation-closed", Words("自评已提交，须先退回", "The evaluation was submitted: return it first")
        )
    found = Indicator.objects.filter(notice__number=notice, notice__revision=revision, position=given.indicator).first()
    if found is None:
        raise Refused("indicator-unknown", Words("没有这个指标", "There is no such indicator"))
    if (
        given.row
        and not PlanRow.objects.filter(notice__number=notice, notice__revision=revision, position=given.row).exists()
    ):
        raise Refused("row-unknown", Words("没有这一行", "There is no such row"))
    need = needs(found)
    evidence = given.evidence.strip()[:500]
    if not evidence:
        raise Refused("evidence-needed", Words("须写明依据", "Say what proves it"))
    numerator, denominator, share = _values(given, need)
    survey = is_satisfaction(found)
    sample = _surveyed(given, numerator, denominator) if survey else ""
    _possible(found, numerator, denominator)
    event = ActualReported(
        evaluation=f"FE{notice[2:]}",
        notice=notice,
        indicator=given.indicator,
        numerator=numerator,
        denominator=denominator,
        share=share,
        evidence=evidence,
        row=given.row,
        method="survey" if survey else "",
        sample=sample,
        **_of(given.source),
    )
    last = Actual.objects.filter(notice=notice).order_by("-version").values_list("version", flat=True).first() or 0
    enter = partial(_apply, event, Seen(last + 1, now, actor.user))
    put(writer, event, event.evaluation, last + 1, enter, actor=actor, now=now, answer={"evaluation": event.evaluation})


def _values(given: Report, need: Need) -> tuple[str, str, str]:
    """Numerator, denominator and share as they are kept. Raises `Refused`."""
    if need == "share":
        share = unicodedata.normalize("NFKC", given.share).strip()
        if not share.isascii() or not share.isdigit() or int(share) > 100:
            raise Refused(
                "share-wrong", Words("定性指标填 0 到 100 的达成程度", "A target in words takes a share from 0 to 100")
            )
        return "", "", share
    above = decimal_text(given.numerator)
    return above, decimal_text(given.denominator, positive=True) if need == "ratio" else "", ""


def _surveyed(given: Report, satisfied: str, valid: str) -> str:
    """The forms sent out. Raises `Refused` where answers, valid and sent can not be: satisfied <= valid <= sent."""
    sent = decimal_text(given.sample or valid, positive=True)
    if not 0 <= Decimal(satisfied) <= Decimal(valid) <= Decimal(sent):
        raise Refused(
            "survey-wrong",
            Words(
                "满意度：满意数不多于有效答卷数，有效答卷数不多于发出数",
                "Satisfaction: satisfied at most valid answers, valid answers at most forms sent",
            ),
        )
    return sent


def _possible(indicator: Indicator, above: str, below: str) -> None:
    """Raises `Refused` where a share of a whole would be negative or above 100 %."""
    target = year_target(indicator)
    if not (target and target.kind == "ratio" and above and below):
        return
    if not 0 <= Decimal(above) <= Decimal(below):
        raise Refused(
            "over-hundred",
            Words("比率不能超过 100% 或为负，请核对分子和分母", "A share of a whole lies between 0 and 100 %"),
        )


def _of(source: Source | None) -> dict[str, Any]:
    if source is None:
        return {}
    return {
        "definition": source.definition,
        "period": source.period,
        "interval": source.interval,
        "cases": source.cases,
        "position": source.position,
        "figure": source.digest,
    }


def catch_up() -> int:
    """Insert every reported actual that the journal has and the table lacks; returns how many."""
    known = set(Actual.objects.values_list("notice", "version"))
    missing = 0
    for row in JournalEvent.objects.filter(kind=ActualReported.__name__).order_by("seq"):
        event = msgspec.json.decode(row.body, type=ActualReported)
        if (event.notice, row.version) not in known:
            _apply(event, Seen(row.version, instant(row.at), row.actor))
            missing += 1
    return missing


def _apply(event: ActualReported, seen: Seen) -> None:
    Actual.objects.create(
        notice=event.notice,
        position=event.indicator,
        version=seen.version,
        numerator=event.numerator,
        denominator=event.denominator,
        share=int(event.share) if event.share else None,
        evidence=event.evidence,
        row=event.row,
        method=event.method,
        sample=event.sample,
        definition=event.definition,
        period=event.period,
        interval=event.interval,
        cases=event.cases,
        journal_position=event.position,
        figure=event.figure,
        by=seen.by,
        at=seen.at,
    )
