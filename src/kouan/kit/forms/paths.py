"""Places in plain data, written as findings write them: `goods[2].net_weight`."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

_STEP = re.compile(r"(\w+)|\[(\d+)\]")


def steps(path: str) -> Iterator[str | int]:
    """The names and row numbers of a path, outermost first."""
    return (int(row) if row else name for name, row in _STEP.findall(path))


def anchor(path: str) -> str:
    """The path as an element's id."""
    return "f-" + re.sub(r"[^\w]+", "-", path).strip("-")


def look_up(raw: object, path: str) -> Any:
    """What stands at a place, or None where the way there ends."""
    here = raw
    for step in steps(path):
        if isinstance(step, int):
            here = here[step] if isinstance(here, list) and step < len(here) else None
        else:
            here = here.get(step) if isinstance(here, dict) else None
    return here


def put(raw: dict[str, Any], path: str, value: object) -> None:
    """Set one place, making the groups and rows on the way. None takes the name away."""
    trail = list(steps(path))
    here: Any = raw
    for step, following in pairwise(trail):
        fresh: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int):
            _reach(here, step)
            here[step] = here[step] if isinstance(here[step], (dict, list)) else fresh
        elif not isinstance(here.get(step), (dict, list)):
            here[step] = fresh
        here = here[step]
    last = trail[-1]
    if isinstance(last, int):
        _reach(here, last)
        here[last] = value
    elif value is None:
        here.pop(last, None)
    else:
        here[last] = value


def _reach(rows: list[Any], number: int) -> None:
    rows.extend({} for _ in range(number + 1 - len(rows)))
