"""Refunds through the lane: asked for by the payer or customs, granted or refused by customs, under the asker's key."""

import asyncio
from collections.abc import Callable
from typing import Annotated

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.areas.window.paying import reading
from kouan.areas.window.paying.things import Refund
from kouan.journeys.taxing import counter
from kouan.kernel.cases import digest
from kouan.kernel.parties import Actor
from kouan.store.units import Key, Receipt, Unit

from .cases import same
from .intake import clock
from .lane import Lane, decoded
from .wire import read_body, send_bytes, send_json

PAGE = 1000
_Named = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much of which bill is to go back (分), and why."""

    key: _Named
    bill: str
    fen: Annotated[int, msgspec.Meta(ge=1, le=10**15)]
    reason: str


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Granted, or refused with a reason."""

    key: _Named
    grant: bool
    reason: str = ""


async def many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/tax/refunds: the asker's own, or all for customs; the newest first."""
    actor = await lane.actor(scope)
    where = {} if actor.may("tax.read.all") else {"payer": actor.organisation}
    found = await asyncio.to_thread(reading.kept, lane.house.reader, Refund, where, order="since DESC, id", limit=PAGE)
    await send_json(send, 200, {"currency": "CNY", "refunds": found})


async def propose(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/tax/refunds: ask for money of a settled bill back. The same key with the same bytes is one request."""
    actor, body = await lane.actor(scope), await read_body(scope, receive)
    asked = decoded(body, Asked)
    key, now = Key(actor.organisation, asked.key, digest(body)), clock(lane, scope)

    def made() -> Unit:
        return counter.propose_refund(lane.house, asked.bill, asked.fen, asked.reason, actor=actor, now=now, key=key)

    receipt = await _once(lane, actor, key, made)
    await send_bytes(send, 200 if receipt.repeated else 201, receipt.answer)


async def decide(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/tax/refunds/{id}/decision: granted, the bank is ordered to pay; refused, with a reason."""
    actor, body = await lane.actor(scope), await read_body(scope, receive)
    asked, id = decoded(body, Decision), scope["path_params"]["id"][:45]
    key, now = Key(actor.organisation, asked.key, digest(id.encode() + body)), clock(lane, scope)

    def made() -> Unit:
        return counter.decide_refund(
            lane.house, id, grant=asked.grant, reason=asked.reason, actor=actor, now=now, key=key
        )

    receipt = await _once(lane, actor, key, made)
    await send_bytes(send, 200, receipt.answer)


async def _once(lane: Lane, actor: Actor, key: Key, made: Callable[[], Unit]) -> Receipt:
    """What was answered under the key; else the unit is made and written."""
    answered = await asyncio.to_thread(lane.house.reader.answered_many, actor.organisation, {key.key})
    if stored := answered.get(key.key):
        return same(key, stored)
    return await lane.write(await asyncio.to_thread(made))
