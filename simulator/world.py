"""The simulated world: its clock, its people's hands, and what they have done so far."""

import datetime as dt
import functools
import math
from collections.abc import Generator
from typing import Any

import simpy

from .days import DAY, HOUR, slow
from .dice import Dice
from .firms import Desk
from .places import PORTS, Port
from .settings import Settings
from .steps import Folder, Step, Verb

Life = Generator[simpy.Event, Any, None]

YEARLY_GAIN = 0.15
"""The logarithm by which durations shrink a year; months scatter around it."""
SCATTER = 0.06


class World:
    """One simulation. `run` lets time pass; what was done meanwhile is in `steps`, in the order of time."""

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self.settings, self.desk = settings, desk
        self.env = simpy.Environment()
        self.steps: list[Step] = []
        self.berths = {p.code: simpy.Resource(self.env, _berths(settings, p)) for p in PORTS}
        self.teams = {p.code: simpy.Resource(self.env, _teams(settings, p)) for p in PORTS}
        self._trend = functools.cache(self._month_trend)

    @property
    def now(self) -> int:
        """The simulated second."""
        return int(self.env.now)

    def today(self) -> dt.date:
        """The local day."""
        return self.settings.day(self.now // DAY)

    def years(self) -> float:
        """Years since the simulation began."""
        return self.now / (365 * DAY)

    def dice(self, *name: object) -> Dice:
        """The dice of that name."""
        return Dice(":".join(map(str, (self.settings.seed, *name))))

    def run(self, until: int) -> None:
        """Let time pass up to a simulated second; nothing of that second or later has happened yet."""
        if until > self.env.now:
            self.env.run(until=until)

    def pace(self, port: Port) -> float:
        """How long things take at a port today beside its beginnings elsewhere: place, gain over time, scatter, season."""
        today = self.today()
        return port.pace * self._trend(port.code, today.year * 12 + today.month) * slow(today)

    def _month_trend(self, port: str, month: int) -> float:
        first = self.settings.start.year * 12 + self.settings.start.month
        scatter = self.dice("trend", port, month).gauss(0, SCATTER)
        return math.exp(scatter - YEARLY_GAIN * (month - first) / 12)

    # -- deeds ---------------------------------------------------------------------------------------------------

    def wait(self, seconds: float) -> simpy.Event:
        """Some seconds from now."""
        return self.env.timeout(max(1, round(seconds)))

    def wait_until(self, second: float) -> simpy.Event:
        """At a simulated second, or at once where it is past."""
        return self.env.timeout(max(0, round(second) - self.now))

    def file(self, folder: Folder) -> None:
        """The owner files the folder's document."""
        self._do(folder, folder.owner, Verb.FILE)

    def amend(self, folder: Folder, reason: str) -> None:
        """The owner puts a new revision in the place of the document."""
        self._do(folder, folder.owner, Verb.AMEND, "", reason)

    def decide(self, folder: Folder, role: str, action: str, reason: str = "", happened: float | None = None) -> None:
        """An office (by its role) or the owner (role `owner`) takes a step, or reports what happened earlier."""
        by = folder.owner if role == "owner" else self.desk.offices[role]
        self._do(folder, by, Verb.DECIDE, action, reason, None if happened is None else int(happened))

    def pay(self, folder: Folder) -> None:
        """The owner orders the bank to pay what the folder's declaration owes."""
        self._do(folder, folder.owner, Verb.PAY)

    def book(self, folder: Folder) -> None:
        """The bank takes what it was ordered, books it, and tells of it."""
        self._do(folder, self.desk.offices["bank"], Verb.BOOK)

    def draw(self, folder: Folder, month: str) -> None:
        """Customs draws a month's summaries together."""
        self._do(folder, self.desk.offices["customs"], Verb.DRAW, month)

    def _do(
        self, folder: Folder, by: str, verb: Verb, action: str = "", reason: str = "", happened: int | None = None
    ) -> None:
        self.steps.append(Step(folder, self.now, by, verb, action, reason, happened))


def duty(second: float) -> float:
    """The next second at which somebody is on duty: 7 to 22 o'clock on every day."""
    day, at = divmod(second, DAY)
    if at < 7 * HOUR:
        return day * DAY + 7 * HOUR
    return second if at < 22 * HOUR else (day + 1) * DAY + 7 * HOUR


def _berths(settings: Settings, port: Port) -> int:
    """Berths enough for twice the average, so that ships queue on busy days only."""
    return 1 + math.ceil(2 * port.ships * settings.calls / (settings.months * 30))


def _teams(settings: Settings, port: Port) -> int:
    """Inspection teams: one for forty inspections a month."""
    return math.ceil(port.goods * settings.declarations * 0.04 / settings.months / 40)
