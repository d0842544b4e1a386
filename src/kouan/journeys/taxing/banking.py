"""Orders out to the bank, the bank's answers in."""

import datetime as dt
import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import Future
from typing import TypeVar

import msgspec

from kouan.areas.window.bank import pain001
from kouan.areas.window.bank import reading as messages
from kouan.areas.window.bank.told import BankSaid, Payment, Told
from kouan.areas.window.paying import answers, orders, reading
from kouan.areas.window.paying.answers import Behind
from kouan.areas.window.paying.things import Agreement, Bill, Entry, Kept, Message, Order, Refund, Statement
from kouan.areas.window.paying.work import Work, inserted
from kouan.kernel.findings import Finding
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.rules import LAW_ZONE
from kouan.kernel.words import Words
from kouan.store.house import House
from kouan.store.reader import Reader
from kouan.store.units import Conflict, Receipt, Unit
from kouan.store.writer import Ticket, settle

from .assessing import shelf_of

TREASURY = "KOUAN_TREASURY"
"""The environment's name for the treasury's account: `BIC/account/name`."""
INVENTED = "FAKECNBJ/TREASURY-FAKE-0001/示例国库（虚构）"
TRIES = 5
"""So often nothing of a message may get through, because others were first, before it is given back."""
K = TypeVar("K", bound=Kept)


class Taken(msgspec.Struct, frozen=True):
    """What became of a bank's message: entries by outcome, how many were told before, what could not be read."""

    message: str
    kind: str
    matched: int = 0
    refused: int = 0
    open: int = 0
    repeated: int = 0
    findings: tuple[Finding, ...] = ()


class Clock:
    """When an entry happened and when we learnt it: the bank's own instant where it says one, and now.

    An instant that is still to come is not believed, but for a demonstration's, whose clock the simulator says.
    """

    def __init__(self, now: dt.datetime, demonstration: bool) -> None:
        self.now, self.demonstration = now, demonstration

    def of(self, told: Told) -> tuple[str, str]:
        """Both stamps."""
        happened = dt.datetime.fromisoformat(told.booked_at) if told.booked_at else self.now
        if not self.demonstration:
            happened = min(happened, self.now)
        return stamp(happened), stamp(max(happened, self.now))


def treasury() -> tuple[str, str, str]:
    """Bank, account and name of the treasury. Raises ValueError where the environment's is not of that form."""
    bank, account, name = os.environ.get(TREASURY, INVENTED).split("/", 2)
    return bank, account, name


def collect(
    house: House, *, actor: Actor, now: dt.datetime, again: bool = False, subjects: Sequence[str] = ()
) -> tuple[bytes, int]:
    """The orders that wait as one pain.001, marked as sent; with `again` those sent before and not answered.

    `subjects` asks for all that is not answered of these declarations and statements. A bank that is told an order
    twice takes it once (its end-to-end id is the same). Raises `Refused`.
    """
    may_bank(actor)
    states = ("made", "sent") if subjects else ("sent",) if again else ("made",)
    where: dict[str, object] = {"state": states}
    if subjects:
        owed = reading.bills_of_many(house.reader, subjects)
        where["subject"] = (*subjects, *(b.id for found in owed.values() for b in found))
    waiting = reading.kept(house.reader, Order, where, order="made, id", limit=500)
    if not waiting:
        return b"", 0
    body = pain001.write(_message(waiting, now), _payments(house.reader, waiting), now.astimezone(LAW_ZONE))
    if not again:
        fresh = tuple(orders.sent(o, stamp(now)) for o in waiting if o.state == "made")
        house.writer.write(Unit(rows=fresh))
    return body, len(waiting)


def receive(house: House, body: bytes, *, actor: Actor, now: dt.datetime) -> Taken:
    """Take in a bank's message: the same message again, or the same entry in another, changes nothing.

    Raises `Refused` for a role that may not, `Unreadable` for bytes that are no such message.
    """
    may_bank(actor)
    said = messages.read(body)
    digest = hashlib.sha256(body).hexdigest()
    at = Clock(now, house.demonstration)
    counts = {"matched": 0, "refused": 0, "open": 0, "repeated": 0}
    todo: list[Told] = list(said.told)
    stuck = 0
    while todo:
        left = _once(house, todo, digest, actor, at, counts)
        stuck = stuck + 1 if len(left) == len(todo) else 0
        if stuck == TRIES:
            raise Conflict("version-taken")
        todo = left
    if reading.one(house.reader, Message, digest) is None:
        _keep(house, said, digest, body, stamp(now))
    return Taken(said.message, said.kind, **counts, findings=said.findings)


