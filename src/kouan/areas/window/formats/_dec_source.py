"""The values of a DecMessage by segment, taken one by one; what nobody takes is what our declaration can not hold."""

from collections.abc import Iterator

from kouan.kernel.findings import Finding
from kouan.syntax.told import finding

from ._dec_map_more import SAME
from ._dec_tree import ABANDONED, Part


class Source:
    """Segments by name, each with its rows in the order of the message and the line in which each stands."""

    def __init__(self, root: Part) -> None:
        self.segments: dict[str, list[dict[str, str]]] = {}
        self.lines: dict[str, list[int]] = {}
        self.taken: set[tuple[str, int, str]] = set()
        self.told: list[Finding] = []
        self._gather(root, -1)

    def _gather(self, part: Part, line: int) -> None:
        name = _called(part)
        if part.values or not part.parts:
            rows = self.segments.setdefault(name, [])
            rows.append(dict(part.values))
            self.lines.setdefault(name, []).append(line)
            if name == "DecList":
                line = len(rows) - 1
        for inner in part.parts:
            self._gather(inner, line)

    def rows(self, segment: str) -> range:
        """The numbers of the rows of a segment."""
        return range(len(self.segments.get(segment, ())))

    def filled(self, segment: str) -> Iterator[int]:
        """The rows of a segment in which anything stands: writers send empty ones to hold a place."""
        return (row for row in self.rows(segment) if any(self.segments[segment][row].values()))

    def take(self, segment: str, element: str, row: int = 0) -> str:
        """The value of an element, '' where it is not there."""
        rows = self.segments.get(segment, [])
        self.taken.add((segment, row, element))
        return rows[row].get(element, "") if row < len(rows) else ""

    def has(self, segment: str, element: str, row: int) -> bool:
        """Is the element there, if only empty?"""
        rows = self.segments.get(segment, [])
        return row < len(rows) and element in rows[row]

    def left(self) -> Iterator[Finding]:
        """A finding for each value that nobody took."""
        for segment, rows in self.segments.items():
            for row, values in enumerate(rows):
                for element, text in values.items():
                    if text and (segment, row, element) not in self.taken:
                        yield _not_carried(segment, row, element)


def _called(part: Part) -> str:
    if part.name == "TrnContaGoodsList" and part.values:
        return "TrnContaGoods"
    return SAME.get(part.name, part.name)


def _not_carried(segment: str, row: int, element: str) -> Finding:
    path = f"{segment}[{row + 1}]/{element}"
    if element in ABANDONED.get(segment, ()):
        return finding("WIN-X-084", path, "该栏目已停用，不予转入", "This element is abandoned: left out", "warning")
    return finding("dec-not-carried", path, "没有对应栏目，未转入", "We have no field for it: left behind", "warning")
