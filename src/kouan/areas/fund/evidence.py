"""Actual values for targets: figures that the index computes from the journal, each with its definition and position.

Where no figure measures an indicator, the page says why; a figure of something near is shown as what it is, not as the
actual.
"""

import re

import msgspec

from kouan.areas import index
from kouan.areas.fund.models import Indicator
from kouan.areas.index import shown
from kouan.kernel.words import Words
from kouan.kit.evidence import Figure


class Source(msgspec.Struct, frozen=True):
    """Which definition measures an indicator, by words in its name; `near` measures something beside it."""

    name: str
    definition: str
    near: str = ""


class Actual(msgspec.Struct, frozen=True):
    """The figures of an indicator, and what can be said of a trend from the last two years."""

    figures: tuple[Figure, ...]
    near: tuple[Figure, ...] = ()
    verdict: Words | None = None


SOURCES = (
    Source(r"出口.*通关时间", "export.total", "import.total"),
    Source(r"进口.*通关时间", "import.total", "export.total"),
)
UNREPORTED = Words("尚未报送实际值", "no actual has been reported yet")
SHORTER = Words("比上年缩短，区间不重叠", "shorter than the year before: the intervals do not overlap")
LONGER = Words("比上年延长，区间不重叠", "longer than the year before: the intervals do not overlap")
UNCLEAR = Words("与上年区间重叠，不能判定", "the intervals of both years overlap: nothing can be said")


def actual_of(indicator: Indicator, year: int) -> Actual:
    """What is known of an indicator: in the notice's own year, and in the last two years with cases."""
    source = next((source for source in SOURCES if re.search(source.name, indicator.name)), None)
    if source is None:
        return Actual((_unreported(indicator),))
    known = index.series(source.definition, grain="year")[-2:]
    own = index.figure(source.definition, year=year)
    figures = [own, *(figure for figure in known if figure.period != year)]
    near = index.series(source.near, grain="year")[-1:]
    return Actual(tuple(map(_said, figures)), tuple(map(_said, near)), verdict(known))


def _said(figure: index.Figure) -> Figure:
    """A figure named by its definition and its year."""
    name, when = figure.definition.words, shown.period_words(figure.period)
    return shown.evidence(figure, Words(f"{name.zh} {when.zh}", f"{name.en} {when.en}"))


def verdict(known: tuple[index.Figure, ...]) -> Words | None:
    """Whether the last year lies wholly under or over the one before it; None without two years and their intervals."""
    if len(known) < 2 or known[0].period + 1 != known[1].period:
        return None
    before, last = known
    if before.low is None or before.high is None or last.low is None or last.high is None:
        return None
    return SHORTER if last.high < before.low else LONGER if last.low > before.high else UNCLEAR


def _unreported(indicator: Indicator) -> Figure:
    words = Words(indicator.name, indicator.name)
    return Figure(words=words, value=None, definition="—", version="", withheld=UNREPORTED, shown="—")
