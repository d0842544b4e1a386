"""What the daily counts tell: how often some facts were recorded on each of the last days."""

import datetime as dt
from collections.abc import Collection

from .reader import Reader


def recorded(reader: Reader, kinds: Collection[str], *, first: dt.date, last: dt.date) -> list[tuple[dt.date, int]]:
    """How often facts of these kinds were recorded on each day from the first to the last, days without any included."""
    marks = ", ".join("?" * len(kinds))
    text = f"SELECT day, sum(n) FROM daily_count WHERE kind IN ({marks}) AND day >= ? AND day <= ? GROUP BY day"  # noqa: S608
    rows = reader.connections.query(text, [*kinds, first.isoformat(), last.isoformat()]) if kinds else []
    counted = {day if isinstance(day, dt.date) else dt.date.fromisoformat(day): int(n) for day, n in rows}
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return [(day, counted.get(day, 0)) for day in days]
