"""What the house does once on every day of the law while it serves: a thread that looks at the calendar now and then."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.db import DatabaseError, connection

from kouan.areas.fund.objecting import vault
from kouan.journeys import two_step
from kouan.kernel.rules import law_day
from kouan.store.house import House, house

from .threads import Beside

log = logging.getLogger(__name__)

PAUSE_SECONDS = 60.0


def _two_step(now: dt.datetime) -> int:
    return two_step.look(house(), now, law_day(now))


TASKS: Mapping[str, Callable[[Any], int]] = {"fund vault drop-due": vault.drop_due, "two-step reminders": _two_step}
"""Each is called with the present instant and says how much it did. A task that fails is tried again at the next look."""


class Daily(Beside):
    """Does every task once a day, the first time as soon as the house serves."""

    def __init__(self, house: House, pause: float = PAUSE_SECONDS) -> None:
        super().__init__("daily")
        self.house, self.pause = house, pause
        self._done: dict[str, object] = {}

    def look(self) -> None:
        """Do what was not done yet today."""
        now = self.house.now()
        today = law_day(now)
        for name, task in TASKS.items():
            if self._done.get(name) == today:
                continue
            try:
                done = task(now)
            except DatabaseError as fault:
                log.warning("%s waits for the store: %s", name, type(fault).__name__)
                continue
            self._done[name] = today
            if done:
                log.info("%s: %d", name, done)

    def _run(self) -> None:
        while True:
            self.look()
            connection.close()
            if self._stop.wait(self.pause):
                return
