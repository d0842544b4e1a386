"""A declaration drafted from an invoice and a packing list that are kept, through the lane."""

import asyncio

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.journeys.drafting import draft_of

from .lane import Lane, decoded
from .wire import read_body, send_json


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Cases of the papers to draft from; either may be left out."""

    invoice: str = ""
    packing_list: str = ""


async def draft(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/{type}:draft, for the types of declarations: plain data of one, each value with the place it came from;
    nothing is recorded.
    """
    code = scope["path"].rpartition("/")[2].partition(":")[0]
    actor = await lane.actor(scope)
    asked = decoded(await read_body(scope, receive), Asked)
    made = await asyncio.to_thread(draft_of, lane.house, code, asked.invoice, asked.packing_list, actor)
    await send_json(send, 200, {"document": made.raw, "sources": made.sources})
