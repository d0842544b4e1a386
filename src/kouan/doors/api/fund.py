"""The special fund through the lane: calls to read, applications to hand in and to follow."""

from starlette.types import Receive, Scope, Send

from kouan.areas.fund.applying.filing import ApplicationFiling, file, told_call, told_calls, told_one, told_own
from kouan.kernel.words import Words

from .fund_asking import page_of, tables
from .intake import clock, fit, header_key
from .lane import Lane, decoded
from .wire import Problem, read_body, send_json

LIMIT = 8 * 1024 * 1024
"""Bytes of one application with its papers; more papers come with a new version."""
NO_CALL = Words("没有这份通知", "There is no such call")


async def calls(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/calls: every call, open ones first."""
    await lane.actor(scope)
    await send_json(send, 200, {"calls": await tables(lambda: told_calls(lane.house.now()))})


async def call(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/calls/{id}."""
    await lane.actor(scope)
    found = await tables(lambda: told_call(scope["path_params"]["id"], lane.house.now()))
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
    taken = await tables(lambda: file(filing, key=key, actor=actor, now=now, writer=house.writer, reader=house.reader))
    await send_json(send, 200 if taken.repeated else 201, taken)


async def mine(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/applications?limit=&offset=: the organisation's own; all of them for fund officer and auditor."""
    actor = await lane.actor(scope)
    limit, offset = page_of(scope)
    rows = await tables(lambda: told_own(actor, limit=limit, offset=offset))
    await send_json(send, 200, {"applications": rows, "limit": limit, "offset": offset})


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/applications/{id}: one of one's own; another's is not there, but for fund officer and auditor."""
    actor = await lane.actor(scope)
    await send_json(send, 200, await tables(lambda: told_one(scope["path_params"]["id"], actor)))
