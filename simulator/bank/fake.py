"""The bank itself, without any transport. It keeps accounts, takes an order once, books it, and tells of it.

It is a verified fake: the contract in `tests/contracts` runs against it as it would against a real bank's test system.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from enum import StrEnum

import msgspec

from . import papers
from .papers import Transfer


class Mood(StrEnum):
    """How the bank behaves next."""

    GOOD = "good"
    POOR = "insufficient_funds"
    TWICE = "tells_twice"
    LATE = "tells_late"
    SILENT = "silent"
    DOUBLE = "takes_twice"
    SHORT = "takes_less"


class FakeBank:
    """Keeps what it was told. `treasury` is the account whose credits and debits it tells of."""

    def __init__(self, treasury: str, *, now: dt.datetime | None = None) -> None:
        self.treasury, self.mood = treasury, Mood.GOOD
        self.now = now or dt.datetime.now(dt.UTC)
        self.balances: dict[str, int] = {}
        self.seen: dict[str, Transfer] = {}
        self.late: list[Transfer] = []
        self._when: Callable[[str], dt.datetime] = lambda _: self.now
        self.slips: Callable[[str], bool] = lambda _: False
        self._told = 0

    def take(self, body: bytes, when: Callable[[str], dt.datetime] | None = None) -> tuple[bytes, list[bytes]]:
        """A pain.001: the status report at once (pain.002), and the notifications that follow (camt.054).

        `when` says at which instant an order is booked; else it is now.
        """
        self._when = when or (lambda _: self.now)
        message, transfers = papers.orders(body, self.treasury)
        refused, booked = [], []
        for transfer in transfers:
            if transfer.order in self.seen:
                continue
            if self.mood is Mood.POOR or not self._covers(transfer):
                refused.append((transfer.order, "AM04"))
                continue
            self.seen[transfer.order] = transfer
            if transfer.account in self.balances:
                self.balances[transfer.account] -= transfer.fen
            booked.append(transfer)
        status = papers.status(self._name("STS"), message, refused, self.now)
        return status, self._notices(booked)

    def flush(self) -> list[bytes]:
        """The notifications that the bank was late with."""
        late, self.late = self.late, []
        return [self._notice(late)] if late else []

    def _covers(self, transfer: Transfer) -> bool:
        return self.balances.get(transfer.account, transfer.fen) >= transfer.fen

    def _notices(self, booked: list[Transfer]) -> list[bytes]:
        if not booked or self.mood is Mood.SILENT:
            return []
        if self.mood is Mood.LATE:
            self.late += booked
            return []
        if self.mood is Mood.SHORT:
            booked = [msgspec.structs.replace(t, fen=t.fen - 1) for t in booked]
        made = [self._notice(booked)]
        if self.mood is Mood.TWICE:
            made += [made[0], self._notice(booked)]
        slipped = [t for t in booked if self.slips(t.order)]
        if slipped:
            made.append(self._notice(slipped, again="-2"))
        if self.mood is Mood.DOUBLE:
            made.append(self._notice(booked, again="-2"))
        return made

    def _notice(self, booked: list[Transfer], again: str = "") -> bytes:
        return papers.notification(
            self._name("NTF"), self.treasury, [(t, reference(t) + again, self._when(t.order)) for t in booked], self.now
        )

    def _name(self, kind: str) -> str:
        self._told += 1
        return f"FAKE-{kind}-{self.now:%y%m%d%H%M%S}-{self._told:06d}"[:35]


def reference(transfer: Transfer) -> str:
    """The bank's own reference of a transfer: the same one for the same order."""
    return f"FK{hashlib.sha256(transfer.order.encode()).hexdigest()[:16].upper()}"
