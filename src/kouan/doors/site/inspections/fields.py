"""What the pages of inspections read from a posted form: days and hours in the port's time."""

import datetime as dt
import re

from django.http import HttpRequest

from kouan.kernel.rules import LAW_ZONE

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOUR = re.compile(r"\d{2}:\d{2}")


def text(request: HttpRequest, name: str, most: int = 300) -> str:
    """One line of text."""
    return request.POST.get(name, "").replace("\x00", "").strip()[:most]


def window(request: HttpRequest) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The window of `day`, `from`, `to`; an end before the beginning is on the next day. None where it is no time."""
    day = text(request, "day", 10)
    begins, ends = _moment(day, text(request, "from", 5)), _moment(day, text(request, "to", 5))
    if begins and ends and ends < begins:
        ends += dt.timedelta(days=1)
    return begins, ends


def _moment(day: str, hour: str) -> dt.datetime | None:
    if not (_DAY.fullmatch(day) and _HOUR.fullmatch(hour)):
        return None
    try:
        return dt.datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=LAW_ZONE)
    except ValueError:
        return None
