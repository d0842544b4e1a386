"""A port with taxes on each store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kouan.store.database import Store
from tests.areas.window.taxes.town import Town


@pytest.fixture
def town(store: Store, tmp_path: Path) -> Iterator[Town]:
    """A fresh port, drained at the end."""
    made = Town(store, tmp_path)
    yield made
    made.close()
