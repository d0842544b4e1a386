"""Issue a bill for a revision, cancel what it replaces, give back what was paid too much."""

import hashlib
import zlib
from collections.abc import Sequence
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from kouan.areas.window import events as e
from kouan.areas.window.tax.bill import Bill as Worked
from kouan.kernel.cases import Case
from kouan.kernel.journal import Decided
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words

from . import guarantees, refunds
from .machines import BILL, PAID, B
from .things import Bill, Proof
from .work import Work, inserted, moved, step

TYPE = "tax_bill"
WAITING = frozenset({B.ISSUED.value, B.PRESENTED.value, B.SECURED.value, B.SUMMARY.value})
"""Not paid and not with the bank: a new revision's bill takes their place."""

AMENDED = "修改后税款减少 · Less is owed after an amendment"
ENTERED = "按进境日重计后税款减少 · Less is owed by the day of entry"


def bill_id(declaration: str, revision: int, day: str = "") -> str:
    """The number of a declaration's bill: one a revision, and one more for the `day` (MMDD) it is taxed anew for."""
    return f"TAX-{declaration.partition('-')[2] or declaration}-{revision}{day and f'-{day}'}"


def fen(yuan: Decimal) -> int:
    """Whole 分 of an amount in yuan that was rounded to the fen. Raises ValueError for a finer one."""
    whole = yuan * 100
    if whole != whole.to_integral_value():
        raise ValueError(f"{yuan} is finer than a fen")
    return int(whole)


def issue(
    work: Work,
    case: Case,
    worked: Worked,
    *,
    digest: str,
    due: str,
    before: Sequence[Bill] = (),
    shelf: guarantees.Shelf | None = None,
    returned: int = 0,
    summary: bool = False,
    law_day_by: str = "",
) -> Bill:
    """The bill of a declaration's last revision. What was not paid before is cancelled; what was paid counts, less what
    was `returned` of it (分).

    A first bill is presented at once (or put on the month's summary), a supplementary one waits for an officer; where
    nothing more is owed the bill is nil and settled, and what was paid too much becomes a refund to be decided.
    """
    for old in before:
        if old.state in WAITING and not old.statement:
            cancel(work, old, shelf if shelf is not None else {})
    paid = [b for b in before if b.state in PAID or b.state == B.ASKED or b.statement]
    kinds = {k.kind: fen(k.levied) for k in worked.kinds}
    owed = sum(kinds.values()) - sum(b.fen for b in paid) + returned
    body = msgspec.json.encode(worked)
    again = f"{worked.on:%m%d}" if any(b.revision == case.revision for b in before) else ""
    bill = Bill(
        id=bill_id(case.id, case.revision, again),
        declaration=case.id,
        revision=case.revision,
        kind="nil" if owed <= 0 else "supplementary" if paid else "first",
        payer=case.owner,
        state=B.ISSUED.value,
        version=1,
        fen=max(owed, 0),
        kinds=msgspec.json.encode(kinds).decode(),
        law_day=worked.on.isoformat(),
        issued=work.at,
        since=work.at,
        due=due,
        proof=hashlib.sha256(body).hexdigest(),
        document=digest,
        law_day_by=law_day_by,
    )
    _issued(work, bill, kinds)
    bill = _onward(work, bill, summary)
    work.rows += [inserted(bill), inserted(Proof(bill=bill.id, digest=bill.proof, body=zlib.compress(body)))]
    if owed < 0:
        reason = ENTERED if again else AMENDED
        _give_back(work, paid, -owed, f"d{again}" if again else f"r{case.revision}", reason)
    return bill


def fix_day(work: Work, bill: Bill, by: str, day: str = "") -> Bill:
    """The arrival fixed the day that a bill goes by: the `day` of entry, or its own with the difference on another bill."""
    made = replace(bill, version=bill.version + 1, law_day=day or bill.law_day, law_day_by=by)
    event = e.TaxDayFixed(action="fix_day", before=bill.state, after=bill.state, law_day=made.law_day, by=by)
    work.note(event, bill.id, made.version)
    work.rows.append(moved(made, bill.version))
    return made


def nil(work: Work, case: Case, *, digest: str, reason: str, today: str) -> Bill:
    """A bill of nought by an officer's decision, with its reason: for goods that no rate can be worked out for."""
    step(BILL, B.ISSUED.value, "settle", work.actor)
    bill = Bill(
        id=bill_id(case.id, case.revision),
        declaration=case.id,
        revision=case.revision,
        kind="nil",
        payer=case.owner,
        state=B.ISSUED.value,
        version=1,
        fen=0,
        kinds="{}",
        law_day=today,
        issued=work.at,
        since=work.at,
        due=today,
        document=digest,
    )
    _issued(work, bill, {})
    settled = e.TaxBillSettled(action="settle", before=bill.state, after=B.SETTLED.value, reason=reason)
    work.note(settled, bill.id, 2)
    bill = replace(bill, version=2, state=B.SETTLED.value)
    work.rows.append(inserted(bill))
    return bill


