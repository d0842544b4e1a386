"""Money that goes back of a settled bill: proposed with a reason, decided by an officer, paid by the bank."""

from msgspec.structs import replace

from kouan.areas.window import events as e
from kouan.kernel.journal import Decided
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words

from .machines import REFUND, B, R
from .orders import ordered
from .things import Agreement, Bill, Refund
from .work import Work, inserted, moved, step


def propose(work: Work, bill: Bill, *, fen: int, reason: str, number: str) -> Refund:
    """A refund to be decided: the bill's payer or customs asks for it. `number` tells the bill's refunds apart.

    Raises `Refused` without a reason or not above nought.
    """
    if fen <= 0 or fen > bill.fen:
        raise Refused(
            "refund-amount", Words("退还金额须大于零、不超过税单", "Above nought, and not more than the bill")
        )
    if not reason.strip():
        raise Refused("reason-missing", Words("须写明理由", "A reason is needed"))
    made = Refund(
        id=f"TRF{bill.id.removeprefix('TAX')}-{number}",
        bill=bill.id,
        payer=bill.payer,
        fen=fen,
        reason=reason.strip()[:300],
        state=R.PROPOSED.value,
        version=1,
        since=work.at,
    )
    work.note(e.TaxRefundProposed(bill=bill.id, payer=bill.payer, fen=fen, reason=made.reason), made.id, 1)
    work.rows.append(inserted(made))
    return made


def grant(work: Work, refund: Refund, bill: Bill, agreement: Agreement, returned: int) -> Refund:
    """An officer grants it: an order to the bank. `returned` is what went back of the bill already, or is under way.

    Raises `Refused`: the bill is not settled, or more would go back than was paid.
    """
    after = step(REFUND, refund.state, "grant", work.actor)
    if bill.state != B.SETTLED.value:
        raise Refused("refund-early", Words("税单尚未结清，不能退还", "The bill is not settled yet"))
    if returned + refund.fen > bill.fen:
        raise Refused("refund-amount", Words("累计退还超过已缴", "More would go back than was paid"))
    order = ordered(work, "refund", refund.id, refund.version + 1, refund.payer, agreement, refund.fen)
    made = replace(refund, state=after, version=refund.version + 1, since=work.at, order_id=order.id)
    event = e.TaxRefundGranted(action="grant", before=refund.state, after=after, order=order.id, fen=refund.fen)
    return _put(work, refund, made, event)


def refuse(work: Work, refund: Refund, reason: str) -> Refund:
    """An officer refuses it, with a reason. Raises `Refused`."""
    after = step(REFUND, refund.state, "refuse", work.actor, reason)
    made = replace(refund, state=after, version=refund.version + 1, since=work.at)
    event = e.TaxRefundRefused(action="refuse", before=refund.state, after=after, reason=reason.strip()[:300])
    return _put(work, refund, made, event)


def paid(work: Work, refund: Refund, order: str, entry: str) -> Refund:
    """The bank told that it paid."""
    after = step(REFUND, refund.state, "pay", work.actor)
    made = replace(refund, state=after, version=refund.version + 1, since=work.at)
    event = e.TaxRefundPaid(action="pay", before=refund.state, after=after, order=order, entry=entry)
    return _put(work, refund, made, event)


def failed(work: Work, refund: Refund, order: str, reason: str) -> Refund:
    """The bank could not pay: it is to be decided again."""
    after = step(REFUND, refund.state, "fail", work.actor)
    made = replace(refund, state=after, version=refund.version + 1, since=work.at)
    event = e.TaxRefundFailed(action="fail", before=refund.state, after=after, order=order, reason=reason)
    return _put(work, refund, made, event)


def _put(work: Work, before: Refund, made: Refund, event: Decided) -> Refund:
    work.note(event, made.id, made.version)
    work.rows.append(moved(made, before.version))
    return made
