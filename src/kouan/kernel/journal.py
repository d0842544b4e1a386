"""The journal: everything that happened, in order, for ever, each entry sealed to the one before.

An entry's hash is SHA-256 over the previous hash and the entry's canonical bytes (a JSON array in fixed order), so one
local pass finds the first entry that was changed, left out or moved.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable

import msgspec

GENESIS = bytes(32)
"""What the first entry is sealed to."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A business fact in the past tense. The class name is its name in the journal, its fields are its schema.

    `activity` (a class variable of a subclass) is the plain verb that measures use, such as `release`.
    """


class Lodged(Event, frozen=True, kw_only=True):
    """A document was filed and the filing was kept. The document itself stays beside the journal, under its digest."""

    type: str
    number: str
    digest: str
    facts: dict[str, str] = {}
    warnings: tuple[str, ...] = ()


class Amended(Event, frozen=True, kw_only=True):
    """A new revision of the document took the place of the one before; both are kept. `reopened` names the agencies
    that have to decide again for it.
    """

    revision: int
    digest: str
    facts: dict[str, str] = {}
    reason: str = ""
    reopened: tuple[str, ...] = ()


class Decided(Event, frozen=True, kw_only=True):
    """Somebody who may decided something on the case.

    Where several decide side by side, `lane` names the agency, `before` and `after` are its own, and `whole` is the state
    that the case has after it.
    """

    action: str
    before: str
    after: str
    reason: str = ""
    lane: str = ""
    whole: str = ""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One line of the journal, sealed. `at` is when it happened, `recorded_at` when we learnt it (both UTC)."""

    seq: int
    at: str
    recorded_at: str
    kind: str
    case: str
    version: int
    actor: str
    organisation: str
    role: str
    body: msgspec.Raw
    previous: bytes
    hash: bytes


def stamp(moment: dt.datetime) -> str:
    """An aware instant as fixed-width UTC text, so that text order is time order. Raises ValueError without offset."""
    if moment.tzinfo is None:
        raise ValueError("an instant without offset is never guessed")
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")[:26] + "Z"


def instant(text: str) -> dt.datetime:
    """The aware instant of a stamp."""
    return dt.datetime.fromisoformat(text)


_encode = msgspec.json.Encoder().encode


def seal(previous: bytes, columns: tuple[object, ...], body: bytes) -> bytes:
    """The 32-byte hash of one entry: its `columns` from `seq` to `role` in order, and its `body` as the bytes that are
    stored, never re-encoded.
    """
    return hashlib.sha256(b"".join((previous, _encode(columns), body))).digest()


class Break(msgspec.Struct, frozen=True):
    """The first place where the chain does not hold."""

    seq: int
    why: str


def verify(entries: Iterable[Entry], *, previous: bytes = GENESIS, first: int = 1) -> tuple[int, bytes, Break | None]:
    """Walk the chain: number of entries that hold, the last good hash, and the first break if there is one."""
    expected, good = first, 0
    for e in entries:
        if e.seq != expected:
            return good, previous, Break(expected, f"entry {expected} is missing, {e.seq} stands in its place")
        if e.previous != previous:
            return good, previous, Break(e.seq, "the entry is not sealed to the one before it")
        columns = (e.seq, e.at, e.recorded_at, e.kind, e.case, e.version, e.actor, e.organisation, e.role)
        hashed = seal(previous, columns, bytes(e.body))
        if hashed != e.hash:
            return good, previous, Break(e.seq, "the entry was changed after it was sealed")
        previous, expected, good = hashed, expected + 1, good + 1
    return good, previous, None
