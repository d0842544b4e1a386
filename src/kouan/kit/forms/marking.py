"""Signs beside the names of fields, such as when a field is asked for."""

import re
from collections.abc import Mapping

import msgspec

from kouan.kernel.words import Words

_ROW = re.compile(r"\[[^]]*\]")


class Mark(msgspec.Struct, frozen=True):
    """A sign beside a field's name (`short`, one letter or two) and what it means, such as when the field is
    asked for. `says` are the hints that it stands for.
    """

    short: Words
    words: Words
    says: tuple[Words, ...] = ()


def mark_at(marks: Mapping[str, Mark], path: str) -> Mark | None:
    """The sign of a field; `goods[].unit` among the marks stands for every line."""
    return marks.get(_ROW.sub("[]", path)) if marks else None
