"""State machines as tables: (state, action) -> state. No conditions, no callbacks, no engine.

A condition is a check of the document; a callback is a reaction to an event.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

import msgspec

from .journal import Amended, Decided, Lodged
from .words import Words

Tone = Literal["draft", "wait", "review", "inspect", "returned", "held", "refused", "done"]


class Refused(Exception):
    """What was asked is not open now. `code` is stable, `words` are for the person who asked."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(words.en)
        self.code, self.words = code, words


class State(msgspec.Struct, frozen=True):
    """What one state is called, which role holds the ball in it ('' when nobody must act), and how it is drawn."""

    words: Words
    holder: str = ""
    tone: Tone = "review"


class Side(msgspec.Struct, frozen=True):
    """A matter beside the case's own state (an arrival, a question) and the role that it waits for from now on ('': none)."""

    matter: str
    holder: str = ""


class Action(msgspec.Struct, frozen=True):
    """One thing that may be done: its name, the roles that may, the fact it becomes, the matter beside that it moves."""

    words: Words
    by: tuple[str, ...]
    event: type[Decided]
    needs_reason: bool = False
    side: Side | None = None


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """One family of documents: its states, and who may do what next.

    `lodged` and `amended` are the facts that a filing and a new revision become; amending is open in `amend_in`.
    `sides` are the matters beside the state, and whom each waits for from the start.
    """

    name: str
    lodge_by: tuple[str, ...]
    lodged: type[Lodged]
    start: StrEnum
    states: Mapping[StrEnum, State]
    actions: Mapping[str, Action]
    moves: Mapping[tuple[StrEnum, str], StrEnum]
    amended: type[Amended] | None = None
    amend_in: tuple[StrEnum, ...] = ()
    sides: Mapping[str, str] = {}

    def at(self, state: str) -> StrEnum:
        """The state of that name. Raises `KeyError` for a name that this machine does not have."""
        return next((s for s in self.states if s == state), None) or _no_state(self.name, state)

    def next(self, state: str, action: str) -> StrEnum:
        """Where the action leads. Raises `Refused` where it is not open."""
        target = self.moves.get((self.at(state), action))
        if target is None:
            raise Refused("action-not-open", _not_open(self, state, action))
        return target

    def open_actions(self, state: str) -> list[str]:
        """The actions that the table opens in this state, in the order of the table."""
        return [action for (source, action) in self.moves if source == state]

    def is_final(self, state: str) -> bool:
        """Nothing more is open from here."""
        return not self.open_actions(state)

    def reachable(self) -> set[StrEnum]:
        """All states that some order of actions leads to."""
        seen, todo = {self.start}, [self.start]
        while todo:
            here = todo.pop()
            targets = {target for (source, _), target in self.moves.items() if source == here}
            todo += targets - seen
            seen |= targets
        return seen


def _no_state(machine: str, state: str) -> StrEnum:
    raise KeyError(f"machine {machine!r} has no state {state!r}")


def _not_open(machine: Machine, state: str, action: str) -> Words:
    here = machine.states[machine.at(state)].words
    known = machine.actions.get(action)
    asked = known.words if known else Words(action, action)
    return Words(f"当前状态“{here.zh}”下不能“{asked.zh}”", f'"{asked.en}" is not open while the case is "{here.en}"')
