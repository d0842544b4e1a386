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


class EvaluationState(StrEnum):
    """Where a self-evaluation stands."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PUBLISHED = "published"


E = EvaluationState
EVALUATION = Machine(
    name="self_evaluation",
    lodge_by=OFFICER,
    lodged=events.SelfEvaluationDrafted,
    start=E.DRAFTED,
    states={
        E.DRAFTED: State(Words("填报中", "drafted"), holder="fund_officer", tone="draft"),
        E.SUBMITTED: State(Words("已提交", "submitted"), holder="fund_officer", tone="review"),
        E.CHECKED: State(Words("已核对", "checked"), holder="fund_officer", tone="review"),
        E.RETURNED: State(Words("已退回", "returned"), holder="fund_officer", tone="returned"),
        E.ACCEPTED: State(Words("已认可", "accepted"), holder="fund_officer", tone="review"),
        E.PUBLISHED: State(Words("已公开", "published"), tone="done"),
    },
    actions={
        "submit": Action(Words("提交", "Submit"), OFFICER, events.SelfEvaluationSubmitted),
        "check": Action(Words("核对", "Check"), OFFICER, events.SelfEvaluationChecked),
        "return": Action(Words("退回", "Return"), OFFICER, events.SelfEvaluationReturned, needs_reason=True),
        "accept": Action(Words("认可", "Accept"), OFFICER, events.SelfEvaluationAccepted),
        "publish": Action(Words("公开", "Publish"), OFFICER, events.SelfEvaluationPublished),
    },
    moves={
        (E.DRAFTED, "submit"): E.SUBMITTED,
        (E.RETURNED, "submit"): E.SUBMITTED,
        (E.SUBMITTED, "check"): E.CHECKED,
        (E.SUBMITTED, "return"): E.RETURNED,
        (E.CHECKED, "accept"): E.ACCEPTED,
        (E.CHECKED, "return"): E.RETURNED,
        (E.ACCEPTED, "publish"): E.PUBLISHED,
    },
)
