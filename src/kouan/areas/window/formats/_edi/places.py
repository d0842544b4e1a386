"""Where in an interchange a place of our declaration stands: the segment and its number, UNH being the first of its message."""

import re
from collections.abc import Callable, Sequence

from kouan.syntax.edifact.interchange import Interchange, Message
from kouan.syntax.edifact.segments import Segment

from .spots import BY_FLOW, EXPORT, HEAD, LINE, Spot

_SAID = re.compile(r"(?:message (\d+) )?(?:segment (\d+) )?([A-Z]{3})(?: \w+)?")
_LINE = re.compile(r"goods\[(\d+)\]\.?(.*)")
_DOCUMENT = {"830": "export"}


def position(whole: Interchange, path: str) -> tuple[str, int]:
    """The segment of a path (`goods[0].total`, or `segment 12 CST` as the reader says it) and its number; 0 where the segment
    is not there, '' where no segment holds such a thing.
    """
    message = next(iter(whole.messages), None)
    if message is None:
        return "", 0
    if said := _SAID.fullmatch(path):
        number = int(said[2]) if said[2] else _number(message.segments, lambda s: s.tag == said[3])
        return said[3], number
    if line := _LINE.fullmatch(path):
        return _of_line(message, int(line[1]), line[2])
    return _of_head(message, path)


def _number(segments: Sequence[Segment], fits: Callable[[Segment], bool]) -> int:
    return next((n for n, s in enumerate(segments, 1) if fits(s)), 0)


def _of_line(message: Message, line: int, field: str) -> tuple[str, int]:
    starts = [n for n, s in enumerate(message.segments) if s.tag == "CST" and s.group == "SG32"]
    if line >= len(starts):
        return "CST", 0
    start = starts[line]
    end = starts[line + 1] if line + 1 < len(starts) else len(message.segments)
    spot = next((s for s in LINE if s.here == field), None)
    found = _found(message.segments[start:end], spot, spot.qualifier) if spot else 0
    return (spot.tag, start + found) if spot and found else ("CST", start + 1)


def _of_head(message: Message, path: str) -> tuple[str, int]:
    if path == "reference":
        return "BGM", _number(message.segments, lambda s: s.tag == "BGM")
    begin = next((s for s in message.segments if s.tag == "BGM"), Segment("BGM"))
    flow = _DOCUMENT.get(begin.at(0), "import")
    spots = [s for s in (*HEAD, *BY_FLOW[flow]) if s.here == path or s.here.partition(".")[0] == path]
    for spot in spots:
        called = EXPORT.get(spot.qualifier, spot.qualifier) if flow == "export" and spot in HEAD else spot.qualifier
        found = _found(message.segments, spot, called)
        if found:
            return spot.tag, found
    return (spots[0].tag if spots else ""), 0


def _found(segments: Sequence[Segment], spot: Spot, called: str) -> int:
    """The number of the segment that holds the spot, counted from 1 within these; 0 where there is none."""
    first = called.partition("/")[0]
    return _number(
        segments, lambda s: (s.tag, s.group) == (spot.tag, spot.group) and (s.tag == "CST" or s.at(0) == first)
    )
