"""What a report on an indicator has to hold, by its target of the year."""

from typing import Literal

from kouan.areas.fund.models import Indicator, TargetValue

Need = Literal["number", "ratio", "share"]


def needs(indicator: Indicator) -> Need:
    """Ratios and growth always have what they are divided by; what can not be compared is a share of the points."""
    target = year_target(indicator)
    kind = target.kind if target else "qualitative"
    if kind == "ratio" or kind.startswith("growth"):
        return "ratio"
    return "number" if kind == "number" and target and target.cmp in (">=", ">", "=", "<=", "<") else "share"


def year_target(indicator: Indicator) -> TargetValue | None:
    """The year's target, of the office's own level where it has one."""
    values = {(value.scope, value.span): value for value in indicator.values.all()}
    return values.get(("own", "year")) or values.get(("whole", "year"))


def is_satisfaction(indicator: Indicator) -> bool:
    """Does it ask people? Then its denominator is valid answers, and the sample is told."""
    return indicator.level1.startswith("满意度") and needs(indicator) == "ratio"
