"""A WCO declaration as places and values (`GoodsShipment/Importer/ID`), and back. What is not taken is what is lost."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from ._wco_parts import ATTRIBUTE, CHILDREN

Value = tuple[str, str | None]
"""The text of an element and its one attribute: currency, unit or form of date."""
Flat = dict[str, Value]

_STEP = re.compile(r"([^/\[]+)(?:\[(\d+)\])?")


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


Held = tuple[str, str | None, str]
"""A value with the place that it has in the model, rows not numbered."""
_NOTHING: Held = ("", None, "")


class Source:
    """The head of a message, or one row of a part that repeats, while it is mapped: what is taken is gone.

    `values` are by their place from here, without the rows, which are sources of their own in `inner`.
    """

    __slots__ = ("inner", "values")

    def __init__(self) -> None:
        self.values: dict[str, Held] = {}
        self.inner: dict[str, list[Source]] = {}

    def look(self, path: str) -> str:
        """The text at a place, left where it is; '' where there is none. `A[1]/B` looks into the first row of A."""
        held = self.values.get(path)
        if held is None:
            return self._first(path).look(path.partition("[1]/")[2]) if "[" in path else ""
        return held[0]

    def attribute(self, path: str) -> str:
        """The attribute at a place, '' where there is none."""
        return self.values.get(path, _NOTHING)[1] or ""

    def take(self, path: str) -> str:
        """The text at a place, taken."""
        if "[" in path:
            return self._first(path).take(path.partition("[1]/")[2])
        return self.values.pop(path, _NOTHING)[0]

    def rows(self, name: str) -> "list[Source]":
        """The rows of a repeated part, in order."""
        return self.inner.get(name) or []

    def _first(self, path: str) -> "Source":
        return next(iter(self.rows(path.partition("[1]/")[0])), None) or Source()


def left(sources: Iterable[Source]) -> Mapping[str, int]:
    """How many values were not taken, by place."""
    return Counter([held[2] for source in sources for held in source.values.values()])
