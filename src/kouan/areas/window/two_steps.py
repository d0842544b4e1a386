"""The two steps of two-step filing (两步申报): what each step's declaration may go through, and until when it is completed.

Source: announcements 2019 No. 127 and No. 216 (to verify); that inspection is chosen in the first step only is (secondary).
"""

import datetime as dt
from collections.abc import Mapping

from kouan.kernel.cases import Case
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words

from . import rules
from .advance import arrived
from .machines import DECLARATION, S

ONE_STEP, SUMMARY, COMPLETE = "", "5", "6"
NOT_TAXED = "no"
"""`taxed` among the facts of a summary whose answer is that no taxes apply."""
_FOR_SUMMARIES = Words("只用于概要申报（两步申报第一步）", "Open to summaries only, the first of two steps")
_CLOSED: Mapping[str, Mapping[str, Words]] = {
    ONE_STEP: {"release_pickup": _FOR_SUMMARIES},
    SUMMARY: {
        "release": Words("概要申报先提货放行，完整申报后再放行", "A summary is released for pick-up, then completed")
    },
    COMPLETE: {
        "release_pickup": _FOR_SUMMARIES,
        "order_inspection": Words("布控查验只在概要申报时", "Inspection is chosen in the first step only"),
        "withdraw": Words("货已提离，不能自行撤回", "The goods were picked up: it can not be taken back"),
        "reject": Words("货已提离，请退回修改", "The goods were picked up: send it back instead"),
    },
}
WITH_DOCUMENT = Refused(
    "complete-needs-document",
    Words(
        "完整申报须连同单证提交：以同一自编号再申报一次，申报步骤填 6",
        "File the complete declaration itself: the same reference again, with step 6",
    ),
)


def why_not(case: Case, action: str) -> Refused | None:
    """What stands against a step of a declaration, beside its machine."""
    if action not in DECLARATION.actions or case.facts.get("flow") not in ("import", "export"):
        return None
    if action == "complete":
        return WITH_DOCUMENT
    closed = _CLOSED.get(case.facts.get("filing", ""), _CLOSED[ONE_STEP]).get(action)
    return Refused("two-step-order", closed) if closed else None


def entered(case: Case) -> tuple[dt.date | None, str]:
    """The day on which the means of transport was declared in, and where it is known from: `declared` in the document, or the
    port's report of `arrival`. None where neither is known.
    """
    if declared := case.facts.get("border_date"):
        return dt.date.fromisoformat(declared), "declared"
    reported = arrived(case)
    return reported, "arrival" if reported else ""


def due(entry: dt.date) -> dt.date:
    """The last day for the complete declaration (to verify)."""
    return entry + dt.timedelta(days=rules.TWO_STEP.on(entry).value.days)


def days_late(until: dt.date, on: dt.date) -> int:
    """How many days after the last day; 0 in time."""
    return max(0, (on - until).days)


def days(number: int) -> str:
    """So many days in English."""
    return f"{number} day" if number == 1 else f"{number} days"


def reminder(until: dt.date, on: dt.date) -> int | None:
    """Which reminder is to have been given by that day: its number of days before the last one. None: none yet."""
    left = (until - on).days
    return min((n for n in rules.TWO_STEP.on(on).value.remind if left <= n), default=None)


PICKED_UP = S.PICKUP.value
