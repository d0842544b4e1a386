"""How a ship's call goes: four agencies clear it side by side, the server makes one state of the four, the ship moves.

What the agencies decide is clearance; that the ship arrived is a report and may come before or after it. So `arrive`
leaves the state where it is, and a ship lies alongside only after all four have cleared her.
"""

from enum import StrEnum

from kouan.kernel.cases import OWN_LANE, Lanes, Whole
from kouan.kernel.machine import Action, Machine, Side, State
from kouan.kernel.words import Words

from . import events
from .concerns import CALL

AGENCIES = ("maritime", "customs", "border", "port")
REPORTERS = ("ship_agent", "port")


class Clearance(StrEnum):
    """What one agency has decided."""

    PENDING = "pending"
    QUERIED = "queried"
    HELD = "held"
    CLEARED = "cleared"


class Call(StrEnum):
    """Where the whole call stands."""

    ANNOUNCED = "announced"
    QUERIED = "queried"
    HELD = "held"
    CLEARED = "cleared"
    ALONGSIDE = "alongside"
    DEPARTED = "departed"
    WITHDRAWN = "withdrawn"


CLEARANCE = Machine(
    name="clearance",
    lodge_by=("ship_agent",),
    lodged=events.ShipCallAnnounced,
    start=Clearance.PENDING,
    states={
        Clearance.PENDING: State(Words("待查验", "Pending"), holder=OWN_LANE, tone="review"),
        Clearance.QUERIED: State(Words("要求说明", "Queried"), holder="ship_agent", tone="returned"),
        Clearance.HELD: State(Words("暂不放行", "Held"), holder=OWN_LANE, tone="held"),
        Clearance.CLEARED: State(Words("同意", "Cleared"), tone="done"),
    },
    actions={
        "clear": Action(Words("同意", "Clear"), AGENCIES, events.ClearanceGiven),
        "query": Action(Words("要求说明", "Query"), AGENCIES, events.ClearanceQueried, needs_reason=True),
        "hold": Action(Words("暂不放行", "Hold"), AGENCIES, events.ClearanceHeld, needs_reason=True),
        "revoke": Action(
            Words("撤回同意", "Withdraw clearance"), AGENCIES, events.ClearanceWithdrawn, needs_reason=True
        ),
    },
    moves={
        (Clearance.PENDING, "clear"): Clearance.CLEARED,
        (Clearance.PENDING, "query"): Clearance.QUERIED,
        (Clearance.PENDING, "hold"): Clearance.HELD,
        (Clearance.QUERIED, "clear"): Clearance.CLEARED,
        (Clearance.QUERIED, "hold"): Clearance.HELD,
        (Clearance.HELD, "clear"): Clearance.CLEARED,
        (Clearance.HELD, "query"): Clearance.QUERIED,
        (Clearance.CLEARED, "revoke"): Clearance.PENDING,
    },
)

UNDECIDED = (Call.ANNOUNCED, Call.QUERIED, Call.HELD, Call.CLEARED)

SHIP_CALL = Machine(
    name="ship_call",
    lodge_by=("ship_agent",),
    lodged=events.ShipCallAnnounced,
    amended=events.ShipCallAmended,
    amend_in=UNDECIDED,
    start=Call.ANNOUNCED,
    states={
        Call.ANNOUNCED: State(Words("已预报，各单位查验中", "Announced, agencies deciding"), tone="review"),
        Call.QUERIED: State(Words("有单位要求说明", "Queried"), tone="returned"),
        Call.HELD: State(Words("有单位暂不放行", "Held"), tone="held"),
        Call.CLEARED: State(Words("各单位均已同意", "Cleared by all"), holder="ship_agent", tone="wait"),
        Call.ALONGSIDE: State(Words("靠泊作业", "Alongside"), holder="ship_agent", tone="wait"),
        Call.DEPARTED: State(Words("已离港", "Departed"), tone="done"),
        Call.WITHDRAWN: State(Words("已撤回", "Withdrawn"), tone="refused"),
    },
    actions={
        "arrive": Action(Words("报告抵港", "Report arrival"), REPORTERS, events.ShipArrived, side=Side("arrival")),
        "berth": Action(Words("报告靠泊", "Report berthing"), REPORTERS, events.ShipBerthed),
        "depart": Action(Words("报告离港", "Report departure"), REPORTERS, events.ShipDeparted),
        "withdraw": Action(Words("撤回预报", "Withdraw"), ("ship_agent",), events.ShipCallWithdrawn, needs_reason=True),
    },
    moves={
        **{(state, "arrive"): state for state in UNDECIDED},
        (Call.CLEARED, "berth"): Call.ALONGSIDE,
        (Call.ALONGSIDE, "depart"): Call.DEPARTED,
        **{(state, "withdraw"): Call.WITHDRAWN for state in UNDECIDED},
    },
    sides={"arrival": "port"},
)


LANES = Lanes(
    machine=CLEARANCE,
    agencies=AGENCIES,
    whole=(
        Whole("any", Clearance.HELD, Call.HELD),
        Whole("any", Clearance.QUERIED, Call.QUERIED),
        Whole("all", Clearance.CLEARED, Call.CLEARED),
        Whole("any", Clearance.PENDING, Call.ANNOUNCED),
    ),
    open_in=UNDECIDED,
    answered=(Clearance.QUERIED,),
    reopened=(Clearance.CLEARED,),
    touches=CALL.touched,
    tells=CALL.told,
)
