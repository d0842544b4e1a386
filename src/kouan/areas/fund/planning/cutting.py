"""What each row of a plan gets: overrides stand, protected rows are paid in full, the rest is cut in proportion."""

import msgspec

from kouan.areas.fund.planning.shape import Plan, Row, Settled
from kouan.areas.fund.rules.cuts import Cut, cut_pro_rata
from kouan.areas.fund.rules.money import FEN_PER_UNIT, wan_of

QUANTA = {"分": 1, "元": FEN_PER_UNIT["元"], "万元": FEN_PER_UNIT["万元"]}
BY_CAP = "超过单项上限"
BY_ROOM = "按年度总额同比例核减"


def limit_of(plan: Plan, row: Row) -> int:
    """The most a row may get, in 分: its request, its own cap, its tier's."""
    tier = next((tier.cap_fen for tier in plan.tiers if tier.name == row.tier), 0)
    return min([row.requested_fen, *(limit for limit in (row.cap_fen, tier) if limit > 0)])


def settle(plan: Plan) -> Settled:
    """The plan with every grant worked out. Raises `CutRefused` where overrides and protected rows exceed the cap."""
    cut = cut_pro_rata(
        requests=[max(row.requested_fen, 0) for row in plan.rows],
        cap=plan.cap_fen,
        quantum=plan.quantum_fen,
        row_caps={at: _standing(plan, row) for at, row in enumerate(plan.rows)},
        protected=[at for at, row in enumerate(plan.rows) if row.protected or row.fixed_fen is not None],
    )
    rows = tuple(_granted(plan, row, fen) for row, fen in zip(plan.rows, cut.granted, strict=True))
    return Settled(msgspec.structs.replace(plan, rows=rows), cut)


def _standing(plan: Plan, row: Row) -> int:
    return max(limit_of(plan, row), 0) if row.fixed_fen is None else max(row.fixed_fen, 0)


def _granted(plan: Plan, row: Row, fen: int) -> Row:
    """The row with its grant; a reason that the cut wrote before is written anew, a person's stays."""
    reason = row.reason
    if row.fixed_fen is None and _written(reason):
        reason = _reason(plan, row, fen)
    return msgspec.structs.replace(row, granted_fen=fen, reason=reason)


def _reason(plan: Plan, row: Row, fen: int) -> str:
    limit = limit_of(plan, row)
    parts = []
    if limit < row.requested_fen:
        parts.append(f"{BY_CAP}{wan_of(limit)}万元" + (f"（{row.basis}）" if row.basis else ""))
    if fen < limit:
        parts.append(BY_ROOM)
    return "；".join(parts)


def _written(reason: str) -> bool:
    """Is the reason empty, or one that `_reason` wrote?"""
    return not reason or all(part.startswith(BY_CAP) or part == BY_ROOM for part in reason.split("；"))


__all__ = ["QUANTA", "Cut", "limit_of", "settle"]
