"""What the command line gets from the composition root."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:  # a command that opens no house should not wait for the store's libraries
    from kouan.store.house import House


def _nothing() -> None:
    """Where everything is ready already."""


class Wired(msgspec.Struct, frozen=True):
    """How to open the house, where its data lie, how to build the app over it."""

    var: Path
    database_url: str
    open_for_reading: Callable[[], House]
    open_for_writing: Callable[[], House]
    application: Callable[[House], Any]
    clock: Callable[[], dt.datetime]
    ready: Callable[[], object] = _nothing
    """Makes Django ready, before modules that name tables are imported."""
