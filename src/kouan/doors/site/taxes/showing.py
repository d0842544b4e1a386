"""Bills, statements, guarantees and refunds as a page draws them."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from kouan.areas.window.paying.machines import BILL, REFUND, STATEMENT, B, M
from kouan.areas.window.paying.orders import late_fen
from kouan.areas.window.paying.things import Bill, Guarantee, Refund, Statement
from kouan.doors.site.marks import chip, role_chop
from kouan.kernel.machine import Machine
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.kit.marks import Chip, Chop, Hold
from kouan.store.house import house

KINDS = {
    "first": Words("税单", "Bill"),
    "supplementary": Words("补税", "Supplementary"),
    "nil": Words("零税款", "Nil"),
}
OPEN = (B.PRESENTED.value, B.SECURED.value)


class Line(msgspec.Struct, frozen=True):
    """A bill as one row: who has it, its state, days over (0 in time) and what paying today would cost more, in 分."""

    bill: Bill
    words: Words
    chop: Chop
    chip: Chip
    over: int
    more: int
    url: str

    @property
    def due(self) -> dt.date:
        """The last day of the period."""
        return dt.date.fromisoformat(self.bill.due)

    @property
    def whole(self) -> int:
        """What paying it today costs, in 分."""
        return self.bill.fen + (self.more or self.bill.surcharge_fen)


class Month(msgspec.Struct, frozen=True):
    """A month's statement as one row."""

    statement: Statement
    chip: Chip
    over: int
    more: int

    @property
    def due(self) -> dt.date:
        """The last day for paying it."""
        return dt.date.fromisoformat(self.statement.due)

    @property
    def payable(self) -> bool:
        """May it be paid now?"""
        return self.statement.state == M.DRAWN.value


class Held(msgspec.Struct, frozen=True):
    """A guarantee as one row."""

    guarantee: Guarantee
    expired: bool

    @property
    def used(self) -> int:
        """分 taken of it now."""
        return self.guarantee.fen - self.guarantee.balance_fen


class Back(msgspec.Struct, frozen=True):
    """A refund as one row."""

    refund: Refund
    chip: Chip


def today() -> dt.date:
    """The day of the law."""
    return law_day(house().now())


def line(bill: Bill, role: str) -> Line:
    """A bill as a row."""
    day = today()
    waits = bill.state in OPEN
    over = max(0, (day - dt.date.fromisoformat(bill.due)).days) if waits else 0
    return Line(
        bill,
        KINDS.get(bill.kind, KINDS["first"]),
        _chop(BILL, bill.state, role),
        chip(BILL, bill.state, yours=_holder(BILL, bill.state) == role),
        over,
        late_fen(bill.fen, bill.due, day) if over else 0,
        f"/taxes/bills/{bill.id}/",
    )


def lines(bills: Iterable[Bill], role: str) -> list[Line]:
    """Bills as rows."""
    return [line(b, role) for b in bills]


def month(statement: Statement) -> Month:
    """A statement as a row."""
    day = today()
    waits = statement.state == M.DRAWN.value
    over = max(0, (day - dt.date.fromisoformat(statement.due)).days) if waits else 0
    more = late_fen(statement.fen, statement.due, day) if over else 0
    return Month(statement, chip(STATEMENT, statement.state), over, more)


def held(guarantee: Guarantee) -> Held:
    """A guarantee as a row."""
    return Held(guarantee, guarantee.valid_to < today().isoformat())


def back(refund: Refund) -> Back:
    """A refund as a row."""
    return Back(refund, chip(REFUND, refund.state))


def _holder(machine: Machine, state: str) -> str:
    return machine.states[machine.at(state)].holder


def _chop(machine: Machine, state: str, role: str) -> Chop:
    holder = _holder(machine, state)
    return role_chop(holder, Hold.YOU if holder == role else Hold.NOW)
