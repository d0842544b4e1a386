"""Many decisions in one request: NDJSON in, an answer a line out, in order."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.journeys.inspecting.details import NONE, Details
from kouan.journeys.taxing.crossing import decision
from kouan.kernel.cases import Case, digest
from kouan.kernel.parties import Actor
from kouan.store.units import Key, Receipt, Unit

from .cases import readable, same
from .intake import clock, fit, moment
from .lane import KNOWN, Lane, refuse_doubled
from .lines import Started, answer_lines, malformed
from .wire import Problem


class CaseDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line: a decision, its case, the version that was seen, its own key.

    A demonstration may add the instant (`at`), and an earlier one at which what is now reported `happened`.
    """

    case: str
    action: str
    version: int
    key: str
    reason: str = ""
    details: Details = NONE
    at: str = ""
    happened: str = ""


class Seen(msgspec.Struct, frozen=True):
    """What the lines of one window need of the store, read at once."""

    cases: Mapping[str, Case]
    answered: Mapping[str, tuple[str, bytes]]


_line = msgspec.json.Decoder(CaseDecision).decode


async def decide_many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/decisions:batch: each line stands by itself; a case takes one step a batch."""
    actor = await lane.actor(scope)
    now = clock(lane, scope)

    async def start(lines: list[bytes]) -> list[Started]:
        asked = [keyed(line, _line) for line in lines]
        made = await asyncio.to_thread(_prepare, lane, actor, list(zip(lines, asked, strict=True)), now)
        return [started(lane, one) for one in made]

    await answer_lines(scope, receive, send, start)


class Keyed(Protocol):
    """A line with its own idempotency key."""

    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=Keyed)


def keyed(line: bytes, decode: Callable[[bytes], K]) -> K | Problem:
    """What a line asks, its key fit and no key of it doubled; else what is wrong with it."""
    try:
        asked = decode(line)
        fit(asked.key)
        refuse_doubled(line)
    except Problem as problem:
        return problem
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        return malformed(fault)
    return asked


def _look(lane: Lane, actor: Actor, asked: list[CaseDecision]) -> Seen:
    reader = lane.house.reader
    cases = reader.cases_called({a.case for a in asked})
    return Seen(cases, reader.answered_many(actor.organisation, {a.key for a in asked}))


def _prepare(
    lane: Lane, actor: Actor, lines: list[tuple[bytes, CaseDecision | Problem]], now: dt.datetime
) -> list[Unit | Receipt | Exception]:
    seen = _look(lane, actor, [a for _, a in lines if isinstance(a, CaseDecision)])
    return [_unit(lane, actor, line, a, seen, now) if isinstance(a, CaseDecision) else a for line, a in lines]


def started(lane: Lane, made: Unit | Receipt | Exception) -> Started:
    """A prepared unit handed to the writer; an answer that stands already, or a fault, as it is."""
    if isinstance(made, Exception):
        return made
    if isinstance(made, Receipt):
        done: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        done.set_result(made)
        return done
    try:
        return lane.submit(made)
    except KNOWN as fault:
        return fault


def _unit(
    lane: Lane, actor: Actor, line: bytes, asked: CaseDecision, seen: Seen, now: dt.datetime
) -> Unit | Receipt | Exception:
    try:
        return _decide(lane, actor, line, asked, seen, now)
    except KNOWN as fault:
        return fault


def _decide(lane: Lane, actor: Actor, line: bytes, asked: CaseDecision, seen: Seen, now: dt.datetime) -> Unit | Receipt:
    key = Key(actor.organisation, asked.key, digest(line))
    if stored := seen.answered.get(key.key):
        return same(key, stored)
    of, case = readable(lane, actor, seen.cases.get(asked.case))
    at = moment(lane, asked.at, now)
    return decision(
        lane.house,
        of,
        case,
        asked.action,
        version=asked.version,
        actor=actor,
        now=at,
        happened=moment(lane, asked.happened, at),
        reason=asked.reason,
        key=key,
        details=asked.details,
    )
