"""Replies of an outside customs system through the lane: handed in by its gateway, looked at by whoever operates this one."""

import asyncio
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from kouan.areas.window.outside import STANDINGS, OutsideReply
from kouan.journeys.outside import finding, taking
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.units import Conflict

from .lane import CONFLICTS, Lane
from .wire import Problem, number, read_body, send_bytes, send_json

UNREAD = Words("没有读出答复；原件已留存（{name}）", "No reply could be read in it; kept as {name}")
UNKNOWN = Words("没有这条外部答复", "There is no such outside reply")


async def hand_in(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/outside/replies: RES XML, CUSRES, DEC_RESULT, DxpMsg. What came before changes nothing; 422 where none is read."""
    actor = await lane.actor(scope)
    taking.may_hand_in(actor)
    body = await read_body(scope, receive)
    try:
        heard = await asyncio.to_thread(taking.take_in, lane.house, body, actor=actor, now=lane.house.now())
    except Conflict as conflict:
        raise Problem(409, conflict.code, CONFLICTS["version-taken"]) from conflict
    if heard.refused:
        words = UNREAD.with_values(name=heard.refused)
        raise Problem(422, "reply-unread", words, findings=heard.findings, extra={"refused": heard.refused})
    await send_json(send, 200 if all(r.repeated for r in heard.replies) else 201, heard)


async def many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/outside/replies?standing=&limit=: the newest first."""
    actor = await _watching(lane, scope)
    asked = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
    where: dict[str, object] = {} if actor.may("system.operate") else {"sender": actor.organisation}
    if asked.get("standing") in STANDINGS:
        where["standing"] = asked["standing"]
    limit = number(asked, "limit", 50, 1000)
    rows = await asyncio.to_thread(finding.kept, lane.house.reader, where, limit=limit, newest=True)
    await send_json(send, 200, {"replies": [taking.told(r) for r in rows], "limit": limit})


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/outside/replies/{id}: what became of it and what it says."""
    row = await _found(lane, scope)
    await send_json(send, 200, {"reply": taking.told(row), "answer": finding.answer_in(row)})


async def original(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/outside/replies/{id}/original: the bytes as they came."""
    await send_bytes(send, 200, (await _found(lane, scope)).body, media=b"application/octet-stream")


async def again(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/outside/replies/{id}/again: look at one anew that was not taken."""
    actor = await _watching(lane, scope)
    id, now = scope["path_params"]["id"], lane.house.now()
    await send_json(send, 200, await asyncio.to_thread(taking.again, lane.house, id, actor=actor, now=now))


async def _watching(lane: Lane, scope: Scope) -> Actor:
    actor = await lane.actor(scope)
    if not (actor.may("system.operate") or actor.may("replies.lodge")):
        raise Problem(403, "role-may-not", taking.NO_ROLE)
    return actor


async def _found(lane: Lane, scope: Scope) -> OutsideReply:
    """The row. The operator sees that it came, but reads no documents: what it says is for its gateway alone."""
    actor = await lane.actor(scope)
    row = await asyncio.to_thread(finding.one, lane.house.reader, scope["path_params"]["id"])
    if row is None or row.sender != actor.organisation or not actor.may("replies.lodge"):
        raise Problem(404, "reply-unknown", UNKNOWN)
    return row
