"""A profile and a day give dates and words, and the words are read back to the same dates and demands."""

import datetime as dt

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.rules.announcing import announce
from kouan.areas.fund.rules.calendar import count_period
from kouan.areas.fund.rules.objections import PROFILES
from kouan.store.house import House

TITLE = "示例省商务厅关于2021年示例资金（口岸方向）分配方案的公示\n\n根据示例办法，现予公示。"


@given(
    code=st.sampled_from(sorted(PROFILES)),
    start=st.dates(dt.date(2021, 1, 1), dt.date(2025, 11, 30)),
    roll=st.booleans(),
)
def test_what_is_printed_is_read_back(code: str, start: dt.date, roll: bool) -> None:
    """For every profile and day: the printed period has the counted dates, and each side must give what the profile asks."""
    profile = PROFILES[code]
    made = announce(profile, start, roll=roll)
    notice = read_text(f"{TITLE}{made.text}")
    assert notice.period
    assert (notice.period.first, notice.period.last) == (made.period.first_counted, made.period.last)
    assert notice.period.counted.last_second_in_time == made.period.last_second_in_time
    if made.counting.unit == "working":
        assert notice.period.days_printed == notice.period.counted.working_days == made.working
    asked = {one.who: set(one.pieces) - {"evidence"} for one in notice.objectors}
    assert asked["person"] == set(profile.pieces_person)
    assert asked["body"] >= set(profile.pieces_body)
    assert notice.in_writing


@pytest.mark.parametrize(
    ("code", "start", "roll", "last", "second"),
    [
        ("seed-2021", "2021-04-23", False, "2021-04-29", "2021-04-29T23:59:59+08:00"),
        ("ten-days-signed", "2021-04-21", False, "2021-05-01", "2021-05-01T23:59:59+08:00"),
        ("ten-days-signed", "2021-04-21", True, "2021-05-06", "2021-05-06T23:59:59+08:00"),
        ("five-working-days", "2021-04-23", False, "2021-04-29", "2021-04-29T17:30:00+08:00"),
    ],
)
def test_the_three_profiles(code: str, start: str, roll: bool, last: str, second: str) -> None:
    """Seven natural days; ten days without the first, rolled over Labour Day; five working days with the swapped Sunday."""
    period = announce(PROFILES[code], dt.date.fromisoformat(start), roll=roll).period
    assert period.last == dt.date.fromisoformat(last)
    assert period.last_second_in_time == dt.datetime.fromisoformat(second)


def test_a_year_without_the_notice_is_provisional(port: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Working days of a year that is not known: no dates and no words, said so; with the table extended they are counted."""
    page = "/fund/period/?profile=five-working-days&start=2031-03-03"
    assert "暂定" in Client().get(page).content.decode()
    assert announce(PROFILES["five-working-days"], dt.date(2031, 3, 3), roll=False).text == ""
    natural = Client().get("/fund/period/?profile=seed-2021&start=2031-03-03").content.decode()
    assert "2031-03-09" in natural
    assert "暂定" in natural
    known = {dt.date(2031, 3, 3) + dt.timedelta(days=n): n % 7 < 5 for n in range(20)}
    monkeypatch.setattr("kouan.areas.fund.rules.calendar._OVERRIDES", known)
    counted = count_period(dt.date(2031, 3, 3), PROFILES["five-working-days"].counting)
    assert counted.last == dt.date(2031, 3, 10)


@pytest.mark.parametrize("query", ["start=tomorrow", "profile=none", "start=0001-01-01", "start=9999-12-31"])
def test_odd_questions_are_answered(query: str, port: House) -> None:
    """A day that is none, a profile that is not there: the form again with the fault."""
    assert Client().get(f"/fund/period/?{query}").status_code == 422
