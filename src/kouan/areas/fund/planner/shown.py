"""What the pages of a plan show, worked out for the templates."""

import msgspec

from kouan.areas.fund.machines import PLAN
from kouan.areas.fund.planner.reading import ON_A_PAGE, wan_text
from kouan.areas.fund.planning.concentration import Concentration, by_applicant, concentration, own_rows
from kouan.areas.fund.planning.cutting import QUANTA, limit_of
from kouan.areas.fund.planning.shape import Plan, Row
from kouan.kernel.words import Words
from kouan.kit.marks import Chip, Kind

KINDS = {
    "draft": Kind.DRAFT,
    "checked": Kind.REVIEW,
    "approved": Kind.DECIDE,
    "on_notice": Kind.WAIT,
    "final": Kind.REVIEW,
    "sent_to_finance": Kind.WAIT,
    "allocated": Kind.REVIEW,
    "closed": Kind.DONE,
    "withdrawn": Kind.RETURNED,
}
QUANTUM_WORDS = {"分": Words("分", "fen"), "元": Words("元", "yuan"), "万元": Words("万元", "10,000 yuan")}


DEEDS = {action.event.__name__: action.words for action in PLAN.actions.values()} | {
    "PlanDrafted": Words("拟订", "Drafted"),
    "PlanRevised": Words("保存新版", "New version"),
}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table. `limit_fen` is the most it may get; texts are 万元 as typed."""

    no: int
    row: Row
    limit_fen: int
    requested: str
    cap: str
    fixed: str


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """How a plan stands against its cap, in 分. `unplaced` is room that nobody could take."""

    cap_fen: int
    requested_fen: int
    total_fen: int
    left_fen: int
    cut_fen: int
    unplaced_fen: int
    rows: int
    refused: int


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """What an auditor looks at first: the office among the applicants, and how the money is spread."""

    own: tuple[int, ...]
    spread: Concentration | None


def state_of(state: str) -> Chip:
    """The chip of a state of the plan's machine."""
    return Chip(KINDS[state], PLAN.states[PLAN.at(state)].words)


def deed_words(kind: str) -> Words:
    """What an event of a plan is called."""
    return DEEDS.get(kind, Words(kind, kind))


def lines(plan: Plan, page: int) -> list[Line]:
    """The rows of a page."""
    first = (page - 1) * ON_A_PAGE
    return [
        Line(
            no=no,
            row=row,
            limit_fen=limit_of(plan, row),
            requested=wan_text(row.requested_fen),
            cap=wan_text(row.cap_fen or None),
            fixed=wan_text(row.fixed_fen),
        )
        for no, row in enumerate(plan.rows[first : first + ON_A_PAGE], start=first + 1)
    ]


def sums(plan: Plan, unplaced: int = 0) -> Sums:
    """The sums of a plan whose grants are worked out; `unplaced` as its cut left it, where it was just made."""
    return Sums(
        cap_fen=plan.cap_fen,
        requested_fen=plan.requested_fen,
        total_fen=plan.total_fen,
        left_fen=plan.cap_fen - plan.total_fen,
        cut_fen=plan.requested_fen - plan.total_fen,
        unplaced_fen=unplaced,
        rows=len(plan.rows),
        refused=sum(row.granted_fen == 0 for row in plan.rows),
    )


def watch(plan: Plan) -> Watch:
    """Conflicts and concentration."""
    return Watch(own=tuple(own_rows(plan)), spread=concentration(by_applicant(plan)))


def quantum_name(plan: Plan) -> str:
    """分, 元 or 万元."""
    return next(name for name, fen in QUANTA.items() if fen == plan.quantum_fen)
