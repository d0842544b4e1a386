"""Subscriptions to pushed replies through the lane: begin, look, test, turn the secret, stop, go on, replay, dead letters, end."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.journeys.replies import subscribing
from kouan.journeys.replies.book import Book, Subscription
from kouan.journeys.replies.sending import Sender
from kouan.kernel.words import Words

from .lane import Lane, decoded
from .replies import follower
from .wire import Problem, read_body, send_bytes, send_json


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where replies are to be pushed, and how they are signed: `v1` (HMAC) or `v1a` (Ed25519)."""

    url: str
    scheme: str = "v1"


class From(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """The number from which replies are sent again."""

    start: int


async def many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/replies/subscriptions: those of the own organisation, without secrets."""
    actor = await follower(lane, scope)
    book = Book(lane.house.store)
    rows = await asyncio.to_thread(lambda: [subscribing.shown(book, s) for s in book.of(actor.organisation)])
    await send_json(send, 200, {"subscriptions": rows})


async def begin(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/replies/subscriptions: a new one. What to verify with is in this answer and, for v1, never again."""
    actor = await follower(lane, scope)
    wanted = decoded(await read_body(scope, receive), Wanted)
    house = lane.house
    book = Book(house.store)
    made, verifier = await asyncio.to_thread(
        lambda: subscribing.begin(
            book, actor, wanted.url, wanted.scheme, now=house.now(), demonstration=house.demonstration
        )
    )
    told = await asyncio.to_thread(subscribing.shown, book, made)
    await send_json(send, 201, {"subscription": told, "verify_with": verifier})


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/replies/subscriptions/{id}: how far it is, with its dead letters."""
    book, made = await _own(lane, scope)
    told = await asyncio.to_thread(subscribing.shown, book, made)
    letters = await asyncio.to_thread(subscribing.dead_letters, book, made)
    rows = [{"offset": p.place, "case": p.case_id, "fault": p.fault, "tried_at": p.tried_at} for p in letters]
    await send_json(send, 200, {"subscription": told, "dead_letters": rows})


async def end(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """DELETE /api/v1/replies/subscriptions/{id}. The log stays."""
    book, made = await _own(lane, scope)
    await asyncio.to_thread(book.drop, made.id)
    await send_bytes(send, 204, b"")


async def do(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/replies/subscriptions/{id}/{deed}: test, rotate, stop, resume, replay {"from": N}, or resend {"from": N}."""
    book, made = await _own(lane, scope)
    deed = scope["path_params"]["deed"]
    if deed == "test":
        await _test(lane, send, made)
        return
    told: dict[str, Any] = {}
    if deed == "rotate":
        told["verify_with"] = await asyncio.to_thread(lambda: subscribing.turn(book, made, now=lane.house.now()))
    elif deed in _PLAIN:
        await asyncio.to_thread(_PLAIN[deed], book, made)
    elif deed in _FROM:
        asked = decoded(await read_body(scope, receive), From)
        await asyncio.to_thread(_FROM[deed], book, made, asked.start)
    else:
        raise Problem(404, "address-unknown", Words("没有这个动作", "There is no such deed"))
    told["subscription"] = await asyncio.to_thread(lambda: subscribing.shown(book, _again(book, made)))
    await send_json(send, 200, told)


_PLAIN: dict[str, Callable[[Book, Subscription], None]] = {"stop": subscribing.stop, "resume": subscribing.go_on}
_FROM: dict[str, Callable[[Book, Subscription, int], None]] = {
    "replay": subscribing.replay,
    "resend": subscribing.revive,
}


async def _test(lane: Lane, send: Send, made: Subscription) -> None:
    sender = Sender(demonstration=lane.house.demonstration)
    try:
        outcome = await subscribing.test(made, sender, now=lane.house.now())
    finally:
        await sender.close()
    await send_json(send, 200, {"taken": outcome.taken, "status": outcome.status, "fault": outcome.fault})


async def _own(lane: Lane, scope: Scope) -> tuple[Book, Subscription]:
    actor = await follower(lane, scope)
    book = Book(lane.house.store)
    return book, await asyncio.to_thread(subscribing.own, book, actor, scope["path_params"]["id"])


def _again(book: Book, made: Subscription) -> Subscription:
    return book.one(made.organisation, made.id) or made
