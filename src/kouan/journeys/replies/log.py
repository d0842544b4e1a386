"""Each organisation's log of replies, numbered from 1 without gaps: a follower of the journal with a cursor of its own.

EVERY entry on a case goes to whoever filed the case, whatever it says, and to the organisations that the entry itself names
in `told` (the terminal that opens a box). So the number of a reply follows from the journal alone: rebuilding gives the same
numbers, and so does a later version of this code.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from kouan.kernel.journal import Entry
from kouan.store.database import Store
from kouan.store.projections import Projection


def _number(store: Store, connection: Any, entries: Sequence[Entry]) -> None:
    """Give each entry on a case the next number in the log of the case's owner."""
    owners = _owners(store, connection, {e.case for e in entries})
    places: dict[str, int] = {}
    rows: list[tuple[str, int, int, str]] = []
    for entry in entries:
        owner = owners.get(entry.case)
        if not owner:
            continue  # facts of money and accounts have no case and no owner
        for one in dict.fromkeys((owner, *_told(entry))):
            last = places[one] if one in places else last_place(store, connection, one)
            places[one] = last + 1
            rows.append((one, last + 1, entry.seq, entry.case))
    if rows:
        text = "INSERT INTO reply (organisation, place, seq, case_id) VALUES (?, ?, ?, ?)"
        connection.cursor().executemany(store.sql(text), rows)


class _Body(msgspec.Struct):
    told: tuple[str, ...] = ()


_body = msgspec.json.Decoder(_Body).decode


def _told(entry: Entry) -> tuple[str, ...]:
    """Who else is told, by the entry itself."""
    return _body(entry.body).told if b'"told"' in bytes(entry.body) else ()


def _owners(store: Store, connection: Any, cases: set[str]) -> dict[str, str]:
    marks = ", ".join("?" * len(cases))
    text = store.sql(f"SELECT id, owner FROM case_row WHERE id IN ({marks})")  # noqa: S608 -- marks only
    return dict(connection.execute(text, list(cases)).fetchall())


def last_place(store: Store, connection: Any, organisation: str) -> int:
    """The number of the organisation's last reply, 0 where it has none."""
    row = connection.execute(
        store.sql("SELECT max(place) FROM reply WHERE organisation = ?"), [organisation]
    ).fetchone()
    return int(row[0] or 0)


LOG = Projection("replies", "reply", _number)
