"""What pages, commands and machines ask about calls."""

import datetime as dt
from decimal import Decimal

import msgspec
from django.db.models import Count, Q, Sum

from kouan.areas.fund.models import Application, Call, CallCeiling, PublishedNotice
from kouan.areas.fund.paying.queries import account
from kouan.areas.fund.scored.points import sheet
from kouan.areas.fund.scored.printed_weights import printed_weights
from kouan.kernel.words import Words

LIVE = ("submitted", "returned", "eligible", "ineligible")


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the same matter in the latest earlier year that a notice tells of. Money in 分.

    `granted` is the final plan's where there is one, else what stood on notice; `paid` None before the plan was final.
    `reached` of `measured` targets met their value, `targets` stand in the notice; `score` None while something is missing.
    """

    notice: str
    revision: int
    title: str
    year: int
    rows: int
    on_notice: int
    granted: int
    is_final: bool
    paid: int | None
    targets: int
    measured: int
    reached: int
    score: Decimal | None
    grade: str


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """How many applications a call has in each state, and what the live ones ask for, in 分."""

    states: dict[str, int]
    live: int
    requested: int


def calls(now: dt.datetime) -> list[Call]:
    """Every call: open ones first, the first to close before the others; then what comes, then what is over."""
    rows = list(Call.objects.select_related("matter__direction").prefetch_related("ceilings"))
    order = {"open": 0, "coming": 1, "over": 2}
    return sorted(rows, key=lambda call: (order[phase(call, now)], _when(call, now), call.number))


def phase(call: Call, now: dt.datetime) -> str:
    """open, coming or over, at that instant."""
    return "coming" if now < call.opens else "open" if now < call.closes else "over"


def call(number: str) -> Call | None:
    """One call with its matter and direction, or None."""
    found: Call | None = Call.objects.select_related("matter__direction").filter(number=number).first()
    return found


def ceilings(number: str) -> list[CallCeiling]:
    """Its ceilings in order."""
    return list(CallCeiling.objects.filter(call_id=number).order_by("position"))


def counted(number: str) -> Counted:
    """Counts and sums over all applications of a call, in the store."""
    rows = Application.objects.filter(call_id=number).values_list("state").annotate(Count("pk"), Sum("requested_fen"))
    states = {state: (n, fen) for state, n, fen in rows.order_by("state")}
    live = [states[state] for state in LIVE if state in states]
    return Counted(
        states={state: n for state, (n, _) in states.items()},
        live=sum(n for n, _ in live),
        requested=sum(fen for _, fen in live),
    )


def last_result(call: Call) -> Result | None:
    """The result of the latest earlier year of the call's matter, from what was published; None where nothing was."""
    matter = call.matter
    same = Q(matter__fund=matter.direction.fund_zh, matter__direction=matter.direction.zh, matter__matter=matter.zh)
    rows = PublishedNotice.objects.filter(same, matter__year__lt=call.year)
    if matter.notice_class:
        rows = rows.filter(matter__approval_class=matter.notice_class)
    found = rows.select_related("matter").order_by("-matter__year", "-revision", "number").first()
    if found is None:
        return None
    known = account(found.number)
    spent = next((fen for q in (4, 3, 2, 1) if known and (fen := known.spent(q)) is not None), None)
    weights = printed_weights(found.number, found.revision)
    budget = known.total if known else 0
    scored = sheet(found.number, found.revision, budget_fen=budget, spent_fen=spent, weights=weights)
    met = [row.score.met for row in scored.rows if row.score is not None]
    return Result(
        notice=found.number,
        revision=found.revision,
        title=found.title,
        year=found.matter.year,
        rows=found.rows.count(),
        on_notice=found.total_fen,
        granted=known.total if known else found.total_fen,
        is_final=known is not None,
        paid=sum(line.paid for line in known.lines) if known else None,
        targets=len(scored.rows),
        measured=len(met),
        reached=sum(one is True for one in met),
        score=scored.total,
        grade=scored.grade,
    )


def words_of(ceiling: CallCeiling) -> Words:
    """What a kind of ceiling is called."""
    return Words(ceiling.zh, ceiling.en)


def _when(call: Call, now: dt.datetime) -> float:
    at: float = call.closes.timestamp()
    return -at if call.closes <= now else at
