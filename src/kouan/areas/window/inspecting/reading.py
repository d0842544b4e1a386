"""Reads the appointments: those of a case or a box, those of a stretch of time. Past the ORM, alike in both stores."""

from collections.abc import Sequence
from typing import Any

import msgspec

from kouan.store.reader import Reader
from kouan.store.units import Row

from .machine import OVER


class Appointment(msgspec.Struct, frozen=True, kw_only=True):
    """Where and when the inspection of a revision is. Times are stamps."""

    case_id: str
    revision: int
    requester: str
    place: str
    terminal: str
    begins: str
    ends: str
    opens: str


class Seen(msgspec.Struct, frozen=True):
    """One thing to look at: a case, a box, or both."""

    subject: str
    container: str


_COLUMNS = ", ".join(Appointment.__struct_fields__)
_LAST = "JOIN case_row c ON c.id = j.case_id AND c.revision = j.revision"
_OPEN = "c.state NOT IN (" + ", ".join(f"'{s}'" for s in OVER) + ")"
_PICKED = ", ".join(f"j.{name}" for name in Appointment.__struct_fields__)


def appointment(reader: Reader, case: str, revision: int) -> Appointment | None:
    """The appointment of one revision."""
    text = f"SELECT {_COLUMNS} FROM window_joint WHERE case_id = ? AND revision = ?"  # noqa: S608 -- constants
    rows = reader.connections.query(text, [case, revision])
    return _made(rows[0]) if rows else None


def between(reader: Reader, begins: str, ends: str, *, terminal: str = "") -> list[Appointment]:
    """The appointments that begin in a stretch of time (stamps, the end not included), in the order of time and place."""
    text = f"SELECT {_PICKED} FROM window_joint j {_LAST} WHERE j.begins >= ? AND j.begins < ?"  # noqa: S608
    values: list[object] = [begins, ends]
    if terminal:
        text, values = text + " AND j.terminal = ?", [*values, terminal]
    return [_made(row) for row in reader.connections.query(text + " ORDER BY j.begins, j.place, j.case_id", values)]


def of_subject(reader: Reader, subject: str, *, opened: bool = False) -> list[str]:
    """The inspections that look at a case, oldest first; only those not over where `opened`."""
    return _inspections(reader, "subject", subject, opened)


def of_box(reader: Reader, container: str, *, opened: bool = True) -> list[str]:
    """The inspections that look at a box."""
    return _inspections(reader, "container", container, opened)


def _inspections(reader: Reader, column: str, value: str, opened: bool) -> list[str]:
    text = f"SELECT DISTINCT j.case_id, c.opened FROM window_joint_subject j {_LAST} WHERE j.{column} = ?"  # noqa: S608
    text += f" AND {_OPEN}" if opened else ""
    return [row[0] for row in reader.connections.query(text + " ORDER BY c.opened, j.case_id", [value])]


def subjects(reader: Reader, case: str, revision: int) -> list[Seen]:
    """What a revision looks at, in its order."""
    text = (
        "SELECT subject, container FROM window_joint_subject WHERE case_id = ? AND revision = ? ORDER BY place_in_list"
    )
    return [Seen(*row) for row in reader.connections.query(text, [case, revision])]


def kept(made: Appointment, seen: Sequence[Seen]) -> tuple[Row, ...]:
    """The rows of a revision."""
    marks = ", ".join("?" * len(Appointment.__struct_fields__))
    head = Row(f"INSERT INTO window_joint ({_COLUMNS}) VALUES ({marks})", msgspec.structs.astuple(made))  # noqa: S608
    text = (
        "INSERT INTO window_joint_subject (case_id, revision, place_in_list, subject, container) VALUES (?, ?, ?, ?, ?)"
    )
    lines = (Row(text, (made.case_id, made.revision, n, s.subject, s.container)) for n, s in enumerate(seen, 1))
    return (head, *lines)


def _made(row: Sequence[Any]) -> Appointment:
    return Appointment(**dict(zip(Appointment.__struct_fields__, row, strict=True)))
