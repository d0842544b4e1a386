"""Taxes through the lane: a firm's bills, guarantees and statements; paying; orders out to the bank, its answers in."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.areas.window.bank.xml import Unreadable
from kouan.areas.window.paying import reading
from kouan.areas.window.paying.machines import BILL, B
from kouan.areas.window.paying.things import Bill, Guarantee, Statement
from kouan.journeys.taxing import banking, counter
from kouan.kernel.cases import digest
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.units import Key, Receipt, Unit

from .batch import keyed, started
from .cases import same
from .intake import clock, moment
from .lane import KNOWN, Lane, decoded
from .lines import Started, answer_lines
from .wire import Problem, read_body, send_bytes, send_json

PAGE = 1000

ONE_OF = Words("bill、statement、declaration 三者须填且只填一个", "Name exactly one of bill, statement, declaration")


class Pay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line: what is to be paid (a bill, a statement, or all that a declaration owes), and the line's own key.

    With a `guarantee` a bill (or all of a declaration) is secured instead of paid.
    """

    key: str
    bill: str = ""
    statement: str = ""
    declaration: str = ""
    guarantee: str = ""
    at: str = ""


_line = msgspec.json.Decoder(Pay).decode
_NOTHING = b'{"orders":[]}'
_NO_PAYER = Words("当前身份不缴纳税款", "Your role pays no taxes")
_NO_DECLARATION = Words("没有这份报关单，或不是贵单位的", "There is no such declaration, or it is not yours")


class BillSeen(msgspec.Struct, frozen=True):
    """A bill as the lane tells it: amounts in 分, the state in both languages, who holds it."""

    bill: Bill
    words: Words
    holder: str


