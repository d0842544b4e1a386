"""When a tax is due: days of the law, working days from the calendar of the State Council's notices."""

import datetime as dt

from kouan.areas.fund.rules.calendar import DAY, UnknownYear, works
from kouan.areas.window import rules


def due_day(issued: dt.date) -> dt.date:
    """The last day of the period for payment, counted from the day after; a rest day moves it on (to verify).

    In a year whose working days are not known yet it is not moved.
    """
    last = issued + DAY * rules.LEVY.on(issued).value.payment_days
    try:
        while not works(last):
            last += DAY
    except UnknownYear:
        return last
    return last


def summary_due(month: str) -> tuple[dt.date, bool]:
    """The last day for a month's summary: that working day of the next month (to verify); and whether the calendar of
    that year is not known yet, so that Mondays to Fridays were counted instead. Raises ValueError for no month.
    """
    year, number = int(month[:4]), int(month[5:7])
    first = dt.date(year + number // 12, number % 12 + 1, 1)
    nth = rules.SUMMARY.on(first).value.due_working_day
    try:
        return _nth(first, nth, known=True), False
    except UnknownYear:
        return _nth(first, nth, known=False), True


def _nth(day: dt.date, nth: int, *, known: bool) -> dt.date:
    while True:
        if works(day) if known else day.weekday() < 5:
            nth -= 1
            if nth == 0:
                return day
        day += DAY
