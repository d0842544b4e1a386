"""The life of a goods declaration, import and export alike, as one table; and those of manifests and what follows them.

Source: canonical states of the customs CHANNEL replies (secondary). Tax, securities and post-release correction have no
place here yet: they are documents of their own.
"""

from enum import StrEnum

from kouan.kernel.machine import Action, Machine, Side, State
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
    PICKUP = "pickup"
    RELEASED = "released"
    VOID = "void"


_STATES: dict[StrEnum, State] = {
    S.LODGED: State(Words("已申报，待接受", "Lodged, waiting for acceptance"), "customs", "wait"),
    S.RETURNED: State(Words("退回修改", "Returned for correction"), "declarant", "returned"),
    S.ACCEPTED: State(Words("已接受，审核中", "Accepted, under review"), "customs", "review"),
    S.INSPECTING: State(Words("查验中", "Under inspection"), "customs", "inspect"),
    S.REVIEWED: State(Words("审结，待放行", "Reviewed, waiting for release"), "customs", "review"),
    S.HELD: State(Words("暂停办理", "Held"), "customs", "held"),
    S.PICKUP: State(Words("提货放行，待完整申报", "Released for pick-up, to be completed"), "declarant", "wait"),
    S.RELEASED: State(Words("已放行", "Released"), "", "done"),
    S.VOID: State(Words("作废（不受理或已撤销）", "Void (rejected or cancelled)"), "", "refused"),
}

_CUSTOMS, _DECLARANT, _PORT = ("customs",), ("declarant",), ("port",)
_CLOCK = ("operator",)
"""What the house itself does when a day has come; nobody who signs in as the operator may open a case."""

_ACTIONS = {
    "accept": Action(Words("接受申报", "Accept"), _CUSTOMS, e.DeclarationAccepted),
    "send_back": Action(Words("退回", "Send back"), _CUSTOMS, e.DeclarationReturned, needs_reason=True),
    "resubmit": Action(Words("重新提交", "Send again"), _DECLARANT, e.DeclarationResubmitted),
    "order_inspection": Action(Words("布控查验", "Order inspection"), _CUSTOMS, e.InspectionOrdered),
    "start_inspection": Action(Words("开始查验", "Start inspection"), _CUSTOMS, e.InspectionStarted),
    "complete_inspection": Action(
        Words("查验完毕，无异常", "Inspected, nothing found"), _CUSTOMS, e.InspectionCompleted
    ),
    "find_discrepancy": Action(
        Words("查验有异常", "Inspected, something found"), _CUSTOMS, e.InspectionDiscrepancyFound, needs_reason=True
    ),
    "hold": Action(Words("暂停", "Hold"), _CUSTOMS, e.DeclarationHeld, needs_reason=True),
    "lift_hold": Action(Words("解除暂停", "Lift the hold"), _CUSTOMS, e.HoldLifted),
    "release": Action(Words("放行", "Release"), _CUSTOMS, e.DeclarationReleased),
    "release_pickup": Action(Words("提货放行", "Release for pick-up"), _CUSTOMS, e.PickUpReleased),
    "demand_supplement": Action(
        Words("要求补充申报", "Demand the complete declaration"), _CUSTOMS, e.SupplementDemanded
    ),
    "complete": Action(Words("完整申报", "Complete"), _DECLARANT, e.DeclarationCompleted),
    "remind": Action(Words("提醒完整申报", "Remind to complete"), _CLOCK, e.CompletionReminded),
    "miss": Action(Words("逾期未完整申报", "Not completed in time"), _CLOCK, e.CompletionMissed),
    "reject": Action(Words("不予受理", "Reject"), _CUSTOMS, e.DeclarationRejected, needs_reason=True),
    "cancel": Action(Words("撤销（海关）", "Cancel (customs)"), _CUSTOMS, e.DeclarationCancelled, needs_reason=True),
    "withdraw": Action(Words("撤回", "Withdraw"), _DECLARANT, e.DeclarationCancelled, needs_reason=True),
    "report_arrival": Action(Words("运抵报告", "Report arrival"), _PORT, e.CargoArrived, side=Side("arrival")),
    "ask": Action(
        Words("询问申报人", "Ask the declarant"),
        _CUSTOMS,
        e.DeclarationQueried,
        needs_reason=True,
        side=Side("question", "declarant"),
    ),
    "answer": Action(Words("答复", "Answer"), _DECLARANT, e.QueryAnswered, needs_reason=True, side=Side("question")),
}

