"""What comes next, from the machine alone: the shortest way of usual steps from a state to a good end."""

from collections import deque

import msgspec

from kouan.kernel.machine import Machine
from kouan.kernel.words import Words


class Coming(msgspec.Struct, frozen=True):
    """One step that is still to come: what, by which roles, and into which state."""

    action: str
    words: Words
    by: tuple[str, ...]
    state: str


def coming(machine: Machine, state: str) -> tuple[Coming, ...]:
    """The shortest way to a final state that is drawn as done, over steps that need no reason. Empty where there is none."""
    start = machine.at(state)
    todo: deque[tuple[object, tuple[Coming, ...]]] = deque([(start, ())])
    seen = {start}
    while todo:
        here, way = todo.popleft()
        if machine.is_final(str(here)) and machine.states[machine.at(str(here))].tone == "done":
            return way
        for (source, name), target in machine.moves.items():
            action = machine.actions[name]
            if source == here and not action.needs_reason and target not in seen:
                seen.add(target)
                todo.append((target, (*way, Coming(name, action.words, action.by, target.value))))
    return ()
