"""How times, spans, money and numbers are said: the words of the look, in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouan.kit import saying

UTC = dt.UTC
AFTERNOON = dt.datetime(2026, 11, 23, 6, 32, tzinfo=UTC)


def test_times_are_said_on_the_clock_of_shanghai() -> None:
    """A moment stored in UTC is read in Asia/Shanghai; Chinese leaves the current year out, English never does."""
    assert saying.moment(AFTERNOON, "zh-hans", 2026) == "11月23日 14:32"
    assert saying.moment(AFTERNOON, "zh-hans", 2027) == "2026年11月23日 14:32"
    assert saying.moment(AFTERNOON, "en", 2026) == "23 Nov 2026, 14:32"


def test_the_day_changes_at_midnight_in_shanghai() -> None:
    """17:00 UTC is already the next day of the law."""
    late = dt.datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert saying.moment(late, "zh-hans", 2026) == "2027年1月1日 01:00"


def test_a_time_without_a_zone_is_refused() -> None:
    """It could be any moment of a day, so it is not shown at all."""
    with pytest.raises(ValueError, match="without a zone"):
        saying.moment(dt.datetime(2026, 11, 23, 14, 32), "en", 2026)  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (dt.timedelta(hours=2, minutes=18), "2 小时 18 分", "2 h 18 min"),
        (dt.timedelta(hours=2), "2 小时", "2 h"),
        (dt.timedelta(minutes=42, seconds=50), "42 分", "42 min"),
        (dt.timedelta(seconds=8), "8 秒", "8 s"),
        (dt.timedelta(days=6, hours=9), "6 天 9 小时", "6 d 9 h"),
        (dt.timedelta(minutes=-25), "−25 分", "−25 min"),
        (dt.timedelta(0), "0 秒", "0 s"),
    ],
)
def test_spans_have_two_units_at_most(span: dt.timedelta, zh: str, en: str) -> None:
    """Nobody reads three units; a span that is over keeps its minus sign."""
    said = saying.lasted(span)
    assert (said.zh, said.en) == (zh, en)


def test_the_clock_of_a_cell_is_short() -> None:
    """Hours and minutes, a true minus, and days from three on."""
    assert saying.clock(dt.timedelta(hours=2, minutes=18)).zh == "2:18"
    assert saying.clock(dt.timedelta(minutes=-25)).en == "−0:25"
    assert saying.clock(dt.timedelta(days=10)).zh == "10 天"


def test_money_is_exact() -> None:
    """Fen become 万元 or 元 without rounding, and without idle noughts."""
    assert saying.wan(3690_0000_00).zh == "3,690 万元"
    assert saying.wan(3690_0000_00).en == "CNY 36.9 million"
    assert saying.wan(1).zh == "0.000001 万元"
    assert saying.yuan(185000).zh == "1,850.00 元"
    assert saying.yuan(-5).en == "CNY −0.05"


@settings(deadline=None)
@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_wan_loses_no_fen(fen: int) -> None:
    """Whatever the sum, the fen can be had back from what was printed."""
    printed = saying.wan(fen).zh.removesuffix(" 万元").replace(",", "").replace("−", "-")
    assert Decimal(printed) * 1_000_000 == fen


def test_numbers_round_half_up_and_say_nothing_as_a_dash() -> None:
    """四舍五入, as official figures are; no value is a dash, never a nought."""
    assert saying.number(Decimal("0.125"), 2) == "0.13"
    assert saying.number(Decimal("-0.25")) == "−0.25"
    assert saying.number(1_284_019) == "1,284,019"
    assert saying.number(None) == "—"
