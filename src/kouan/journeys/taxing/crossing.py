"""Where a declaration's step crosses its taxes. A visible table says which; doors decide and amend through here.

The machine has no guard: what stands against a release is found here, when the decision is made, and goes into the same
transaction as what follows from it.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from kouan.areas.window.paying import bills, reading
from kouan.areas.window.paying.machines import PAID, RELEASING, B
from kouan.areas.window.paying.refunds import propose
from kouan.areas.window.paying.things import Bill
from kouan.areas.window.paying.work import Work
from kouan.areas.window.two_steps import NOT_TAXED, SUMMARY
from kouan.journeys import filing
from kouan.journeys.changes import DECLARATIONS, OPEN_IN
from kouan.journeys.inspecting.details import NONE, Details
from kouan.journeys.taxes import TAXED
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store import statements as sql
from kouan.store.house import House
from kouan.store.reader import Reader
from kouan.store.units import Key, Unit

from . import arriving
from .assessing import refunds_of, retax, shelf_of

ENDED = "报关单已终止 · The declaration ended"


def decision(
    house: House,
    of: DocumentType,
    case: Case,
    action: str,
    *,
    version: int,
    actor: Actor,
    now: dt.datetime,
    happened: dt.datetime | None = None,
    reason: str = "",
    key: Key | None = None,
    details: Details = NONE,
) -> Unit:
    """One step on a case as `filing.decision` makes it, with what follows for its taxes. Raises `Refused`."""
    unit = filing.decision(
        of,
        case,
        action,
        version=version,
        actor=actor,
        now=now,
        happened=happened,
        reason=reason,
        key=key,
        reader=house.reader,
        details=details,
    )
    work = Work(actor, stamp(happened or now), stamp(now))
    if action == "arrive":
        arriving.manifest_arrived(work, house.reader, case, house.levies)
    elif not house.levies:
        return unit
    elif case.type in TAXED and action in BESIDE:
        BESIDE[action](work, house.reader, of, case)
    elif of.code in OPEN_IN and action == "apply":
        _changed(work, house.reader, unit)
    return replace(unit, facts=(*unit.facts, *work.facts), rows=(*unit.rows, *work.rows))


def settled_enough(found: list[Bill]) -> Words | None:
    """Why goods may not go yet; None where each bill that stands is paid, secured, on the summary, or nil."""
    standing = [b for b in found if b.state != B.VOID]
    if not standing:
        return Words("税款尚未计出，不能放行", "No tax bill was worked out yet, so the goods can not be released")
    open_ = [b.id for b in standing if b.state not in RELEASING and not b.guarantee]
    if not open_:
        return None
    names = "、".join(open_)
    return Words(f"税单 {names} 未缴、未担保，不能放行", f"Tax bill {names} is neither paid nor secured")


def _changed(work: Work, reader: Reader, unit: Unit) -> None:
    """A granted request is applied: an amended declaration is taxed anew, one that is withdrawn ends."""
    revision = next((r.values for r in unit.rows if r.sql == sql.REVISION), None)
    moved = next(r.values for r in unit.rows if r.sql == sql.MOVED_CASE)
    case = reader.case(str(moved[-2]))
    if case is None or case.type not in TAXED:
        return
    of = DECLARATIONS[case.type]
    if revision is None:
        _end(work, reader, of, case)
        return
    document = of.read(bytes(revision[4]))[0]  # type: ignore[call-overload]
    retax(work, reader, replace(case, revision=case.revision + 1), document, str(revision[2]))


def _untaxed(case: Case) -> bool:
    """Is it a summary whose answer is that no taxes apply?"""
    return case.facts.get("filing") == SUMMARY and case.facts.get("taxed") == NOT_TAXED


def _issue(work: Work, reader: Reader, of: DocumentType, case: Case) -> None:
    if _untaxed(case):
        return
    kept = reader.document(case.id, case.revision)
    document = of.read(kept.canonical)[0] if kept else None
    if kept is not None and document is not None:
        retax(work, reader, case, document, kept.digest)


def _may_be_picked_up(work: Work, reader: Reader, of: DocumentType, case: Case) -> None:
    """Where taxes apply, they are secured (or paid) in the first step already."""
    if not _untaxed(case):
        _may_go(work, reader, of, case)


def _may_go(work: Work, reader: Reader, of: DocumentType, case: Case) -> None:
    against = settled_enough(reading.bills_of(reader, case.id))
    if against is not None:
        raise Refused("tax-open", against)


def _end(work: Work, reader: Reader, of: DocumentType, case: Case) -> None:
    """The declaration ends: bills that are not paid are void, paid ones become refunds to be decided."""
    found = reading.bills_of(reader, case.id)
    asked = [b.id for b in found if b.state == B.ASKED]
    if asked:
        names = "、".join(asked)
        raise Refused("tax-with-bank", Words(f"税单 {names} 正在扣款，待银行答复", f"The bank has tax bill {names}"))
    shelf = shelf_of(reader, found)
    for bill in found:
        if bill.state in PAID and bill.fen:
            left = bill.fen - sum(r.fen for r in refunds_of(reader, bill))
            if left > 0:
                propose(work, bill, fen=left, reason=ENDED, number="e")
        elif bill.state not in (*PAID, B.VOID):
            bills.cancel(work, bill, shelf, ENDED)


Beside = Callable[[Work, Reader, DocumentType, Case], None]
BESIDE: Mapping[str, Beside] = {
    "accept": _issue,
    arriving.REPORT: arriving.fix,
    "release": _may_go,
    "release_pickup": _may_be_picked_up,
    "reject": _end,
    "cancel": _end,
    "withdraw": _end,
}
"""What each step of a taxed declaration means for its taxes. Steps that are not here mean nothing."""
