"""The figure on the public home page: how long imports took in the last whole month, with the month before beside it."""

import datetime as dt

import msgspec

from kouan.areas import index
from kouan.areas.index import shown
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.charts import Interval
from kouan.kit.evidence import Figure
from kouan.store.house import House

MEASURE = "import.total"


class Headline(msgspec.Struct, frozen=True):
    """The sentence, the figure with its evidence, and its interval as a drawing."""

    words: Words
    figure: Figure
    interval: Interval | None


def headline(of: House) -> Headline | None:
    """The headline, or None where nothing is measured yet. The home page never waits for measuring."""
    if not (of.var / "frames" / "figures" / "kept.json").exists():
        return None
    today = law_day(of.now())
    told = [f for f in index.series(MEASURE, estimator="p50") if f.value is not None and f.period != _month(today)]
    if not told:
        return None
    last, before = told[-1], told[-2] if len(told) > 1 else None
    month, said = shown.period_words(last.period), shown.compared(last, before)
    words = Words(
        f"{month.zh}，一半进口货物通关用时 {said.zh}", f"{month.en}: half of all imports cleared in {said.en}"
    )
    return Headline(words, shown.evidence(last), _interval(last, before, words))


def _interval(last: index.Figure, before: index.Figure | None, words: Words) -> Interval | None:
    if last.value is None or last.low is None or last.high is None:
        return None
    return Interval(
        finding=words, value=last.value, low=last.low, high=last.high, before=before.value if before else None
    )


def _month(day: dt.date) -> int:
    return day.year * 100 + day.month
