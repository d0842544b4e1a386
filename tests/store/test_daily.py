"""What the daily counts promise."""

import datetime as dt

from kouan.store.daily import recorded
from kouan.store.database import Store
from kouan.store.projections import PROJECTIONS, follow, rebuild
from kouan.store.reader import Reader
from kouan.store.writer import Writer
from tests.store.test_writer import NOON, deciding, lodging


def test_every_day_is_there_and_every_fact_is_counted_once(store: Store) -> None:
    """Followed twice and rebuilt, the counts are those of the journal; days without a fact are 0."""
    writer = Writer(store).start()
    for n in range(5):
        writer.write(lodging(f"C{n}"))
    writer.write(deciding("C1", 2))
    writer.stop()
    (projection,) = PROJECTIONS
    first, last = dt.date(2026, 3, 1), dt.date(2026, 3, 3)
    for deed in (follow, follow, rebuild):
        progress = deed(store, projection, now=NOON)
        assert (progress.seq, progress.fault) == (6, "")
        days = recorded(Reader(store), {"Lodged"}, first=first, last=last)
        assert days == [(first, 0), (dt.date(2026, 3, 2), 5), (last, 0)]
    assert recorded(Reader(store), set(), first=first, last=first) == [(first, 0)]


def test_a_projection_that_fails_stops_and_says_why(store: Store) -> None:
    """What can not be counted stops the cursor in front of it with the reason, and nothing half-done stays."""
    writer = Writer(store).start()
    writer.write(lodging("C1"))
    writer.stop()
    store.connect().execute("DROP TABLE daily_count")
    progress = follow(store, PROJECTIONS[0], now=NOON)
    assert progress.seq == 0
    assert "daily_count" in progress.fault
    rows = store.connect().execute("SELECT seq, fault FROM journal_cursor").fetchall()
    assert [(row[0], "daily_count" in row[1]) for row in rows] == [(0, True)]
