"""Codes by which a trader lets others see where a consignment is: 144 random bits, expiring, revocable, kept as a digest."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence

import msgspec

from kouan.kernel.journal import stamp
from kouan.kernel.parties import Actor
from kouan.store.database import Connections, Store, Unavailable

BYTES = 18
LIVES = (7, 30, 90)
"""Days that a code may live."""
MOST = 20
"""Codes of one case that may be alive at once."""
NAME = 12
"""Characters of a digest that name a code to whom it belongs."""


class Told(msgspec.Struct, frozen=True):
    """A code as its maker sees it later: never the code itself."""

    name: str
    made: str
    expires: str
    revoked: str
    note: str
    alive: bool


NOTE = 60
"""Characters of the note of who makes a code."""


class Unfit(Exception):
    """Such a code is not made: `days` is no allowed life, the `note` does not fit, or there are too `many` already."""


class Book:
    """The codes of one store."""

    def __init__(self, store: Store) -> None:
        self._store, self._connections = store, Connections(store)

    def tell(self, case: str, *, actor: Actor, now: dt.datetime, days: int, note: str = "") -> str:
        """Make a code for a case; it is shown once. Raises `Unfit`."""
        if days not in LIVES:
            raise Unfit("days")
        note = note.strip()
        if len(note) > NOTE or not note.isprintable():
            raise Unfit("note")
        if sum(t.alive for t in self.told(case, now)) >= MOST:
            raise Unfit("many")
        code = secrets.token_urlsafe(BYTES)
        ends = stamp(now + dt.timedelta(days=days))
        row = [digest(code), case, actor.organisation, stamp(now), actor.user, ends, "", note]
        self._write(
            "INSERT INTO window_telling (digest, case_id, organisation, made, made_by, expires, revoked, note)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        return code

    def case_of(self, code: str, now: dt.datetime) -> str:
        """The case that a code opens now, or empty: unknown, revoked and expired ones are not told apart."""
        if not (20 <= len(code) <= 40 and code.isascii()):
            return ""
        text = "SELECT case_id FROM window_telling WHERE digest = ? AND revoked = '' AND expires > ?"
        rows = self._connections.query(text, [digest(code), stamp(now)])
        return str(rows[0][0]) if rows else ""

    def revoke(self, case: str, name: str, *, now: dt.datetime) -> bool:
        """Take a code back by its name. Was there one alive?"""
        if name not in {t.name for t in self.told(case, now) if t.alive}:
            return False
        self._write(
            "UPDATE window_telling SET revoked = ? WHERE case_id = ? AND substr(digest, 1, 12) = ? AND revoked = ''",
            [stamp(now), case, name],
        )
        return True

    def told(self, case: str, now: dt.datetime) -> list[Told]:
        """The codes of a case, the newest first."""
        text = "SELECT digest, made, expires, revoked, note FROM window_telling WHERE case_id = ? ORDER BY made DESC LIMIT 100"
        return [
            Told(key[:NAME], made, expires, revoked, note, not revoked and expires > stamp(now))
            for key, made, expires, revoked, note in self._connections.query(text, [case])
        ]

    def _write(self, text: str, values: Sequence[object]) -> None:
        try:
            connection = self._store.connect()
            try:
                connection.execute(self._store.sql(text), values)
            finally:
                connection.close()
        except self._store.failure as gone:
            raise Unavailable(str(gone)) from gone


def digest(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()
