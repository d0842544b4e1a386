"""What the command line gets from the composition root."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from kouan.store.house import House


class Wired(msgspec.Struct, frozen=True):
    """How to open the house, where its data lie, how to build the app over it."""

    var: Path
    database_url: str
    open_for_reading: Callable[[], House]
    open_for_writing: Callable[[], House]
    application: Callable[[House], Any]
    clock: Callable[[], dt.datetime]
