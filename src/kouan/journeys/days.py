"""The day of the law, which is the calendar day in China wherever the clock stands."""

import datetime as dt
from zoneinfo import ZoneInfo

LAW_ZONE = ZoneInfo("Asia/Shanghai")


def law_day(moment: dt.datetime) -> dt.date:
    """The day of the law: the calendar day in Asia/Shanghai."""
    return moment.astimezone(LAW_ZONE).date()
