"""What pages say of a filing before arrival: which day its taxes go by, and under which rule."""

from typing import Any

import msgspec

from kouan.areas.window import advance, rules
from kouan.areas.window.advance import ADJUSTED, ENTRY, PROVISIONAL
from kouan.kernel.cases import Case
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.store.house import house

BY = {
    PROVISIONAL: Words(
        "暂定：按接受申报日计，运抵后按进境日重计",
        "Provisional: by the day of acceptance, anew once the goods are here",
    ),
    ENTRY: Words("按进境日（以运抵报告为准，待核）", "By the day of entry (the report of arrival; to verify)"),
    ADJUSTED: Words(
        "按接受申报日已缴，进境日的差额另有税单或退税",
        "Paid by the day of acceptance; the difference is called in or given back",
    ),
}
"""What the day of a bill is, by what it goes by."""
FIXED = Words("运抵，计税日确定", "The arrival fixed the day of its law")


class Ahead(msgspec.Struct, frozen=True):
    """An advance filing on its case: the day of arrival, or none yet; and the rule."""

    entered: Any
    basis: str


def ahead_of(case: Case) -> Ahead | None:
    """What the page of a case says, where it was filed before arrival."""
    if not advance.is_advance(case):
        return None
    return Ahead(advance.arrived(case), rules.ADVANCE.on(law_day(house().now())).reference)