def _issued(work: Work, bill: Bill, kinds: dict[str, int]) -> None:
    event = e.TaxBillIssued(
        type=TYPE,
        number=bill.id,
        digest=bill.proof,
        payer=bill.payer,
        declaration=bill.declaration,
        revision=bill.revision,
        declaration_digest=bill.document,
        law_day=bill.law_day,
        due=bill.due,
        fen=bill.fen,
        kinds=kinds,
        law_day_by=bill.law_day_by,
    )
    work.note(event, bill.id, 1)


def _onward(work: Work, bill: Bill, summary: bool) -> Bill:
    """A nil bill is settled, a first one presented, and deferred where its payer is on the summary."""
    if bill.fen == 0:
        work.note(e.TaxBillSettled(action="settle", before=bill.state, after=B.SETTLED.value), bill.id, 2)
        return replace(bill, version=2, state=B.SETTLED.value)
    if bill.kind != "first":
        return bill
    work.note(e.TaxBillPresented(action="present", before=bill.state, after=B.PRESENTED.value), bill.id, 2)
    bill = replace(bill, version=2, state=B.PRESENTED.value)
    if not summary:
        return bill
    month = bill.law_day[:7]
    event = e.TaxDeferred(action="defer", before=bill.state, after=B.SUMMARY.value, month=month)
    work.note(event, bill.id, 3)
    return replace(bill, version=3, state=B.SUMMARY.value)


def _give_back(work: Work, paid: Sequence[Bill], much: int, number: str, reason: str) -> None:
    """Refunds to be decided, of the newest bills first: never more of a bill than it was."""
    for bill in sorted(paid, key=lambda b: -b.revision):
        part = min(much, bill.fen)
        if part > 0:
            refunds.propose(work, bill, fen=part, reason=reason, number=number)
        much -= part


def present(work: Work, bill: Bill) -> Bill:
    """An officer presents a bill. Raises `Refused`."""
    after = step(BILL, bill.state, "present", work.actor)
    return _put(work, bill, after, e.TaxBillPresented(action="present", before=bill.state, after=after))


def settle(work: Work, bill: Bill, shelf: guarantees.Shelf) -> Bill:
    """Write a deducted bill off, and free what its guarantee held. Raises `Refused`."""
    after = step(BILL, bill.state, "settle", work.actor)
    if bill.state != B.DEDUCTED.value:
        raise Refused("action-not-open", Words("尚未扣款，不能核销", "Nothing was deducted yet"))
    event = e.TaxBillSettled(action="settle", before=bill.state, after=after, fen=bill.fen)
    return guarantees.freed(work, _put(work, bill, after, event), shelf)


def cancel(work: Work, bill: Bill, shelf: guarantees.Shelf, reason: str = "") -> Bill:
    """A bill that is not paid stands no more; its guarantee is free again."""
    after = BILL.next(bill.state, "cancel").value
    event = e.TaxBillCancelled(action="cancel", before=bill.state, after=after, reason=reason)
    return guarantees.freed(work, _put(work, bill, after, event), shelf)


def _put(work: Work, bill: Bill, after: str, event: Decided) -> Bill:
    made = replace(bill, version=bill.version + 1, state=after, since=work.at)
    work.note(event, bill.id, made.version)
    work.rows.append(moved(made, bill.version))
    return made


def deducted(work: Work, bill: Bill, *, order: str, entry: str, fen: int, booked_on: str) -> Bill:
    """The bank told that it took the amount. Raises `Refused`."""
    after = step(BILL, bill.state, "deduct", work.actor)
    event = e.TaxDeducted(
        action="deduct", before=bill.state, after=after, order=order, entry=entry, fen=fen, booked_on=booked_on
    )
    return _put(work, replace(bill, paid_on=booked_on), after, event)


def failed(work: Work, bill: Bill, *, order: str, reason: str) -> Bill:
    """The bank refused the order: the bill is to be paid again. Raises `Refused`."""
    after = step(BILL, bill.state, "fail", work.actor)
    event = e.TaxPaymentFailed(action="fail", before=bill.state, after=after, order=order, reason=reason)
    return _put(work, replace(bill, surcharge_fen=0), after, event)
