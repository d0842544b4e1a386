"""To what an event belongs: the unit its own key names, else every unit on the link rows that match all of its keys."""

from itertools import combinations
from typing import Any

import ibis

from .log import KEYS, UNIT_KEY, Log

COLUMNS = ("event_id", "activity", "us", "port", "flow", "conflict")


def members(log: Log, unit: str) -> Any:
    """Events of a unit (`declaration`, `bl`, `container`), a row for each event and unit, with the column `unit`."""
    key = UNIT_KEY[unit]
    events = log.events
    own = events.filter(events[key].notnull()).select(*COLUMNS, unit=key)
    if log.links is None:
        return own
    return ibis.union(own, *(_inherited(log, key, others) for others in _patterns(key)))


def _patterns(key: str) -> list[tuple[str, ...]]:
    """Which other keys an event without this one may carry; one without any key belongs to nothing."""
    others = [k for k in KEYS if k != key]
    return [some for n in range(1, len(others) + 1) for some in combinations(others, n)]


def _inherited(log: Log, key: str, carried: tuple[str, ...]) -> Any:
    """One join per pattern of keys, so that it is an equality and stays fast on large logs."""
    events, links = log.events, log.links
    pattern = [events[k].notnull() if k in carried else events[k].isnull() for k in KEYS]
    rows = links.filter(links[key].notnull()).select(*carried, unit=key).distinct()
    found = events.filter(*pattern).join(rows, list(carried))
    return found.select(*COLUMNS, "unit").distinct()
