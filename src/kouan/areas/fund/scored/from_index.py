"""Actuals taken from figures that the index computes: with the definition's version, interval, cases and position."""

import datetime as dt
import re

from kouan.areas import index
from kouan.areas.fund.evidence import LONGER, SHORTER, SOURCES, verdict
from kouan.areas.fund.models import Indicator
from kouan.areas.fund.scored.needs import needs
from kouan.areas.fund.scored.reporting import Report, Source, report
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.units import Writes

NOT_MEASURED = Words("没有指标测算这一项", "No figure measures this")
NOTHING = Words("这一年没有可公布的指标", "There is no figure of that year that may be told")
UNSURE = Words("两年的区间重叠，不能判定", "The intervals of both years overlap: nothing can be said")


def definition_for(indicator: Indicator) -> str:
    """The definition that measures an indicator, by its name; "" where none does."""
    source = next((source for source in SOURCES if re.search(source.name, indicator.name)), None)
    return source.definition if source else ""


def take(
    notice: str, revision: int, position: int, *, year: int, actor: Actor, now: dt.datetime, writer: Writes
) -> None:
    """Report the year's figure as the actual. A target of every year less is told from this year and the last.

    Raises `Refused`: as `report`, nothing measures it, nothing may be told, or the two years can not be told apart.
    """
    found = Indicator.objects.filter(notice__number=notice, notice__revision=revision, position=position).first()
    name = definition_for(found) if found else ""
    if found is None or not name:
        raise Refused("index-none", NOT_MEASURED)
    figure = index.figure(name, year=year)
    if figure.value is None or figure.n is None:
        raise Refused("index-nothing", NOTHING)
    said = f"{figure.definition.id} v{figure.definition.version} {figure.estimator}"
    interval = f"{figure.low}–{figure.high}" if figure.low is not None else ""
    source = Source(
        definition=said,
        period=str(year),
        interval=interval,
        cases=figure.n,
        position=figure.position,
        digest=figure.digest,
    )
    evidence = f"指标 {said}：{figure.value} 小时，{figure.n} 件，日志 #{figure.position}"
    share, numerator = "", f"{figure.value:f}"
    if needs(found) == "share":
        share, numerator = _share(index.figure(name, year=year - 1), figure), ""
    given = Report(indicator=position, numerator=numerator, share=share, evidence=evidence, source=source)
    report(notice, revision, given, actor=actor, now=now, writer=writer)


def _share(before: index.Figure, now: index.Figure) -> str:
    said = verdict((before, now))
    if said not in (SHORTER, LONGER):
        raise Refused("index-unsure", UNSURE)
    return "100" if said == SHORTER else "0"
