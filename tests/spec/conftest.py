"""Every case of the manual runs on SQLite and on PostgreSQL, each time on a fresh store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kouan.store.database import Store
from kouan.store.house import open_house

from .port import Port


@pytest.fixture
def port(store: Store, tmp_path: Path) -> Iterator[Port]:
    """A port that has just opened."""
    made = Port(store, tmp_path)
    open_house(made.house)
    yield made
    made.house.writer.stop()
