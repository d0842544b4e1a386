"""A port with two years of declarations in its journal, behind the site's own addresses."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection

from kouan.areas.index import keeping
from kouan.kernel.journal import Entry
from kouan.store.database import SqliteStore
from kouan.store.house import House, house, is_open, open_house
from kouan.store.reader import Reader
from kouan.store.writer import Writer
from tests.support.journals import busy_port, sealed

NOW = dt.datetime(2027, 1, 4, tzinfo=dt.UTC)


def keep(store: SqliteStore, entries: list[Entry]) -> None:
    """Put sealed entries into the journal table as the writer would."""
    rows = [
        (*tuple(getattr(e, n) for n in Entry.__struct_fields__[:9]), bytes(e.body).decode(), e.previous, e.hash)
        for e in entries
    ]
    writing = store.connect()
    writing.execute("BEGIN")
    writing.executemany("INSERT INTO journal_event VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)
    writing.execute("COMMIT")
    writing.close()


def house_in(folder: Path, entries: list[Entry]) -> House:
    """An open house whose database is Django's own for the time being."""
    store = SqliteStore(folder / "index.sqlite3")
    connection.close()
    connection.settings_dict["NAME"] = str(store.path)
    call_command("migrate", verbosity=0)
    keep(store, entries)
    writer: Writer = SimpleNamespace(position=len(entries))  # type: ignore[assignment]
    return open_house(House(store, writer, Reader(store), lambda: NOW, var=folder))


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """4,000 declarations at eight ports over 24 months: enough for months of all ports and years of each."""
    before = connection.settings_dict["NAME"]
    made = house_in(tmp_path_factory.mktemp("busy"), sealed(busy_port(4000)))
    keeping.shelf(made).refresh()
    yield made
    connection.close()
    connection.settings_dict["NAME"] = before


@pytest.fixture
def another(tmp_path: Path) -> Iterator[Callable[[list[Entry]], House]]:
    """Opens another port for one test; the one that was open is open again afterwards."""
    name, opened = connection.settings_dict["NAME"], house() if is_open() else None
    yield lambda entries: house_in(tmp_path, entries)
    connection.close()
    connection.settings_dict["NAME"] = name
    if opened:
        open_house(opened)
