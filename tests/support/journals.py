"""Journals for tests of what is measured: made with the kernel's own structs, sealed as the writer seals them."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator

import msgspec

from kouan.kernel.journal import GENESIS, Amended, Decided, Entry, Event, Lodged, seal, stamp
from kouan.kernel.parties import Actor
from kouan.store.units import Fact, fact

TRADER = Actor(user="trader", organisation="FIRM-1", role="declarant")
OFFICER = Actor(user="officer", organisation="CUSTOMS-1", role="customs")
START = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
PORTS = ("CNNSA", "CNYTN", "CNSHK", "CNHUA", "CNHMN", "CNGON", "CNHUI", "CNJMN")


class DeclarationLodged(Lodged, frozen=True, kw_only=True):
    """Named as the window names it: to who measures, names are data."""


class DeclarationAmended(Amended, frozen=True, kw_only=True):
    """Likewise."""


class CargoArrived(Decided, frozen=True, kw_only=True):
    """Likewise."""


class InspectionStarted(Decided, frozen=True, kw_only=True):
    """Likewise."""


class InspectionCompleted(Decided, frozen=True, kw_only=True):
    """Likewise."""


class DeclarationCancelled(Decided, frozen=True, kw_only=True):
    """Likewise."""


class DeclarationReleased(Decided, frozen=True, kw_only=True):
    """Likewise."""


class ListedJournal:
    """A journal in memory that answers as the store's reader does."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries

    def journal(self, after: int, *, limit: int = 1000) -> list[Entry]:
        return self.entries[after : after + limit]

    def head(self) -> tuple[int, bytes]:
        return (self.entries[-1].seq, self.entries[-1].hash) if self.entries else (0, GENESIS)


def told(
    event: Event, case: str, version: int, at: dt.datetime, *, recorded: dt.datetime | None = None, by: Actor = OFFICER
) -> Fact:
    """One fact, recorded when it happened unless told otherwise."""
    known = stamp(recorded or at)
    return fact(event, case=case, version=version, actor=by, at=stamp(at), recorded_at=known)


def lodged(case: str, at: dt.datetime, *, port: str = "CNNSA", flow: str = "import", mode: str = "sea") -> Fact:
    """The filing of a declaration."""
    facts = {"number": f"No {case}", "port": port, "flow": flow, "mode": mode, "office": "5100"}
    return told(DeclarationLodged(type="t", number="", digest="d", facts=facts), case, 1, at, by=TRADER)


def step(kind: type[Decided], case: str, version: int, at: dt.datetime) -> Fact:
    """A decision on a case."""
    return told(kind(action="a", before="b", after="c", reason="甲先生要求"), case, version, at)


def sealed(facts: Iterable[Fact]) -> list[Entry]:
    """The facts as a journal, in the order given."""
    return list(_sealed(facts))


def _sealed(facts: Iterable[Fact]) -> Iterator[Entry]:
    previous = GENESIS
    for seq, f in enumerate(facts, 1):
        head = (f.at, f.recorded_at, f.kind, f.case, f.version, f.actor, f.organisation, f.role)
        hashed = seal(previous, (seq, *head), f.body)
        yield Entry(seq, *head, msgspec.Raw(f.body), previous, hashed)
        previous = hashed


def busy_port(declarations: int, *, seed: int = 1, months: int = 24) -> list[Fact]:
    """The facts of so many declarations over the months from `START`, in the order in which they were recorded."""
    dice = random.Random(seed)
    facts = [f for n in range(declarations) for f in _declaration(f"DEC-{n:07d}", dice, months)]
    return sorted(facts, key=lambda f: (f.recorded_at, f.case, f.version))


def _declaration(case: str, dice: random.Random, months: int) -> Iterator[Fact]:
    at = START + dt.timedelta(seconds=dice.randrange(months * 30 * 86400))
    flow = dice.choice(("import", "import", "export"))
    yield lodged(case, at, port=dice.choice(PORTS), flow=flow, mode=dice.choice(("sea", "sea", "road")))
    if dice.random() < 0.02:
        yield step(DeclarationCancelled, case, 2, at + dt.timedelta(hours=1))
        return
    at += dt.timedelta(hours=dice.uniform(0, 6))
    version = 2
    if dice.random() > 0.01:
        yield step(CargoArrived, case, version, at)
        version += 1
    if dice.random() < 0.1:
        at += dt.timedelta(hours=dice.uniform(0.5, 5))
        yield step(InspectionStarted, case, version, at)
        at += dt.timedelta(hours=dice.uniform(0.5, 10))
        yield step(InspectionCompleted, case, version + 1, at)
        version += 2
    at += dt.timedelta(seconds=round(3600 * dice.lognormvariate(1.5 if flow == "import" else 0.2, 0.9)))
    if dice.random() > 0.005:
        yield step(DeclarationReleased, case, version, at)
