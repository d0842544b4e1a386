"""Orders to the bank: one a bill, statement or refund at a time; its end-to-end id comes back with the bank's answer."""

import datetime as dt
from decimal import Decimal

from msgspec.structs import replace

from kouan.areas.window import events as e
from kouan.areas.window.tax.bill import surcharge
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.store.units import Row

from .machines import BILL, STATEMENT
from .things import Agreement, Bill, Order, Statement
from .work import Work, inserted, moved, step


def ordered(
    work: Work, purpose: str, subject: str, version: int, organisation: str, agreement: Agreement, fen: int
) -> Order:
    """A new order. Its id says for what it is and at which step, so that the same step can not make two."""
    order = Order(
        id=f"{subject}-{version}",
        purpose=purpose,
        subject=subject,
        agreement=agreement.id,
        organisation=organisation,
        fen=fen,
        state="made",
        made=work.at,
    )
    work.rows.append(inserted(order))
    return order


def ended(order: Order, state: str, at: str) -> Row:
    """The order as the bank ended it: booked or failed. One that was ended before is not touched."""
    text = "UPDATE window_tax_order SET state = ?, ended = ? WHERE id = ? AND state IN ('made', 'sent')"
    return Row(text, (state, at, order.id))


def sent(order: Order, at: str) -> Row:
    """The order as one that a bank has taken."""
    return Row("UPDATE window_tax_order SET state = 'sent', sent = ? WHERE id = ? AND state = 'made'", (at, order.id))


def late_fen(fen: int, due: str, today: dt.date) -> int:
    """分 that an amount costs more on a day after its period, under the law of that day; 0 in time."""
    days = (today - dt.date.fromisoformat(due)).days
    if days <= 0:
        return 0
    more, _ = surcharge(Decimal(fen).scaleb(-2), days, today)
    return int(more * 100)


def ask(work: Work, bill: Bill, agreement: Agreement, today: dt.date) -> tuple[Bill, Order]:
    """The payer asks for the bill to be paid, with the surcharge of a late day. Raises `Refused`."""
    _own(work, bill.payer)
    after = step(BILL, bill.state, "ask", work.actor)
    more = late_fen(bill.fen, bill.due, today)
    version = bill.version + 1
    order = ordered(work, "bill", bill.id, version, bill.payer, agreement, bill.fen + more)
    made = replace(
        bill, state=after, version=version, since=work.at, surcharge_fen=more, order_id=order.id, paid_on=None
    )
    event = e.TaxPaymentAsked(
        action="ask", before=bill.state, after=after, order=order.id, fen=order.fen, surcharge_fen=more
    )
    work.note(event, bill.id, version)
    work.rows.append(moved(made, bill.version))
    return made, order


def ask_statement(work: Work, statement: Statement, agreement: Agreement, today: dt.date) -> tuple[Statement, Order]:
    """The payer asks for a month's statement to be paid. Raises `Refused`."""
    _own(work, statement.payer)
    after = step(STATEMENT, statement.state, "ask", work.actor)
    more = late_fen(statement.fen, statement.due, today)
    version = statement.version + 1
    order = ordered(work, "statement", statement.id, version, statement.payer, agreement, statement.fen + more)
    made = replace(statement, state=after, version=version, surcharge_fen=more, order_id=order.id)
    event = e.TaxStatementAsked(
        action="ask", before=statement.state, after=after, order=order.id, fen=order.fen, surcharge_fen=more
    )
    work.note(event, statement.id, version)
    work.rows.append(moved(made, statement.version))
    return made, order


def _own(work: Work, payer: str) -> None:
    if work.actor.organisation != payer:
        raise Refused("case-unknown", Words("没有这份税单，或您无权缴纳", "There is no such bill, or it is not yours"))
