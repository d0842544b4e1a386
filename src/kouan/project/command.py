"""The command `kouan`: wires the house and hands over to the command line's door.

What opens a house or serves it is named here and imported when it is asked for: reading a file waits for no database.
"""

import importlib
import io
import sys
from collections.abc import Callable
from typing import Any

from kouan.doors.cli import run
from kouan.doors.cli.wired import Wired

from . import settings
from .clock import clock


def main() -> None:
    """Entry point of the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # two languages and JSON are UTF-8, whatever the place is set to
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    wired = Wired(
        var=settings.VAR,
        database_url=settings.DATABASE_URL,
        open_for_reading=_later("wiring", "open_for_reading"),
        open_for_writing=_later("wiring", "open_for_writing"),
        application=_later("asgi", "over"),
        clock=clock,
        ready=_ready,
    )
    sys.exit(run(sys.argv[1:], wired))


def _ready() -> None:
    """Django first: what is imported after it may name a model."""
    importlib.import_module(f"{__package__}.boot")


def _later(module: str, name: str) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        _ready()
        return getattr(importlib.import_module(f"{__package__}.{module}"), name)(*arguments)

    return call
