"""The journal to Parquet, and all definitions measured on it."""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kouan.areas.index import keeping
from kouan.frames.export import CHUNK, export
from kouan.kernel.journal import Entry
from kouan.store.database import SqliteStore
from kouan.store.reader import Reader
from tests.support.journals import busy_port, sealed

from .figures import Figure, figure

DECLARATIONS = 30_000
TABLE = (
    "CREATE TABLE journal_event (seq INTEGER PRIMARY KEY, at, recorded_at, kind, case_id, version, actor, organisation,"
    " role, body TEXT, previous BLOB, hash BLOB)"
)


def figures() -> list[Figure]:
    """Rows a second from SQLite to Parquet beside the reader alone, and seconds for every definition."""
    with tempfile.TemporaryDirectory() as folder:
        entries = sealed(busy_port(DECLARATIONS))
        reader = Reader(_store(Path(folder), entries))
        alone = len(entries) / _seconds(lambda: _read(reader))
        rows = len(entries) / _seconds(lambda: export(reader, Path(folder) / "journal"))
        manifest = export(reader, Path(folder) / "journal")
        kept = Path(folder) / "figures"
        kept.mkdir()
        took = _seconds(lambda: keeping.measure(Path(folder) / "journal", manifest, kept))
    return [
        figure("journal to frames", rows, "rows/s", limit=alone, against="reading the journal alone"),
        figure(f"all definitions measured, {len(entries):,} entries", took, "s"),
    ]


def _store(folder: Path, entries: list[Entry]) -> SqliteStore:
    path = folder / "bench.sqlite3"
    with sqlite3.connect(path) as writing:
        writing.execute(TABLE)
        rows = [
            (*(getattr(e, n) for n in Entry.__struct_fields__[:9]), bytes(e.body).decode(), e.previous, e.hash)
            for e in entries
        ]
        writing.executemany("INSERT INTO journal_event VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)
    return SqliteStore(path)


def _read(reader: Reader) -> None:
    after = 0
    while found := reader.journal(after, limit=CHUNK):
        after = found[-1].seq


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
