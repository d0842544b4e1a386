"""One round of pushing for one subscription: what is due, in which order, and what each answer of the other side means.

At least once: the place moves only after the subscriber took a reply, so a kill between the two sends it once more, under the
same id. Inside one case replies go in order; a reply that is not taken keeps back its own case and no other. A subscriber that
takes nothing is asked ever more seldom, and nothing becomes a dead letter by that: tries count only while it takes others.
"""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from kouan.kernel.journal import stamp

from .book import Book, Parked, Subscription
from .reading import at_places
from .sending import Outcome
from .telling import Reply

ROUND = 50
"""Replies of one round; the place is kept after each round."""
IN_A_ROW = 3
"""Refusals in a row after which a subscriber is taken to be down."""
WAITS = tuple(dt.timedelta(seconds=s) for s in (5, 10, 20, 40, 80, 160, 320, 600))
"""Waits before a subscriber that is down is asked again; the last one stands for all that follow (the cap)."""
RETRIES = tuple(dt.timedelta(seconds=s) for s in (5, 30, 120, 600, 1800, 3600, 7200))
"""Waits before one reply is sent again that was refused while others were taken; after the last it is a dead letter."""
GONE = 410

Push = Callable[[Subscription, Reply], Awaitable[Outcome]]
"""Sends one reply."""


class Due(msgspec.Struct, frozen=True):
    """One reply to be sent now; `parked` where it was tried or kept back before."""

    place: int
    case: str
    parked: Parked | None = None

    @property
    def order(self) -> tuple[str, int]:
        """Those never tried first, so that one bad reply is not what a recovering subscriber is asked about each time."""
        return (self.parked.tried_at if self.parked else "", self.place)


class Round:
    """What is due in one subscription, and what came of it."""

    def __init__(self, book: Book, subscription: Subscription, now: Callable[[], dt.datetime]) -> None:
        self.book, self.made, self.now = book, subscription, now
        self.before = subscription.place
        self.kept: dict[int, Parked] = {}
        self.gone: list[int] = []
        self.done: set[int] = set()
        self.stuck: set[str] = set()

    def due(self) -> list[Due]:
        """What may be sent now: the first that is parked of each case, and what is new."""
        at = stamp(self.now())
        first: dict[str, Parked] = {}
        for parked in self.book.parked(self.made.id):
            if not parked.dead:
                first.setdefault(parked.case_id, parked)
        self.stuck = set(first)
        found = [Due(p.place, case, p) for case, p in first.items() if p.next_at <= at]
        new = self.book.places(self.made.organisation, self.made.place, ROUND)
        return sorted([*found, *(Due(place, case) for place, case in new)], key=lambda d: d.order)

    def held_back(self, due: Due) -> bool:
        """A new reply of a case that has one parked is parked behind it, untried."""
        if due.parked or due.case not in self.stuck:
            return False
        self.kept[due.place] = Parked(subscription=self.made.id, place=due.place, case_id=due.case)
        return True

    def came(self, due: Due, outcome: Outcome) -> bool:
        """Take in what came of one try. False where the round is over: the subscriber is down, or gone."""
        at = self.now()
        self.made.tried_at, self.made.fault = stamp(at), outcome.fault
        if outcome.taken:
            self.made.failures, self.made.next_at, self.made.done_at = 0, "", stamp(at)
            self.done.add(due.place)
            if due.parked:
                self.gone.append(due.place)
            return True
        if outcome.status == GONE:
            self.made.standing = "gone"
        elif outcome.status:
            self.kept[due.place] = self._refused(due, outcome, at)
            self.stuck.add(due.case)
        self.made.failures += 1
        if outcome.status and outcome.status != GONE and self.made.failures < IN_A_ROW:
            return True
        self.made.next_at = stamp(at + _nth(WAITS, self.made.failures - (IN_A_ROW if outcome.status else 1)))
        return False

    def _refused(self, due: Due, outcome: Outcome, at: dt.datetime) -> Parked:
        """The reply as it is parked now. A try counts where the subscriber took another reply since the last one."""
        old = due.parked
        counted = old is None or not old.tried_at or self.made.done_at > old.tried_at
        tries = (old.tries if old else 0) + counted
        return Parked(
            subscription=self.made.id,
            place=due.place,
            case_id=due.case,
            tries=tries,
            next_at=stamp(at + _nth(RETRIES, tries - 1)),
            tried_at=stamp(at),
            fault=outcome.fault,
            dead=tries > len(RETRIES),
        )

    def settle(self) -> bool:
        """Keep it: the place moves over all that was taken or parked. False where a person set the place meanwhile."""
        for place, _ in self.book.places(self.made.organisation, self.before, ROUND):
            if place not in self.done and place not in self.kept:
                break
            self.made.place = place
        kept = [p for place, p in sorted(self.kept.items()) if place <= self.made.place]
        return self.book.settle(self.before, self.made, kept, self.gone)


def _nth(waits: tuple[dt.timedelta, ...], n: int) -> dt.timedelta:
    return waits[max(0, min(n, len(waits) - 1))]


Aside = Callable[..., Awaitable[Any]]
"""Runs a function that asks the store in a thread of its own, so that nobody else's sending waits for it."""


async def push_round(
    book: Book, subscription: Subscription, push: Push, now: Callable[[], dt.datetime], aside: Aside = asyncio.to_thread
) -> int:
    """Send what is due, at most one round of it. Gives how many replies were taken."""
    turn = Round(book, subscription, now)
    dues: list[Due] = await aside(turn.due)
    told: dict[int, Reply] = await aside(at_places, book.read, subscription.organisation, [d.place for d in dues])
    for due in dues:
        if turn.held_back(due):
            continue
        if not turn.came(due, await push(subscription, told[due.place])):
            break
    await aside(turn.settle)
    return len(turn.done)
