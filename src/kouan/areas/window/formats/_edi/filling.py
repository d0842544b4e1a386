"""Segments filled from values and read back, by their places."""

from collections.abc import Iterable, Mapping, Sequence

from kouan.syntax.edifact.directory import d24a, positions
from kouan.syntax.edifact.segments import Segment

from .spots import Spot

Key = tuple[str, str, str]
"""Group, tag, qualifier."""


def qualifier(s: Segment) -> str:
    """What kind of segment of its tag this is: its first value; measures have two, a classification none."""
    if s.tag in ("CST", "CNI", "GID"):
        return ""
    return f"{s.at(0)}/{s.at(1)}" if s.tag == "MEA" else s.at(0)


def keyed(segments: Iterable[Segment]) -> dict[Key, Segment]:
    """Segments by group, tag and qualifier; of several alike the first."""
    made: dict[Key, Segment] = {}
    for s in segments:
        made.setdefault((s.group, s.tag, qualifier(s)), s)
    return made


class Filling:
    """Segments under way: each is a table of places until it is made."""

    def __init__(self) -> None:
        self._made: dict[Key, dict[tuple[int, int], str]] = {}

    def put(self, spot: Spot, value: str, called: str) -> None:
        """Put a value at its place; `called` is the qualifier in this direction."""
        table = self._made.setdefault((spot.group, spot.tag, called), {})
        if called:
            first, _, second = called.partition("/")
            table[0, 0] = first
            if second:
                table[1, 0] = second
        table.update(spot.also)
        table[spot.at] = value

    def segments(self) -> list[Segment]:
        """All segments, each with its group."""
        return [Segment(tag, elements(table), group) for (group, tag, _), table in self._made.items()]


def elements(table: Mapping[tuple[int, int], str]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """A table of places as elements, gaps left empty."""
    made = []
    for n in range(max(e for e, _ in table) + 1):
        parts = {c: value for (e, c), value in table.items() if e == n}
        made.append((tuple(parts.get(c, "") for c in range(max(parts, default=0) + 1)),))
    return tuple(made)


def in_order(kind: str, segments: Sequence[Segment]) -> list[Segment]:
    """Segments in the order of the directory; alike ones keep theirs. Each stands alone in its group, or begins it."""
    place = {(group, node.id): n for n, (group, node) in enumerate(positions(d24a().messages[kind]))}
    return sorted(segments, key=lambda s: place[s.group, s.tag])
