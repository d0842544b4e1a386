"""The ceilings in force on a day, and what they allow one project."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

import msgspec

from kouan.areas.fund.rules.ceiling import Ceiling, Limit
from kouan.areas.fund.rules.settings import HERE
from kouan.kernel.rules import read_rule


class One(Limit, frozen=True, forbid_unknown_fields=True):
    """One ceiling as it stands in the file; day, basis and standing are the entry's."""


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All ceilings of one entry."""

    ceilings: tuple[One, ...]


class Limits(Protocol):
    """What a ceiling limits, wherever it is kept."""

    kind: str
    max_fen: int | None
    max_share: int | None


RULE = read_rule("ceilings", (HERE / "ceilings.yaml").read_text("utf-8"), Value)


def ceilings_on(day: dt.date) -> tuple[Ceiling, ...]:
    """The ceilings in force on that day; none before the first that is known."""
    if day < RULE.values[0].since:
        return ()
    found = RULE.on(day)
    since, basis, standing = found.since.isoformat(), found.reference, found.standing
    return tuple(
        Ceiling(**msgspec.structs.asdict(one), since=since, basis=basis, standing=standing)
        for one in found.value.ceilings
    )


def most_of(ceilings: Sequence[Limits], kind: str, needed_fen: int) -> int | None:
    """The most in 分 that a project of that kind may get of what it needs; None for no limit. Rounded down to whole 分."""
    one = next((one for one in ceilings if one.kind == kind), None)
    if one is None:
        return None
    limits = [one.max_fen, None if one.max_share is None else needed_fen * one.max_share // 10_000]
    return min((fen for fen in limits if fen is not None), default=None)
