"""The month's summary (汇总征税): bills are put on it, drawn together as one debt, and settled when it is paid."""

from collections.abc import Sequence

from msgspec.structs import replace

from kouan.areas.window import events as e
from kouan.kernel.journal import Decided
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.store.units import Row

from .machines import BILL, STATEMENT, B, M
from .things import Agreement, Bill, Statement
from .work import Work, inserted, moved, step


def defer(work: Work, bill: Bill, agreement: Agreement | None) -> Bill:
    """Put a bill on its payer's month. Raises `Refused` where the payer has not been let in to it."""
    after = step(BILL, bill.state, "defer", work.actor)
    if agreement is None or not agreement.is_summary or agreement.organisation != bill.payer:
        raise Refused("summary-not-open", Words("该企业未办理汇总征税", "This firm is not on summary taxation"))
    made = replace(bill, version=bill.version + 1, state=after, since=work.at)
    event = e.TaxDeferred(action="defer", before=bill.state, after=after, month=bill.law_day[:7])
    work.note(event, bill.id, made.version)
    work.rows.append(moved(made, bill.version))
    return made


def draw(work: Work, payer: str, month: str, bills: Sequence[Bill], *, due: str, provisional: bool) -> Statement:
    """Draw a payer's bills of a month together as one debt. Raises `Refused` where there are none."""
    ours = [b for b in bills if b.state == B.SUMMARY and not b.statement and b.payer == payer]
    if not ours:
        raise Refused("nothing-to-draw", Words("该月没有汇总税单", "No bills stand on that month's summary"))
    made = Statement(
        id=f"TMS-{month.replace('-', '')}-{payer}"[:35],
        payer=payer,
        month=month,
        fen=sum(b.fen for b in ours),
        bills=len(ours),
        drawn=work.at,
        due=due,
        provisional=provisional,
        state=M.DRAWN.value,
        version=1,
    )
    event = e.TaxStatementDrawn(
        payer=payer,
        month=month,
        due=due,
        provisional=provisional,
        fen=made.fen,
        bills=tuple(b.id for b in ours),
    )
    work.note(event, made.id, 1)
    work.rows.append(inserted(made))
    text = "UPDATE window_tax_bill SET statement = ? WHERE id = ? AND version = ? AND statement = ''"
    work.rows += [Row(text, (made.id, b.id, b.version)) for b in ours]
    return made


def paid(
    work: Work, statement: Statement, bills: Sequence[Bill], *, order: str, entry: str, fen: int, booked_on: str
) -> Statement:
    """The bank told that it took the amount: the statement is paid and each of its bills settled. Raises `Refused`."""
    after = step(STATEMENT, statement.state, "pay", work.actor)
    made = replace(statement, state=after, version=statement.version + 1, paid_on=booked_on)
    event = e.TaxStatementPaid(
        action="pay", before=statement.state, after=after, order=order, entry=entry, fen=fen, booked_on=booked_on
    )
    _put(work, statement, made, event)
    for bill in bills:
        to = step(BILL, bill.state, "settle", work.actor)
        done = replace(bill, state=to, version=bill.version + 1, since=work.at, paid_on=booked_on)
        settled = e.TaxBillSettled(action="settle", before=bill.state, after=to, fen=bill.fen, statement=statement.id)
        work.note(settled, bill.id, done.version)
        work.rows.append(moved(done, bill.version))
    return made


def failed(work: Work, statement: Statement, *, order: str, reason: str) -> Statement:
    """The bank refused the order: the statement is to be paid again. Raises `Refused`."""
    after = step(STATEMENT, statement.state, "fail", work.actor)
    made = replace(statement, state=after, version=statement.version + 1, surcharge_fen=0)
    event = e.TaxStatementFailed(action="fail", before=statement.state, after=after, order=order, reason=reason)
    return _put(work, statement, made, event)


def _put(work: Work, before: Statement, made: Statement, event: Decided) -> Statement:
    work.note(event, made.id, made.version)
    work.rows.append(moved(made, before.version))
    return made
