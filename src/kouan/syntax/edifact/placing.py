"""Placing the segments of a message in its groups, by the directory: each as early as the order allows, triggers begin groups."""

from collections.abc import Sequence

import msgspec

from kouan.kernel.findings import Finding
from kouan.syntax.told import finding

from .directory import Directory, Element, Node
from .segments import Segment

MOST = 20
"""Misplaced segments that are told one by one; a message with more is not of this kind."""


class _Walk:
    """One pass over the segments; where it is stuck, `at` is the segment that has no place."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments, self.at = segments, 0
        self.placed: list[str] = []
        self.missing: list[tuple[str, int]] = []

    @property
    def tag(self) -> str:
        return self.segments[self.at].tag if self.at < len(self.segments) else ""

    def walk(self, nodes: tuple[Node, ...], group: str) -> None:
        for node in nodes:
            times = 0
            while times < node.most and self.tag and self.tag == (node.nodes[0].id if node.nodes else node.id):
                times += 1
                if node.nodes:
                    self.walk(node.nodes, f"{group}/{node.id}".strip("/"))
                else:
                    self.placed.append(group)
                    self.at += 1
            if node.must and not times:
                self.missing.append((f"{group}/{node.id}".strip("/"), self.at))


def placed(segments: Sequence[Segment], nodes: tuple[Node, ...]) -> tuple[list[Segment], list[Finding]]:
    """The segments with their groups. One that has no place is reported and stays where it is, without a group."""
    found: list[Finding] = []
    strays: set[int] = set()
    while True:
        left = [n for n in range(len(segments)) if n not in strays]
        walk = _Walk([segments[n] for n in left])
        walk.walk(nodes, "")
        if walk.at >= len(left) or len(strays) >= MOST:
            break
        stray = left[walk.at]
        strays.add(stray)
        tag = segments[stray].tag
        zh, en = f"此处不应有 {tag} 段，或次数过多", f"{tag} has no place here, or comes too often"
        found.append(finding("edi-order", f"segment {stray + 1} {tag}", zh, en))
    for name, at in walk.missing:
        zh, en = f"缺少必有的 {name}", f"{name} must be there and is not"
        found.append(finding("edi-missing", f"segment {at + 1} {name}", zh, en))
    groups = dict(zip(left, walk.placed, strict=False))
    return [msgspec.structs.replace(s, group=groups.get(n, "")) for n, s in enumerate(segments)], found


def checked(segments: Sequence[Segment], directory: Directory) -> list[Finding]:
    """Segments and elements that the directory does not know, values too long or of the wrong kind, required ones missing."""
    found: list[Finding] = []
    for number, s in enumerate(segments, 1):
        known = directory.segments.get(s.tag)
        if known is None:
            if not s.tag.startswith("UN"):
                zh, en = f"目录中没有 {s.tag} 段", f"The directory has no segment {s.tag}"
                found.append(finding("edi-segment", f"segment {number} {s.tag}", zh, en, "warning"))
            continue
        found += _elements(s, known, f"segment {number} {s.tag}")
    return found


def _elements(s: Segment, known: tuple[Element, ...], place: str) -> list[Finding]:
    slots = [e for e in known for _ in range(e.repeat)]
    found: list[Finding] = []
    if len(s.elements) > len(slots):
        zh, en = (
            f"有 {len(s.elements)} 个数据元，最多 {len(slots)} 个",
            f"It has {len(s.elements)} elements, at most {len(slots)}",
        )
        found.append(finding("edi-elements", place, zh, en))
    if slots and slots[0].must and not "".join(map("".join, s.elements[0] if s.elements else ())):
        zh, en = f"缺少必有的数据元 {slots[0].id}", f"Element {slots[0].id} must be there and is not"
        found.append(finding("edi-element-missing", f"{place} {slots[0].id}", zh, en))
    for element, slot in zip(s.elements, slots, strict=False):
        for repetition in element:
            parts = slot.parts or (slot,)
            for value, part in zip(repetition, parts, strict=False):
                found += _value(value, part, f"{place} {part.id}")
            if len(repetition) > len(parts):
                zh, en = f"{slot.id} 的成分多于 {len(parts)} 个", f"{slot.id} has more than {len(parts)} components"
                found.append(finding("edi-components", f"{place} {slot.id}", zh, en))
    return found


def _value(value: str, part: Element, place: str) -> list[Finding]:
    if part.size and len(value.lstrip("-").replace(".", "") if part.kind == "n" else value) > part.size:
        zh, en = f"{len(value)} 个字符，最多 {part.size} 个", f"{len(value)} characters, at most {part.size}"
        return [finding("edi-length", place, zh, en)]
    if value and part.kind == "n" and not value.lstrip("-").replace(".", "", 1).replace(",", "", 1).isdecimal():
        return [finding("edi-number", place, f"{value[:20]!r} 不是数字", f"{value[:20]!r} is not a number")]
    return []