async def bills(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/tax/bills?declaration=&state=: the asker's own bills, or all for customs; the newest first."""
    actor = await lane.actor(scope)
    asked = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
    where: dict[str, Any] = {k: asked[k][:40] for k in ("declaration", "state") if k in asked}
    if not actor.may("tax.read.all"):
        where["payer"] = actor.organisation
    found = await asyncio.to_thread(reading.kept, lane.house.reader, Bill, where, order="issued DESC, id", limit=PAGE)
    await send_json(send, 200, {"currency": "CNY", "bills": [_seen(b) for b in found]})


async def standing(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/tax/account: the asker's guarantees and monthly statements."""
    actor = await lane.actor(scope)
    reader, mine = lane.house.reader, actor.organisation
    held = await asyncio.to_thread(reading.kept, reader, Guarantee, {"owner": mine}, order="valid_to, number")
    drawn = await asyncio.to_thread(reading.kept, reader, Statement, {"payer": mine}, order="month DESC")
    await send_json(send, 200, {"currency": "CNY", "guarantees": held, "statements": drawn})


def _seen(bill: Bill) -> BillSeen:
    state = BILL.states[BILL.at(bill.state)]
    return BillSeen(bill, state.words, state.holder)


async def pay_many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/tax/payments: NDJSON, an order to the bank a line (all that a declaration owes may be several)."""
    actor = await lane.actor(scope)
    now = clock(lane, scope)

    async def start(lines: list[bytes]) -> list[Started]:
        made = await asyncio.to_thread(_prepare, lane, actor, lines, now)
        return [started(lane, one) for one in made]

    await answer_lines(scope, receive, send, start)


def _prepare(lane: Lane, actor: Actor, lines: Sequence[bytes], now: dt.datetime) -> list[Unit | Receipt | Exception]:
    read = [_read(line) for line in lines]
    asked = [a for a in read if isinstance(a, Pay)]
    answered = lane.house.reader.answered_many(actor.organisation, {a.key for a in asked})
    owed = reading.bills_of_many(lane.house.reader, [a.declaration for a in asked if a.declaration])
    made: list[Unit | Receipt | Exception] = []
    for line, a in zip(lines, read, strict=True):
        if not isinstance(a, Pay):
            made.append(a)
            continue
        key = Key(actor.organisation, a.key, digest(line))
        try:
            stored = answered.get(a.key)
            made.append(same(key, stored) if stored else _order(lane, a, actor, key, owed, now))
        except KNOWN as fault:
            made.append(fault)
    return made


def _read(line: bytes) -> Pay | Problem:
    asked = keyed(line, _line)
    if isinstance(asked, Pay) and sum(map(bool, (asked.bill, asked.statement, asked.declaration))) != 1:
        return Problem(400, "line-malformed", ONE_OF)
    return asked


def _order(
    lane: Lane, asked: Pay, actor: Actor, key: Key, owed: dict[str, list[Bill]], now: dt.datetime
) -> Unit | Receipt:
    if not actor.may("tax.pay"):
        raise Refused("role-may-not", _NO_PAYER)
    if asked.declaration and not owed[asked.declaration]:
        case = lane.house.reader.case(asked.declaration)
        if case is None or case.owner != actor.organisation:
            raise Refused("case-unknown", _NO_DECLARATION)
    at = moment(lane, asked.at, now)
    if asked.guarantee:
        return _secured(lane, asked, actor, key, owed, at)
    if asked.bill:
        return counter.pay_bill(lane.house, asked.bill, actor=actor, now=at, key=key)
    if asked.statement:
        return counter.pay_statement(lane.house, asked.statement, actor=actor, now=at, key=key)
    open_ = [b for b in owed[asked.declaration] if b.payer == actor.organisation and b.state == B.PRESENTED]
    if not open_:
        return Receipt(_NOTHING)
    agreement = reading.agreement_of(lane.house.reader, actor.organisation)
    return counter.paying_all(open_, agreement, actor=actor, now=at, key=key)


def _secured(
    lane: Lane, asked: Pay, actor: Actor, key: Key, owed: dict[str, list[Bill]], at: dt.datetime
) -> Unit | Receipt:
    """Exactly one bill is secured a line: the named one, or the one that the declaration has open."""
    open_ = [b.id for b in owed.get(asked.declaration, ()) if b.state == B.PRESENTED]
    bill = asked.bill or next(iter(open_), "")
    if not bill:
        return Receipt(_NOTHING)
    return counter.secure(lane.house, bill, asked.guarantee, actor=actor, now=at, key=key)


class Month(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A month that is over, as `2026-10`."""

    month: str


async def draw(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/tax/statements: customs draws the bills of a month together, a statement a payer."""
    actor = await lane.actor(scope)
    asked = decoded(await read_body(scope, receive), Month)
    now = clock(lane, scope)
    units = await asyncio.to_thread(counter.draw_month, lane.house, asked.month, actor=actor, now=now)
    receipts = [await lane.write(unit) for unit in units]
    await send_json(send, 200, {"statements": [msgspec.Raw(r.answer) for r in receipts]})


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which declarations' and statements' orders; all that wait where there is no body."""

    subjects: tuple[str, ...]


async def collect(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/tax/orders:collect[?again=1]: the bank fetches what it is ordered, as pain.001; 204 for nothing."""
    actor = await lane.actor(scope)
    again = b"again=1" in scope["query_string"]
    body = await read_body(scope, receive)
    subjects = decoded(body, Wanted).subjects if body else ()
    body, n = await asyncio.to_thread(
        banking.collect, lane.house, actor=actor, now=clock(lane, scope), again=again, subjects=subjects
    )
    if not n:
        return await send_bytes(send, 204, b"")
    return await send_bytes(send, 200, body, media=b"application/xml")


async def told(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/tax/bank-messages: a camt.054 or pain.002; 422 for bytes that are neither."""
    actor = await lane.actor(scope)
    banking.may_bank(actor)
    body = await read_body(scope, receive)
    try:
        taken = await asyncio.to_thread(banking.receive, lane.house, body, actor=actor, now=clock(lane, scope))
    except Unreadable as fault:
        raise Problem(422, "bank-message-unfit", fault.words) from fault
    await send_json(send, 200, taken)
