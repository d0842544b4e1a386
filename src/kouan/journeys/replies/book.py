"""The subscriptions and what waits in them, read and written with plain SQL: short transactions, none held while sending."""

import datetime as dt
from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from kouan.kernel.journal import stamp
from kouan.store.database import Connections, Row, Store, Unavailable
from kouan.store.vault import vault

_SUBSCRIPTION = (
    "id, organisation, url, scheme, secret, old_secret, old_until, standing, place, failures, next_at, tried_at,"
    " done_at, fault, made_at, made_by"
)
_PARKED = "subscription, place, case_id, tries, next_at, tried_at, fault, dead"

_PARK = f"INSERT INTO reply_parked ({_PARKED}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 -- constant columns


class Subscription(msgspec.Struct, kw_only=True):
    """Where one firm has its replies pushed. `place`: every reply up to it was taken, or is parked."""

    id: str
    organisation: str
    url: str
    scheme: str
    secret: str
    old_secret: str = ""
    old_until: str = ""
    standing: str = "on"
    place: int = 0
    failures: int = 0
    next_at: str = ""
    tried_at: str = ""
    done_at: str = ""
    fault: str = ""
    made_at: str = ""
    made_by: str = ""

    def __repr__(self) -> str:
        return f"Subscription({self.id}, {self.organisation})"

    def secrets(self, now: dt.datetime) -> tuple[str, ...]:
        """What messages are signed with now: for a while after a rotation, the secret before as well."""
        both = self.old_secret and stamp(now) < self.old_until
        return (self.secret, self.old_secret) if both else (self.secret,)


class Parked(msgspec.Struct, kw_only=True):
    """A reply that the subscriber did not take. `tries` counts those while the subscriber took others; `dead`: no more."""

    subscription: str
    place: int
    case_id: str
    tries: int = 0
    next_at: str = ""
    tried_at: str = ""
    fault: str = ""
    dead: bool = False


