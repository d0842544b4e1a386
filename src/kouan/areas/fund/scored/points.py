"""The score of a notice's own year: points by block, scores by row, what is missing said; never a guess.

Points 10 execution, 50 outputs, 30 benefits, 10 satisfaction (财预〔2020〕10号; standing: to-verify); within a block the
indicators share alike (choice of this project). A block without indicators is dropped and the rest is out of 100 again.
"""

from decimal import ROUND_DOWN, Decimal
from typing import cast

import msgspec

from kouan.areas.fund.models import Actual, Indicator, TargetValue
from kouan.areas.fund.rules.scoring import Comparator, Score, grade_of, rebase, score_budget, score_quantity
from kouan.areas.fund.scored.adding import Added, added, newest
from kouan.areas.fund.scored.needs import Need, is_satisfaction, needs, year_target
from kouan.areas.fund.scored.weights import Weights
from kouan.kernel.words import Words

BLOCKS = {"产出": Decimal(50), "效益": Decimal(30), "满意度": Decimal(10)}
EXECUTION = Decimal(10)
CENT = Decimal("0.01")
FINDINGS = {
    "far_above_target": Words("远超目标，目标可能偏低", "far above: the target may be too low"),
    "at_strict_limit": Words("恰等于界限，未超过", "at the limit, not beyond it"),
    "over_exact_target": Words("超过了应等于的值", "above a value it should equal"),
    "no_budget": Words("没有预算基数", "no budget to compare with"),
    "spent_over_budget": Words("支出超过预算", "more spent than the budget"),
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator: its target, its newest actual and its score; no score without an actual."""

    indicator: Indicator
    target: TargetValue | None
    need: Need
    points: Decimal
    actual: Actual | None
    added: Added | None
    value: Decimal | None
    score: Score | None
    survey: bool = False

    @property
    def words(self) -> list[Words]:
        """The findings of the score."""
        return [FINDINGS[code] for code in self.score.findings] if self.score else []


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """All rows, the execution of the budget, and the total out of 100 where nothing is missing.

    `weights` are the points that the target table prints; where they make no whole there is no total.
    """

    rows: tuple[Row, ...]
    weights: Weights
    execution_points: Decimal
    execution: Score | None
    missing: int
    total: Decimal | None
    grade: str


def sheet(
    notice: str, revision: int, *, budget_fen: int, spent_fen: int | None, weights: Weights | None = None
) -> Sheet:
    """The score as it stands. `spent_fen` None: no spending was reported, so execution has no score.

    `weights` as the target table prints them; without them the house's blocks are shared alike.
    """
    weights = weights or Weights()
    indicators = list(
        Indicator.objects.filter(notice__number=notice, notice__revision=revision)
        .order_by("position")
        .prefetch_related("values")
    )
    known = newest(Actual.objects.filter(notice=notice).order_by("version"))
    points = weights.points if weights.printed and weights.wrong is None else _points(indicators)
    rows = tuple(_row(one, points[one.position], known.get(one.position, {})) for one in indicators)
    execution = None
    if spent_fen is not None and weights.execution:
        execution = score_budget(budget=Decimal(budget_fen), spent=Decimal(spent_fen), points=weights.execution)
    scores = [row.score.score if row.score else None for row in rows]
    if weights.execution:
        scores.append(execution.score if execution else None)
    missing = sum(score is None for score in scores)
    total = None
    if not missing and weights.wrong is None:
        reached = sum((score for score in scores if score is not None), Decimal(0))
        total = reached if weights.printed else _total(indicators, reached)
    return Sheet(
        rows=rows,
        weights=weights,
        execution_points=weights.execution,
        execution=execution,
        missing=missing,
        total=total,
        grade=grade_of(total) if total is not None else "",
    )


def _total(indicators: list[Indicator], score: Decimal) -> Decimal:
    there = {_block(one) for one in indicators}
    dropped = frozenset(name for name in BLOCKS if name not in there)
    return rebase({**BLOCKS, "执行": EXECUTION}, dropped, score)


def _block(indicator: Indicator) -> str:
    return next((name for name in BLOCKS if indicator.level1.startswith(name)), "效益")


def _points(indicators: list[Indicator]) -> dict[int, Decimal]:
    """Each block's points shared alike; the cents that are left go to its first indicator."""
    found: dict[int, Decimal] = {}
    for name, whole in BLOCKS.items():
        inside = [one for one in indicators if _block(one) == name]
        if inside:
            each = (whole / len(inside)).quantize(CENT, ROUND_DOWN)
            found |= {one.position: each for one in inside}
            found[inside[0].position] += whole - each * len(inside)
    return found


def _row(indicator: Indicator, points: Decimal, reports: dict[int, Actual]) -> Row:
    target, need = year_target(indicator), needs(indicator)
    actual = max(reports.values(), key=lambda one: one.version, default=None)
    stands = added(reports, need)
    value = _value(target, stands) if target and stands and need != "share" else None
    score = None
    if stands and stands.share is not None and need == "share":
        score = Score((points * stands.share / 100).quantize(CENT), met=stands.share >= 80)
    elif value is not None and target:
        cmp = cast(Comparator, target.cmp or "=")
        # A growth promised without a comparator is met by more of it, too.
        if target.kind.startswith("growth") and cmp == "=":
            cmp = ">="
        score = score_quantity(cmp=cmp, target=Decimal(target.value), actual=value, points=points)
    return Row(
        indicator=indicator,
        target=target,
        need=need,
        points=points,
        actual=actual,
        added=stands,
        value=value,
        score=score,
        survey=is_satisfaction(indicator),
    )


def _value(target: TargetValue, actual: Added) -> Decimal | None:
    """The number that is compared: a ratio in percent, a growth as the change against the base, or the number itself."""
    if not actual.numerator:
        return None
    above = Decimal(actual.numerator)
    if not actual.denominator:
        return above
    ratio = above * 100 / Decimal(actual.denominator)
    if not target.kind.startswith("growth"):
        return ratio
    change = ratio - 100
    return -change if target.direction == "down" else change
