"""Allocation plans through the lane: for who may look at them, and with the deeds of their pages."""

from starlette.types import Receive, Scope, Send

from kouan.areas.fund.calling.writing import sees
from kouan.areas.fund.paying.asking import By
from kouan.areas.fund.planning import deeds, queries
from kouan.areas.fund.planning.asking import UNKNOWN, MoveAsked, PlanAsked, RowChange, VersionAsked, told

from .fund_asking import once, tables
from .lane import Lane, decoded
from .wire import read_body, send_json, whole

LIMIT = 16 * 1024 * 1024
"""Bytes of one plan: 20,000 rows fit."""


async def many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/plans: every plan as it stands, the latest year first."""
    actor = await lane.actor(scope)
    await tables(lambda: sees(actor))
    await send_json(send, 200, {"plans": await tables(queries.plans)})


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/plans/{id}: the version that stands, every version with its digest, everything done to it."""
    actor = await lane.actor(scope)
    await tables(lambda: sees(actor))
    await send_json(send, 200, await tables(lambda: told(scope["path_params"]["id"], lane.house.reader)))


async def draft(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/fund/plans: begin a plan."""
    actor, body = await lane.actor(scope), await read_body(scope, receive, LIMIT)
    plan = decoded(body, PlanAsked).plan()
    await once(lane, scope, send, actor, body, lambda by: deeds.draft(plan, actor=actor, now=by.now, writer=by.writer))


async def revise(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/fund/plans/{id}/versions: keep a new version of a draft, or take an earlier one up again."""
    actor, body = await lane.actor(scope), await read_body(scope, receive, LIMIT)
    asked, id = decoded(body, VersionAsked), scope["path_params"]["id"]

    def do(by: By) -> None:
        if asked.plan is None:
            deeds.undo(id, to=asked.undo, seen=asked.seen, actor=actor, now=by.now, writer=by.writer, reader=by.reader)
        else:
            deeds.revise(id, asked.plan.plan(), seen=asked.seen, actor=actor, now=by.now, writer=by.writer)

    await once(lane, scope, send, actor, body, do)


async def change(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/fund/plans/{id}/rows/{no}: a new version with one row changed."""
    actor, body = await lane.actor(scope), await read_body(scope, receive)
    asked, id, no = decoded(body, RowChange), scope["path_params"]["id"], whole(scope["path_params"]["no"]) or 0

    def do(by: By) -> None:
        sees(actor)
        standing = queries.plan(id, by.reader)
        if standing is None:
            raise UNKNOWN
        deeds.revise(id, asked.changed(standing, no), seen=asked.seen, actor=actor, now=by.now, writer=by.writer)

    await once(lane, scope, send, actor, body, do)


async def move(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/fund/plans/{id}/moves: check, send back, approve, withdraw, reopen, send, close."""
    actor, body = await lane.actor(scope), await read_body(scope, receive)
    asked, id = decoded(body, MoveAsked), scope["path_params"]["id"]

    def do(by: By) -> None:
        deeds.move(id, asked.action, reason=asked.reason, actor=actor, now=by.now, writer=by.writer)

    await once(lane, scope, send, actor, body, do)
