"""Read models that follow the journal, each with its cursor, in one transaction with it; any of them can be rebuilt.

A projection that fails stops where it is and says so; the others go on.
"""

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from kouan.kernel.journal import Entry, instant
from kouan.kernel.rules import law_day

from .database import Store
from .reader import ENTRY, entry_of

log = logging.getLogger(__name__)


class Projection(msgspec.Struct, frozen=True):
    """A read model: its name, its table (and those `also` its own), and how entries change it (called with an open
    connection). `chunk` is how many entries one transaction takes: while it lasts the journal's writer waits.
    """

    name: str
    table: str
    apply: Callable[[Store, Any, Sequence[Entry]], None]
    also: tuple[str, ...] = ()
    chunk: int = 2000


class Progress(msgspec.Struct, frozen=True):
    """How far a projection is, and what stopped it."""

    name: str
    seq: int
    fault: str = ""


def _count_days(store: Store, connection: Any, entries: Sequence[Entry]) -> None:
    """Add each fact to the count of its day, port and kind."""
    ports = _ports(store, connection, {e.case for e in entries})
    counts = Counter((_day(e), ports.get(e.case, ""), e.kind) for e in entries)
    text = store.sql(
        "INSERT INTO daily_count (day, port, kind, n) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (day, port, kind) DO UPDATE SET n = daily_count.n + excluded.n"
    )
    connection.cursor().executemany(text, [(*key, n) for key, n in counts.items()])


def _day(entry: Entry) -> str:
    return law_day(instant(entry.at)).isoformat()


def _ports(store: Store, connection: Any, cases: set[str]) -> dict[str, str]:
    marks = ", ".join("?" * len(cases))
    text = store.sql(f"SELECT id, port FROM case_row WHERE id IN ({marks})")  # noqa: S608 -- marks only
    return dict(connection.execute(text, list(cases)).fetchall())


PROJECTIONS: tuple[Projection, ...] = (Projection("daily counts", "daily_count", _count_days),)


def follow(
    store: Store, projection: Projection, *, now: dt.datetime, chunk: int = 0, most: int = 1_000_000
) -> Progress:
    """Bring one projection up to the journal's end (or `most` entries further), chunk by chunk."""
    connection = store.connect()
    try:
        done = 0
        while done < most:
            progress, n = _follow_chunk(store, connection, projection, now, chunk or projection.chunk)
            done += n
            if n == 0 or progress.fault:
                return progress
        return progress
    finally:
        connection.close()


def _follow_chunk(
    store: Store, connection: Any, projection: Projection, now: dt.datetime, chunk: int
) -> tuple[Progress, int]:
    store.begin(connection)
    row = connection.execute(store.sql("SELECT seq FROM journal_cursor WHERE name = ?"), [projection.name]).fetchone()
    seq = row[0] if row else 0
    text = store.sql(f"SELECT {ENTRY} FROM journal_event WHERE seq > ? ORDER BY seq LIMIT ?")  # noqa: S608
    entries = [entry_of(r) for r in connection.execute(text, [seq, chunk]).fetchall()]
    try:
        if entries:
            projection.apply(store, connection, entries)
            seq = entries[-1].seq
        _mark(store, connection, Progress(projection.name, seq), now)
        connection.execute("COMMIT")
    except Exception as fault:  # noqa: BLE001 -- whatever it is: the cursor stands in front of it and says so
        log.warning("the read model %s stops: %s: %s", projection.name, type(fault).__name__, fault)
        connection.execute("ROLLBACK")
        stopped = Progress(projection.name, row[0] if row else 0, f"{type(fault).__name__}: {fault}")
        _mark(store, connection, stopped, now)
        return stopped, 0
    return Progress(projection.name, seq), len(entries)


def _mark(store: Store, connection: Any, progress: Progress, now: dt.datetime) -> None:
    text = store.sql(
        "INSERT INTO journal_cursor (name, seq, at, fault) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, at = excluded.at, fault = excluded.fault"
    )
    connection.execute(text, [progress.name, progress.seq, now.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), progress.fault])


def rebuild(store: Store, projection: Projection, *, now: dt.datetime) -> Progress:
    """Empty a projection and follow the journal from its first entry."""
    connection = store.connect()
    try:
        store.begin(connection)
        for table in (projection.table, *projection.also):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 -- a constant of the projection
        connection.execute(store.sql("DELETE FROM journal_cursor WHERE name = ?"), [projection.name])
        connection.execute("COMMIT")
    finally:
        connection.close()
    return follow(store, projection, now=now)
