"""One ceiling of a call, as its event tells it and as dated data hold it."""

from decimal import Decimal

import msgspec


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """How much one project may get: 分, and share of what it needs in 1/10 000. An exception names its reason."""

    kind: str
    zh: str
    en: str
    max_fen: int | None = None
    max_share: int | None = None
    exception_of: str = ""
    reason: str = ""


class Ceiling(Limit, frozen=True, kw_only=True):
    """A limit with the day from which it holds, and on what it rests."""

    since: str
    basis: str
    standing: str

    @property
    def percent(self) -> str:
        """The share in percent, "" for none."""
        return percent_of(self.max_share)


def percent_of(share: int | None) -> str:
    """1/10 000 as percent in the shortest exact text, "" for None."""
    return "" if share is None else f"{(Decimal(share) / 100).normalize():f}"
