"""A bank's answers compared with the orders. What fits moves its bill, statement or refund at once; what does not fit is
kept and waits for a person, with a proposal. Nothing is mended silently, and an entry told again changes nothing.
"""

import hashlib
from typing import Any

import msgspec

from kouan.areas.window import events as e
from kouan.areas.window.bank.told import Told
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.store.units import Row

from . import bills, orders, refunds, summary
from .guarantees import Shelf
from .machines import B
from .things import Bill, Entry, Order, Refund, Statement, masked
from .work import Work, inserted

CURRENCY = "CNY"

OUTCOMES: dict[str, tuple[Words, Words]] = {
    "matched": (Words("已对上", "Fits"), Words("无须处理", "Nothing to do")),
    "unmatched": (
        Words("没有这笔指令", "No such order"),
        Words("请银行核对附言；确非税款则退回付款人", "Ask the bank for its remittance text; give back what is no tax"),
    ),
    "partial": (
        Words("少于指令金额", "Less than ordered"),
        Words("税单不变；请付款人补足差额，或退回", "The bill stays as it is: ask for the rest, or give it back"),
    ),
    "over": (
        Words("多于指令金额", "More than ordered"),
        Words("税单不变；核对后退回多付部分", "The bill stays as it is: check, then give back what is too much"),
    ),
    "double": (
        Words("指令已入账，又来一笔", "Booked before, and told of once more"),
        Words("疑为重复扣款；核实后退回", "Perhaps taken twice: check, then give it back"),
    ),
    "late": (
        Words("指令曾失败，现又入账", "The order had failed, and now it is booked"),
        Words("税单仍待缴则可计入；已另缴则退回", "Let it count where the bill is still open; else give it back"),
    ),
    "currency": (Words("不是人民币", "Not in CNY"), Words("退回", "Give it back")),
    "direction": (Words("借贷方向不符", "Credit and debit are mixed up"), Words("请银行更正", "Ask the bank")),
    "moved": (
        Words("税单已不在扣款中", "The bill does not wait for the bank any more"),
        Words("核对税单经过，再计入或退回", "Look at the bill's history, then let it count or give it back"),
    ),
}
"""What an entry may be found to be: how it is called, and what is proposed."""


class Behind(msgspec.Struct, frozen=True):
    """What stands behind an entry: the order with its end-to-end id, and what the order is for."""

    order: Order | None = None
    bill: Bill | None = None
    statement: Statement | None = None
    bills: tuple[Bill, ...] = ()
    refund: Refund | None = None


def entry_id(told: Told) -> str:
    """One name for the same entry in whatever message: the bank's reference, end-to-end id, amount, direction, day."""
    parts = (
        told.kind,
        told.reference,
        told.order,
        told.fen,
        told.currency,
        told.direction,
        told.booked_on,
        told.reason,
    )
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def outcome_of(told: Told, behind: Behind) -> str:
    """What an entry is, beside the order that it names."""
    order = behind.order
    if told.currency != CURRENCY:
        return "currency"
    if order is None:
        return "unmatched"
    if told.direction != ("DBIT" if order.purpose == "refund" else "CRDT"):
        return "direction"
    if order.state == "booked":
        return "double"
    if told.fen != order.fen:
        return "partial" if told.fen < order.fen else "over"
    if order.state == "failed":
        return "late"
    return "matched" if _waits(behind) else "moved"


def _waits(behind: Behind) -> bool:
    if behind.bill is not None:
        return behind.bill.state == B.ASKED and behind.order is not None and behind.bill.order_id == behind.order.id
    if behind.statement is not None:
        return behind.statement.state == "asked"
    return behind.refund is not None and behind.refund.state == "granted"


