"""What the fund's addresses stand on: tables asked from a thread of their own, and deeds done once under their key."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qs

from django.db import close_old_connections
from starlette.types import Scope, Send

from kouan.areas.fund.applying.deeds import Faulty
from kouan.areas.fund.operations import Blocked
from kouan.areas.fund.paying.asking import By
from kouan.areas.fund.planning.checking import Fault, Unfit
from kouan.kernel.cases import digest
from kouan.kernel.findings import Finding
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.units import Conflict, Key, Once

from .cases import same
from .intake import clock, fit, header_key
from .lane import Lane
from .wire import Problem, number, send_bytes

MISSING = ("application-unknown", "call-unknown", "plan-unknown", "notice-unknown", "version-unknown", "row-unknown")
FAULTY = (
    "papers-many", "paper-", "amount-", "date-", "books-refuse", "reason-", "document-incomplete", "document-date",
    "payment-incomplete", "return-wrong", "report-wrong", "cut-", "not-positive", "notice-incomplete", "file-", "text-",
)  # fmt: skip
"""Refusals of what was said rather than of how things stand, by the beginning of their code."""

T = TypeVar("T")


async def tables(ask: Callable[[], T]) -> T:
    """Ask the tables from a thread of its own. Raises `Problem` for what is refused."""

    def asked() -> T:
        close_old_connections()
        try:
            return ask()
        finally:
            close_old_connections()

    try:
        return await asyncio.to_thread(asked)
    except Faulty as faulty:
        raise Problem(422, faulty.code, faulty.words, findings=faulty.findings) from faulty
    except Refused as refused:
        raise _problem(refused) from refused


async def once(lane: Lane, scope: Scope, send: Send, actor: Actor, body: bytes, do: Callable[[By], object]) -> None:
    """Do a deed under the request's key: 201, or 200 with the stored answer where the same was asked before."""
    key = Key(actor.organisation, fit(header_key(scope)), digest(scope["path"].encode() + b"\n" + body))
    house, now = lane.house, clock(lane, scope)

    def done() -> tuple[int, bytes]:
        if stored := house.reader.answered(key.organisation, key.key):
            return 200, same(key, stored).answer
        writer = Once(house.writer, key)
        try:
            do(By(actor, now, writer, house.reader))
        except (Refused, Conflict):
            stored = house.reader.answered(key.organisation, key.key)
            if stored is None:
                raise
            return 200, same(key, stored).answer  # the same request, sent twice at once, was first
        return 200 if writer.receipt.repeated else 201, writer.receipt.answer

    await send_bytes(send, *await tables(done))


def asked_of(scope: Scope) -> dict[str, str]:
    """What the address asks after its question mark; the last word counts."""
    return {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}


def page_of(scope: Scope) -> tuple[int, int]:
    """Limit and offset of a list."""
    asked = asked_of(scope)
    return number(asked, "limit", 50, 500), number(asked, "offset", 0, 1_000_000)


def _problem(refused: Refused) -> Any:
    if isinstance(refused, Unfit):
        return Problem(422, refused.code, refused.words, findings=tuple(map(_finding, refused.faults)))
    if isinstance(refused, Blocked):
        return Problem(422, refused.code, refused.words, findings=tuple(one.finding() for one in refused.remarks))
    if refused.code in MISSING:
        return Problem(404, refused.code, refused.words)
    return Problem(422, refused.code, refused.words) if refused.code.startswith(FAULTY) else refused


def _finding(fault: Fault) -> Finding:
    path = f"rows[{fault.no - 1}]" if fault.no else ""
    return Finding(code=fault.code, severity="error", path=path, message=fault.words)
