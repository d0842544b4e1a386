"""A migrated store of its own with an open house, and the seed published in it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
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


@pytest.fixture
def port(tmp_path: Path) -> Iterator[House]:
    """An empty port whose clock stands a day before the seed's notice."""
    path = tmp_path / "fund.sqlite3"
    settings = {**connections.settings["default"], "NAME": str(path)}
    connections["default"].close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = settings["NAME"]
    call_command("migrate", verbosity=0)
    store = SqliteStore(path)
    writer = Writer(store).start()
    with override_settings(ROOT_URLCONF="tests.areas.fund.site", ALLOWED_HOSTS=["testserver"]):
        yield open_house(House(store, writer, Reader(store), lambda: NOW))
    writer.stop()
    connection.close()
    connection.settings_dict["NAME"] = before


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
