"""What a mismatch is, and how a weight is said."""

from decimal import Decimal

import msgspec

from kouan.kernel.words import Words

from .views import Party


class Mismatch(msgspec.Struct, frozen=True, kw_only=True):
    """One difference: the rule, the words, both values, both papers (case ids), who must act, and perhaps the edit.

    `path` is the place on the declaration; `repair` the value that would stand there.
    """

    rule: str
    words: Words
    party: Party
    ours: str
    theirs: str
    our_case: str
    their_case: str
    path: str = ""
    repair: str | None = None


def said(value: Decimal | None) -> str:
    """A weight or amount as a person reads it: no exponent, no zeros behind."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
