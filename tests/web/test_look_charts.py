"""The charts of the server: safe, readable without a script, and never saying more than the data."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouan.kernel.words import Words
from kouan.kit.charts import LineChart, Point, Ranked, Ranking, Split, SplitPart
from kouan.kit.charts.svg import NARROW, WIDE, ticks

HOSTILE = Words("<script>\"&'", "<script>\"&'")
amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False)


def line(*points: Point, words: Words = HOSTILE) -> LineChart:
    """A line with the given points."""
    return LineChart(caption=words, finding=words, points=points)


@settings(deadline=None)
@given(st.lists(st.tuples(st.none() | amounts, st.booleans()), max_size=30), st.sampled_from([NARROW, WIDE]))
def test_any_series_draws_as_sound_markup(values: list[tuple[Decimal | None, bool]], width: int) -> None:
    """Gaps, one point, equal points, none at all: the drawing is well-formed and names itself."""
    points = tuple(Point(f"2026-{n:02d}", v, v, v, soon) for n, (v, soon) in enumerate(values))
    root = ET.fromstring(line(*points).draw("en", width))  # noqa: S314 - our own markup
    assert root.get("role") == "img"
    assert root.get("aria-label") == HOSTILE.en


def test_names_can_not_become_markup() -> None:
    """What firms write reaches a chart as text only."""
    ranked = Ranked(words=HOSTILE, tier=1, value=Decimal(3), low=Decimal(2), high=Decimal(4))
    drawings = [
        line(Point("<b>", Decimal(1))).draw("zh"),
        Ranking(caption=HOSTILE, finding=HOSTILE, rows=(ranked,)).draw("zh"),
        Split(caption=HOSTILE, finding=HOSTILE, parts=(SplitPart(HOSTILE, 5),)).draw("en"),
        Split(caption=HOSTILE, finding=HOSTILE, parts=(SplitPart(HOSTILE, 5),)).draw("en", NARROW),
    ]
    assert not [d for d in drawings if "<script" in d or "<b>" in d]


def test_provisional_months_are_dashed_and_gaps_stay_gaps() -> None:
    """A line is solid where settled, dashed where it will be revised, and absent where nothing is known."""
    one, two, three = Point("1", Decimal(1)), Point("2", Decimal(2)), Point("3", Decimal(3), provisional=True)
    assert line(one, two, three).draw("en").count("ln--soon") == 1
    assert line(one, two).draw("en").count("ln--soon") == 0
    assert line(one, Point("2", None), three).draw("en").count("<polyline") == 0


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_ranking_draws_every_whisker(width: int) -> None:
    """No row is ranked without its interval, however wide the page."""
    rows = tuple(
        Ranked(
            words=Words(f"港{n}", f"P{n}"), tier=1 + n // 2, value=Decimal(n), low=Decimal(n - 1), high=Decimal(n + 1)
        )
        for n in range(5)
    )
    drawn = Ranking(caption=HOSTILE, finding=HOSTILE, rows=rows).draw("en", width)
    assert drawn.count('class="wh"') == 5
    assert drawn.count("Tier ") == 3


@settings(deadline=None)
@given(st.lists(st.integers(min_value=1, max_value=10**12), min_size=1, max_size=12))
def test_the_bar_adds_up(fen: list[int]) -> None:
    """The widths of the parts are their shares, and the table's sum is the sum of its rows."""
    split = Split(caption=HOSTILE, finding=HOSTILE, parts=tuple(SplitPart(Words("甲", "A"), f) for f in fen))
    root = ET.fromstring(split.draw("en", 1180))  # noqa: S314 - our own markup
    widths = [float(r.get("width", 0)) for r in root.iter("rect")]
    assert sum(widths) == pytest.approx(1180 - 3 * (len(fen) - 1), abs=0.1 * len(fen))
    assert split.total == sum(fen)


def test_an_empty_split_draws() -> None:
    """Nothing allocated yet is a state, not an error."""
    empty = Split(caption=HOSTILE, finding=HOSTILE, parts=())
    assert "<svg" in empty.draw("zh")
    assert "<svg" in empty.draw("zh", NARROW)


@settings(deadline=None)
@given(amounts, amounts)
def test_ticks_enclose_the_data_in_round_steps(one: Decimal, other: Decimal) -> None:
    """Axes begin below and end above the data, with few levels."""
    low, high = min(one, other), max(one, other)
    levels = ticks(low, high)
    assert levels[0] <= low
    assert levels[-1] >= high
    assert 2 <= len(levels) <= 7