def booked(work: Work, told: Told, behind: Behind, shelf: Shelf, message: str) -> Entry:
    """Take one booked entry in: act where it fits, keep it open where it does not."""
    outcome = outcome_of(told, behind)
    name = entry_id(told)
    entry = Entry(
        id=name,
        message=message,
        reference=told.reference,
        order_id=told.order,
        fen=told.fen,
        currency=told.currency,
        direction=told.direction,
        booked_on=told.booked_on,
        account=masked(told.account) if told.account else "",
        outcome=outcome,
        is_open=outcome != "matched",
        received=work.at,
    )
    if outcome == "matched" and behind.order is not None:
        _count(work, told, behind, behind.order, name, shelf)
    event = e.BankEntryReceived(
        reference=told.reference,
        order=told.order,
        fen=told.fen,
        currency=told.currency,
        direction=told.direction,
        booked_on=told.booked_on,
        outcome=outcome,
    )
    work.note(event, entry_case(name), 1)
    work.rows.append(inserted(entry))
    return entry


def entry_case(entry: str) -> str:
    """The name of an entry in the journal."""
    return f"BNK-{entry[:24]}"


def _count(work: Work, told: Told, behind: Behind, order: Order, entry: str, shelf: Shelf) -> None:
    work.rows.append(orders.ended(order, "booked", work.at))
    said: dict[str, Any] = {"order": order.id, "entry": entry[:24]}
    if behind.bill is not None:
        paid = bills.deducted(work, behind.bill, **said, fen=told.fen, booked_on=told.booked_on)
        bills.settle(work, paid, shelf)
    elif behind.statement is not None:
        summary.paid(work, behind.statement, behind.bills, **said, fen=told.fen, booked_on=told.booked_on)
    elif behind.refund is not None:
        refunds.paid(work, behind.refund, **said)


def refused(work: Work, told: Told, behind: Behind) -> bool:
    """The bank refused an order: what it was for is to be paid (or decided) again. False where nothing waits for it."""
    order = behind.order
    if order is None or order.state in ("booked", "failed") or not _waits(behind):
        return False
    work.rows.append(orders.ended(order, "failed", work.at))
    if behind.bill is not None:
        bills.failed(work, behind.bill, order=order.id, reason=told.reason)
    elif behind.statement is not None:
        summary.failed(work, behind.statement, order=order.id, reason=told.reason)
    elif behind.refund is not None:
        refunds.failed(work, behind.refund, order.id, told.reason)
    return True


def close(work: Work, entry: Entry, note: str) -> None:
    """A person closes an entry that did not fit, saying how. Raises `Refused`."""
    if work.actor.role != "operator":
        raise Refused("role-may-not", Words("对账由运维人员办理", "Reconciliation is the operator's"))
    if not entry.is_open:
        raise Refused("entry-closed", Words("这一笔已经办结", "This entry is closed already"))
    if not note.strip():
        raise Refused("reason-missing", Words("须写明如何处理", "Say how it was handled"))
    work.note(e.BankEntryClosed(note=note.strip()[:300]), entry_case(entry.id), 2)
    work.rows.append(_closed(work, entry, note))


def count_late(work: Work, entry: Entry, behind: Behind, shelf: Shelf, note: str) -> None:
    """A person lets a late entry count on its bill, which is still to be paid. Raises `Refused`."""
    bill, order = behind.bill, behind.order
    close(work, entry, note)
    if entry.outcome != "late" or bill is None or order is None or entry.fen < bill.fen:
        raise Refused("entry-does-not-fit", Words("这一笔不能计入税单", "This entry can not count on the bill"))
    if bill.state not in (B.PRESENTED, B.SECURED):
        raise Refused("entry-does-not-fit", Words("税单已不待缴", "The bill is not to be paid any more"))
    paid = bills.deducted(work, bill, order=order.id, entry=entry.id[:24], fen=entry.fen, booked_on=entry.booked_on)
    bills.settle(work, paid, shelf)


def _closed(work: Work, entry: Entry, note: str) -> Row:
    text = "UPDATE window_bank_entry SET is_open = ?, closed_by = ?, note = ? WHERE id = ? AND is_open = ?"
    return Row(text, (False, work.actor.user, note.strip()[:300], entry.id, True))
