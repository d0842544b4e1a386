"""Where each element of a WCO message may stand: the table of elements unfolded once, so that a walk only looks up tags."""

import functools

import msgspec
from lxml import etree

from kouan.syntax.xml import local

from ._wco_parts import ATTRIBUTE, CHILDREN, Child

DEC = "urn:wco:datamodel:WCO:DEC-DMS:2"


class Place:
    """One element at one place of a message: what it is, and by their tags the elements that may stand in it.

    `at` is the place from the root with rows not numbered, `near` the place from the row that it belongs to.
    """

    __slots__ = ("at", "attribute", "inside", "is_part", "many", "name", "near")

    def __init__(self, child: Child, at: str = "", near: str = "") -> None:
        self.name, self.many, self.at, self.near = child.name, child.many, at, near
        parts = CHILDREN.get(child.shape) if child.shape else None
        self.is_part = parts is not None
        self.attribute = ATTRIBUTE.get(child.shape, "") if child.shape else ""
        above, row = at and f"{at}/", "" if child.many or not near else f"{near}/"
        self.inside = {f"{{{DEC}}}{name}": Place(c, above + name, row + name) for name, c in (parts or {}).items()}

    def called(self, element: etree._Element) -> "Place | None":
        """What stands here by the name of an element alone: its namespace may be another, or damaged."""
        return self.inside.get(f"{{{DEC}}}{local(element)}")


@functools.cache
def places(shape: type[msgspec.Struct]) -> Place:
    """The places of a message whose root has this shape."""
    return Place(Child(shape.__name__, shape, many=False))
