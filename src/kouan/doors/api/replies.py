"""The log of replies through the lane: pull from an offset, wait for more, or follow it as a stream of events."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import parse_qs

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.journeys.replies import reading
from kouan.journeys.replies.subscribing import may_follow
from kouan.journeys.replies.telling import Reply
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words

from .lane import Lane
from .wire import Problem, header, send_json, whole

WAIT_MOST = 60
"""Seconds that one pull may wait."""
STREAM_SECONDS = 600.0
"""How long one stream lasts; the client asks again with the last offset that it has."""
WAITERS = 20
"""Requests of one organisation that may wait at the same time."""
BEAT_SECONDS = 15.0
_WAITERS: Counter[str] = Counter()
_LOOK, _LAG, _ANYWAY = 0.1, 2.0, 5.0

FORBIDDEN = Words("当前身份没有回执日志", "Your role has no log of replies")
OFFSET = Words("after、limit、wait 须为非负整数", "after, limit and wait are whole numbers from 0")
TOO_MANY = Words(
    f"每个单位最多 {WAITERS} 个等待中的请求", f"An organisation may have {WAITERS} requests waiting at most"
)


class Leaving:
    """Set when the process is told to stop: who waits is answered with what there is, and asks again elsewhere."""

    now = False


async def pull(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/replies?after=OFFSET&limit=&wait=SECONDS: replies in order; with `wait` the answer comes when one does."""
    actor = await follower(lane, scope)
    asked = _asked(scope)
    after, limit, wait = (_number(asked, n, usual) for n, usual in (("after", 0), ("limit", 100), ("wait", 0)))
    found = await _after(lane, actor, after, limit)
    if not found and wait and limit:
        with _place_to_wait(actor):
            found = await _grown(lane, actor, after, limit, float(min(wait, WAIT_MOST)))
    last = await asyncio.to_thread(reading.last, lane.house.reader, actor.organisation)
    await send_json(send, 200, {"replies": found, "next": found[-1].offset if found else after, "last": last})


async def stream(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/replies/stream?after=OFFSET (or Last-Event-ID): the same as server-sent events, each with its offset as id."""
    actor = await follower(lane, scope)
    seen = header(scope, b"last-event-id").decode("latin-1")
    after = _number({"after": seen} if seen else _asked(scope), "after", 0)
    with _place_to_wait(actor):
        head = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        gone = asyncio.ensure_future(_left(receive))
        try:
            async for block in _blocks(lane, actor, after):
                if gone.done():
                    break
                await send({"type": "http.response.body", "body": block, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _blocks(lane: Lane, actor: Actor, after: int) -> AsyncIterator[bytes]:
    """Replies as blocks of the stream, and a comment now and then where there are none."""
    until = time.monotonic() + STREAM_SECONDS
    yield b"retry: 2000\n\n"
    while time.monotonic() < until and not Leaving.now:
        found = await _after(lane, actor, after, reading.MOST)
        found = found or await _grown(lane, actor, after, reading.MOST, BEAT_SECONDS)
        yield b"".join(map(_event, found)) or b": beat\n\n"
        after = found[-1].offset if found else after


def _event(reply: Reply) -> bytes:
    return b"id: %d\nevent: reply\ndata: %b\n\n" % (reply.offset, msgspec.json.encode(reply))


async def _grown(lane: Lane, actor: Actor, after: int, limit: int, seconds: float) -> list[Reply]:
    """What comes after a place, as soon as it comes; nothing where nothing does in time.

    The store is asked when the journal has grown, for as long as the log may lag behind it, and every five seconds anyway.
    """
    until = time.monotonic() + seconds
    seen, grown, looked = lane.house.writer.position, time.monotonic(), time.monotonic()
    while (now := time.monotonic()) < until and not Leaving.now:
        if lane.house.writer.position != seen:
            seen, grown = lane.house.writer.position, now
        if now - grown < _LAG or now - looked > _ANYWAY:
            looked = now
            found = await _after(lane, actor, after, limit)
            if found:
                return found
        await asyncio.sleep(_LOOK)
    return []


async def _after(lane: Lane, actor: Actor, after: int, limit: int) -> list[Reply]:
    return await asyncio.to_thread(reading.after, lane.house.reader, actor.organisation, after, limit=limit)


async def follower(lane: Lane, scope: Scope) -> Actor:
    """Who asks, where that is somebody with a log. Raises `Problem` 401 or 403."""
    actor = await lane.actor(scope)
    if not may_follow(actor):
        raise Problem(403, "role-may-not", FORBIDDEN)
    return actor


@contextmanager
def _place_to_wait(actor: Actor) -> Iterator[None]:
    """One of the organisation's places to wait in. Raises `Problem` 429 where all are taken."""
    waiters = _WAITERS
    if waiters[actor.organisation] >= WAITERS:
        raise Problem(429, "too-many-waiting", TOO_MANY, headers=[(b"retry-after", b"1")])
    waiters[actor.organisation] += 1
    try:
        yield
    finally:
        waiters[actor.organisation] -= 1


def _asked(scope: Scope) -> Mapping[str, str]:
    return {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True).items()}


def _number(asked: Mapping[str, str], name: str, usual: int) -> int:
    """A number of the address. Raises `Problem` 400 where it is none."""
    found = whole(asked[name]) if name in asked else usual
    if found is None:
        raise Problem(400, "offset-unfit", OFFSET)
    return found
