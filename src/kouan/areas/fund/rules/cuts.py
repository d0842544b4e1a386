"""Cutting requests in proportion (按比例核减) so that the granted sums make exactly the room there is.

Practice: the yearly total is a cap, each request is cut in proportion when they exceed it (Longgang district rule 2025,
article 4; standing: secondary). The order of steps and the largest remainder are a choice of this project.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated

import msgspec

from kouan.kernel.words import Words


class Cut(msgspec.Struct, frozen=True):
    """Per row, in the order of the requests: granted and cut in 分; `unplaced` is room no row could take."""

    granted: tuple[int, ...]
    cut: tuple[int, ...]
    unplaced: Annotated[int, msgspec.Meta(ge=0)]

    @property
    def total(self) -> int:
        return sum(self.granted)


class CutRefused(ValueError):
    """A cut that can not be made; `words` says why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def cut_pro_rata(
    *,
    requests: Sequence[int],
    cap: int,
    quantum: int = 1,
    row_caps: Mapping[int, int] | None = None,
    protected: Collection[int] = (),
) -> Cut:
    """Share `cap` 分 among `requests` 分 (by index): row caps, then protected rows in full, then pro rata.

    Shares are floored to `quantum` 分; the quanta left over go by largest remainder (ties: larger limited request, then
    smaller row). No row gets more than its limited request.
    """
    if cap < 0 or quantum < 1 or any(request < 0 for request in requests):
        raise CutRefused(
            Words("金额不得为负，取整单位不得小于一分", "amounts must not be negative, the quantum not under one 分")
        )
    limited = [min(request, (row_caps or {}).get(row, request)) for row, request in enumerate(requests)]
    kept = frozenset(protected)
    room = cap - sum(limited[row] for row in kept)
    if room < 0:
        raise CutRefused(Words("受保护的项目超过总额", "protected rows exceed the cap"))
    open_rows = [row for row in range(len(requests)) if row not in kept]
    wanted = sum(limited[row] for row in open_rows)
    granted = list(limited)
    unplaced = 0
    if wanted > room:
        unplaced = _share(granted, open_rows, room, wanted, quantum)
    return Cut(tuple(granted), tuple(request - got for request, got in zip(requests, granted, strict=True)), unplaced)


def _share(granted: list[int], rows: list[int], room: int, wanted: int, quantum: int) -> int:
    """Cut `rows` of `granted` in place; returns the 分 that found no place."""
    limits = {row: granted[row] for row in rows}
    for row in rows:
        granted[row] = limits[row] * room // wanted // quantum * quantum
    left = room - sum(granted[row] for row in rows)

    def remainder(row: int) -> int:
        return limits[row] * room - granted[row] * wanted

    for row in sorted(rows, key=lambda row: (-remainder(row), -limits[row], row)):
        if left >= quantum and granted[row] + quantum <= limits[row]:
            granted[row] += quantum
            left -= quantum
    return left
