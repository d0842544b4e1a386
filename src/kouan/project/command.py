"""The command `kouan`: wires the house and hands over to the command line's door."""

# ruff: noqa: I001 -- boot comes first: the doors import models, and Django must be ready before
import io
import sys

from kouan.project.boot import READY
from kouan.doors.cli import run
from kouan.doors.cli.wired import Wired

from . import asgi, settings, wiring


def main() -> None:
    """Entry point of the console script."""
    assert READY  # noqa: S101 -- says why the import above is there
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # two languages and JSON are UTF-8, whatever the place is set to
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    wired = Wired(
        var=settings.VAR,
        database_url=settings.DATABASE_URL,
        open_for_reading=wiring.open_for_reading,
        open_for_writing=wiring.open_for_writing,
        application=asgi.over,
        clock=wiring.clock,
    )
    sys.exit(run(sys.argv[1:], wired))
