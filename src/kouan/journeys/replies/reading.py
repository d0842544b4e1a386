"""Reading an organisation's log from any place on."""

from kouan.store.database import Connections, Row
from kouan.store.reader import ENTRY, Reader, entry_of

from .telling import Reply, reply

MOST = 1000
"""Replies of one answer at most."""

_COLUMNS = ", ".join(f"e.{name.strip()}" for name in ENTRY.split(","))
_FROM = "FROM reply r JOIN journal_event e ON e.seq = r.seq JOIN case_row c ON c.id = r.case_id"
_SELECT = f"SELECT r.place, c.type, c.number, {_COLUMNS} {_FROM}"


def after(reader: Reader, organisation: str, place: int, *, limit: int = MOST) -> list[Reply]:
    """The replies after a place of the organisation's log, in order."""
    text = f"{_SELECT} WHERE r.organisation = ? AND r.place > ? ORDER BY r.place LIMIT ?"
    rows = reader.connections.query(text, [organisation, place, min(limit, MOST)])
    return [_reply(row) for row in rows]


def newest(reader: Reader, organisation: str, *, limit: int = 50, before: int = 2**62) -> list[Reply]:
    """The last replies before a place, newest first."""
    text = f"{_SELECT} WHERE r.organisation = ? AND r.place < ? ORDER BY r.place DESC LIMIT ?"
    rows = reader.connections.query(text, [organisation, before, min(limit, MOST)])
    return [_reply(row) for row in rows]


def at_places(connections: Connections, organisation: str, places: list[int]) -> dict[int, Reply]:
    """The replies at these places."""
    if not places:
        return {}
    marks = ", ".join("?" * len(places))
    text = f"{_SELECT} WHERE r.organisation = ? AND r.place IN ({marks})"
    rows = connections.query(text, [organisation, *places])
    return {row[0]: _reply(row) for row in rows}


def last(reader: Reader, organisation: str) -> int:
    """The number of the last reply, 0 where there is none."""
    rows = reader.connections.query("SELECT max(place) FROM reply WHERE organisation = ?", [organisation])
    return int(rows[0][0] or 0) if rows else 0


def _reply(row: Row) -> Reply:
    return reply(row[0], entry_of(row[3:]), row[1], row[2])
