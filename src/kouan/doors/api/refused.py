"""What was filed and not taken: kept as it came, and given back to whoever filed it."""

import asyncio
from urllib.parse import parse_qs

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.kernel.words import Words
from kouan.store.reader import RefusedFiling

from . import answers
from .lane import Lane
from .wire import Problem, number, send_bytes, send_json

UNKNOWN = Words("没有这份未受理的申报，或不是贵单位的", "There is no such refused filing, or it is not yours")


class Told(msgspec.Struct, frozen=True):
    """One refused filing as the lane tells it."""

    id: str
    at: str
    type: str
    findings: msgspec.Raw


async def many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/refused?limit=&offset=: the asker's own, the newest first."""
    actor = await lane.actor(scope)
    asked = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
    limit, offset = number(asked, "limit", 50, 1000), number(asked, "offset", 0, 10_000_000)
    rows = await asyncio.to_thread(lane.house.reader.refused, actor.organisation, limit=limit, offset=offset)
    await send_json(send, 200, {"refused": [_told(r) for r in rows], "limit": limit, "offset": offset})


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/refused/{id}."""
    await send_json(send, 200, _told(await _found(lane, scope)))


async def original(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/refused/{id}/original: the bytes as they came."""
    await send_bytes(send, 200, (await _found(lane, scope)).body, media=b"application/octet-stream")


async def answer(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/refused/{id}/answer?as=FORMAT: the refusal in the language of a standard."""
    await answers.of_refused(lane, scope, await _found(lane, scope), send)


async def _found(lane: Lane, scope: Scope) -> RefusedFiling:
    actor = await lane.actor(scope)
    found = await asyncio.to_thread(lane.house.reader.refused_one, actor.organisation, scope["path_params"]["id"])
    if found is None:
        raise Problem(404, "refused-unknown", UNKNOWN)
    return found


def _told(found: RefusedFiling) -> Told:
    return Told(found.id, found.at, found.type, found.findings)
