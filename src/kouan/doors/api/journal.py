"""The journal, the types and the description of the lane itself."""

import asyncio
from urllib.parse import parse_qs

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.kernel.words import Words
from kouan.store.database import Unavailable

from .lane import Lane
from .openapi import describe
from .wire import Problem, send_json, whole

FORBIDDEN = Words("当前身份无权读取日志", "Your role may not read the journal")


class Line(msgspec.Struct, frozen=True):
    """One journal entry as the lane tells it: hashes in hex, so that anyone can verify the chain from here."""

    seq: int
    at: str
    recorded_at: str
    kind: str
    case: str
    version: int
    actor: str
    organisation: str
    role: str
    body: msgspec.Raw
    previous: str
    hash: str


async def entries(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/journal?after=N&limit=M: entries from an offset on, in order."""
    actor = await lane.actor(scope)
    if not actor.may("journal.read"):
        raise Problem(403, "role-may-not", FORBIDDEN)
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    after, limit = (whole(asked.get(name, [usual])[-1]) for name, usual in (("after", "0"), ("limit", "1000")))
    if after is None or limit is None:
        raise Problem(
            400, "offset-unfit", Words("after 和 limit 须为非负整数", "after and limit are whole numbers from 0")
        )
    found = await asyncio.to_thread(lambda: lane.house.reader.journal(after, limit=min(limit, 5000)))
    lines = [
        Line(
            e.seq,
            e.at,
            e.recorded_at,
            e.kind,
            e.case,
            e.version,
            e.actor,
            e.organisation,
            e.role,
            e.body,
            e.previous.hex(),
            e.hash.hex(),
        )
        for e in found
    ]
    position = lane.house.writer.position
    await send_json(send, 200, {"entries": lines, "next": found[-1].seq if found else after, "position": position})


async def types(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/types: every document type, its words, and who may file it. Open to all."""
    rows = [
        {"code": t.code, "words": t.words, "basis": t.basis, "lodged_by": t.machine.lodge_by, "checks": len(t.checks)}
        for t in lane.types.values()
    ]
    await send_json(send, 200, {"types": rows})


async def schema(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/types/{type}/schema: the JSON Schema of a document. Open to all."""
    of = lane.type(scope["path_params"]["type"])
    await send_json(send, 200, msgspec.json.schema(of.shape))


async def openapi(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/openapi.json: the description of this lane, made from the types. Open to all."""
    await send_json(send, 200, describe(lane.types))


async def health(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /healthz: the process answers, its store can be read, and how far its journal is; 503 where it can not."""
    try:
        await asyncio.to_thread(lane.house.reader.head)
    except Unavailable:
        await send_json(send, 503, {"ok": False, "why": "store-unavailable", "position": lane.house.writer.position})
        return
    await send_json(send, 200, {"ok": True, "position": lane.house.writer.position})
