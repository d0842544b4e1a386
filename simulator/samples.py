"""Filings of the simulated traders without a port to send them to: what benches and drills file."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice

from .firms import Key, desk
from .settings import Settings
from .steps import Verb
from .traffic import open_port

START = dt.date(2026, 3, 1)
OFFICES = ("customs", "maritime", "border", "port")


def filings(type: str, n: int, *, seed: int = 1) -> list[bytes]:
    """The first `n` good filings of a document type in a simulation of that seed: the same bytes each time."""
    days, found = 32, list[bytes]()
    while len(found) < n:
        found = list(islice(_good(type, n, seed, days), n))
        days *= 2
    return found


def _good(type: str, n: int, seed: int, days: int) -> Iterator[bytes]:
    settings = Settings(seed=seed, start=START, months=1, declarations=4 * n, calls=2 * n)
    keys = [Key("trader", "declarant", ""), Key("agent", "ship_agent", "")]
    traffic = open_port(settings, desk([*keys, *(Key(role, role, "") for role in OFFICES)]))
    traffic.world.run(days * 86_400)
    for step in traffic.world.steps:
        if step.verb == Verb.FILE and step.folder.type == type and not step.folder.faulty:
            yield step.folder.paper(1)
