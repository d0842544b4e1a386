"""The port's pulse for the public home: how much was filed on each of the last thirty days."""

import datetime as dt
from decimal import Decimal

from kouan.journeys import catalogue
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.charts import LineChart, Point
from kouan.store.daily import recorded
from kouan.store.house import House

DAYS = 30
FILINGS = Words("件", "filings")


def pulse(of: House) -> LineChart | None:
    """Filings a day, today's dashed because it is not over; None where nothing was filed in these days."""
    today = law_day(of.now())
    kinds = {t.machine.lodged.__name__ for t in catalogue.types().values()}
    days = recorded(of.reader, kinds, first=today - dt.timedelta(days=DAYS - 1), last=today)
    total = sum(n for _, n in days)
    if not total:
        return None
    points = tuple(Point(day.isoformat(), Decimal(n), provisional=day == today) for day, n in days)
    return LineChart(
        caption=Words("近 30 天，每天申报", "Filed a day, the last 30 days"),
        finding=Words(
            f"近 30 天共申报 {total:,} 件，今天 {days[-1][1]:,} 件",
            f"{total:,} filed in 30 days, {days[-1][1]:,} today",
        ),
        points=points,
        unit=FILINGS,
        places=0,
        note=Words(
            "进出口报关单和船舶申报；今天未完，画虚线", "declarations and ships' calls; today is not over: dashed"
        ),
    )
