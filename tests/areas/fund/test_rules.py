"""Money, cuts, lights, calendar, targets: exact, and refused where they can not be."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouan.areas.fund.rules.calendar import Counting, UnknownYear, count_period, works
from kouan.areas.fund.rules.capitals import capitals_of, fen_of_capitals
from kouan.areas.fund.rules.cuts import CutRefused, cut_pro_rata
from kouan.areas.fund.rules.lights import read_light
from kouan.areas.fund.rules.money import BadAmount, fen_of, wan_of, yuan_of
from kouan.areas.fund.rules.objections import PROFILES, TABLE
from kouan.areas.fund.rules.targets import read_target
from tests.conformance.__main__ import run


def test_the_area_agrees_with_its_vectors(shared: Path) -> None:
    """Every case written by others comes out as written."""
    lines = list(run("fund", shared / "vectors" / "fund"))
    assert len(lines) > 200
    assert [line for line in lines if not line["ok"]] == []


@given(fen=st.integers(0, 10**17))
@settings(max_examples=500, deadline=None)
def test_words_of_money_read_back(fen: int) -> None:
    """Any amount in Chinese capitals reads back as itself, and so do its 万元 and 元."""
    assert fen_of_capitals(capitals_of(fen)) == fen
    assert fen_of(wan_of(fen), "万元") == fen
    assert fen_of(yuan_of(fen), "元") == fen


@pytest.mark.parametrize("text", ["", "元", "整", "壹", "拾元", "壹元元", "壹佰壹佰元", "一百元", "零分", "壹角壹角"])
def test_wrong_words_are_refused(text: str) -> None:
    """What is no amount in capitals is refused, never half read."""
    with pytest.raises(BadAmount):
        fen_of_capitals(text)


@pytest.mark.parametrize("text", ["", " 1", "1.", ".5", "01", "+1", "1e3", "无", "-", "—", "1,0000", "٣"])
def test_odd_amounts_are_refused(text: str) -> None:
    """Only plain unsigned decimals are amounts; 无, a dash and a blank are for the reader of the table to tell apart."""
    with pytest.raises(BadAmount):
        fen_of(text, "万元")


@given(
    requests=st.lists(st.integers(0, 10**12), min_size=1, max_size=30),
    share=st.integers(0, 150),
    quantum=st.sampled_from([1, 100, 10_000, 1_000_000]),
    data=st.data(),
)
@settings(max_examples=10_000, deadline=None)
def test_a_cut_places_all_there_is(requests: list[int], share: int, quantum: int, data: st.DataObject) -> None:
    """Granted and unplaced make the cap (or everybody has all); nobody gets more than asked; only whole quanta."""
    cap = sum(requests) * share // 100
    protected = data.draw(st.sets(st.integers(0, len(requests) - 1), max_size=2))
    kept = sum(requests[row] for row in protected)
    if kept > cap:
        with pytest.raises(CutRefused):
            cut_pro_rata(requests=requests, cap=cap, quantum=quantum, protected=protected)
        return
    cut = cut_pro_rata(requests=requests, cap=cap, quantum=quantum, protected=protected)
    short = sum(requests) > cap
    assert cut.total + cut.unplaced == (cap if short else sum(requests))
    assert all(0 <= got <= asked for got, asked in zip(cut.granted, requests, strict=True))
    assert all(cut.granted[row] == requests[row] for row in protected)
    if short:
        assert all(got % quantum == 0 for row, got in enumerate(cut.granted) if row not in protected)
    if quantum == 1:
        assert cut.unplaced == 0


@given(base=st.integers(1, 10**13), spent=st.integers(0, 10**13), share=st.sampled_from([50, 80, 100]))
@settings(deadline=None)
def test_lights_compare_unrounded(base: int, spent: int, share: int) -> None:
    """Green begins exactly at the due sum, amber exactly ten points below it, stop exactly above the base."""
    light = read_light(base=base, spent=spent, due_share=Decimal(share)).light
    exact = (
        "stop"
        if spent > base
        else "green"
        if 100 * spent >= share * base
        else "amber"
        if 100 * spent >= (share - 10) * base
        else "red"
    )
    assert light == exact


@given(
    start=st.dates(dt.date(2005, 1, 1), dt.date(2026, 6, 30)),
    n=st.integers(1, 20),
    working=st.booleans(),
    counts=st.booleans(),
)
@settings(deadline=None)
def test_periods_hold_what_they_say(start: dt.date, n: int, *, working: bool, counts: bool) -> None:
    """A period of n days has n of them, ends one second before the first late second, and rolls to a working day."""
    unit = "working" if working else "natural"
    period = count_period(start, Counting(n, unit, counts, "next_working_day"))
    if period.deadline_provisional or not (period.last and period.first_counted):
        return
    days = [
        period.first_counted + dt.timedelta(days=step) for step in range((period.last - period.first_counted).days + 1)
    ]
    assert sum(works(day) for day in days) >= n if working else len(days) >= n
    assert works(period.last)
    assert period.first_second_late
    assert period.last_second_in_time
    assert period.first_second_late - period.last_second_in_time == dt.timedelta(seconds=1)


def test_a_year_without_its_notice_is_never_guessed() -> None:
    """The library answers for no year that the State Council has not."""
    with pytest.raises(UnknownYear):
        works(dt.date(2027, 2, 1))


@given(text=st.text(max_size=30))
@settings(max_examples=500, deadline=None)
def test_any_value_is_read_and_kept(text: str) -> None:
    """Whatever is printed as a target is kept as printed and never crashes the reader."""
    assert read_target(text).printed == text


def test_the_objection_table_is_whole() -> None:
    """The last row has no condition, every outcome has words, and only ground a to d refuse by name."""
    assert TABLE.rows[-1].when == ()
    assert {row.outcome for row in TABLE.rows} == set(TABLE.outcomes)
    assert {row.ground for row in TABLE.rows if row.ground} == {"a", "b", "c", "d"}
    assert all(profile.pieces_person and profile.pieces_body for profile in PROFILES.values())
