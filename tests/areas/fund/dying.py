"""A process that begins a plan and dies where it is told: `python -m tests.areas.fund.dying within|after|refused`.

It works on the store of `KOUAN_DATABASE`.
"""

import datetime as dt
import os
import signal
import sys

import django

django.setup()

from kouan.areas.fund.models import FinalRow  # noqa: E402 -- Django is ready only now
from kouan.areas.fund.planning import register  # noqa: E402
from kouan.areas.fund.planning.deeds import draft  # noqa: E402
from kouan.kernel.machine import Refused  # noqa: E402
from kouan.project import settings  # noqa: E402
from kouan.store.database import store_for  # noqa: E402
from kouan.store.roles import actor  # noqa: E402
from kouan.store.writer import Writer  # noqa: E402

from .plans import plan  # noqa: E402

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def die(*_: object) -> None:
    """As a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def stray(*_: object) -> None:
    """A row of a plan that is not there: stores look at such a key only when they commit."""
    FinalRow.objects.create(plan_id=999, position=1, applicant="-", project="-", on_notice_fen=1, granted_fen=1)


def main(where: str) -> None:
    """Begin the plan."""
    if where in ("within", "refused"):
        register._move = die if where == "within" else stray
    writer = Writer(store_for(settings.DATABASE_URL)).start()
    try:
        draft(plan(), actor=actor("caiwu", "ORG-FUND", "fund_officer"), now=NOW, writer=writer)
    except Refused as refused:
        sys.stdout.write(refused.code)
        writer.stop()
        return
    die()


if __name__ == "__main__":
    main(sys.argv[1])
