"""Rows of the lists that people work from: queues, differences, pairs, links to the data behind a table."""

import datetime as dt

import msgspec

from kouan.kernel.words import Words
from kouan.kit.evidence import Figure
from kouan.kit.marks import Chip, Chop

SOON = dt.timedelta(minutes=40)


class QueueRow(msgspec.Struct, frozen=True, kw_only=True):
    """One case in a queue. The columns stand in the same order on every queue of the house.

    `look` is the address that shows it beside the list; `pick` is what its box says, else its id.
    """

    holder: Chop
    id: str
    url: str
    kind: Words
    party: str
    what: Words | str
    state: Chip
    stops: int = 0
    warns: int = 0
    version: int = 1
    waited: dt.timedelta | None = None
    left: dt.timedelta | None = None
    unread: bool = False
    current: bool = False
    look: str = ""
    pick: str = ""

    @property
    def hurry(self) -> str:
        """The tail of the clock's class: stop when the time is over, warn when it soon will be."""
        if self.left is None:
            return ""
        return "stop" if self.left < dt.timedelta(0) else "warn" if self.left <= SOON else ""


class QueueGroup(msgspec.Struct, frozen=True):
    """A headed group of a queue: in your hands, or waiting for others."""

    words: Words
    rows: tuple[QueueRow, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened since the reader last looked."""

    when: dt.datetime
    chop: Chop
    words: Words
    id: str = ""
    url: str = ""
    state: Chip | None = None


class Pair(msgspec.Struct, frozen=True):
    """A name and what stands there; `code` sets it in the face of codes, `url` makes it a link."""

    words: Words
    value: Words | str
    code: bool = False
    url: str = ""


class Difference(msgspec.Struct, frozen=True):
    """One changed field between two versions, who must decide again because of it, and the reason given."""

    words: Words
    was: str
    now: str
    again: tuple[Chop, ...] = ()
    reason: str = ""


class Export(msgspec.Struct, frozen=True):
    """One file format that the table beside it can be had in."""

    name: str
    url: str


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """One question that the public may put on the home page: a labelled box and a verb."""

    words: Words
    url: str
    name: str
    verb: Words
    example: Words
    hint: Words | None = None


class Going(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is open now, until when, and whose it is."""

    words: Words
    url: str
    by: Words
    until: dt.datetime | None = None
    left: dt.timedelta | None = None
    state: Chip


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A promised target and what came of it: a figure with its evidence, or words that say why there is none."""

    words: Words
    target: Words
    figure: Figure | None = None
    why_none: Words | None = None
    state: Chip
