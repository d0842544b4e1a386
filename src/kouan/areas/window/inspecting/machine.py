"""How a joint inspection goes: one appointment, each agency answers and reports in its own lane, the terminal opens the box.

The agency that asks has joined from the start. Which lane actions are open in which state of the whole stands in `OPEN`.
"""

from collections.abc import Mapping
from enum import StrEnum

from kouan.kernel.cases import OWN_LANE, Lanes, Whole
from kouan.kernel.machine import Action, Machine, State
from kouan.kernel.words import Words

from . import events as e

AGENCIES = ("customs", "maritime", "border")
_PORT = ("port",)


class P(StrEnum):
    """What one agency says of its part."""

    ASKED = "asked"
    JOINED = "joined"
    DECLINED = "declined"
    APART = "apart"
    PROPOSED = "proposed"
    INSPECTING = "inspecting"
    CLEAN = "clean"
    FOUND = "found"


class J(StrEnum):
    """Where the whole appointment stands."""

    REQUESTED = "requested"
    COUNTERED = "countered"
    AGREED = "agreed"
    READY = "ready"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANCELLED = "cancelled"


PART = Machine(
    name="inspection_part",
    lodge_by=(),
    lodged=e.JointInspectionRequested,
    start=P.ASKED,
    states={
        P.ASKED: State(Words("待答复", "Asked"), holder=OWN_LANE, tone="wait"),
        P.JOINED: State(Words("参加", "Joins"), tone="review"),
        P.DECLINED: State(Words("不参加", "Does not come"), tone="refused"),
        P.APART: State(Words("不涉及", "Not concerned"), tone="draft"),
        P.PROPOSED: State(Words("另提时间", "Proposed another time"), tone="returned"),
        P.INSPECTING: State(Words("查验中", "Inspecting"), holder=OWN_LANE, tone="inspect"),
        P.CLEAN: State(Words("查验无异常", "Nothing found"), tone="done"),
        P.FOUND: State(Words("查验有异常", "Something found"), tone="held"),
    },
    actions={
        "join": Action(Words("参加", "Join"), AGENCIES, e.JointInspectionJoined),
        "decline": Action(Words("不参加", "Decline"), AGENCIES, e.JointInspectionDeclined, needs_reason=True),
        "pass": Action(Words("不涉及本单位", "Not our concern"), AGENCIES, e.JointInspectionPassed),
        "propose": Action(
            Words("另提时间", "Propose another time"), AGENCIES, e.JointInspectionTimeProposed, needs_reason=True
        ),
        "begin": Action(Words("开始查验", "Begin"), AGENCIES, e.JointInspectionStarted),
        "clear_goods": Action(Words("无异常", "Nothing found"), AGENCIES, e.JointInspectionCleared),
        "find": Action(
            Words("有异常", "Something found"), AGENCIES, e.JointInspectionDiscrepancyFound, needs_reason=True
        ),
        "miss": Action(Words("未到场", "Did not come"), AGENCIES, e.JointInspectionMissed, needs_reason=True),
    },
    moves={
        (P.ASKED, "join"): P.JOINED,
        (P.ASKED, "decline"): P.DECLINED,
        (P.ASKED, "propose"): P.PROPOSED,
        (P.ASKED, "pass"): P.APART,
        (P.PROPOSED, "join"): P.JOINED,
        (P.PROPOSED, "decline"): P.DECLINED,
        (P.DECLINED, "join"): P.JOINED,
        (P.APART, "join"): P.JOINED,
        (P.JOINED, "decline"): P.DECLINED,
        (P.JOINED, "propose"): P.PROPOSED,
        (P.JOINED, "begin"): P.INSPECTING,
        (P.INSPECTING, "clear_goods"): P.CLEAN,
        (P.INSPECTING, "find"): P.FOUND,
        (P.INSPECTING, "miss"): P.DECLINED,
    },
)

JOINT_INSPECTION = Machine(
    name="joint_inspection",
    lodge_by=AGENCIES,
    lodged=e.JointInspectionRequested,
    amended=e.JointInspectionAmended,
    amend_in=(J.REQUESTED, J.COUNTERED, J.AGREED, J.READY),
    start=J.REQUESTED,
    states={
        J.REQUESTED: State(Words("已提出，待各单位答复", "Requested, agencies to answer"), tone="wait"),
        J.COUNTERED: State(Words("有单位另提时间", "Another time was proposed"), tone="returned"),
        J.AGREED: State(Words("已商定，待备箱", "Agreed, box to be made ready"), "port", "wait"),
        J.READY: State(Words("箱已备妥，待开始", "Box ready, to begin"), tone="review"),
        J.UNDER_WAY: State(Words("查验中", "Under way"), tone="inspect"),
        J.DONE: State(Words("已查验", "Inspected"), tone="done"),
        J.CANCELLED: State(Words("已取消", "Called off"), tone="refused"),
    },
    actions={
        "prepare": Action(Words("箱已备妥", "Box is ready"), _PORT, e.JointInspectionPrepared),
        "delay": Action(Words("箱未备妥", "Box is not ready"), _PORT, e.JointInspectionDelayed, needs_reason=True),
        "cancel": Action(Words("取消查验", "Call it off"), AGENCIES, e.JointInspectionCancelled, needs_reason=True),
    },
    moves={
        (J.AGREED, "prepare"): J.READY,
        (J.READY, "delay"): J.AGREED,
        **{(s, "cancel"): J.CANCELLED for s in (J.REQUESTED, J.COUNTERED, J.AGREED, J.READY)},
    },
)

LANES = Lanes(
    machine=PART,
    agencies=AGENCIES,
    whole=(
        Whole("any", P.INSPECTING, J.UNDER_WAY),
        Whole("any", P.PROPOSED, J.COUNTERED),
        Whole("any", P.ASKED, J.REQUESTED),
        Whole("any", P.JOINED, J.AGREED),
        Whole("any", P.FOUND, J.DONE),
        Whole("any", P.CLEAN, J.DONE),
        Whole("any", P.DECLINED, J.REQUESTED),
        Whole("any", P.APART, J.REQUESTED),
    ),
    open_in=(J.REQUESTED, J.COUNTERED, J.AGREED, J.READY, J.UNDER_WAY),
    answered=(P.PROPOSED,),
    reopened=(P.JOINED, P.DECLINED),
)
"""A changed appointment asks all that had answered; who is not concerned stays so."""

_ANSWERS = frozenset({"join", "decline", "pass", "propose"})
OPEN: Mapping[str, frozenset[str]] = {
    J.REQUESTED: _ANSWERS,
    J.COUNTERED: _ANSWERS,
    J.AGREED: _ANSWERS,
    J.READY: frozenset({"join", "decline", "begin"}),
    J.UNDER_WAY: frozenset({"clear_goods", "find", "miss"}),
}
"""The lane actions that make sense in a state of the whole: nobody begins before the box is ready, nobody joins midway."""
NOT_OF_THE_ASKER = frozenset({"decline", "pass", "propose"})
"""Who asked does not decline: it amends or calls off."""
OVER = (J.DONE.value, J.CANCELLED.value)
OWES = frozenset({P.ASKED.value, P.JOINED.value, P.PROPOSED.value, P.INSPECTING.value})
"""An agency whose part stands in one of these has not ended it: it does not release what is to be inspected."""
RESULTS = frozenset({P.CLEAN.value, P.FOUND.value})
