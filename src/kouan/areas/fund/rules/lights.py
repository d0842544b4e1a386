"""Traffic lights of spending: the share of a NAMED base at a milestone, against the share that was promised.

The colours and the ten points of tolerance are a choice of this project; the shares come from the target table.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

import msgspec

Light = Literal["green", "amber", "red", "grey", "stop"]
TOLERANCE = Decimal("10.00")


class Reading(msgspec.Struct, frozen=True):
    """One milestone. Sums in 分; `percent` and `gap` (percentage points) are unrounded; both None without a report."""

    due: Decimal
    percent: Decimal | None
    gap: Decimal | None
    light: Light


def read_light(*, base: int, spent: int | None, due_share: Decimal, tolerance: Decimal = TOLERANCE) -> Reading:
    """Cumulative `spent` of `base` 分 against `due_share` percent. Compared unrounded.

    green at or above, amber down to `tolerance` points below, red under that, grey without a report, stop above base.
    """
    if base <= 0:
        raise ValueError("the base of a spending share must be above 0")
    due = Decimal(base) * due_share / 100
    if spent is None:
        return Reading(due, None, None, "grey")
    percent = Decimal(spent) * 100 / Decimal(base)
    gap = percent - due_share
    return Reading(due, percent, gap, _colour(spent > base, gap, tolerance, base, spent, due_share))


def _colour(above: bool, gap: Decimal, tolerance: Decimal, base: int, spent: int, share: Decimal) -> Light:
    # Products, not quotients: 1476 of 3690 is exactly 40 %, whatever the precision of a division.
    if above:
        return "stop"
    if spent * 100 >= share * base:
        return "green"
    return "amber" if spent * 100 >= (share - tolerance) * base else "red"


def said(value: Decimal, places: int) -> str:
    """A share or a gap as printed, rounded half up."""
    return str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