_ASKED_IN = (S.LODGED, S.ACCEPTED, S.INSPECTING, S.REVIEWED, S.HELD, S.PICKUP)

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
        (S.ACCEPTED, "release_pickup"): S.PICKUP,
        (S.ACCEPTED, "order_inspection"): S.INSPECTING,
        (S.ACCEPTED, "hold"): S.HELD,
        (S.ACCEPTED, "send_back"): S.RETURNED,
        (S.ACCEPTED, "cancel"): S.VOID,
        (S.ACCEPTED, "report_arrival"): S.ACCEPTED,
        (S.INSPECTING, "start_inspection"): S.INSPECTING,
        (S.INSPECTING, "complete_inspection"): S.REVIEWED,
        (S.INSPECTING, "find_discrepancy"): S.HELD,
        (S.INSPECTING, "report_arrival"): S.INSPECTING,
        (S.REVIEWED, "release"): S.RELEASED,
        (S.REVIEWED, "release_pickup"): S.PICKUP,
        (S.PICKUP, "complete"): S.LODGED,
        (S.PICKUP, "demand_supplement"): S.PICKUP,
        (S.PICKUP, "report_arrival"): S.PICKUP,
        (S.PICKUP, "remind"): S.PICKUP,
        (S.PICKUP, "miss"): S.PICKUP,
        (S.REVIEWED, "order_inspection"): S.INSPECTING,
        (S.REVIEWED, "hold"): S.HELD,
        (S.REVIEWED, "reject"): S.VOID,
        (S.REVIEWED, "cancel"): S.VOID,
        (S.REVIEWED, "report_arrival"): S.REVIEWED,
        (S.HELD, "lift_hold"): S.REVIEWED,
        (S.HELD, "order_inspection"): S.INSPECTING,
        (S.HELD, "reject"): S.VOID,
        (S.HELD, "cancel"): S.VOID,
        (S.HELD, "report_arrival"): S.HELD,
        **{(state, "ask"): state for state in _ASKED_IN},
        **{(state, "answer"): state for state in (*_ASKED_IN, S.RETURNED)},
    },
    sides={"arrival": "port", "question": ""},
    amended=e.DeclarationAmended,
    amend_in=(S.LODGED, S.RETURNED),
)
"""The declarant corrects it himself until customs accepts; from then on a request is made of it (CHANGE).

Both steps of two-step filing (两步申报) are this one machine: a summary ends in PICKUP instead of RELEASED, and its complete
declaration goes the way again from LODGED. Which actions a step has is told by `steps.py`, since a machine has no guards.
"""


class M(StrEnum):
    """States of a manifest."""

    SENT = "sent"
    MANUAL = "manual"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    ARRIVED = "arrived"
    TALLIED = "tallied"
    RECONCILED = "reconciled"
    DELETED = "deleted"


_AGENT = ("ship_agent",)

