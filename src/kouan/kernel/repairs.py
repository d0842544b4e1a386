"""Proposed repairs applied to plain data: the edit is somebody's decision, here is only how it is done."""

import re
from typing import Any

from .findings import Repair

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def applied(raw: Any, repair: Repair) -> None:
    """Make the edit in plain data (dicts, lists, texts as of JSON), in place. `new` of None leaves the field out.

    Raises LookupError or TypeError where the path leads nowhere, ValueError where the value is no longer the old one.
    """
    *way, last = steps(repair.path)
    for step in way:
        raw = raw[step]
    if as_text(raw[last]) != repair.old:
        raise ValueError(f"{repair.path} is {as_text(raw[last])!r}, not {repair.old!r}")
    if repair.new is None:
        del raw[last]
    else:
        raw[last] = _like(raw[last], repair.new)


def at(raw: Any, path: str) -> Any:
    """The value at `goods[0].weight` of plain data."""
    for step in steps(path):
        raw = raw[step]
    return raw


def steps(path: str) -> list[str | int]:
    """`goods[0].weight` as ["goods", 0, "weight"]."""
    return [int(number) if number else name for name, number in _STEP.findall(path)]


def as_text(value: Any) -> str | None:
    """A value as a repair quotes it: as JSON writes it, without the quotes of a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _like(old: Any, new: str) -> Any:
    """The new text as the kind of value that it takes the place of."""
    if isinstance(old, bool):
        return new == "true"
    return int(new) if isinstance(old, int) else new
