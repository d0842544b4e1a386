"""The clock and the papers of a call, at their edges."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouan.areas.ships.rules.attachments import CONDITIONS, NAMES, Particulars, needed
from kouan.areas.ships.rules.clock import DEADLINES, clock, has_lapsed
from kouan.kernel.rules import LAW_ZONE
from tests.conformance import ships

ETA = dt.datetime(2025, 3, 14, 6, 0, tzinfo=LAW_ZONE)
DAYS = st.timedeltas(min_value=dt.timedelta(minutes=1), max_value=dt.timedelta(days=40))


@given(voyage=DAYS, stay=DAYS)
def test_due_times_are_in_order(voyage: dt.timedelta, stay: dt.timedelta) -> None:
    """The application is due no later than the report, the report before the arrival, neither before the ship leaves."""
    made = clock(ETA - voyage, ETA, ETA + stay)
    assert ETA - voyage <= made.apply.by <= made.report.by < ETA < made.formalities_by
    assert made.departure_by < ETA + stay


@given(voyage=DAYS, stay=DAYS, hours=st.integers(-11, 13))
def test_the_offset_of_the_teller_does_not_matter(voyage: dt.timedelta, stay: dt.timedelta, hours: int) -> None:
    """The same instants told with another offset give the same clock."""
    zone = dt.timezone(dt.timedelta(hours=hours))
    told = [moment.astimezone(zone) for moment in (ETA - voyage, ETA, ETA + stay)]
    assert clock(*told) == clock(ETA - voyage, ETA, ETA + stay)


def test_exactly_a_day_is_not_less_than_a_day() -> None:
    """At the very length of a branch the ordinary rule holds; a second less takes the other."""
    day, second = dt.timedelta(hours=24), dt.timedelta(seconds=1)
    assert clock(ETA - day, ETA, ETA + day).report.branch.en == "24 h before"
    assert clock(ETA - day + second, ETA, ETA + day).report.branch.en == "on leaving last port"
    assert clock(ETA - day, ETA, ETA + day).exit.en == "separately"
    assert clock(ETA - day, ETA, ETA + day - second).exit.en == "entry and exit together"
    assert not has_lapsed(ETA, ETA + day)
    assert has_lapsed(ETA, ETA + day + second)


def test_unverified_lengths_say_so() -> None:
    """The numbers of the clock are marked as not verified, with the regulation that they are said to stand in."""
    value = DEADLINES.on(ETA.date())
    assert value.standing == "to-verify"
    assert "175" in value.reference


def test_every_paper_has_a_condition_and_a_name() -> None:
    """The table of conditions and the list of names are of the same 22 codes, in the same order."""
    assert list(CONDITIONS) == list(NAMES.codes)
    assert len(NAMES) == 22


@pytest.mark.parametrize("flag", [True, False])
def test_flag_decides_between_two_papers(flag: bool) -> None:
    """A Chinese ship brings her inspection book, a foreign one her crew's certificates; never both."""
    ship = Particulars(movement="arrival", ship_type="bulk", gross_tonnage=499, chinese_flag=flag)
    assert {c.code for c in needed(ship)} & {"0013", "0019"} == {"0019" if flag else "0013"}


def test_the_vectors_that_are_covered_hold(shared: Path) -> None:
    """Of the files by others every case holds that the area covers: all but the port as a fourth agency, which with us
    reports and does not decide, and what is told as not covered.
    """
    wrong = []
    for case in ships.cases(shared / "vectors" / "ships"):
        got = case.got()
        covered = not str(got).startswith(ships.NOT_COVERED)
        if covered and got != case.expected and not case.name.endswith(" port"):
            wrong.append(case.name)
    assert wrong == []