def may_bank(actor: Actor) -> None:
    """Raises `Refused` for who neither is a bank nor keeps the system running."""
    if not actor.may("tax.bank"):
        raise Refused("role-may-not", Words("当前身份不办理银行报文", "Your role does not handle bank messages"))


def behind(reader: Reader, named: Sequence[str]) -> dict[str, Behind]:
    """What stands behind these end-to-end ids."""
    found = _by_key(reader, Order, tuple(named))
    subjects = {purpose: tuple({o.subject for o in found.values() if o.purpose == purpose}) for purpose in PURPOSES}
    bills = _by_key(reader, Bill, subjects["bill"])
    statements = _by_key(reader, Statement, subjects["statement"])
    refunds = _by_key(reader, Refund, subjects["refund"])
    made = {}
    for order in found.values():
        statement = statements.get(order.subject)
        made[order.id] = Behind(
            order,
            bills.get(order.subject),
            statement,
            tuple(reading.kept(reader, Bill, {"statement": statement.id})) if statement else (),
            refunds.get(order.subject),
        )
    return made


PURPOSES = ("bill", "statement", "refund")


def _once(house: House, todo: list[Told], digest: str, actor: Actor, at: Clock, counts: dict[str, int]) -> list[Told]:
    """Write what can be written now; what met somebody else's step is given back, to be looked at anew."""
    known = set(_by_key(house.reader, Entry, tuple(answers.entry_id(t) for t in todo if t.kind == "booked")))
    found = behind(house.reader, [t.order for t in todo if t.order])
    shelf = shelf_of(house.reader, [b.bill for b in found.values() if b.bill])
    waiting: list[tuple[Told, str, Future[Receipt]]] = []
    for told in todo:
        name, outcome = answers.entry_id(told), "repeated"
        work = Work(actor, *at.of(told))
        if told.kind == "refused":
            outcome = "refused" if answers.refused(work, told, found.get(told.order, Behind())) else "repeated"
        elif name not in known:
            known.add(name)
            entry = answers.booked(work, told, found.get(told.order, Behind()), dict(shelf), digest)
            outcome = "open" if entry.is_open else "matched"
        if outcome == "repeated":
            counts["repeated"] += 1
            continue
        future: Future[Receipt] = Future()
        house.writer.submit(Ticket(work.unit(), future), settle)
        waiting.append((told, outcome, future))
    return _settled(waiting, counts)


def _settled(waiting: list[tuple[Told, str, Future[Receipt]]], counts: dict[str, int]) -> list[Told]:
    again = []
    for told, outcome, future in waiting:
        try:
            future.result(60)
        except Conflict:
            again.append(told)
        else:
            counts[outcome] += 1
    return again


def _keep(house: House, said: BankSaid, digest: str, body: bytes, at: str) -> None:
    kept = Message(digest=digest, message=said.message, kind=said.kind, received=at, entries=len(said.told), body=body)
    try:
        house.writer.write(Unit(rows=(inserted(kept),)))
    except Conflict:
        return  # the same message came in twice at once


def _by_key(reader: Reader, of: type[K], keys: Sequence[str]) -> dict[str, K]:
    key = of.__struct_fields__[0]
    found: dict[str, K] = {}
    for start in range(0, len(keys), 500):
        part = tuple(keys[start : start + 500])
        found |= {getattr(k, key): k for k in reading.kept(reader, of, {key: part})}
    return found


def _payments(reader: Reader, waiting: Sequence[Order]) -> list[Payment]:
    agreements = _by_key(reader, Agreement, tuple({o.agreement for o in waiting}))
    bank, account, name = treasury()
    made = []
    for order in waiting:
        of = agreements[order.agreement]
        firm, state = (of.holder, of.account, of.bank), (name, account, bank)
        debtor, creditor = (state, firm) if order.purpose == "refund" else (firm, state)
        made.append(
            Payment(
                order=order.id,
                fen=order.fen,
                debtor=debtor[0],
                debtor_account=debtor[1],
                debtor_bank=debtor[2],
                creditor=creditor[0],
                creditor_account=creditor[1],
                creditor_bank=creditor[2],
                about=order.subject,
            )
        )
    return made


def _message(waiting: Sequence[Order], now: dt.datetime) -> str:
    """The message's id: the same orders at the same time have the same."""
    named = hashlib.sha256("\n".join(o.id for o in waiting).encode()).hexdigest()[:10]
    return f"KOU{now.astimezone(LAW_ZONE):%y%m%d%H%M%S}-{named}"
