"""Builds a unit: facts for the journal and rows of the tables, which become durable together or not at all."""

from typing import Any

import msgspec
from msgspec.structs import asdict, astuple

from kouan.kernel.journal import Event
from kouan.kernel.machine import Machine, Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.units import Fact, Key, Row, Unit, fact

from .things import Kept


def inserted(kept: Kept) -> Row:
    """The row as a new one of its table."""
    columns = type(kept).__struct_fields__
    marks = ", ".join("?" * len(columns))
    return Row(f"INSERT INTO {kept.TABLE} ({', '.join(columns)}) VALUES ({marks})", astuple(kept))  # noqa: S608


def moved(kept: Any, seen: int) -> Row:
    """The row in the place of the one whose version was `seen`; none is touched where somebody was first."""
    values = asdict(kept)
    key, *columns = type(kept).__struct_fields__
    places = ", ".join(f"{c} = ?" for c in columns)
    text = f"UPDATE {kept.TABLE} SET {places} WHERE {key} = ? AND version = ?"  # noqa: S608 -- names of our own columns
    return Row(text, (*(values[c] for c in columns), values[key], seen))


class Work:
    """One deed under way: who does it and when. `facts` and `rows` grow; `unit` hands them over."""

    def __init__(self, actor: Actor, at: str, recorded_at: str = "") -> None:
        self.actor, self.at, self.recorded_at = actor, at, recorded_at or at
        self.facts: list[Fact] = []
        self.rows: list[Row] = []

    def note(self, event: Event, case: str, version: int) -> None:
        """A fact about a bill, guarantee, statement or refund."""
        made = fact(event, case=case, version=version, actor=self.actor, at=self.at, recorded_at=self.recorded_at)
        self.facts.append(made)

    def unit(self, answer: object = None, key: Key | None = None) -> Unit:
        """The unit of all that was noted."""
        said = msgspec.json.encode(answer if answer is not None else {"recorded": True})
        return Unit(facts=tuple(self.facts), rows=tuple(self.rows), key=key, answer=said)


def step(machine: Machine, state: str, action: str, actor: Actor, reason: str = "") -> str:
    """Where an action leads. Raises `Refused`: not open in this state, not for this role, no reason where one is needed."""
    known = machine.actions[action]
    if actor.role not in known.by:
        words = Words(f"当前身份无权“{known.words.zh}”", f'Your role ({actor.role}) may not "{known.words.en}" here')
        raise Refused("role-may-not", words)
    if known.needs_reason and not reason.strip():
        raise Refused("reason-missing", Words("须写明理由", "A reason is needed"))
    return machine.next(state, action).value
