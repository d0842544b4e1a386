"""The directory: which segments a message has, in which groups, how often; how long each data element may be.

`d24a.json` is written by `scripts/edifact_directory.py` from a public rendering of the UN/EDIFACT directory D.24A (MIT; see
NOTICE). APERAK is not in that rendering: its structure is ours after public message guides (to verify).
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec
from lxml import etree


class Node(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place in a message: one segment, or a group with its own nodes, the first of which begins it."""

    id: str
    most: int = 1
    must: bool = False
    nodes: "tuple[Node, ...]" = ()


class Element(msgspec.Struct, frozen=True, omit_defaults=True):
    """A data element of a segment, or a composite with its components. `size` is the longest value; 0 for composites."""

    id: str
    size: int = 0
    kind: str = ""
    must: bool = False
    repeat: int = 1
    parts: "tuple[Element, ...]" = ()


class Directory(msgspec.Struct, frozen=True):
    """Messages by name, segments by tag."""

    messages: Mapping[str, tuple[Node, ...]]
    segments: Mapping[str, tuple[Element, ...]]


_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def read_message(xml: bytes) -> tuple[Node, ...]:
    """The structure of one message from its file. Raises `etree.XMLSyntaxError`."""
    return _nodes(etree.fromstring(xml, etree.XMLParser(**_SAFE)))  # type: ignore[arg-type]


def _nodes(parent: etree._Element) -> tuple[Node, ...]:
    return tuple(
        Node(e.get("id", ""), int(e.get("maxrepeat", "1")), e.get("required") == "true", _nodes(e))
        for e in parent.iterchildren("segment", "group")
    )


def read_segments(xml: bytes) -> dict[str, tuple[Element, ...]]:
    """Every segment with its elements from the file of segments. Raises `etree.XMLSyntaxError`."""
    root = etree.fromstring(xml, etree.XMLParser(**_SAFE))  # type: ignore[arg-type]
    return {s.get("id", ""): tuple(map(_element, s.iterchildren("*"))) for s in root.iterchildren("segment")}


def _element(e: etree._Element) -> Element:
    return Element(
        e.get("id", ""),
        int(e.get("maxlength", "0")),
        e.get("type", ""),
        e.get("required") == "true",
        int(e.get("repeat", "1")),
        tuple(map(_element, e.iterchildren("*"))),
    )


def read_codes(xml: bytes) -> dict[str, dict[str, str]]:
    """Every data element with its codes and their titles, from the file of elements. Raises `etree.XMLSyntaxError`."""
    root = etree.fromstring(xml, etree.XMLParser(**_SAFE, huge_tree=False))  # type: ignore[arg-type]
    return {
        e.get("id", ""): {c.get("id", ""): c.get("title", "") for c in e.iterchildren("code")}
        for e in root.iterchildren("data_element")
    }


def positions(nodes: tuple[Node, ...], group: str = "") -> Iterator[tuple[str, Node]]:
    """Every segment position of a message with the path of its group."""
    for node in nodes:
        if node.nodes:
            yield from positions(node.nodes, f"{group}/{node.id}".strip("/"))
        else:
            yield group, node


def groups(nodes: tuple[Node, ...], depth: int = 1) -> Iterator[tuple[Node, int]]:
    """Every group of a message with its depth, the outermost being 1."""
    for node in nodes:
        if node.nodes:
            yield node, depth
            yield from groups(node.nodes, depth + 1)


@cache
def d24a() -> Directory:
    """The directory that is shipped."""
    return msgspec.json.decode((files(__package__) / "d24a.json").read_bytes(), type=Directory)
