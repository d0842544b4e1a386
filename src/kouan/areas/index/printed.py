"""Do printed hours, a printed percentage and a printed base agree? Each may be off by half a unit of its last digit."""

from decimal import Decimal

import msgspec


class Claim(msgspec.Struct, frozen=True):
    """What a page or a report prints: hours now, the cut against the base in per cent, and the base if it is printed."""

    hours: Decimal
    cut: Decimal
    base: Decimal | None = None


class Agreement(msgspec.Struct, frozen=True):
    """Between which hours the base lies by the other two figures, its best value, and whether a printed base fits."""

    low: Decimal
    high: Decimal
    base: Decimal
    consistent: bool


def check(claim: Claim) -> Agreement:
    """Compare the three. Raises ValueError for a cut of 100 % or more, which leaves no base."""
    if claim.cut + _half(claim.cut) >= 100:
        raise ValueError("a cut of 100 % or more has no base")
    low, high = (
        (claim.hours + side * _half(claim.hours)) / (1 - (claim.cut + side * _half(claim.cut)) / 100)
        for side in (-1, 1)
    )
    base = (claim.hours / (1 - claim.cut / 100)).quantize(Decimal("0.01"))
    printed = base if claim.base is None else claim.base
    fits = low <= printed + _half(printed) and printed - _half(printed) <= high
    return Agreement(low, high, base, fits)


def _half(printed: Decimal) -> Decimal:
    """Half a unit of the last printed digit."""
    exponent = printed.as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)
