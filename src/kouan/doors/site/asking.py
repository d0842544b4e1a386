"""The requests about a declaration as its page lists them, and who may ask for one."""

import msgspec

from kouan.journeys.changes import AMENDMENT, DECLARATIONS, OPEN_IN, WITHDRAWAL, requests_of
from kouan.kernel.cases import Case
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.marks import Chip
from kouan.store.house import house

from .marks import chip


class Asked(msgspec.Struct, frozen=True):
    """One request as the declaration's page lists it."""

    id: str
    words: Words
    title: Words
    state: Chip
    opened: str


def asked_of(case: Case) -> list[Asked]:
    """The requests about a declaration, newest first; none for other cases."""
    if case.type not in DECLARATIONS:
        return []
    kinds = {of.code: of for of in (AMENDMENT, WITHDRAWAL)}
    found = requests_of(house().reader, case.id)
    return [
        Asked(r.id, kinds[r.type].words, r.title, chip(kinds[r.type].machine, r.state), r.opened)
        for r in reversed(found)
        if r.type in kinds
    ]


def may_ask(case: Case, who: Actor) -> tuple[bool, bool]:
    """May this actor ask for an amendment, for a withdrawal, by the state of the declaration?"""
    own = case.type in DECLARATIONS and who.organisation == case.owner and who.role in AMENDMENT.machine.lodge_by
    return own and case.state in OPEN_IN[AMENDMENT.code], own and case.state in OPEN_IN[WITHDRAWAL.code]
