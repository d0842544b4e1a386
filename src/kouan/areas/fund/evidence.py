"""Actual values for targets, from figures that were computed elsewhere; where there is none, the page says why."""

from kouan.areas.fund.models import Indicator
from kouan.kernel.words import Words
from kouan.kit.evidence import Figure


def actual_of(indicator: Indicator) -> Figure:
    """The actual of an indicator. Without a figure it is withheld with the reason, never 0."""
    why = Words("尚未报送实际值", "no actual has been reported yet")
    return Figure(
        words=Words(indicator.name, indicator.name),
        value=None,
        definition="actual",
        version="",
        withheld=why,
        shown="—",
    )
