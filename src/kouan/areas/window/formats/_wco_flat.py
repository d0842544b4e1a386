"""A WCO declaration as places and values (`GoodsShipment/Importer/ID`), and back. What is not taken is what is lost."""

import re
from typing import Any

import msgspec

from ._wco_parts import ATTRIBUTE, CHILDREN

Value = tuple[str, str | None]
"""The text of an element and its one attribute: currency, unit or form of date."""
Flat = dict[str, Value]

_STEP = re.compile(r"([^/\[]+)(?:\[(\d+)\])?")


def flatten(part: msgspec.Struct) -> Flat:
    """Every value of a part by its place; rows count from 1."""
    flat: Flat = {}
    _gather(part, "", flat)
    return flat


def _gather(part: msgspec.Struct, path: str, flat: Flat) -> None:
    for child in CHILDREN[type(part)].values():
        value = getattr(part, child.name)
        if child.many:
            for number, row in enumerate(value, 1):
                _leaf(row, f"{path}{child.name}[{number}]", flat)
        elif value is not None:
            _leaf(value, path + child.name, flat)


def _leaf(value: Any, path: str, flat: Flat) -> None:
    if isinstance(value, str):
        flat[path] = (value, None)
    elif type(value) in ATTRIBUTE:
        flat[path] = (value.value, getattr(value, ATTRIBUTE[type(value)]))
    else:
        _gather(value, f"{path}/", flat)


def unflatten(shape: type[msgspec.Struct], flat: Flat) -> msgspec.Struct:
    """The part that has these values at these places. Raises ValueError for a place that the model does not have."""
    groups: dict[str, dict[int, Flat]] = {}
    for path, value in flat.items():
        step = _STEP.match(path)
        if step is None or step[1] not in CHILDREN[shape]:
            raise ValueError(f"{shape.__name__} has no {path}")
        rest = path[step.end() :].lstrip("/")
        groups.setdefault(step[1], {}).setdefault(int(step[2] or 1), {})[rest] = value
    made = {name: _made(shape, name, rows) for name, rows in groups.items()}
    return shape(**made)


def _made(shape: type[msgspec.Struct], name: str, rows: dict[int, Flat]) -> object:
    child = CHILDREN[shape][name]
    values = [_one(child.shape, rows[number]) for number in sorted(rows)]
    return tuple(values) if child.many else values[0]


def _one(shape: type[msgspec.Struct] | None, held: Flat) -> object:
    if shape is None:
        return held[""][0]
    return shape(*held[""]) if shape in ATTRIBUTE else unflatten(shape, held)


class Source:
    """A flat declaration that is being mapped: what is taken is gone, what remains is the loss."""

    def __init__(self, flat: Flat, prefix: str = "", rows: dict[str, dict[int, None]] | None = None) -> None:
        self.flat, self.prefix = flat, prefix
        self._rows = _count(flat) if rows is None else rows

    def look(self, path: str) -> str:
        """The text at a place, left where it is; '' where there is none."""
        return self.flat.get(self.prefix + path, ("", None))[0]

    def attribute(self, path: str) -> str:
        """The attribute at a place, '' where there is none."""
        return self.flat.get(self.prefix + path, ("", None))[1] or ""

    def take(self, path: str) -> str:
        """The text at a place, taken."""
        return self.flat.pop(self.prefix + path, ("", None))[0]

    def rows(self, name: str) -> list["Source"]:
        """The rows of a repeated part, in order."""
        head = self.prefix + name
        return [Source(self.flat, f"{head}[{number}]/", self._rows) for number in self._rows.get(head, ())]


def _count(flat: Flat) -> dict[str, dict[int, None]]:
    """The numbers of the rows of each repeated part, in order."""
    rows: dict[str, dict[int, None]] = {}
    for path in flat:
        end = path.find("[")
        while end >= 0:
            close = path.find("]", end)
            rows.setdefault(path[:end], {})[int(path[end + 1 : close])] = None
            end = path.find("[", close)
    return rows
