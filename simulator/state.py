"""How far a simulation has come, kept in a file so that it goes on where it was broken off."""

from pathlib import Path

import msgspec

from .session import Session
from .settings import Settings
from .steps import Step


class State(msgspec.Struct):
    """`done` steps of the plan are answered by the port: all of them, from the first on."""

    settings: Settings
    done: int = 0
    sessions: list[Session] = []


def read(path: Path) -> State | None:
    """The state that was kept, or None."""
    return msgspec.json.decode(path.read_bytes(), type=State) if path.exists() else None


def keep(path: Path, state: State) -> None:
    """Keep it: the old file stays whole until the new one is."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(msgspec.json.encode(state))
    part.replace(path)


def still_to_send(steps: list[Step], done: int) -> list[Step]:
    """The steps after `done`, and before them those that their cases took already: the port repeats its answers."""
    open_cases = {step.folder for step in steps[done:]}
    return [step for step in steps[:done] if step.folder in open_cases] + steps[done:]
