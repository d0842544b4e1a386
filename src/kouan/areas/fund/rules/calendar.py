"""Counting the period of a notice: natural or working days, swapped days, and the last second that is in time.

Working days come from `chinese_calendar` (MIT), corrected by `working_days.yaml`. A year without the State Council's
notice is provisional: dates that need its working days are not given at all, never guessed.
Civil Code 201, 203, 204 (standing: official): the opening day is not counted, a last day that is a rest day moves on,
unless another rule prevails; so each of these is a field of the profile.
"""

from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import chinese_calendar
import msgspec

from kouan.areas.fund.rules.settings import read_yaml

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
Standing = Literal["official", "secondary", "to-verify"]


class DayOverride(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One day that works or rests against the library."""

    day: date
    works: bool
    reference: str
    standing: Standing


class WorkingDays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The years that are sure, and the days corrected."""

    reference: str
    standing: Standing
    first_official_year: int
    last_official_year: int
    overrides: tuple[DayOverride, ...]


class UnknownYear(LookupError):
    """The State Council's notice for this year is not known."""


class Counting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a period is counted. `closes` is `24:00` or the end of office hours, Shanghai time."""

    n: int
    unit: Literal["natural", "working"]
    start_day_counts: bool
    roll: Literal["next_working_day"] | None = None
    closes: str = "24:00"


class NoticePeriod(msgspec.Struct, frozen=True):
    """A counted period. None means: not known before the year's notice comes, and the flag says so."""

    first_counted: date | None
    last: date | None
    rolled_days: int | None
    natural_days: int | None
    working_days: int | None
    last_second_in_time: datetime | None
    first_second_late: datetime | None
    deadline_provisional: bool
    working_count_provisional: bool


UNKNOWN = NoticePeriod(
    first_counted=None,
    last=None,
    rolled_days=None,
    natural_days=None,
    working_days=None,
    last_second_in_time=None,
    first_second_late=None,
    deadline_provisional=True,
    working_count_provisional=True,
)
SWAPS = read_yaml("working_days", WorkingDays)
_OVERRIDES = {entry.day: entry.works for entry in SWAPS.overrides}


def works(day: date) -> bool:
    """Whether `day` is a working day in China, swapped days included; `UnknownYear` where nobody can know."""
    if day in _OVERRIDES:
        return _OVERRIDES[day]
    if not SWAPS.first_official_year <= day.year <= SWAPS.last_official_year:
        raise UnknownYear(day.year)
    return bool(chinese_calendar.is_workday(day))


def working_days_between(first: date, last: date) -> int:
    """Working days from `first` to `last`, both counted."""
    return sum(works(first + DAY * step) for step in range((last - first).days + 1))


def count_period(start: date, counting: Counting) -> NoticePeriod:
    """The period of a notice published on `start`."""
    try:
        first, due = _due(start, counting)
        last = _rolled(due, counting)
    except UnknownYear:
        return UNKNOWN
    return period_of(start, last, closes=counting.closes, first_counted=first, rolled_days=(last - due).days)


def period_of(
    start: date, last: date, *, closes: str = "24:00", first_counted: date | None = None, rolled_days: int = 0
) -> NoticePeriod:
    """The period between two dates that are known: the counts follow from them."""
    try:
        working: int | None = working_days_between(start, last)
    except UnknownYear:
        working = None
    in_time, late = closing(last, closes)
    return NoticePeriod(
        first_counted=first_counted or start,
        last=last,
        rolled_days=rolled_days,
        natural_days=(last - start).days + 1,
        working_days=working,
        last_second_in_time=in_time,
        first_second_late=late,
        deadline_provisional=False,
        working_count_provisional=working is None,
    )


def closing(last: date, closes: str = "24:00") -> tuple[datetime, datetime]:
    """The last second in time and the first second late of the day `last`, in Shanghai time.

    Office hours include their closing minute's first second: 17:30:00 is in time, 17:30:01 late.
    """
    if closes == "24:00":
        late = datetime.combine(last + DAY, time(), SHANGHAI)
        return late - timedelta(seconds=1), late
    in_time = datetime.combine(last, time.fromisoformat(closes), SHANGHAI)
    return in_time, in_time + timedelta(seconds=1)


def _due(start: date, counting: Counting) -> tuple[date, date]:
    """First counted day and the day the count is full, before any roll."""
    if counting.n < 1:
        raise ValueError("a period has at least one day")
    first = start if counting.start_day_counts else start + DAY
    if counting.unit == "natural":
        return first, first + DAY * (counting.n - 1)
    first = _working_from(first)
    day = first
    for _ in range(counting.n - 1):
        day = _working_from(day + DAY)
    return first, day


def _rolled(due: date, counting: Counting) -> date:
    return _working_from(due) if counting.roll == "next_working_day" else due


def _working_from(day: date) -> date:
    while not works(day):
        day += DAY
    return day


def printed_day(day: date) -> str:
    """A day as notices print it: 2021年4月23日."""
    return f"{day.year}年{day.month}月{day.day}日"
