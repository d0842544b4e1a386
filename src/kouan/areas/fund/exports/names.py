"""Identifiers that stay the same over versions: of organisations, grants and the year's matter."""

import hashlib

import msgspec

from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.printed.plan import PlanRow

SCHEME = "CN-KOUAN"
"""Our own scheme: authorities have no code in a register that both standards know (standing of CN-SAIC: to-verify)."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What an export is made of. `final_on` is the day of the final plan; "" while the plan is only proposed."""

    number: str
    revision: int
    digest: str
    modified: str
    url: str
    notice: Notice
    earliest: str
    final_on: str = ""
    paid: dict[int, int] = {}

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        """The rows of the plan."""
        return self.notice.plan.rows if self.notice.plan else ()

    @property
    def issuer(self) -> str:
        """Who signs the notice."""
        return self.notice.signature.text if self.notice.signature else ""

    @property
    def title(self) -> str:
        """The notice's title as printed."""
        return self.notice.title.text if self.notice.title else ""


def organisation(name: str) -> str:
    """Our identifier of an organisation, from its printed name."""
    return f"{SCHEME}-{hashlib.sha256(name.encode()).hexdigest()[:10].upper()}"


def grant(source: Source, position: int) -> str:
    """A grant's identifier: 360Giving's prefix, the notice, the row."""
    return f"360G-kouan-{source.number}-{position}"
