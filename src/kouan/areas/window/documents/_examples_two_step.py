"""Worked examples of summaries, which import and export share."""

import datetime as dt
from typing import Any, TypeVar

from msgspec.structs import replace

from kouan.kernel.documents import Example
from kouan.kernel.words import Words

from ._parts import Declaration
from ._rare import TwoStep

T = TypeVar("T", bound=Declaration)
ANSWERED = TwoStep(licences=False, inspection=False, taxed=True)


def two_step_examples(good: Declaration) -> list[Example]:
    """A summary that lacks what the complete declaration adds, and a failing one for each of its own checks."""

    def bad(zh: str, en: str, *finds: str, **changes: Any) -> Example:
        return Example(Words(zh, en), replace(good, filing="5", **changes), finds)

    early = replace(good, filing="5", two_step=ANSWERED)
    return [
        bad("概要申报", "A summary", "WIN-F-003", gross_weight=None, two_step=ANSWERED),
        bad("概要申报没有回答三问", "A summary without answers", "WIN-F-008"),
        bad("概要申报涉证无证", "No licence named", "WIN-F-009", two_step=replace(ANSWERED, licences=True)),
        bad("概要申报涉检缺项", "Inspection untold", "WIN-F-010", two_step=replace(ANSWERED, inspection=True)),
        Example(Words("2018年的两步申报", "Two steps in 2018"), early, ("WIN-X-086",), on=dt.date(2018, 12, 3)),
    ]
