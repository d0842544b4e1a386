"""How a ship leaves: customs, border inspection and the port sign the liaison form, the maritime agency issues the permit.

The permit is the last act and stands on all signatures: one that falls, or a revision that asks somebody again, takes the
case back to signing, and the permit with it. Order of the agencies: 国际航行船舶进出中华人民共和国口岸检查办法 (to verify).
"""

from enum import StrEnum

from kouan.kernel.cases import OWN_LANE, Lanes, Whole
from kouan.kernel.machine import Action, Machine, State
from kouan.kernel.words import Words

from . import events
from .concerns import DEPARTURE

SIGNERS = ("customs", "border", "port")
REPORTERS = ("ship_agent", "port")


class Signature(StrEnum):
    """What one agency has said to the departure."""

    PENDING = "pending"
    QUERIED = "queried"
    HELD = "held"
    SIGNED = "signed"


class Departure(StrEnum):
    """Where the whole departure stands."""

    SIGNING = "signing"
    QUERIED = "queried"
    HELD = "held"
    SIGNED = "signed"
    RETURNED = "returned"
    PERMITTED = "permitted"
    LAPSED = "lapsed"
    SAILED = "sailed"
    WITHDRAWN = "withdrawn"


SIGNING = Machine(
    name="signature",
    lodge_by=("ship_agent",),
    lodged=events.DepartureDeclared,
    start=Signature.PENDING,
    states={
        Signature.PENDING: State(Words("待签署", "Pending"), holder=OWN_LANE, tone="review"),
        Signature.QUERIED: State(Words("要求说明", "Queried"), holder="ship_agent", tone="returned"),
        Signature.HELD: State(Words("暂不签署", "Held"), holder=OWN_LANE, tone="held"),
        Signature.SIGNED: State(Words("已签署", "Signed"), tone="done"),
    },
    actions={
        "sign": Action(Words("签署联系单", "Sign"), SIGNERS, events.DepartureSigned),
        "query": Action(Words("要求说明", "Query"), SIGNERS, events.DepartureQueried, needs_reason=True),
        "hold": Action(Words("暂不签署", "Hold"), SIGNERS, events.DepartureHeld, needs_reason=True),
        "revoke": Action(
            Words("撤回签署", "Withdraw signature"), SIGNERS, events.SignatureWithdrawn, needs_reason=True
        ),
    },
    moves={
        (Signature.PENDING, "sign"): Signature.SIGNED,
        (Signature.PENDING, "query"): Signature.QUERIED,
        (Signature.PENDING, "hold"): Signature.HELD,
        (Signature.QUERIED, "sign"): Signature.SIGNED,
        (Signature.QUERIED, "hold"): Signature.HELD,
        (Signature.HELD, "sign"): Signature.SIGNED,
        (Signature.HELD, "query"): Signature.QUERIED,
        (Signature.SIGNED, "revoke"): Signature.PENDING,
    },
)

UNPERMITTED = (Departure.SIGNING, Departure.QUERIED, Departure.HELD, Departure.SIGNED, Departure.RETURNED)
AMENDABLE = (*UNPERMITTED, Departure.PERMITTED, Departure.LAPSED)

SHIP_DEPARTURE = Machine(
    name="ship_departure",
    lodge_by=("ship_agent",),
    lodged=events.DepartureDeclared,
    amended=events.DepartureAmended,
    amend_in=AMENDABLE,
    start=Departure.SIGNING,
    states={
        Departure.SIGNING: State(Words("各单位签署中", "Agencies signing"), tone="review"),
        Departure.QUERIED: State(Words("有单位要求说明", "Queried"), tone="returned"),
        Departure.HELD: State(Words("有单位暂不签署", "Held"), tone="held"),
        Departure.SIGNED: State(Words("已签齐，待发许可", "All signed, permit due"), holder="maritime", tone="review"),
        Departure.RETURNED: State(Words("海事退回", "Returned"), holder="ship_agent", tone="returned"),
        Departure.PERMITTED: State(Words("准予出口岸", "Departure permitted"), holder="ship_agent", tone="wait"),
        Departure.LAPSED: State(Words("许可失效", "Permit lapsed"), holder="maritime", tone="held"),
        Departure.SAILED: State(Words("已开航", "Sailed"), tone="done"),
        Departure.WITHDRAWN: State(Words("已撤回", "Withdrawn"), tone="refused"),
    },
    actions={
        "permit": Action(Words("签发出口岸许可证", "Issue the permit"), ("maritime",), events.DeparturePermitted),
        "return": Action(Words("退回", "Return"), ("maritime",), events.DepartureReturned, needs_reason=True),
        "explain": Action(
            Words("说明后再送", "Explain and send again"), ("ship_agent",), events.DepartureExplained, needs_reason=True
        ),
        "withdraw_permit": Action(
            Words("收回许可", "Withdraw the permit"), ("maritime",), events.PermitWithdrawn, needs_reason=True
        ),
        "lapse": Action(Words("登记许可失效", "Record that it lapsed"), ("maritime",), events.PermitLapsed),
        "sail": Action(Words("报告开航", "Report sailing"), REPORTERS, events.ShipSailed),
        "withdraw": Action(
            Words("撤回申报", "Withdraw"), ("ship_agent",), events.DepartureWithdrawn, needs_reason=True
        ),
    },
    moves={
        (Departure.SIGNED, "permit"): Departure.PERMITTED,
        (Departure.SIGNED, "return"): Departure.RETURNED,
        (Departure.RETURNED, "explain"): Departure.SIGNED,
        (Departure.PERMITTED, "sail"): Departure.SAILED,
        (Departure.PERMITTED, "withdraw_permit"): Departure.SIGNED,
        (Departure.PERMITTED, "lapse"): Departure.LAPSED,
        (Departure.LAPSED, "permit"): Departure.PERMITTED,
        **{(state, "withdraw"): Departure.WITHDRAWN for state in AMENDABLE},
    },
)

LANES = Lanes(
    machine=SIGNING,
    agencies=SIGNERS,
    whole=(
        Whole("any", Signature.HELD, Departure.HELD),
        Whole("any", Signature.QUERIED, Departure.QUERIED),
        Whole("any", Signature.PENDING, Departure.SIGNING),
        Whole("all", Signature.SIGNED, Departure.SIGNED),
    ),
    open_in=AMENDABLE,
    answered=(Signature.QUERIED,),
    reopened=(Signature.SIGNED,),
    touches=DEPARTURE.touched,
    tells=DEPARTURE.told,
)
