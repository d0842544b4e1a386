"""Working days, office hours, how busy a day is and how slow. Local days; simulated seconds count from a local midnight."""

import datetime as dt
import functools

import chinese_calendar

DAY, HOUR, MINUTE = 86_400, 3_600, 60
OPENS, CLOSES = 8.5 * HOUR, 17.5 * HOUR
SEASON = (1.0, 0.9, 1.02, 0.98, 1.0, 1.0, 1.04, 1.06, 1.08, 1.0, 1.08, 1.1)
"""How busy each month is beside the average; the Spring Festival comes on top, by day."""


@functools.cache
def works(day: dt.date) -> bool:
    """Is it a working day? By the published calendar; Monday to Friday in years that it does not know yet."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


@functools.cache
def _festival(day: dt.date) -> bool:
    """A day off that is no plain weekend."""
    return not works(day) and any(
        not works(day + dt.timedelta(n)) and (day + dt.timedelta(n)).weekday() < 5 for n in (-1, 0, 1)
    )


@functools.cache
def busy(day: dt.date) -> float:
    """Volume of a day beside an average one."""
    rest = 1.06 if works(day) else 0.42 if _festival(day) else 0.92
    return rest * SEASON[day.month - 1]


@functools.cache
def slow(day: dt.date) -> float:
    """How much longer everything takes on that day: few hands on holidays, crowds before them and at the year's end."""
    if _festival(day):
        return 1.7
    before = any(_festival(day + dt.timedelta(n)) for n in range(1, 6))
    return (1.25 if before else 1.0) * (1.08 if day.month in (11, 12) else 1.0)


def office(start: dt.date, second: float, work: float) -> int:
    """The second at which `work` seconds of office time have passed since `second`."""
    day, at = divmod(second, DAY)
    while True:
        if works(start + dt.timedelta(days=int(day))):
            free = max(at, OPENS)
            if free + work <= CLOSES:
                return int(day * DAY + free + work)
            work -= max(0, CLOSES - free)
        day, at = day + 1, 0
