"""What money deeds do to the allocation plan behind a notice; a notice without one goes on as before."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from kouan.areas.fund.machines import PlanState
from kouan.areas.fund.planning import queries
from kouan.areas.fund.planning.announcing import shown_rows
from kouan.areas.fund.planning.deeds import Prepared, prepare, prepare_final
from kouan.areas.fund.planning.shape import Plan
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader


def final_of(
    notice: str,
    granted: Mapping[str, int],
    reasons: Mapping[str, str],
    reader: Reader,
    *,
    actor: Actor,
    now: dt.datetime,
) -> Prepared | None:
    """The final version of the plan on a notice. Raises `Refused` where the plan was withdrawn from that notice."""
    kept = queries.of_notice(notice)
    if kept is None:
        return None
    if kept.notice != notice or kept.state != PlanState.ON_NOTICE:
        raise Refused("notice-withdrawn", Words("方案已撤回公示", "The plan was withdrawn from this notice"))
    shown = queries.plan(kept.number, reader)
    if shown is None:
        raise LookupError(f"{kept.number}: the version on notice is not there")
    return prepare_final(kept.number, _final(shown, granted, reasons), actor=actor, now=now)


def allotted(notice: str, left: int, *, actor: Actor, now: dt.datetime) -> Prepared | None:
    """Money is allotted once the plan went to finance; with the last 分 (`left` 0) the plan is allocated."""
    kept = queries.of_notice(notice)
    if kept is None:
        return None
    if kept.state not in (PlanState.SENT, PlanState.ALLOCATED):
        raise Refused("not-sent", Words("方案尚未送财政部门，不能下达", "The plan did not go to finance yet"))
    if left or kept.state == PlanState.ALLOCATED:
        return None
    return prepare(kept.number, "allocate", actor=actor, now=now)


def _final(shown: Plan, granted: Mapping[str, int], reasons: Mapping[str, str]) -> Plan:
    """The plan on notice with the grants of the final one; row `n` of the notice is its nth row with money."""
    position = {id(row): str(at) for at, row in enumerate(shown_rows(shown), start=1)}
    rows = []
    for row in shown.rows:
        at = position.get(id(row), "")
        fen = granted.get(at, 0)
        why = "；".join(part for part in (row.reason, reasons.get(at, "")) if part)
        rows.append(msgspec.structs.replace(row, granted_fen=fen, fixed_fen=fen, reason=why[:500]))
    return msgspec.structs.replace(shown, rows=tuple(rows), note="公示后定稿")
