"""One event made durable: the fact, its document and its key in one unit. Deeds on applications take turns."""

import datetime as dt
import threading

import msgspec

from kouan.areas.fund.objecting.filing import clean
from kouan.kernel.journal import Event, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.units import Key, Receipt, Unit, fact
from kouan.store.writer import Writer

TURN = threading.RLock()
"""Held from looking at the tables to writing them: one process writes a journal, so nothing slips in between."""


def put(
    writer: Writer,
    event: Event,
    case: str,
    version: int,
    *,
    actor: Actor,
    now: dt.datetime,
    answer: object = None,
    key: Key | None = None,
    revision: tuple[object, ...] | None = None,
) -> Receipt:
    """Write one event under its case. Raises the writer's `Conflict`, `Busy` and `Unavailable`."""
    at = stamp(now)
    entry = fact(event, case=case, version=version, actor=actor, at=at, recorded_at=at)
    return writer.write(Unit(facts=(entry,), revision=revision, key=key, answer=msgspec.json.encode(answer or {})))


def plain(text: str, most: int) -> str:
    """What a person wrote, without control characters that no store and no reader can use; trimmed and cut."""
    return clean(text)[:most].strip()


def needs(actor: Actor, permission: str) -> None:
    """Raises `Refused` where the actor is nobody or its role may not."""
    if not actor.user or not actor.may(permission):
        raise Refused("role-may-not", Words("当前身份不能办理这件事", f"Your role ({actor.role}) may not do this"))
