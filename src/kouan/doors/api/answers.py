"""Answers in the languages of the standards through the lane: of a case step by step, of a refused filing."""

import asyncio
from urllib.parse import parse_qs

from starlette.types import Receive, Scope, Send

from kouan.areas.window.paying.reading import bills_of
from kouan.journeys.answers import ours, refusing
from kouan.journeys.answers.languages import RES, asked
from kouan.journeys.taxes import TAXED
from kouan.store.reader import RefusedFiling

from .answering import send_spoken
from .cases import found
from .lane import Lane
from .wire import header, send_json


async def many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/cases/{id}/replies: which answers can be had, and in which languages."""
    actor = await lane.actor(scope)
    of, case = await found(lane, actor, scope["path_params"]["id"])
    entries = await asyncio.to_thread(lane.house.reader.timeline, case.id)
    bills = await asyncio.to_thread(bills_of, lane.house.reader, case.id) if case.type in TAXED else ()
    await send_json(send, 200, {"case": case.id, "replies": ours.lines(of, case, entries, bills)})


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/cases/{id}/replies/{number}?as=FORMAT, or by Accept: one answer as the standard's message."""
    actor = await lane.actor(scope)
    of, case = await found(lane, actor, scope["path_params"]["id"])
    reader = lane.house.reader
    entries = await asyncio.to_thread(reader.timeline, case.id)
    kept = await asyncio.to_thread(reader.document, case.id, 1)
    wanted = _wanted(scope, kept.format if kept else "")
    heard = ours.Heard(reader, of, case, entries)
    await send_spoken(send, 200, await asyncio.to_thread(ours.answer, heard, scope["path_params"]["number"], wanted))


def _wanted(scope: Scope, form: str, *, refused: bool = False) -> str:
    """The language that the address names, else the header; WCO where neither does."""
    named = parse_qs(scope["query_string"].decode("latin-1")).get("as", [""])[-1]
    return named or asked(header(scope, b"accept").decode("latin-1"), form, refused=refused) or RES


async def of_refused(lane: Lane, scope: Scope, kept: RefusedFiling, send: Send) -> None:
    """GET /api/v1/refused/{id}/answer?as=FORMAT: what was found, as the standard's message of refusal."""
    form = await asyncio.to_thread(refusing.form_of, kept.body)
    wanted = _wanted(scope, form, refused=True)
    await send_spoken(send, 200, await asyncio.to_thread(refusing.refused, kept, wanted))
