"""Points of a self-evaluation that anyone can recompute.

After 财预〔2020〕10号 (standing: to-verify): met = all points, not met = in proportion, qualitative in three
bands, grades 优 良 中 差. Caps, the strict limit, and 1.3 for "far above" are choices of this project. Rows are rounded half up
to 2 decimals.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

import msgspec

Comparator = Literal[">=", ">", "=", "<=", "<"]
FAR_ABOVE = Decimal("1.3")
BANDS: Mapping[str, tuple[int, int]] = {
    "达成": (80, 100),
    "部分达成并具有一定效果": (60, 80),
    "未达成且效果较差": (0, 60),
}
GRADES = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))
_CENT = Decimal("0.01")


class Score(msgspec.Struct, frozen=True):
    """Points of one row; None where no score can be given. `rate` is the budget's execution in percent."""

    score: Decimal | None
    met: bool | None = None
    rate: Decimal | None = None
    findings: tuple[str, ...] = ()


def score_quantity(*, cmp: Comparator, target: Decimal, actual: Decimal, points: Decimal) -> Score:
    """A quantitative indicator. Rates are compared with rates; never under 0 or above `points`."""
    met = _met(cmp, target, actual)
    if met:
        far = cmp in (">=", ">") and target > 0 and actual / target > FAR_ABOVE
        return Score(_rounded(points), met=True, findings=("far_above_target",) if far else ())
    if actual == target:
        return Score(_rounded(points), met=False, findings=("at_strict_limit",))
    over_exact = cmp == "=" and actual > target
    top, bottom = (target, actual) if over_exact or cmp in ("<=", "<") else (actual, target)
    ratio = top / bottom if bottom > 0 else Decimal(0)
    capped = min(max(ratio, Decimal(0)), Decimal(1))
    return Score(_rounded(points * capped), met=False, findings=("over_exact_target",) if over_exact else ())


def score_budget(*, budget: Decimal, spent: Decimal, points: Decimal = Decimal(10)) -> Score:
    """Execution: spent over adjusted budget. A budget of 0 gives no score and a finding, never 0 points."""
    if budget == 0:
        return Score(None, findings=("no_budget",))
    rate = spent / budget
    capped = min(max(rate, Decimal(0)), Decimal(1))
    findings = ("spent_over_budget",) if spent > budget else ()
    return Score(_rounded(points * capped), rate=_rounded(rate * 100), findings=findings)


def grade_of(score: Decimal) -> str:
    """优 from 90, 良 from 80, 中 from 60, 差 below; of 100 points."""
    return next(grade for grade, least in GRADES if score >= least)


def rebase(points: Mapping[str, Decimal], dropped: frozenset[str], score: Decimal) -> Decimal:
    """The score out of 100 again after blocks that do not apply were dropped."""
    left = sum((value for name, value in points.items() if name not in dropped), Decimal(0))
    whole = sum(points.values(), Decimal(0))
    return _rounded(score * whole / left)


def _met(cmp: Comparator, target: Decimal, actual: Decimal) -> bool:
    answers = {
        ">=": actual >= target,
        ">": actual > target,
        "=": actual == target,
        "<=": actual <= target,
        "<": actual < target,
    }
    return answers[cmp]


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)
