"""Versions of tables: written once with their event, read by name, never changed."""

import csv
import hashlib
import io
import zlib
from collections.abc import Sequence
from typing import ClassVar

from kouan.areas.window import events as e
from kouan.areas.window.paying import reading
from kouan.areas.window.paying.things import Kept
from kouan.areas.window.paying.work import Work, inserted
from kouan.areas.window.tax.tables import Row
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.store.reader import Reader

TARIFF, EXCHANGE = "tariff", "exchange"
HEADING = Row.__struct_fields__


class Version(Kept, frozen=True, kw_only=True):
    """A version of a table without its content."""

    TABLE: ClassVar[str] = "window_table_version"

    id: str
    name: str
    number: int
    taken: str
    actor: str
    file: str
    digest: str
    mode: str
    rows: int
    since: str | None = None


class Whole(Version, frozen=True, kw_only=True):
    """A version with its content: deflated CSV."""

    body: bytes = b""


def versions(reader: Reader, name: str = "") -> list[Version]:
    """The versions of a table, or of all, the newest first."""
    return reading.kept(reader, Version, {"name": name} if name else {}, order="name, number DESC", limit=1000)


def newest(reader: Reader) -> dict[str, int]:
    """The number of the newest version of each table that has one."""
    found = reader.connections.query("SELECT name, max(number) FROM window_table_version GROUP BY name", [])
    return {str(name): int(number) for name, number in found}


def content(reader: Reader, name: str, number: int) -> str:
    """The CSV of a version. Raises LookupError where there is none."""
    found = reading.kept(reader, Whole, {"name": name, "number": number}, limit=1)
    if not found:
        raise LookupError(f"{name} {number}")
    return zlib.decompress(bytes(found[0].body)).decode()


def taken(
    work: Work, *, name: str, number: int, file: str, mode: str, text: str, rows: int, since: str | None
) -> Version:
    """Write a version with its event. `number` is one above the newest that was seen. Raises `Refused`."""
    if work.actor.role != "operator":
        raise Refused("role-may-not", Words("表由运维人员装入", "Tables are taken over by the operator"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    made = Whole(
        id=f"TBL-{name}-{number}",
        name=name,
        number=number,
        taken=work.at,
        actor=work.actor.user,
        file=file[:120],
        digest=digest,
        mode=mode,
        rows=rows,
        since=since,
        body=zlib.compress(text.encode()),
    )
    event = e.TableTaken(table=name, file=made.file, digest=digest, mode=mode, rows=rows, since=since or "")
    work.note(event, f"TBL-{name}", number)
    work.rows.append(inserted(made))
    return made


def as_csv(rows: Sequence[Row]) -> str:
    """The rows of a tariff as our own CSV, every column."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADING)
    for row in rows:
        writer.writerow("" if v is None else v for v in (getattr(row, name) for name in HEADING))
    return out.getvalue()
