"""A figure: its value, the limit it is held against, and whether the goal holds. One JSON line each in var/bench.jsonl."""

from pathlib import Path

import msgspec


class Figure(msgspec.Struct, frozen=True):
    """`ratio` is value over the limit's value in the same run; `goal` is the least ratio wanted (None: for information)."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    against: str = ""
    goal: float | None = None
    holds: bool | None = None


def figure(
    name: str, value: float, unit: str, *, limit: float | None = None, against: str = "", goal: float | None = None
) -> Figure:
    """Make a figure, rounded to what a run can tell."""
    ratio = None if limit is None else round(value / limit, 3)
    holds = None if ratio is None or goal is None else ratio >= goal
    return Figure(name, round(value, 3), unit, ratio, against, goal, holds)


def keep(figures: list[Figure], path: Path) -> None:
    """Append the figures to the file of the run and print them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as out:
        for f in figures:
            out.write(msgspec.json.encode(f) + b"\n")
    for f in figures:
        against = f"  {f.ratio:6.3f} x {f.against}" if f.ratio is not None else ""
        goal = "" if f.goal is None else f"  goal {f.goal} {'✓' if f.holds else '✗'}"
        print(f"{f.name:44} {f.value:12,.2f} {f.unit:12}{against}{goal}", flush=True)
