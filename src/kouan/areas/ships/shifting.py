"""How a ship is moved inside one port: the maritime agency and the port agree, then she is moved.

Customs and border inspection have no part in it while the controlled area stays the same (fact of ours, to verify).
"""

from enum import StrEnum

from kouan.kernel.cases import Lanes, Whole
from kouan.kernel.machine import Action, Machine, State
from kouan.kernel.words import Words

from . import events
from .machines import CLEARANCE, REPORTERS, Clearance


class Shift(StrEnum):
    """Where the shift stands."""

    REQUESTED = "requested"
    QUERIED = "queried"
    HELD = "held"
    CLEARED = "cleared"
    DONE = "done"
    WITHDRAWN = "withdrawn"


UNDECIDED = (Shift.REQUESTED, Shift.QUERIED, Shift.HELD, Shift.CLEARED)

SHIP_SHIFT = Machine(
    name="ship_shift",
    lodge_by=("ship_agent",),
    lodged=events.ShiftRequested,
    amended=events.ShiftAmended,
    amend_in=UNDECIDED,
    start=Shift.REQUESTED,
    states={
        Shift.REQUESTED: State(Words("已申请，海事、港口审核中", "Requested, agencies deciding"), tone="review"),
        Shift.QUERIED: State(Words("有单位要求说明", "Queried"), tone="returned"),
        Shift.HELD: State(Words("有单位暂不同意", "Held"), tone="held"),
        Shift.CLEARED: State(Words("同意移泊", "Cleared"), holder="ship_agent", tone="wait"),
        Shift.DONE: State(Words("已移泊", "Shifted"), tone="done"),
        Shift.WITHDRAWN: State(Words("已撤回", "Withdrawn"), tone="refused"),
    },
    actions={
        "shift": Action(Words("报告移泊完成", "Report the shift"), REPORTERS, events.ShipShifted),
        "withdraw": Action(Words("撤回申请", "Withdraw"), ("ship_agent",), events.ShiftWithdrawn, needs_reason=True),
    },
    moves={
        (Shift.CLEARED, "shift"): Shift.DONE,
        **{(state, "withdraw"): Shift.WITHDRAWN for state in UNDECIDED},
    },
)

LANES = Lanes(
    machine=CLEARANCE,
    agencies=("maritime", "port"),
    whole=(
        Whole("any", Clearance.HELD, Shift.HELD),
        Whole("any", Clearance.QUERIED, Shift.QUERIED),
        Whole("all", Clearance.CLEARED, Shift.CLEARED),
        Whole("any", Clearance.PENDING, Shift.REQUESTED),
    ),
    open_in=UNDECIDED,
    answered=(Clearance.QUERIED,),
    reopened=(Clearance.CLEARED,),
)
