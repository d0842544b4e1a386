"""Order statistics: where a quantile stands among n sorted values, and between which ranks the true one lies.

Whole numbers and fractions only, so that every machine gives the same ranks.
"""

import functools
from fractions import Fraction
from math import comb, isqrt

import msgspec

TAIL = Fraction(1, 40)
"""2.5 % on each side: a 95 % interval."""
EXACT_UP_TO = 2000
Z = Fraction(1_959_964, 1_000_000)
"""Normal quantile that goes with `TAIL`."""


class Place(msgspec.Struct, frozen=True):
    """A quantile by type 7: the value at rank `low` (1 is the smallest) plus `part` of the way to the next one."""

    low: int
    part: Fraction


def place(n: int, p: Fraction) -> Place:
    """Where quantile p of n sorted values stands (type 7: linear between order statistics)."""
    at = (n - 1) * p
    whole = at.numerator // at.denominator
    return Place(whole + 1, at - whole)


@functools.lru_cache(maxsize=50_000)
def bounds(n: int, p: Fraction) -> tuple[int | None, int | None]:
    """Ranks between which the true quantile p lies with at least 95 %, whatever the distribution; None where n is too few.

    Exact binomial tails up to n = 2000, their normal approximation above.
    """
    if n > EXACT_UP_TO:
        return _approximate(n, p)
    low = _rank_from_below(n, p)
    high = _rank_from_below(n, 1 - p)
    return low, None if high is None else n + 1 - high


def _rank_from_below(n: int, p: Fraction) -> int | None:
    """The highest rank k with P(fewer than k values lie under the quantile) <= 2.5 %."""
    yes, whole = p.numerator, p.denominator
    no, limit, below = whole - yes, TAIL * whole**n, 0
    for k in range(n + 1):
        below += comb(n, k) * yes**k * no ** (n - k)
        if below > limit:
            return k if k >= 1 else None
    return n


def _approximate(n: int, p: Fraction) -> tuple[int | None, int | None]:
    spread = n * p * (1 - p)
    reach = Z * Fraction(isqrt(int(spread * 10**12)), 10**6)
    low, high = n * p - reach, n * p + reach + 1
    return max(int(low), 1), min(-((-high.numerator) // high.denominator), n)
