"""Many decisions in one request: NDJSON in, an answer a line out, in order."""

import asyncio
import datetime as dt

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.journeys.filing import decision
from kouan.kernel.cases import digest
from kouan.kernel.parties import Actor
from kouan.store.units import Key, Receipt

from .cases import found, repeated
from .intake import clock
from .lane import KNOWN, Lane
from .lines import Started, answer_lines, malformed


class CaseDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line: a decision, its case, the version that was seen, its own idempotency key."""

    case: str
    action: str
    version: int
    key: str
    reason: str = ""


_line = msgspec.json.Decoder(CaseDecision).decode


async def decide_many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/decisions:batch: each line stands by itself; a case takes one step a batch."""
    actor = await lane.actor(scope)
    now = clock(lane, scope)

    async def start(line: bytes) -> Started:
        try:
            return await _decide(lane, actor, line, now)
        except KNOWN as fault:
            return fault
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
            return malformed(fault)

    await answer_lines(scope, receive, send, start)


async def _decide(lane: Lane, actor: Actor, line: bytes, now: dt.datetime) -> Started:
    asked = _line(line)
    key = Key(actor.organisation, asked.key[:200], digest(line))
    if stored := await repeated(lane, key):
        done: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        done.set_result(stored)
        return done
    of, case = await found(lane, actor, asked.case)
    unit = decision(of, case, asked.action, version=asked.version, actor=actor, now=now, reason=asked.reason, key=key)
    return lane.submit(unit)
