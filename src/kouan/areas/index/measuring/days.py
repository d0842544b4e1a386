"""Days of a time zone as a table: the month each lies in, and how much working time lies before it.

With the table, a month is a look-up and a working clock a difference of two sums, in whole numbers on every engine.
"""

import datetime as dt
import functools
from collections.abc import Mapping
from zoneinfo import ZoneInfo

import msgspec
import pyarrow as pa

from .log import EARLIEST, EPOCH, LATEST, microseconds

DAY = 86_400_000_000
"""Microseconds of a day."""

SCHEMA = pa.schema([(name, pa.int64()) for name in ("day", "month", "before", "opens", "closes")])


class WorkingCalendar(msgspec.Struct, frozen=True):
    """Working days and their daily window: Monday to Friday but for `holidays`, and the make-up days of a weekend."""

    opens: dt.time
    closes: dt.time
    holidays: frozenset[dt.date] = frozenset()
    working_weekend_days: frozenset[dt.date] = frozenset()

    def works(self, day: dt.date) -> bool:
        """Is this a working day?"""
        return day in self.working_weekend_days or (day.weekday() < 5 and day not in self.holidays)


ALWAYS = WorkingCalendar(dt.time(), dt.time())
"""Stands where no working clock is asked for."""


def read_calendar(data: Mapping[str, object]) -> WorkingCalendar:
    """A calendar from plain data: `window` of two times, `holidays`, `working_weekend_days` as ISO dates."""
    opens, closes = (dt.time.fromisoformat(t) for t in msgspec.convert(data["window"], tuple[str, str]))
    free = msgspec.convert(data.get("holidays", ()), frozenset[dt.date])
    made_up = msgspec.convert(data.get("working_weekend_days", ()), frozenset[dt.date])
    return WorkingCalendar(opens, closes, free, made_up)


@functools.cache
def offset_of(zone: str) -> int:
    """Microseconds that a zone is ahead of UTC. Raises ValueError for a zone that moves its clocks in the years measured.

    Asia/Shanghai has not since 1991; a zone that does needs a table of its own transitions, which nobody has asked for.
    """
    place = ZoneInfo(zone)
    hours = ((LATEST - EARLIEST) // dt.timedelta(days=30)) + 1
    offsets = {(EARLIEST + dt.timedelta(days=30 * n)).astimezone(place).utcoffset() for n in range(hours)}
    if len(offsets) != 1:
        raise ValueError(f"the clocks of {zone} move: its days can not be counted by one offset")
    return (offsets.pop() or dt.timedelta()) // dt.timedelta(microseconds=1)


@functools.lru_cache(maxsize=8)
def days(zone: str, calendar: WorkingCalendar = ALWAYS) -> pa.Table:
    """One row a day: number since 1970 on the zone's clock, month as 202601, working time before it, its window."""
    opens, closes = _time(calendar.opens), _time(calendar.closes)
    first = EARLIEST.astimezone(ZoneInfo(zone)).date()
    columns: list[list[int]] = [[], [], [], [], []]
    before = 0
    for n in range((LATEST - EARLIEST).days + 2):
        day = first + dt.timedelta(days=n)
        length = closes - opens if calendar.works(day) else 0
        row = ((day - EPOCH.date()).days, day.year * 100 + day.month, before, opens, opens + length)
        for column, value in zip(columns, row, strict=True):
            column.append(value)
        before += length
    return pa.Table.from_arrays([pa.array(c, pa.int64()) for c in columns], schema=SCHEMA)


def _time(clock: dt.time) -> int:
    return microseconds(dt.datetime.combine(EPOCH.date(), clock, dt.UTC))
