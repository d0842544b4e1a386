"""Several scores of one application: their mean and how far they lie apart, in 1/10 000 of a point."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import msgspec

UNIT = 10_000


class Summary(msgspec.Struct, frozen=True):
    """`mean` and `spread` (largest less smallest) in 1/10 000 of a point."""

    n: int
    mean: int
    spread: int


def summary_of(tenths: Sequence[int]) -> Summary | None:
    """The summary of scores in tenths of a point; None where there is none. The mean is rounded half up."""
    if not tenths:
        return None
    n = len(tenths)
    mean = (2 * sum(tenths) * UNIT // 10 + n) // (2 * n)
    return Summary(n, mean, (max(tenths) - min(tenths)) * UNIT // 10)


def points(value: int | None, places: int = 2) -> Decimal | None:
    """1/10 000 of a point as points, rounded half up."""
    return None if value is None else (Decimal(value) / UNIT).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
