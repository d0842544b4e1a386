"""The names and fields of all events, as a snapshot file keeps them.

python -m tests.every.events        write the snapshot anew, on purpose
"""

import json
import sys
import typing
from pathlib import Path

import msgspec

from kouan.journeys import catalogue
from kouan.kernel.journal import Event

SNAPSHOT = Path(__file__).with_name("events.snapshot.json")


def schema(made: type[Event]) -> dict[str, str]:
    """The fields of an event with their types, and its activity."""
    hints = typing.get_type_hints(made)
    described = {f.name: _type(hints[f.name]) + ("" if f.required else "?") for f in msgspec.structs.fields(made)}
    return {**described, "(activity)": getattr(made, "activity", "")}


def _type(hint: object) -> str:
    return hint.__name__ if isinstance(hint, type) and not typing.get_args(hint) else str(hint)


def now() -> dict[str, dict[str, str]]:
    """All events as they are in the code."""
    return {name: schema(made) for name, made in sorted(catalogue.events().items())}


def kept() -> dict[str, dict[str, str]]:
    """All events as the snapshot keeps them."""
    frozen: dict[str, dict[str, str]] = json.loads(SNAPSHOT.read_text("utf-8"))
    return frozen


if __name__ == "__main__":
    SNAPSHOT.write_text(json.dumps(now(), indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(f"{len(now())} events\n")
