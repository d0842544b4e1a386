"""Which checks a declaration calls for: those of a group that nobody filled in need not be asked at all.

There are well over a hundred checks, and a declaration leaves most of its groups empty. What is filled in is looked up
once a document, by identity with the defaults of its fields; which checks follow from that is kept, because few patterns
occur. Identity errs to the safe side: an equal value that is not the very default counts as filled in.
"""

import functools
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from kouan.areas.window import reference
from kouan.kernel.documents import Check
from kouan.kernel.shapes import fields

from ._check_manifest import MANIFEST, has_manifest
from ._check_papers import PAPERS, has_papers
from ._rule import TABLES

ROWS = "goods"
"""The rows that every declaration has: the places within them are looked at too."""
_BESIDE: Mapping[str, Callable[[Any], bool]] = {
    TABLES: lambda d: reference.of(d) is None,
    MANIFEST: lambda d: not has_manifest(d),
    PAPERS: lambda d: not has_papers(d),
}
"""What a check may need beside the declaration, and whether it is missing."""


def calling(shape: type[msgspec.Struct], checks: Sequence[Check]) -> Callable[[Any], tuple[Check, ...]]:
    """The function that picks a declaration's checks, in their order."""
    places = Places(shape)
    needs = {check.id: places.needed(check) for check in checks}
    asked = [place for places in needs.values() for place in places]
    heads = [name for name in places.head if name in asked]
    lines = [name for name in places.line if f"{ROWS}.{name}" in asked]
    order = (*heads, *(f"{ROWS}.{name}" for name in lines), *_BESIDE)
    of_head, of_line = operator.attrgetter(*heads), operator.attrgetter(*lines)
    blank_head, blank_line = [places.head[n] for n in heads], [places.line[n] for n in lines]
    missing = tuple(_BESIDE.values())

    @functools.lru_cache(maxsize=1024)
    def chosen(is_blank: tuple[bool, ...]) -> tuple[Check, ...]:
        filled = {place for place, blank in zip(order, is_blank, strict=True) if not blank}
        return tuple(c for c in checks if not needs[c.id] or not filled.isdisjoint(needs[c.id]))

    def called(document: Any) -> tuple[Check, ...]:
        seen = {tuple(map(operator.is_, of_line(line), blank_line)) for line in document.goods}
        within = seen.pop() if len(seen) == 1 else tuple(map(all, zip(*seen, strict=True)))
        beside = [is_missing(document) for is_missing in missing]
        return chosen((*map(operator.is_, of_head(document), blank_head), *within, *beside))

    return called


class Places:
    """The optional places of a declaration with their defaults: of its head by name, and of a line."""

    def __init__(self, shape: type[msgspec.Struct]) -> None:
        row = next(f.shape for f in fields(shape) if f.name == ROWS and f.shape)
        self.head, self.line = _defaults(shape), _defaults(row)

    def needed(self, check: Check) -> tuple[str, ...]:
        """The places of which one must be filled in for the check to find anything; () where it is always asked."""
        named = [self._place(path) for path in (check.fields if check.needs is None else check.needs)]
        return () if None in named else tuple(dict.fromkeys(filter(None, named)))

    def _place(self, path: str) -> str | None:
        first, _, rest = path.partition(".")
        second = rest.partition(".")[0]
        if path in _BESIDE or first in self.head:
            return path if path in _BESIDE else first
        return f"{ROWS}.{second}" if first == ROWS and second in self.line else None


def _defaults(shape: type[msgspec.Struct]) -> dict[str, Any]:
    """The optional fields of a shape and the very objects that stand in them where nobody wrote anything."""
    names, defaults = shape.__struct_fields__, shape.__struct_defaults__
    optional = zip(names[len(names) - len(defaults) :], defaults, strict=True)
    return {name: default for name, default in optional if default is not msgspec.NODEFAULT}