MANIFEST = Machine(
    name="manifest",
    lodge_by=_AGENT,
    lodged=e.ManifestLodged,
    start=M.SENT,
    states={
        M.SENT: State(Words("已传输，待海关回执", "Sent, waiting for customs"), "customs", "wait"),
        M.MANUAL: State(Words("待人工审核（02）", "Waits for manual review (02)"), "customs", "review"),
        M.REFUSED: State(Words("退单（03）", "Refused (03)"), "ship_agent", "returned"),
        M.ACCEPTED: State(Words("已接受（01），待到货", "Accepted (01), goods to come"), "port", "wait"),
        M.ARRIVED: State(Words("已到货，待理货", "Arrived, to be counted"), "port", "wait"),
        M.TALLIED: State(Words("已理货，待核对", "Counted, to be reconciled"), "customs", "review"),
        M.RECONCILED: State(Words("已核销", "Reconciled"), "", "done"),
        M.DELETED: State(Words("已删除", "Deleted"), "", "refused"),
    },
    actions={
        "accept": Action(Words("接受（01）", "Accept (01)"), _CUSTOMS, e.ManifestAccepted),
        "refer": Action(Words("转人工审核（02）", "Refer to an officer (02)"), _CUSTOMS, e.ManifestReferred),
        "refuse": Action(Words("退单（03）", "Refuse (03)"), _CUSTOMS, e.ManifestRefused, needs_reason=True),
        "resubmit": Action(Words("重新传输", "Send again"), _AGENT, e.ManifestResubmitted),
        "delete": Action(Words("删除", "Delete"), _AGENT, e.ManifestDeleted, needs_reason=True),
        "arrive": Action(Words("报告到货", "Report arrival"), _PORT, e.ManifestArrived),
        "tally": Action(Words("报告理货", "Report the count"), _PORT, e.ManifestTallied),
        "reconcile": Action(Words("核销", "Reconcile"), _CUSTOMS, e.ManifestReconciled),
    },
    moves={
        (M.SENT, "accept"): M.ACCEPTED,
        (M.SENT, "refer"): M.MANUAL,
        (M.SENT, "refuse"): M.REFUSED,
        (M.SENT, "delete"): M.DELETED,
        (M.MANUAL, "accept"): M.ACCEPTED,
        (M.MANUAL, "refuse"): M.REFUSED,
        (M.MANUAL, "delete"): M.DELETED,
        (M.REFUSED, "resubmit"): M.SENT,
        (M.REFUSED, "delete"): M.DELETED,
        (M.ACCEPTED, "arrive"): M.ARRIVED,
        (M.ACCEPTED, "delete"): M.DELETED,
        (M.ARRIVED, "tally"): M.TALLIED,
        (M.TALLIED, "reconcile"): M.RECONCILED,
    },
    amended=e.ManifestAmended,
    amend_in=(M.SENT, M.MANUAL, M.REFUSED, M.ACCEPTED),
)
"""The life of original, pre-stowage and loading manifests. Release (11) and stops (12, 13) are of a bill or a box, never
of the whole: they are notices of their own.
"""

MANIFEST_CODES = {"accept": "01", "refer": "02", "refuse": "03"}
"""The reply code of customs that each action says. The code is kept raw; the state follows from it."""


class R(StrEnum):
    """States of a report of the port."""

    SENT = "sent"
    REFUSED = "refused"
    ACCEPTED = "accepted"


CARGO_REPORT = Machine(
    name="cargo_report",
    lodge_by=_PORT,
    lodged=e.CargoReportLodged,
    start=R.SENT,
    states={
        R.SENT: State(Words("已传输，待海关回执", "Sent, waiting for customs"), "customs", "wait"),
        R.REFUSED: State(Words("退单", "Refused"), "port", "returned"),
        R.ACCEPTED: State(Words("已接受", "Accepted"), "", "done"),
    },
    actions={
        "accept": Action(Words("接受", "Accept"), _CUSTOMS, e.CargoReportAccepted),
        "refuse": Action(Words("退单", "Refuse"), _CUSTOMS, e.CargoReportRefused, needs_reason=True),
        "resubmit": Action(Words("重新传输", "Send again"), _PORT, e.CargoReportResubmitted),
    },
    moves={
        (R.SENT, "accept"): R.ACCEPTED,
        (R.SENT, "refuse"): R.REFUSED,
        (R.REFUSED, "resubmit"): R.SENT,
    },
    amended=e.CargoReportAmended,
    amend_in=(R.SENT, R.REFUSED),
)
"""Arrival and tally reports."""


