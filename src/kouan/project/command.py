"""The command `kouan`: wires the house and hands over to the command line's door."""

import os
import sys

from kouan.doors.cli import run
from kouan.doors.cli.wired import Wired

from . import asgi, settings, wiring


def main() -> None:
    """Entry point of the console script."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kouan.project.settings")
    wired = Wired(
        var=settings.VAR,
        database_url=settings.DATABASE_URL,
        open_for_reading=wiring.open_for_reading,
        open_for_writing=wiring.open_for_writing,
        application=asgi.over,
        clock=wiring.clock,
    )
    sys.exit(run(sys.argv[1:], wired))
