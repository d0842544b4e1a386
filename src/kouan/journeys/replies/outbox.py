"""Replies as files: a folder for each organisation that the operator gave one. A file is there whole or not at all.

The place is kept after the files are there, so a kill writes some of them once more under the same names, and leaves out none.
"""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from kouan.kernel.journal import stamp
from kouan.store.database import Store
from kouan.store.reader import Reader

from .reading import after

AT_ONCE = 500


def lay_out(store: Store, reader: Reader, organisation: str, outbox: Path, *, now: dt.datetime) -> int:
    """Write the replies that are not in the folder yet, in order; how many. Raises OSError where the folder can not be written."""
    rows = reader.connections.query("SELECT place FROM reply_outbox WHERE organisation = ?", [organisation])
    place = int(rows[0][0]) if rows else 0
    found = after(reader, organisation, place, limit=AT_ONCE)
    for reply in found:
        put(outbox / f"{reply.offset:010d}-{reply.id}.json", msgspec.json.encode(reply) + b"\n")
    if found:
        _keep(store, organisation, found[-1].offset, now)
    return len(found)


def put(path: Path, body: bytes) -> None:
    """Write a file under another name, have it on the disk, then give it its own."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _keep(store: Store, organisation: str, place: int, now: dt.datetime) -> None:
    text = (
        "INSERT INTO reply_outbox (organisation, place, at, fault) VALUES (?, ?, ?, '')"
        " ON CONFLICT (organisation) DO UPDATE SET place = excluded.place, at = excluded.at"
    )
    with _writing(store) as connection:
        connection.execute(store.sql(text), [organisation, place, stamp(now)])


@contextmanager
def _writing(store: Store) -> Iterator[Any]:
    connection = store.connect()
    try:
        store.begin(connection)
        yield connection
        connection.execute("COMMIT")
    finally:
        connection.close()
