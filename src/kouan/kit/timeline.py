"""The thread of a case: what happened, what goes on, what is expected; and who holds it now."""

import datetime as dt

import msgspec

from kouan.kernel.words import Words
from kouan.kit.marks import Chop


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the thread. `later` draws it dashed: not yet happened. `expected` may give an interval in words."""

    chop: Chop
    did: Words
    when: dt.datetime | None = None
    expected: Words | None = None
    detail: Words | str = ""
    took: Words | None = None
    url: str = ""
    later: bool = False


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who has the case in hand: one sentence, what comes next, and the time left."""

    chop: Chop
    sentence: Words
    detail: Words | None = None
    left: dt.timedelta | None = None
    note: Words | None = None

    @property
    def over(self) -> bool:
        """Is the promised time over?"""
        return self.left is not None and self.left < dt.timedelta(0)
