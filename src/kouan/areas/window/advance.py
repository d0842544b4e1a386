"""Filing before arrival (提前申报): which day its taxes go by, what waits for the arrival, which later changes are excused.

The day of the law is that on which the means of transport is declared in (to verify). What this house hears of it is the
port's report of arrival, which stands for it.
"""

import datetime as dt
from collections.abc import Iterable

from kouan.kernel.cases import Case
from kouan.kernel.journal import instant
from kouan.kernel.machine import Refused
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words

from . import rules

PROVISIONAL, ENTRY, ADJUSTED = "provisional", "entry", "adjusted"
"""What a bill of an advance filing goes by: the day of acceptance until the arrival is known, the day of entry, or still the
day of acceptance, with the difference on a bill of its own.
"""
_AWAITS = frozenset({"release", "release_pickup"})
NOT_ARRIVED = Words(
    "提前申报的货物尚未运抵，不能放行：税率、汇率按进境日", "Filed before arrival: the goods are not here yet"
)


def is_advance(case: Case) -> bool:
    """Was it filed before arrival?"""
    return case.facts.get("advance") == "yes"


def arrived(case: Case) -> dt.date | None:
    """The day of the law on which the port reported the arrival; None while it has not."""
    lane = case.lanes.get("arrival")
    return law_day(instant(lane.since)) if lane is not None and not lane.state else None


def tax_day(case: Case, today: dt.date) -> tuple[dt.date, str]:
    """The day whose rates and exchange rates a bill made today goes by, and what makes it so ('' in ordinary filing)."""
    if not is_advance(case) or rules.ADVANCE.on(today).value.tax_day != ENTRY:
        return today, ""
    entry = arrived(case)
    return (entry, ENTRY) if entry else (today, PROVISIONAL)


def why_not(case: Case, action: str) -> Refused | None:
    """What stands against a step of it, beside its machine."""
    if action in _AWAITS and is_advance(case) and arrived(case) is None:
        return Refused("advance-not-arrived", NOT_ARRIVED)
    return None


def is_excused(case: Case, paths: Iterable[str], on: dt.date) -> bool:
    """Are all the fields that changed such as may differ from what was filed before arrival?"""
    changed = set(paths)
    return is_advance(case) and bool(changed) and changed <= set(rules.ADVANCE.on(on).value.excused)
