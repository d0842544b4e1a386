"""The machine of an allocation plan: a table of states, actions and where they lead."""

from enum import StrEnum

from kouan.areas.fund import events
from kouan.kernel.machine import Action, Machine, State
from kouan.kernel.words import Words

OFFICER = ("fund_officer",)


class PlanState(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"
    ON_NOTICE = "on_notice"
    FINAL = "final"
    SENT = "sent_to_finance"
    ALLOCATED = "allocated"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


S = PlanState
PLAN = Machine(
    name="plan",
    lodge_by=OFFICER,
    lodged=events.PlanDrafted,
    amended=events.PlanRevised,
    amend_in=(S.DRAFT,),
    start=S.DRAFT,
    states={
        S.DRAFT: State(Words("拟订", "draft"), holder="fund_officer", tone="draft"),
        S.CHECKED: State(Words("已审核", "checked"), holder="fund_officer", tone="review"),
        S.APPROVED: State(Words("已批准", "approved"), holder="fund_officer", tone="review"),
        S.ON_NOTICE: State(Words("公示中", "on notice"), tone="wait"),
        S.FINAL: State(Words("已确定", "final"), holder="fund_officer", tone="review"),
        S.SENT: State(Words("已送财政", "sent to finance"), tone="wait"),
        S.ALLOCATED: State(Words("已下达", "allocated"), holder="fund_officer", tone="review"),
        S.CLOSED: State(Words("已办结", "closed"), tone="done"),
        S.WITHDRAWN: State(Words("已撤回公示", "withdrawn"), holder="fund_officer", tone="returned"),
    },
    actions={
        "check": Action(Words("审核通过", "Check"), OFFICER, events.PlanChecked),
        "send_back": Action(Words("退回拟订", "Send back"), OFFICER, events.PlanSentBack, needs_reason=True),
        "approve": Action(Words("批准", "Approve"), OFFICER, events.PlanApproved),
        "show": Action(Words("公示", "Put on notice"), OFFICER, events.PlanPutOnNotice),
        "withdraw": Action(Words("撤回公示", "Withdraw"), OFFICER, events.PlanWithdrawn, needs_reason=True),
        "reopen": Action(Words("重新拟订", "Draft again"), OFFICER, events.PlanReopened, needs_reason=True),
        "settle": Action(Words("确定", "Make final"), OFFICER, events.PlanSettled),
        "send": Action(Words("送财政部门", "Send to finance"), OFFICER, events.PlanSentToFinance),
        "allocate": Action(Words("全部下达", "Allocated in full"), OFFICER, events.PlanAllocated),
        "close": Action(Words("办结", "Close"), OFFICER, events.PlanClosed),
    },
    moves={
        (S.DRAFT, "check"): S.CHECKED,
        (S.CHECKED, "approve"): S.APPROVED,
        (S.CHECKED, "send_back"): S.DRAFT,
        (S.APPROVED, "show"): S.ON_NOTICE,
        (S.APPROVED, "send_back"): S.DRAFT,
        (S.ON_NOTICE, "settle"): S.FINAL,
        (S.ON_NOTICE, "withdraw"): S.WITHDRAWN,
        (S.WITHDRAWN, "reopen"): S.DRAFT,
        (S.FINAL, "send"): S.SENT,
        (S.SENT, "allocate"): S.ALLOCATED,
        (S.ALLOCATED, "close"): S.CLOSED,
    },
)
