"""A migrated store of its own with an open house, and the seed published in it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings

from kouan.areas.fund.operations import Published, publish
from kouan.kernel.parties import Actor
from kouan.store.database import SqliteStore
from kouan.store.house import House, open_house
from kouan.store.reader import Reader
from kouan.store.roles import actor
from kouan.store.writer import Writer

from .notices import seed_text

NOW = dt.datetime(2021, 4, 22, 9, 0, tzinfo=dt.UTC)
REASON = "已由经办人核对（测试）"
WAIVED = dict.fromkeys(("D4.1", "D4.2", "D9", "D12.1", "D12.2", "D13.1", "D13.2"), REASON)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with all tables, to copy from."""
    path = tmp_path_factory.mktemp("fund") / "empty.sqlite3"
    before = _moved_to(path)
    call_command("migrate", verbosity=0)
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _moved_to(before)
    return path


@pytest.fixture
def port(migrated: Path, tmp_path: Path) -> Iterator[House]:
    """An empty port whose clock stands a day before the seed's notice."""
    path = tmp_path / "fund.sqlite3"
    path.write_bytes(migrated.read_bytes())
    before = _moved_to(path)
    store = SqliteStore(path)
    writer = Writer(store).start()
    with override_settings(ROOT_URLCONF="tests.areas.fund.site", ALLOWED_HOSTS=["testserver"]):
        yield open_house(House(store, writer, Reader(store), lambda: NOW, var=tmp_path))
    writer.stop()
    _moved_to(before)


def _moved_to(path: Path | str) -> str:
    """Point Django at another database file; returns where it pointed."""
    connection.close()
    before = str(connection.settings_dict["NAME"])
    connection.settings_dict["NAME"] = str(path)
    return before


@pytest.fixture
def officer() -> Actor:
    """A fund officer of an invented office."""
    return actor("caiwu", "ORG-FUND", "fund_officer")


@pytest.fixture
def body(shared: Path) -> bytes:
    """The seed's bytes."""
    return seed_text(shared).encode()


@pytest.fixture
def published(port: House, officer: Actor, body: bytes) -> Published:
    """The seed, published with every blocking finding waived."""
    return publish(body=body, actor=officer, now=NOW, key="k1", waivers=WAIVED, writer=port.writer)
