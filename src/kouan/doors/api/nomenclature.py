"""Commodity codes through the lane: search, and one code with all that touches it. Public, no key."""

import asyncio
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from kouan.areas.window.nomenclature.finding import search
from kouan.journeys.nomenclature import names, told
from kouan.journeys.taxes import tables
from kouan.kernel.words import Words

from .lane import Lane
from .wire import Problem, send_json

MOST = 200


async def found(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/hs?q=: codes by words or first digits, at most 200; `total` says how many there are."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("q", [""])[-1].strip()[:80]
    if not asked:
        raise Problem(422, "words-missing", Words("须给出 q", "q is needed"))
    hits = search(asked, names())
    await send_json(send, 200, {"total": len(hits), "found": hits[:MOST]})


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/hs/{code}: 2 to 10 digits; `known` and `near` say of an odd subheading. 404 where not even the chapter is."""
    code = scope["path_params"]["code"]
    if not (code.isascii() and code.isdecimal() and 2 <= len(code) <= 10):
        raise Problem(422, "code-unfit", Words("编号为 2 至 10 位数字", "A code is 2 to 10 digits"))
    held = await asyncio.to_thread(tables, lane.house.reader)
    made = told(code, *held)
    if not made.above:
        raise Problem(404, "code-unknown", Words("没有这个编号", "There is no such code"))
    await send_json(send, 200, made)
