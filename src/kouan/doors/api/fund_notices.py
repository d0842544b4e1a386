"""Notices and their money through the lane: public to read with any key; publishing and money with the pages' deeds."""

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.areas.fund import queries
from kouan.areas.fund.objecting.queries import standing
from kouan.areas.fund.operations import publish
from kouan.areas.fund.paying import asking
from kouan.areas.fund.paying.telling import told_money, told_payments
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words

from .fund_asking import asked_of, once, page_of, tables
from .lane import Handler, Lane, decoded
from .wire import Problem, read_body, send_json

LIMIT = 16 * 1024 * 1024
UNKNOWN = Refused("notice-unknown", Words("没有这份公示", "There is no such notice"))
NOT_FINAL = Words("方案尚未确定，还没有资金账目", "The plan is not final: no money yet")


class NoticeFiling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A notice to publish: its `text`, or a `file` of any kind that is read (base64) with its `name`. `waivers` give a
    reason for each blocking finding that may be let pass; `plan` is the approved plan that it shows.
    """

    text: str = ""
    file: bytes = b""
    name: str = ""
    waivers: dict[str, str] = {}
    plan: str = ""


MONEY: dict[str, type[asking.Asked]] = {
    "final": asking.Finalise,
    "allotments": asking.Allot,
    "payments": asking.Pay,
    "returns": asking.TakeBack,
    "reports": asking.Report,
    "stops": asking.Stop,
    "clawbacks": asking.ClawBack,
}
"""The deeds on a notice's money, by the last word of their address."""


async def many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/notices?limit=&offset=: the newest version of every notice, the latest period first."""
    await lane.actor(scope)
    limit, offset = page_of(scope)
    rows = await tables(queries.notices)
    await send_json(send, 200, {"notices": rows[offset : offset + limit], "limit": limit, "offset": offset})


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/notices/{id}: the newest version as it was read, with its findings and waivers."""
    await lane.actor(scope)
    await send_json(send, 200, await tables(lambda: _known(lane, scope)))


async def objections(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/notices/{id}/objections: what is public of them. Numbers by state, suspended rows, answers."""
    await lane.actor(scope)
    known = await tables(lambda: _known(lane, scope))
    await send_json(send, 200, await tables(lambda: standing(known.listed.number)))


async def money(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/notices/{id}/money: granted, allotted, paid and spent, row by row."""
    await lane.actor(scope)
    known = await tables(lambda: _known(lane, scope))
    found = await tables(lambda: told_money(known.listed.number))
    if found is None:
        raise Problem(404, "not-final", NOT_FINAL)
    await send_json(send, 200, found)


async def payments(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/fund/payments?notice=&limit=&offset=: payments, the latest first."""
    await lane.actor(scope)
    limit, offset = page_of(scope)
    notice = asked_of(scope).get("notice", "")[:40]
    rows = await tables(lambda: told_payments(notice, limit=limit, offset=offset))
    await send_json(send, 200, {"payments": rows, "limit": limit, "offset": offset})


async def put_on(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/fund/notices: publish a notice; 422 with the findings that stand in its way."""
    actor, body = await lane.actor(scope), await read_body(scope, receive, LIMIT)
    asked = decoded(body, NoticeFiling)

    def do(by: asking.By) -> None:
        publish(
            body=asked.file or asked.text.encode(),
            name=asked.name[:200],
            actor=actor,
            now=by.now,
            key="",
            waivers=asked.waivers,
            writer=by.writer,
            plan=asked.plan[:40],
            reader=by.reader,
        )

    await once(lane, scope, send, actor, body, do)


def deed(shape: type[asking.Asked]) -> Handler:
    """The handler of one deed on a notice's money: POST /api/v1/fund/notices/{id}/..."""

    async def done(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
        actor, body = await lane.actor(scope), await read_body(scope, receive)
        asked = decoded(body, shape)
        await once(lane, scope, send, actor, body, lambda by: asked.do(scope["path_params"]["id"], by))

    return done


def _known(lane: Lane, scope: Scope) -> queries.Shown:
    found = queries.notice(scope["path_params"]["id"][:40], lane.house.reader)
    if found is None:
        raise UNKNOWN
    return found
