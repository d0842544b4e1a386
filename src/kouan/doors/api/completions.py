"""The clocks of two-step filing through the lane."""

import asyncio

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.areas.window import completing
from kouan.areas.window.completing import Completion
from kouan.kernel.words import Words

from .lane import Lane
from .wire import Problem, send_json

NOT_YOURS = Words("您的身份看不到两步申报时限", "Your role does not see the clocks of two-step filing")


class Clocks(msgspec.Struct, frozen=True):
    """Summaries to be completed, the first to end first; and those that were not completed in time."""

    running: list[Completion]
    late: list[Completion]


async def clocks(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/completions: the asker's own clocks, or all for customs and auditors."""
    actor = await lane.actor(scope)
    sees_all = actor.may("tax.desk") or actor.may("cases.read.all")
    if not sees_all and actor.role != "declarant":
        raise Problem(403, "role-may-not", NOT_YOURS)
    whose, reader = "" if sees_all else actor.organisation, lane.house.reader
    running = await asyncio.to_thread(completing.running, reader, whose)
    late = await asyncio.to_thread(completing.late, reader, whose)
    await send_json(send, 200, Clocks(running, list(late)))
