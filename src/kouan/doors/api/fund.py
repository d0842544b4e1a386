"""The special fund through the lane: calls to read, applications to hand in, one's own to follow."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qs

from django.db import close_old_connections
from starlette.types import Receive, Scope, Send

from kouan.areas.fund.applying.deeds import Faulty
from kouan.areas.fund.applying.filing import ApplicationFiling, file, told_call, told_calls, told_one, told_own
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words

from .intake import clock, fit, header_key
from .lane import Lane, decoded
from .wire import Problem, number, read_body, send_json

LIMIT = 8 * 1024 * 1024
"""Bytes of one application with its papers; more papers come with a new version."""
NO_CALL = Words("没有这份通知", "There is no such call")
FOUND = {"application-unknown": 404, "call-unknown": 404}
FAULTY = ("papers-many", "paper-")

T = TypeVar("T")


async def calls(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/calls: every call, open ones first."""
    await lane.actor(scope)
    await send_json(send, 200, {"calls": await _tables(lambda: told_calls(lane.house.now()))})


async def call(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/calls/{id}."""
    await lane.actor(scope)
    found = await _tables(lambda: told_call(scope["path_params"]["id"], lane.house.now()))
    if found is None:
        raise Problem(404, "call-unknown", NO_CALL)
    await send_json(send, 200, found)


async def apply(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/fund/applications: 201 with the number, 200 when the key was known, 422 with findings."""
    actor = await lane.actor(scope)
    key = fit(header_key(scope))
    body = await read_body(scope, receive, LIMIT)
    filing = decoded(body, ApplicationFiling)
    house, now = lane.house, clock(lane, scope)
    try:
        taken = await _tables(
            lambda: file(filing, key=key, actor=actor, now=now, writer=house.writer, reader=house.reader)
        )
    except Faulty as faulty:
        raise Problem(422, faulty.code, faulty.words, findings=faulty.findings) from faulty
    await send_json(send, 200 if taken.repeated else 201, taken)


async def mine(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/applications?limit=&offset=: the organisation's own."""
    actor = await lane.actor(scope)
    asked = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
    limit, offset = number(asked, "limit", 50, 500), number(asked, "offset", 0, 1_000_000)
    rows = await _tables(lambda: told_own(actor, limit=limit, offset=offset))
    await send_json(send, 200, {"applications": rows, "limit": limit, "offset": offset})


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/applications/{id}: one of one's own; another's is not there."""
    actor = await lane.actor(scope)
    await send_json(send, 200, await _tables(lambda: told_one(scope["path_params"]["id"], actor)))


async def _tables(ask: Callable[[], T]) -> T:
    """Ask the tables from a thread of its own. Raises `Problem` for what is refused."""

    def asked() -> T:
        close_old_connections()
        try:
            return ask()
        finally:
            close_old_connections()

    try:
        return await asyncio.to_thread(asked)
    except Faulty:
        raise
    except Refused as refused:
        raise _problem(refused) from refused


def _problem(refused: Refused) -> Any:
    status = FOUND.get(refused.code)
    if status is None and refused.code.startswith(FAULTY):
        status = 422
    return Problem(status, refused.code, refused.words) if status else refused
