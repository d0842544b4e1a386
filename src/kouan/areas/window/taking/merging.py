"""A new file over what was held: the whole in its place, or changes to it. What ends is kept with its last day."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace

from kouan.areas.window.tax.tables import Row

Mode = Literal["whole", "changes"]
DAY = dt.timedelta(days=1)


class Merged(msgspec.Struct, frozen=True):
    """The rows after it, and how they came: new, ended by a new one, gone, the same as before."""

    rows: tuple[Row, ...]
    added: int
    ended: int
    gone: int
    same: int
    since: dt.date | None
    """The first day on which something is other than before."""


def merged(before: Sequence[Row], new: Sequence[Row], mode: Mode) -> Merged:
    """`whole`: what was held and is not in the file is gone. `changes`: a held row ends the day before its like begins."""
    known = set(before)
    fresh = [r for r in new if r not in known]
    same = len(new) - len(fresh)
    if mode == "whole":
        kept_ = set(new)
        gone = [r for r in before if r not in kept_]
        return Merged(tuple(new), len(fresh), 0, len(gone), same, _first([*fresh, *gone]))
    by_key: dict[tuple[object, ...], list[Row]] = {}
    for row in fresh:
        by_key.setdefault(row.key, []).append(row)
    kept: list[Row] = []
    ended = gone_ = 0
    for row in before:
        left = _left(row, by_key.get(row.key, ()))
        ended += left is not None and left is not row
        gone_ += left is None
        kept += [left] if left is not None else []
    return Merged((*kept, *fresh), len(fresh), ended, gone_, same, _first(fresh))


def _left(row: Row, later: Sequence[Row]) -> Row | None:
    """What is left of a held row beside its likes: all, up to the day before the first of them, or nothing."""
    over = [r for r in later if (row.valid_to or dt.date.max) >= (r.valid_from or dt.date.min)]
    over = [r for r in over if (r.valid_to or dt.date.max) >= (row.valid_from or dt.date.min)]
    if not over:
        return row
    first = min(r.valid_from or dt.date.min for r in over)
    if first <= (row.valid_from or dt.date.min):
        return None
    return replace(row, valid_to=first - DAY)


def _first(rows: Sequence[Row]) -> dt.date | None:
    return min((r.valid_from or dt.date.min for r in rows), default=None)