class N(StrEnum):
    """The one state of a notice on a bill: said is said, and lifting a stop is another notice."""

    GIVEN = "given"


BILL_NOTICE = Machine(
    name="bill_notice",
    lodge_by=_CUSTOMS,
    lodged=e.BillNoticeLodged,
    start=N.GIVEN,
    states={N.GIVEN: State(Words("已发出", "Given"), "", "done")},
    actions={},
    moves={},
)
"""A release (11) or a stop (12, 13) of one bill or box, or the lifting of one."""


class C(StrEnum):
    """States of a request to amend or withdraw a declaration."""

    REQUESTED = "requested"
    GRANTED = "granted"
    APPLIED = "applied"
    REFUSED = "refused"
    DROPPED = "dropped"


CHANGE = Machine(
    name="declaration-change",
    lodge_by=_DECLARANT,
    lodged=e.ChangeRequested,
    start=C.REQUESTED,
    states={
        C.REQUESTED: State(Words("已申请，待海关决定", "Requested, waiting for customs"), "customs", "wait"),
        C.GRANTED: State(Words("已同意，待执行", "Granted, to be applied"), "customs", "review"),
        C.APPLIED: State(Words("已执行", "Applied"), "", "done"),
        C.REFUSED: State(Words("不同意", "Refused"), "", "refused"),
        C.DROPPED: State(Words("已撤回申请", "Taken back"), "", "refused"),
    },
    actions={
        "grant": Action(Words("同意", "Grant"), _CUSTOMS, e.ChangeGranted),
        "refuse": Action(Words("不同意", "Refuse"), _CUSTOMS, e.ChangeRefused, needs_reason=True),
        "apply": Action(Words("执行", "Apply"), _CUSTOMS, e.ChangeApplied),
        "drop": Action(Words("撤回申请", "Take back"), _DECLARANT, e.ChangeDropped, needs_reason=True),
    },
    moves={
        (C.REQUESTED, "grant"): C.GRANTED,
        (C.REQUESTED, "refuse"): C.REFUSED,
        (C.REQUESTED, "drop"): C.DROPPED,
        (C.GRANTED, "apply"): C.APPLIED,
        (C.GRANTED, "refuse"): C.REFUSED,
        (C.GRANTED, "drop"): C.DROPPED,
    },
)
"""One machine for both kinds of request (修改、撤销): what applying means stands in the journey that applies it."""
CHANGE_OPEN = (C.REQUESTED.value, C.GRANTED.value)
"""While a request is in one of these, the declaration takes no other (WIN-X-083)."""
AMENDED_IN = (S.ACCEPTED.value, S.REVIEWED.value, S.HELD.value, S.RELEASED.value)
"""States of a declaration in which an amendment may be asked for; before acceptance its declarant corrects it himself,
while inspection is ordered nothing moves (to verify)."""
WITHDRAWN_IN = (S.ACCEPTED.value, S.REVIEWED.value, S.HELD.value)
"""States in which a withdrawal may be asked for; released goods go back by a declaration of their own (to verify)."""


class T(StrEnum):
    """States of an invoice or a packing list."""

    KEPT = "kept"
    WITHDRAWN = "withdrawn"


TRADE_PAPER = Machine(
    name="trade_paper",
    lodge_by=_DECLARANT,
    lodged=e.TradePaperLodged,
    start=T.KEPT,
    states={
        T.KEPT: State(Words("已留存，可更正", "Kept, may be replaced"), "", "done"),
        T.WITHDRAWN: State(Words("已撤回", "Withdrawn"), "", "refused"),
    },
    actions={
        "withdraw": Action(Words("撤回", "Withdraw"), _DECLARANT, e.TradePaperWithdrawn, needs_reason=True),
    },
    moves={(T.KEPT, "withdraw"): T.WITHDRAWN},
    amended=e.TradePaperAmended,
    amend_in=(T.KEPT,),
)
"""Invoices and packing lists: the trader keeps them, replaces them by a new revision, takes them back. No agency decides."""
