"""A declaration drafted from an invoice and a packing list that are kept, through the lane."""

import asyncio

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.journeys.drafting import DECLARATIONS, draft_of
from kouan.kernel.words import Words

from .lane import Lane, decoded
from .wire import Problem, read_body, send_json


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Cases of the papers to draft from; either may be left out."""

    invoice: str = ""
    packing_list: str = ""


async def draft(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/{type}:draft: plain data of a declaration, each value with the place it came from; nothing is recorded."""
    of = lane.type(scope["path_params"]["type"])
    actor = await lane.actor(scope)
    asked = decoded(await read_body(scope, receive), Asked)
    if of.code not in DECLARATIONS:
        raise Problem(
            404, "type-not-drafted", Words("这种单证不从发票起草", "This document is not drafted from papers")
        )
    made = await asyncio.to_thread(draft_of, lane.house, of.code, asked.invoice, asked.packing_list, actor)
    await send_json(send, 200, {"document": made.raw, "sources": made.sources})
