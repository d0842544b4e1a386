"""The counter of taxes: what a payer, an officer and the operator may do. Each deed reads what it needs, makes a unit,
and hands it to the writer. Who was first wins; the other is told to look again.
"""

import datetime as dt
import re
from collections.abc import Sequence

from kouan.areas.window.paying import bills, guarantees, orders, reading, refunds, summary
from kouan.areas.window.paying.machines import B
from kouan.areas.window.paying.things import Agreement, Bill, Guarantee, Order, Refund, Statement
from kouan.areas.window.paying.work import Work, inserted
from kouan.kernel.cases import Case
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.store.house import House
from kouan.store.reader import Reader
from kouan.store.units import Key, Unit

from .assessing import shelf_of
from .days import summary_due

_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
UNKNOWN = Words("没有这份税单，或您无权办理", "There is no such bill, or it is not yours to handle")


def bill_for(reader: Reader, id: str, who: Actor) -> Bill:
    """A bill that this actor may see. Raises `Refused`."""
    bill = reading.one(reader, Bill, id)
    if bill is None or not may_see(bill, who):
        raise Refused("case-unknown", UNKNOWN)
    return bill


def may_see(bill: Bill, who: Actor) -> bool:
    """Is this bill open to this actor: its payer, and who reads all taxes."""
    return who.may("tax.read.all") or bill.payer == who.organisation


def pay_bill(house: House, id: str, *, actor: Actor, now: dt.datetime, key: Key | None = None) -> Unit:
    """The payer orders a bill to be paid from the account of its agreement. Raises `Refused`."""
    bill = bill_for(house.reader, id, actor)
    return paying_all([bill], _agreed(house.reader, bill.payer), actor=actor, now=now, key=key)


def paying_all(
    owed: Sequence[Bill], agreement: Agreement | None, *, actor: Actor, now: dt.datetime, key: Key | None = None
) -> Unit:
    """The unit of paying bills that were read, an order each. Raises `Refused`."""
    work = Work(actor, stamp(now))
    made = [orders.ask(work, bill, _needed(agreement), law_day(now)) for bill in owed]
    return work.unit({"orders": [{"bill": b.id, "order": o.id, "fen": o.fen} for b, o in made]}, key)


def pay_statement(house: House, id: str, *, actor: Actor, now: dt.datetime, key: Key | None = None) -> Unit:
    """The payer orders a month's statement to be paid. Raises `Refused`."""
    statement = reading.one(house.reader, Statement, id)
    if statement is None or statement.payer != actor.organisation:
        raise Refused("case-unknown", UNKNOWN)
    work = Work(actor, stamp(now))
    agreement = _needed(_agreed(house.reader, statement.payer))
    done, order = orders.ask_statement(work, statement, agreement, law_day(now))
    return work.unit({"statement": done.id, "state": done.state, "order": order.id, "fen": order.fen}, key)


def secure(house: House, id: str, number: str, *, actor: Actor, now: dt.datetime, key: Key | None = None) -> Unit:
    """The payer takes a bill's amount from a guarantee. Raises `Refused`."""
    bill = bill_for(house.reader, id, actor)
    guarantee = reading.one(house.reader, Guarantee, number)
    if bill.payer != actor.organisation or guarantee is None:
        raise Refused("guarantee-unknown", Words("没有这份担保", "There is no such guarantee"))
    work = Work(actor, stamp(now))
    done = guarantees.secure(work, bill, guarantee, law_day(now))
    return work.unit({"bill": done.id, "state": done.state, "guarantee": number}, key)


def defer(house: House, id: str, *, actor: Actor, now: dt.datetime) -> Unit:
    """Put a bill on its payer's month. Raises `Refused`."""
    bill = bill_for(house.reader, id, actor)
    work = Work(actor, stamp(now))
    done = summary.defer(work, bill, _agreed(house.reader, bill.payer))
    return work.unit({"bill": done.id, "state": done.state})


def present(house: House, id: str, *, actor: Actor, now: dt.datetime) -> Unit:
    """An officer presents a supplementary bill. Raises `Refused`."""
    work = Work(actor, stamp(now))
    done = bills.present(work, bill_for(house.reader, id, actor))
    return work.unit({"bill": done.id, "state": done.state})


def write_off(house: House, id: str, *, actor: Actor, now: dt.datetime) -> Unit:
    """An officer writes off a bill that was deducted. Raises `Refused`."""
    bill = bill_for(house.reader, id, actor)
    work = Work(actor, stamp(now))
    done = bills.settle(work, bill, shelf_of(house.reader, [bill]))
    return work.unit({"bill": done.id, "state": done.state})


def declare_nil(house: House, case: Case, reason: str, *, actor: Actor, now: dt.datetime) -> Unit:
    """An officer decides that nothing is owed on a revision without a bill, and says why. Raises `Refused`."""
    if not reason.strip():
        raise Refused("reason-missing", Words("须写明理由", "A reason is needed"))
    standing = [b for b in reading.bills_of(house.reader, case.id) if b.revision == case.revision]
    kept = house.reader.document(case.id, case.revision)
    if standing or kept is None or case.state == "lodged":
        raise Refused("bill-there", Words("该版已有税单，或尚未接受", "It has a bill already, or is not accepted yet"))
    work = Work(actor, stamp(now))
    today = law_day(now).isoformat()
    done = bills.nil(work, case, digest=kept.digest, reason=reason.strip()[:300], today=today)
    return work.unit({"bill": done.id, "state": done.state})


