"""What deeds on calls and applications share: they take turns, clean what was written, ask for a permission."""

import threading

from kouan.areas.fund.objecting.filing import clean
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words

TURN = threading.RLock()
"""Held from looking at the tables to writing them: one process writes a journal, so nothing slips in between."""


def plain(text: str, most: int) -> str:
    """What a person wrote, without control characters that no store and no reader can use; trimmed and cut."""
    return clean(text)[:most].strip()


def needs(actor: Actor, permission: str) -> None:
    """Raises `Refused` where the actor is nobody or its role may not."""
    if not actor.user or not actor.may(permission):
        raise Refused("role-may-not", Words("当前身份不能办理这件事", f"Your role ({actor.role}) may not do this"))


def sees(actor: Actor) -> None:
    """Who may look at the fund's inner papers: fund officers and auditors. Raises `Refused` for others."""
    if not (actor.user and (actor.may("fund.write") or actor.may("fund.read"))):
        raise Refused("role-may-not", Words("当前身份不能查看", f"Your role ({actor.role}) does not see this"))
