"""Filings of the simulated traders without a port to send them to: what benches and drills file."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice

from .firms import Key, desk
from .settings import Settings
from .steps import Verb
from .traffic import open_port

START = dt.date(2026, 3, 1)
OFFICES = ("customs", "maritime", "border", "port")


MOST_DAYS = 256


def filings(type: str, n: int, *, seed: int = 1) -> list[bytes]:
    """The first `n` good filings of a document type in a simulation of that seed: the same bytes each time.

    Raises LookupError where the simulation does not file that type, or not as often.
    """
    days = 32
    while days <= MOST_DAYS:
        found = list(islice((paper(1) for kind, paper in _good(n, seed, days) if kind == type), n))
        if len(found) == n:
            return found
        days *= 2
    raise LookupError(f"{n} filings of {type} do not come in {MOST_DAYS} simulated days")


def types_filed(*, seed: int = 1) -> frozenset[str]:
    """The document types that somebody files in the simulation."""
    return frozenset(kind for kind, _ in _good(20, seed, 32))


def _good(n: int, seed: int, days: int) -> Iterator[tuple[str, Callable[[int], bytes]]]:
    """What is filed without fault, as its type and its paper by revision."""
    settings = Settings(seed=seed, start=START, months=1, declarations=4 * n, calls=2 * n)
    keys = [Key("trader", "declarant", ""), Key("agent", "ship_agent", "")]
    traffic = open_port(settings, desk([*keys, *(Key(role, role, "") for role in OFFICES)]))
    traffic.world.run(days * 86_400)
    for step in traffic.world.steps:
        if step.verb == Verb.FILE and not step.folder.faulty:
            yield step.folder.type, step.folder.paper
