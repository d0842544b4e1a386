"""The life of a goods declaration, import and export alike, as one table.

Source: canonical states of the customs CHANNEL replies (secondary). Tax, securities and post-release correction have no
place here yet: they are documents of their own.
"""

from enum import StrEnum

from kouan.kernel.machine import Action, Machine, State
from kouan.kernel.words import Words

from . import events as e


class S(StrEnum):
    """States of a declaration. The name is what the journal and the API say."""

    LODGED = "lodged"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    INSPECTING = "inspecting"
    REVIEWED = "reviewed"
    HELD = "held"
    RELEASED = "released"
    VOID = "void"


_STATES: dict[StrEnum, State] = {
    S.LODGED: State(Words("已申报，待接受", "Lodged, waiting for acceptance"), "customs", "wait"),
    S.RETURNED: State(Words("退回修改", "Returned for correction"), "declarant", "returned"),
    S.ACCEPTED: State(Words("已接受，审核中", "Accepted, under review"), "customs", "review"),
    S.INSPECTING: State(Words("查验中", "Under inspection"), "customs", "inspect"),
    S.REVIEWED: State(Words("审结，待放行", "Reviewed, waiting for release"), "customs", "review"),
    S.HELD: State(Words("暂停办理", "Held"), "customs", "held"),
    S.RELEASED: State(Words("已放行", "Released"), "", "done"),
    S.VOID: State(Words("作废（不受理或已撤销）", "Void (rejected or cancelled)"), "", "refused"),
}

_CUSTOMS, _DECLARANT, _PORT = ("customs",), ("declarant",), ("port",)

_ACTIONS = {
    "accept": Action(Words("接受申报", "Accept"), _CUSTOMS, e.DeclarationAccepted),
    "send_back": Action(Words("退回", "Send back"), _CUSTOMS, e.DeclarationReturned, needs_reason=True),
    "resubmit": Action(Words("重新提交", "Send again"), _DECLARANT, e.DeclarationResubmitted),
    "order_inspection": Action(Words("布控查验", "Order inspection"), _CUSTOMS, e.InspectionOrdered),
    "start_inspection": Action(Words("开始查验", "Start inspection"), _CUSTOMS, e.InspectionStarted),
    "complete_inspection": Action(Words("查验完毕", "Complete inspection"), _CUSTOMS, e.InspectionCompleted),
    "hold": Action(Words("暂停", "Hold"), _CUSTOMS, e.DeclarationHeld, needs_reason=True),
    "lift_hold": Action(Words("解除暂停", "Lift the hold"), _CUSTOMS, e.HoldLifted),
    "release": Action(Words("放行", "Release"), _CUSTOMS, e.DeclarationReleased),
    "reject": Action(Words("不予受理", "Reject"), _CUSTOMS, e.DeclarationRejected, needs_reason=True),
    "cancel": Action(Words("撤销（海关）", "Cancel (customs)"), _CUSTOMS, e.DeclarationCancelled, needs_reason=True),
    "withdraw": Action(Words("撤回", "Withdraw"), _DECLARANT, e.DeclarationCancelled, needs_reason=True),
    "report_arrival": Action(Words("运抵报告", "Report arrival"), _PORT, e.CargoArrived),
}

DECLARATION = Machine(
    name="declaration",
    lodge_by=_DECLARANT,
    lodged=e.DeclarationLodged,
    start=S.LODGED,
    states=_STATES,
    actions=_ACTIONS,
    moves={
        (S.LODGED, "accept"): S.ACCEPTED,
        (S.LODGED, "send_back"): S.RETURNED,
        (S.LODGED, "reject"): S.VOID,
        (S.LODGED, "withdraw"): S.VOID,
        (S.LODGED, "report_arrival"): S.LODGED,
        (S.RETURNED, "resubmit"): S.LODGED,
        (S.RETURNED, "withdraw"): S.VOID,
        (S.RETURNED, "cancel"): S.VOID,
        (S.RETURNED, "report_arrival"): S.RETURNED,
        (S.ACCEPTED, "release"): S.RELEASED,
        (S.ACCEPTED, "order_inspection"): S.INSPECTING,
        (S.ACCEPTED, "hold"): S.HELD,
        (S.ACCEPTED, "send_back"): S.RETURNED,
        (S.ACCEPTED, "cancel"): S.VOID,
        (S.ACCEPTED, "report_arrival"): S.ACCEPTED,
        (S.INSPECTING, "start_inspection"): S.INSPECTING,
        (S.INSPECTING, "complete_inspection"): S.REVIEWED,
        (S.INSPECTING, "report_arrival"): S.INSPECTING,
        (S.REVIEWED, "release"): S.RELEASED,
        (S.REVIEWED, "order_inspection"): S.INSPECTING,
        (S.REVIEWED, "hold"): S.HELD,
        (S.REVIEWED, "reject"): S.VOID,
        (S.REVIEWED, "report_arrival"): S.REVIEWED,
        (S.HELD, "lift_hold"): S.REVIEWED,
        (S.HELD, "order_inspection"): S.INSPECTING,
        (S.HELD, "reject"): S.VOID,
        (S.HELD, "cancel"): S.VOID,
        (S.HELD, "report_arrival"): S.HELD,
    },
    amended=e.DeclarationAmended,
    amend_in=(S.LODGED, S.RETURNED, S.ACCEPTED),
)
"""Amending is closed once an inspection is ordered (to verify)."""
