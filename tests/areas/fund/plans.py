"""Plans of invented applicants for tests."""

from typing import Any

import msgspec

from kouan.areas.fund.planning.shape import Plan, Row

WAN = 1_000_000
REQUESTS = (100, 200, 500, 100, 500, 2290)
"""万元 asked for, as the sums of the seed's six rows."""


def row(no: int, wan: int, **changes: Any) -> Row:
    """Row `no` asking for `wan` 万元."""
    plain = {"applicant": f"示例{no}号单位（虚构）", "project": f"示例项目{no}（虚构）", "requested_fen": wan * WAN}
    return Row(**(plain | changes))


def plan(cap: int = 3000, **changes: Any) -> Plan:
    """A plan over the six requests with a cap in 万元."""
    plain = Plan(
        year=2026,
        fund="示例发展专项资金",
        direction="口岸方向",
        matter="口岸建设事项",
        approval_class="省级审批项目",
        office="示例省商务厅（口岸办）",
        cap_fen=cap * WAN,
        rows=tuple(row(no, wan) for no, wan in enumerate(REQUESTS, start=1)),
    )
    return msgspec.structs.replace(plain, **changes)


def changed(of: Plan, no: int, **changes: Any) -> Plan:
    """The plan with one row, counted from 1, changed."""
    rows = list(of.rows)
    rows[no - 1] = msgspec.structs.replace(rows[no - 1], **changes)
    return msgspec.structs.replace(of, rows=tuple(rows))
