"""Licences through the lane: a firm's own with their balances and movements; a file of them taken over by the operator."""

import asyncio
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from kouan.journeys import licences as books
from kouan.journeys.licensing import telling
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words

from .lane import Lane
from .wire import Problem, read_body, send_bytes, send_json


async def many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/licences: the asker's own, or all for officers; quantities in each licence's unit."""
    actor = await lane.actor(scope)
    today = law_day(lane.house.now())
    found = await asyncio.to_thread(telling.licences, lane.house.reader, actor, today)
    await send_json(send, 200, {"licences": found})


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/licences/{id}: one with its movements; 404 for another firm's."""
    actor = await lane.actor(scope)
    today = law_day(lane.house.now())
    found = await asyncio.to_thread(telling.licence, lane.house.reader, scope["path_params"]["id"][:15], actor, today)
    if found is None:
        raise Problem(
            404, "licence-unknown", Words("没有这份许可证，或不是本单位的", "There is no such licence of yours")
        )
    await send_json(send, 200, found)


async def load(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/licences[?table=handbooks]: the operator takes a file (CSV, xlsx) on the books; 422 names rows."""
    actor = await lane.actor(scope)
    table = parse_qs(scope["query_string"].decode("latin-1")).get("table", ["licences"])[-1]
    body = await read_body(scope, receive)
    unit = await asyncio.to_thread(books.taken, lane.house, body, table=table, actor=actor)
    receipt = await lane.write(unit)
    await send_bytes(send, 200, receipt.answer)
