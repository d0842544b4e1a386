"""Who gets how much of the whole: shares by applicant, the Herfindahl index exactly, and the office that pays itself."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import msgspec

from kouan.areas.fund.planning.shape import Plan
from kouan.areas.fund.rules.money import share_of

MOST = 50
"""Shares that are told one by one."""


class Share(msgspec.Struct, frozen=True):
    """One applicant's 分 and percent of the whole, rounded half up to two places."""

    applicant: str
    fen: int
    percent: Decimal


class Concentration(msgspec.Struct, frozen=True, kw_only=True):
    """The largest shares, in their order; `top` and `bottom` are the index over all of them as an exact fraction."""

    shares: tuple[Share, ...]
    top: int
    bottom: int

    @property
    def largest(self) -> Share | None:
        """Who gets most."""
        return self.shares[0] if self.shares else None

    @property
    def index(self) -> Decimal:
        """Herfindahl-Hirschman index: the sum of squared shares, 1 where one takes all; four places, half up."""
        return (Decimal(self.top) / Decimal(self.bottom)).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def concentration(sums: Mapping[str, int]) -> Concentration | None:
    """Of 分 by applicant; None where nothing is granted."""
    given = {name: fen for name, fen in sums.items() if fen > 0}
    whole = sum(given.values())
    if not whole:
        return None
    exact = Fraction(sum(fen * fen for fen in given.values()), whole * whole)
    parts = sorted(given.items(), key=lambda one: (-one[1], one[0]))
    shares = tuple(Share(name, fen, share_of(fen, whole)) for name, fen in parts[:MOST])
    return Concentration(shares=shares, top=exact.numerator, bottom=exact.denominator)


def by_applicant(plan: Plan) -> dict[str, int]:
    """分 granted to each applicant."""
    sums: dict[str, int] = {}
    for row in plan.rows:
        sums[row.applicant] = sums.get(row.applicant, 0) + row.granted_fen
    return sums


def own_rows(plan: Plan) -> list[int]:
    """Rows whose applicant is the granting office itself, or the gloss by which titles name it."""
    names = {_short(name) for name in re.split(r"[（）]", plan.office) if name.strip()}
    return [
        no
        for no, row in enumerate(plan.rows, start=1)
        if any(name in row.applicant for name in names) and _short(row.applicant) in names
    ]


def _short(body: str) -> str:
    """Without the province before and remarks in brackets behind."""
    bare = re.sub(r"（[^（）]*）$", "", body.strip())
    return re.sub(r"^.{0,6}?[省市](?!场)", "", bare)
