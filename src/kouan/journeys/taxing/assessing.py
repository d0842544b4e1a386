"""The bill of a revision: worked out for the day that the law names, taking the place of those before it."""

import datetime as dt
from typing import Any

from kouan.areas.window import advance
from kouan.areas.window.paying import bills, reading
from kouan.areas.window.paying.guarantees import Shelf
from kouan.areas.window.paying.machines import PAID, B
from kouan.areas.window.paying.things import Bill, Guarantee, Refund
from kouan.areas.window.paying.work import Work
from kouan.areas.window.tax.bill import Bill as Worked
from kouan.areas.window.tax.bill import assess
from kouan.areas.window.tax.summary import estimate
from kouan.areas.window.two_steps import SUMMARY
from kouan.journeys.taxes import tables
from kouan.kernel.cases import Case
from kouan.kernel.journal import instant
from kouan.kernel.rules import law_day
from kouan.store.reader import Reader

from .days import due_day


def assessed(reader: Reader, document: Any, day: dt.date) -> Worked | None:
    """What the document owes under the law and the tables of a day; None where that can not be worked out."""
    held, _ = tables(reader)
    return (estimate if document.filing == SUMMARY else assess)(document, held, day)[0]


def retax(
    work: Work, reader: Reader, case: Case, document: Any, digest: str, *, entered: dt.date | None = None
) -> Bill | None:
    """The bill of a revision, where its taxes can be worked out; None where they can not, or it has one already.

    With `entered` it is worked out anew for the day of entry, beside the bill that the revision had before.
    """
    before = [b for b in reading.bills_of(reader, case.id) if b.state != B.VOID]
    if entered is None and any(b.revision == case.revision for b in before):
        return None
    today = law_day(instant(work.at))
    day, by = (entered, advance.ENTRY) if entered else advance.tax_day(case, today)
    worked = assessed(reader, document, day)
    if worked is None:
        return None
    agreement = reading.agreement_of(reader, case.owner)
    return bills.issue(
        work,
        case,
        worked,
        digest=digest,
        due=due_day(today).isoformat(),
        before=before,
        shelf=shelf_of(reader, before),
        returned=sum(r.fen for b in before for r in refunds_of(reader, b)),
        summary=agreement is not None and agreement.is_summary,
        law_day_by=by,
    )


def shelf_of(reader: Reader, held: list[Bill]) -> Shelf:
    """The guarantees that these bills hold."""
    numbers = tuple({b.guarantee for b in held if b.guarantee})
    return {g.number: g for g in reading.kept(reader, Guarantee, {"number": numbers})} if numbers else {}


def refunds_of(reader: Reader, bill: Bill) -> list[Refund]:
    """What went back of a paid bill, or may."""
    if bill.state not in PAID:
        return []
    return [r for r in reading.refunds_of(reader, bill.id) if r.state != "refused"]
