"""One table of the whole chain: each project from request to payment, and where two neighbours differ."""

import msgspec

from kouan.areas.fund.comparing.sides import Side


class Cell(msgspec.Struct, frozen=True):
    """分 of one project on one side; None where the project is not there. `moved` where it is not what stood before."""

    fen: int | None
    moved: bool


class ChainRow(msgspec.Struct, frozen=True):
    """One project along the chain."""

    applicant: str
    project: str
    requested_fen: int | None
    cells: tuple[Cell, ...]


class Chain(msgspec.Struct, frozen=True):
    """The sides in their order, and every project of any of them."""

    sides: tuple[Side, ...]
    rows: tuple[ChainRow, ...]


def chain(sides: list[Side]) -> Chain:
    """The stages that stand: newest plan on notice, newest notice, final plan, allotted, paid."""
    stages = _stages(sides)
    names = dict.fromkeys((entry.applicant, entry.project) for side in stages for entry in side.entries)
    sums = [{(entry.applicant, entry.project): entry.fen for entry in side.entries} for side in stages]
    asked = {
        (entry.applicant, entry.project): entry.requested_fen
        for side in stages
        for entry in side.entries
        if entry.requested_fen is not None
    }
    rows = tuple(ChainRow(*name, asked.get(name), _cells(sums, name)) for name in names)
    return Chain(tuple(stages), rows)


def _stages(sides: list[Side]) -> list[Side]:
    newest = {side.code.partition(":")[0]: side for side in sides if not side.code.startswith("document:")}
    plans = [side for side in sides if side.code.startswith("plan:")]
    if "final" in newest and len(plans) > 1:  # the last version is the final plan itself
        newest["plan"] = plans[-2]
    return [newest[kind] for kind in ("plan", "notice", "final", "allotted", "paid") if kind in newest]


def _cells(sums: list[dict[tuple[str, str], int]], name: tuple[str, str]) -> tuple[Cell, ...]:
    found: list[Cell] = []
    before: int | None = None
    for at, side in enumerate(sums):
        fen = side.get(name)
        found.append(Cell(fen, moved=at > 0 and (fen or 0) != (before or 0)))
        before = fen
    return tuple(found)
