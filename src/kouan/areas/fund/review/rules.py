"""All rules of a review, in the order of their numbers."""

from collections.abc import Callable, Iterator

from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.review import indicators, naming, period, plan, scope, values, wording
from kouan.areas.fund.review.remarks import Remark

Rule = Callable[[Notice], Iterator[Remark]]

RULES: tuple[Rule, ...] = (
    indicators.numbering,
    indicators.misfiled,
    indicators.broken_rows,
    plan.blank_applicants,
    wording.misprints,
    wording.doubled_words,
    wording.foreign_words,
    values.complaints_as_satisfaction,
    scope.scope,
    scope.later_years,
    scope.units,
    scope.blank_fields,
    naming.direction_names,
    naming.attachment_names,
    naming.missing_marks,
    naming.receiver,
    naming.channels,
    values.growth,
    values.trends,
    values.bare_numbers,
    values.comparator_styles,
    wording.mixed_punctuation,
    values.aims,
    plan.conflicts,
    plan.left_out,
    scope.feasibility,
    scope.plan_of_work,
    plan.sums,
    plan.row_numbers,
    plan.amounts,
    period.day_count,
    period.dates,
    plan.repeated_projects,
    scope.milestone_shares,
    indicators.own_above_whole,
    indicators.percentages,
    indicators.missing_values,
    period.attachments,
    scope.years,
)


def review(notice: Notice) -> tuple[Remark, ...]:
    """Every remark on a notice, by rule and place."""
    return tuple(remark for rule in RULES for remark in rule(notice))


def blocking(remarks: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """The remarks that refuse publication until a named officer waives each with a reason."""
    return tuple(remark for remark in remarks if remark.severity == "block")
