"""A published number and all that may be asked of it."""

import datetime as dt
from decimal import Decimal
from typing import Literal

import msgspec

from kouan.kernel.words import Words
from kouan.kit.saying import number

NO_UNIT = Words("", "")


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number with its definition, interval, cases, estimator, journal position and digest.

    `withheld` says in words why there is no value (too few cases, a definition that can not be computed); `shown` may
    stand in the value's place then, such as "< 30". Never a nought, never blank.
    """

    words: Words
    value: Decimal | int | None
    unit: Words = NO_UNIT
    places: int | None = None
    definition: str
    version: str
    low: Decimal | None = None
    high: Decimal | None = None
    level: int = 95
    cases: int | None = None
    still_open: int | None = None
    excluded: int | None = None
    excluded_why: Words | None = None
    estimator: Words | None = None
    as_of: dt.datetime | None = None
    position: int | None = None
    digest: str = ""
    definition_url: str = ""
    cases_url: str = ""
    bundle_url: str = ""
    withheld: Words | None = None
    shown: str = ""
    provisional: bool = False

    @property
    def text(self) -> str:
        """The value as printed."""
        return self.shown or number(self.value, self.places)

    @property
    def interval(self) -> str:
        """69.8–73.0, or nothing where there is no interval."""
        if self.low is None or self.high is None:
            return ""
        return f"{number(self.low, self.places)}–{number(self.high, self.places)}"

    @property
    def short_digest(self) -> str:
        """First and last four characters; the whole stands in the evidence bundle."""
        return f"{self.digest[:4]}…{self.digest[-4:]}" if len(self.digest) > 12 else self.digest


def moved(now: Figure, before: Decimal | None) -> Literal["same", "up", "down", "unknown"]:
    """Whether a figure moved: only where the value before lies outside the interval of now. Headlines obey this."""
    if now.value is None or now.low is None or now.high is None or before is None:
        return "unknown"
    if now.low <= before <= now.high:
        return "same"
    return "up" if before < now.low else "down"