def register_guarantee(
    house: House,
    *,
    number: str,
    owner: str,
    issuer: str,
    fen: int,
    valid_from: dt.date,
    valid_to: dt.date,
    actor: Actor,
    now: dt.datetime,
    declaration: str = "",
) -> Unit:
    """Customs takes a guarantee on its books, under a number of its own. Raises `Refused`."""
    if reading.one(house.reader, Guarantee, number[:40]) is not None:
        raise Refused("number-taken", Words("这个编号已登记过担保", "There is a guarantee of this number already"))
    work = Work(actor, stamp(now))
    made = guarantees.register(
        work,
        number=number,
        owner=owner,
        issuer=issuer,
        fen=fen,
        valid_from=valid_from,
        valid_to=valid_to,
        declaration=declaration,
    )
    return work.unit({"guarantee": made.number, "fen": made.fen})


def draw_month(house: House, month: str, *, actor: Actor, now: dt.datetime) -> list[Unit]:
    """One unit for each payer with bills on a month's summary. A month that is not over is refused. Raises `Refused`."""
    if actor.role != "customs":
        raise Refused("role-may-not", Words("月结单由海关开出", "Statements are drawn by customs"))
    if not _MONTH.fullmatch(month):
        raise Refused("month-unfit", Words("月份须写作 2026-11", "A month is written 2026-11"))
    due, provisional = summary_due(month)
    if law_day(now).isoformat()[:7] <= month:
        raise Refused("month-runs", Words("当月未结束，不能汇总", "The month is not over yet"))
    waiting = reading.kept(house.reader, Bill, {"state": B.SUMMARY.value, "statement": ""}, order="id")
    by_payer: dict[str, list[Bill]] = {}
    for bill in waiting:
        if bill.law_day[:7] == month:
            by_payer.setdefault(bill.payer, []).append(bill)
    units = []
    for payer, ours in sorted(by_payer.items()):
        work = Work(actor, stamp(now))
        made = summary.draw(work, payer, month, ours, due=due.isoformat(), provisional=provisional)
        units.append(work.unit({"statement": made.id, "fen": made.fen, "bills": made.bills}))
    return units


def propose_refund(
    house: House, id: str, fen: int, reason: str, *, actor: Actor, now: dt.datetime, key: Key | None = None
) -> Unit:
    """The payer or an officer asks for money of a settled bill back. Raises `Refused`."""
    bill = bill_for(house.reader, id, actor)
    if actor.role not in ("customs", "declarant"):
        raise Refused(
            "role-may-not", Words("退税由缴税单位或海关提出", "Refunds are asked for by the payer or customs")
        )
    if bill.state != B.SETTLED:
        raise Refused("refund-early", Words("税单尚未结清，不能退还", "The bill is not settled yet"))
    earlier = reading.refunds_of(house.reader, bill.id)
    if fen + sum(r.fen for r in earlier if r.state != "refused") > bill.fen:
        raise Refused("refund-amount", Words("累计退还超过已缴", "More would go back than was paid"))
    work = Work(actor, stamp(now))
    made = refunds.propose(work, bill, fen=fen, reason=reason, number=str(len(earlier) + 1))
    return work.unit({"refund": made.id, "state": made.state, "fen": made.fen}, key)


def decide_refund(
    house: House, id: str, *, grant: bool, reason: str, actor: Actor, now: dt.datetime, key: Key | None = None
) -> Unit:
    """An officer grants a refund, which orders the bank to pay it, or refuses it with a reason. Raises `Refused`."""
    refund = reading.one(house.reader, Refund, id)
    bill = reading.one(house.reader, Bill, refund.bill) if refund else None
    if refund is None or bill is None or actor.role != "customs":
        raise Refused("case-unknown", UNKNOWN)
    work = Work(actor, stamp(now))
    if grant:
        others = [r for r in reading.refunds_of(house.reader, bill.id) if r.id != refund.id]
        returned = sum(r.fen for r in others if r.state in ("granted", "paid"))
        done = refunds.grant(work, refund, bill, _needed(_agreed(house.reader, refund.payer)), returned)
    else:
        done = refunds.refuse(work, refund, reason)
    return work.unit({"refund": done.id, "state": done.state, "order": done.order_id}, key)


def agree(house: House, agreement: Agreement) -> Unit:
    """Keep a tri-party agreement. Its account stands in the table only, sealed, never in the journal."""
    return Unit(rows=(inserted(reading.sealed(agreement)),))


def open_orders(reader: Reader) -> list[Order]:
    """Orders that no bank has taken yet, oldest first."""
    return reading.kept(reader, Order, {"state": "made"}, order="made, id", limit=500)


def _agreed(reader: Reader, organisation: str) -> Agreement | None:
    return reading.agreement_of(reader, organisation)


def _needed(agreement: Agreement | None) -> Agreement:
    if agreement is None:
        raise Refused(
            "agreement-missing", Words("没有三方协议，不能扣款", "There is no tri-party agreement to pay under")
        )
    return agreement
