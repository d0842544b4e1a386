"""What each paper says of one consignment, as much of it as can be compared. Weights in kg."""

from decimal import Decimal
from typing import Literal

import msgspec

from kouan.kernel.words import Words

from .deals import Deal, Papers

Party = Literal["declarant", "trader", "ship_agent", "port", "customs"]
PARTIES: dict[str, Words] = {
    "declarant": Words("报关人", "the declarant"),
    "trader": Words("发票、装箱单的出具人", "who issued invoice and packing list"),
    "ship_agent": Words("舱单传输人", "the carrier's agent"),
    "port": Words("港口", "the port"),
    "customs": Words("海关", "customs"),
}
"""Who has to act, as a sentence names them."""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A bill as a manifest lists it. `open` is false once the manifest was refused or deleted."""

    case: str
    number: str
    kind: str
    state: str
    office: str
    bill: str
    packages: int
    weight: Decimal
    boxes: tuple[str, ...] = ()
    master: str = ""


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What a declaration says of the bill. `case` is empty while it is not filed; `deal` is what its papers can say too."""

    case: str
    number: str
    state: str = ""
    office: str = ""
    bill: str
    packages: int | None
    weight: Decimal | None
    boxes: tuple[str, ...] = ()
    owner: str = ""
    deal: Deal | None = None


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """A stop of customs that stands: 12 or 13, of the bill or of one box."""

    case: str
    code: str
    box: str = ""
    reason: str = ""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What the port counted of the bill."""

    case: str
    number: str
    kind: str
    packages: int
    weight: Decimal | None = None
    damaged: int = 0


class Elsewhere(msgspec.Struct, frozen=True):
    """A box of the bill that stands in another manifest of the same voyage and kind too."""

    box: str
    case: str
    number: str


class Consignment(msgspec.Struct, frozen=True, kw_only=True):
    """All that is said of one bill on one voyage.

    `voyage_known`: some manifest of the voyage stands. `near`: bills of the voyage that nobody declared and that differ
    from this one by a single character. `box_bills`: for boxes that a declaration names and the bill has not, where
    they stand on this voyage. `papers` are the trader's own, in the sets that belong together. `veiled`: who asks is no
    party of it and is not told what the manifest says.
    """

    bill: str
    voyage_known: bool
    listed: Listed | None = None
    claims: tuple[Claim, ...] = ()
    stops: tuple[Stop, ...] = ()
    seen: tuple[Seen, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    near: tuple[str, ...] = ()
    box_bills: dict[str, str] = {}
    offices: tuple[str, ...] = ()
    papers: tuple[Papers, ...] = ()
    veiled: bool = False


def plain(text: str) -> str:
    """A bill, voyage or means of transport as it is compared: capitals, no blanks."""
    return "".join(text.upper().split())


def bill_of(text: str) -> str:
    """The bill that a declaration cites: the house bill of `MASTER*HOUSE`, else the whole."""
    return plain(text.rpartition("*")[2])