class Book:
    """The tables of the subscriptions. Raises `Unavailable` where the store can not be reached."""

    def __init__(self, store: Store) -> None:
        self.store, self.read = store, Connections(store)

    def of(self, organisation: str) -> list[Subscription]:
        """The subscriptions of one organisation, oldest first."""
        text = f"SELECT {_SUBSCRIPTION} FROM reply_subscription WHERE organisation = ? ORDER BY made_at, id"  # noqa: S608
        return [_subscription(row) for row in self.read.query(text, [organisation])]

    def one(self, organisation: str, id: str) -> Subscription | None:
        """One subscription of this organisation; None for one of another's, as for one that is not there."""
        return next((s for s in self.of(organisation) if s.id == id), None)

    def waiting(self, now: dt.datetime) -> list[Subscription]:
        """The subscriptions that have something to send now."""
        text = (
            f"SELECT {_SUBSCRIPTION} FROM reply_subscription s WHERE standing = 'on' AND next_at <= ? AND ("  # noqa: S608
            " place < (SELECT coalesce(max(r.place), 0) FROM reply r WHERE r.organisation = s.organisation)"
            " OR EXISTS (SELECT 1 FROM reply_parked p WHERE p.subscription = s.id AND NOT p.dead AND p.next_at <= ?))"
        )
        return [_subscription(row) for row in self.read.query(text, [stamp(now), stamp(now)])]

    def parked(self, id: str) -> list[Parked]:
        """What is parked in a subscription, dead letters included, in order."""
        text = f"SELECT {_PARKED} FROM reply_parked WHERE subscription = ? ORDER BY place"  # noqa: S608
        return [_parked(row) for row in self.read.query(text, [id])]

    def places(self, organisation: str, after: int, limit: int) -> list[tuple[int, str]]:
        """Numbers and cases of the next replies of a log."""
        text = "SELECT place, case_id FROM reply WHERE organisation = ? AND place > ? ORDER BY place LIMIT ?"
        return [(row[0], row[1]) for row in self.read.query(text, [organisation, after, limit])]

    def add(self, made: Subscription) -> None:
        """Keep a new subscription."""
        values = msgspec.structs.astuple(_sealed(made))
        marks = ", ".join("?" * len(values))
        with self._writing() as run:
            run(f"INSERT INTO reply_subscription ({_SUBSCRIPTION}) VALUES ({marks})", values)  # noqa: S608

    def change(self, made: Subscription) -> None:
        """Keep what a person changed: secret and standing, and the clock of the next try."""
        text = (
            "UPDATE reply_subscription SET secret = ?, old_secret = ?, old_until = ?, standing = ?, failures = ?,"
            " next_at = ?, fault = ? WHERE id = ?"
        )
        hidden = _sealed(made)
        kept = (
            hidden.secret,
            hidden.old_secret,
            made.old_until,
            made.standing,
            made.failures,
            made.next_at,
            made.fault,
        )
        with self._writing() as run:
            run(text, (*kept, made.id))

    def drop(self, id: str) -> None:
        """End a subscription, and forget what was parked in it."""
        with self._writing() as run:
            run("DELETE FROM reply_parked WHERE subscription = ?", (id,))
            run("DELETE FROM reply_subscription WHERE id = ?", (id,))

    def restart(self, id: str, place: int) -> None:
        """Send again from the reply after `place`: what was parked behind it is forgotten, for it is sent anew."""
        with self._writing() as run:
            run("DELETE FROM reply_parked WHERE subscription = ? AND place > ?", (id, place))
            text = "UPDATE reply_subscription SET place = ?, failures = 0, next_at = '', standing = 'on' WHERE id = ?"
            run(text, (place, id))

    def revive(self, id: str, place: int) -> bool:
        """Send one dead letter again. False where there is none at that place."""
        text = "UPDATE reply_parked SET dead = ?, tries = 0, next_at = '' WHERE subscription = ? AND place = ? AND dead"
        with self._writing() as run:
            done: int = run(text, (False, id, place))
            run("UPDATE reply_subscription SET next_at = '' WHERE id = ?", (id,))
        return done > 0

    def settle(self, before: int, made: Subscription, kept: Sequence[Parked], gone: Sequence[int]) -> bool:
        """Keep what a round of sending came to. False (and nothing kept) where somebody set the place meanwhile."""
        text = (
            "UPDATE reply_subscription SET place = ?, failures = ?, next_at = ?, tried_at = ?, done_at = ?, fault = ?,"
            " standing = CASE WHEN ? = 'gone' THEN 'gone' ELSE standing END WHERE id = ? AND place = ?"
        )
        values = (made.place, made.failures, made.next_at, made.tried_at, made.done_at, made.fault, made.standing)
        with self._writing() as run:
            if not run(text, (*values, made.id, before)):
                return False
            for place in (*gone, *(p.place for p in kept)):
                run("DELETE FROM reply_parked WHERE subscription = ? AND place = ?", (made.id, place))
            for p in kept:
                run(_PARK, msgspec.structs.astuple(p))
        return True

    @contextmanager
    def _writing(self) -> Any:
        try:
            connection = self.store.connect()
        except self.store.failure as gone:
            raise Unavailable(str(gone)) from gone
        try:
            self.store.begin(connection)
            yield lambda text, values: connection.execute(self.store.sql(text), values).rowcount
            connection.execute("COMMIT")
        except self.store.failure as gone:
            raise Unavailable(str(gone)) from gone
        finally:
            connection.close()


TABLE, SECRETS = "reply_subscription", ("secret", "old_secret")
"""The columns that stand sealed in the table."""


def _sealed(made: Subscription) -> Subscription:
    hidden = {name: vault().seal(getattr(made, name), f"{TABLE}.{name} {made.id}") for name in SECRETS}
    return msgspec.structs.replace(made, **hidden)


def _subscription(row: Row) -> Subscription:
    made = Subscription(**dict(zip(Subscription.__struct_fields__, row, strict=True)))
    shown = {name: vault().opened(getattr(made, name), f"{TABLE}.{name} {made.id}") for name in SECRETS}
    return msgspec.structs.replace(made, **shown)


def _parked(row: Row) -> Parked:
    made = Parked(**dict(zip(Parked.__struct_fields__, row, strict=True)))
    made.dead = bool(made.dead)
    return made
