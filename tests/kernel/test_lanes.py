"""Agencies side by side: each decides alone, the server computes the whole."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouan.kernel.cases import OWN_LANE, Case, Lanes, Whole, amend, decide, lodge, may_read, open_to
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.journal import Amended, Decided, Lodged, stamp
from kouan.kernel.machine import Action, Machine, Refused, State
from kouan.kernel.parties import Actor
from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words, label


class Lane(StrEnum):
    """What one agency decided."""

    WAITS = "waits"
    ASKED = "asked"
    YES = "yes"


class Whole3(StrEnum):
    """What that makes."""

    OPEN = "open"
    BACK = "back"
    DONE = "done"
    SHUT = "shut"


class Paper(Shape):
    """One field of agency a, one of b."""

    of_a: Annotated[str, label("甲", "A")]
    of_b: Annotated[str, label("乙", "B")]


def _touches(before: Paper, after: Paper) -> set[str]:
    return {agency for agency in "ab" if getattr(before, f"of_{agency}") != getattr(after, f"of_{agency}")}


W = Words("词", "word")
LANES = Lanes(
    machine=Machine(
        name="lane",
        lodge_by=("filer",),
        lodged=Lodged,
        start=Lane.WAITS,
        states={Lane.WAITS: State(W, OWN_LANE), Lane.ASKED: State(W, "filer"), Lane.YES: State(W)},
        actions={
            "agree": Action(W, ("a", "b"), Decided),
            "ask": Action(W, ("a", "b"), Decided, needs_reason=True),
        },
        moves={(Lane.WAITS, "agree"): Lane.YES, (Lane.WAITS, "ask"): Lane.ASKED},
    ),
    agencies=("a", "b"),
    whole=(Whole("any", "asked", "back"), Whole("all", "yes", "done"), Whole("any", "waits", "open")),
    open_in=("open", "back", "done"),
    answered=("asked",),
    reopened=("yes",),
    touches=_touches,
)
TYPE = DocumentType(
    code="paper",
    prefix="P",
    words=W,
    basis="house",
    shape=Paper,
    lanes=LANES,
    machine=Machine(
        name="paper",
        lodge_by=("filer",),
        lodged=Lodged,
        amended=Amended,
        amend_in=(Whole3.OPEN, Whole3.BACK, Whole3.DONE),
        start=Whole3.OPEN,
        states={
            Whole3.OPEN: State(W),
            Whole3.BACK: State(W),
            Whole3.DONE: State(W, "filer"),
            Whole3.SHUT: State(W),
        },
        actions={"shut": Action(W, ("filer",), Decided)},
        moves={(Whole3.DONE, "shut"): Whole3.SHUT},
    ),
)
PAPER = Paper("1", "1")
AT = stamp(dt.datetime(2025, 1, 1, tzinfo=dt.UTC))


def actor(role: str) -> Actor:
    """Somebody in that role."""
    return Actor(user=role, organisation="firm" if role == "filer" else role, role=role)


def opened() -> Case:
    """A fresh case."""
    return lodge(of=TYPE, document=PAPER, body=encode(PAPER), case="P-1", actor=actor("filer"), at=AT).case


def after(*steps: str) -> Case:
    """A case after steps such as `a agree`."""
    case = opened()
    for step in steps:
        role, action = step.split()
        case = decide(of=TYPE, case=case, action=action, actor=actor(role), at=AT, reason="why").case
    return case


def amended(case: Case, paper: Paper, *, before: Paper | None = PAPER) -> tuple[Case, Amended]:
    """The case with a new revision, and the fact of it."""
    body = encode(paper)
    step = amend(of=TYPE, case=case, document=paper, body=body, actor=actor("filer"), at=AT, before=before)
    assert isinstance(step.event, Amended)
    return step.case, step.event


def test_the_whole_is_the_first_line_that_fits() -> None:
    """Any question sends the whole back, all agreement makes it done, anything else leaves it open."""
    assert [after(*s).state for s in ((), ("a agree",), ("a agree", "b agree"), ("a agree", "b ask"))] == [
        "open",
        "open",
        "done",
        "back",
    ]


@given(st.lists(st.sampled_from(["a agree", "b agree", "a ask", "b ask"]), unique_by=lambda s: s[0], max_size=2))
def test_order_does_not_matter(steps: list[str]) -> None:
    """Which agency decides first makes no difference to the whole."""
    assert after(*steps).state == after(*reversed(steps)).state


def test_an_agency_decides_in_its_own_lane_only() -> None:
    """The decision is of the actor's role; the other lane stays as it was; a role without a lane is refused."""
    case = after("a agree")
    assert {a: lane.state for a, lane in case.lanes.items()} == {"a": "yes", "b": "waits"}
    with pytest.raises(Refused, match="may not"):
        decide(of=TYPE, case=case, action="agree", actor=actor("filer"), at=AT)


def test_a_lane_decides_once() -> None:
    """What the lane's own table does not open is refused, whatever the whole is."""
    with pytest.raises(Refused, match="not open"):
        after("a agree", "a agree")


def test_the_fact_tells_lane_and_whole() -> None:
    """The journal's line has the agency, its states before and after, and what it made of the case."""
    step = decide(of=TYPE, case=after("a agree"), action="agree", actor=actor("b"), at=AT)
    assert isinstance(step.event, Decided)
    assert (step.event.lane, step.event.before, step.event.after, step.event.whole) == ("b", "waits", "yes", "done")


def test_the_ball_is_with_those_who_owe_something() -> None:
    """Agencies that have not decided hold it; an agency that asked hands it to the filer; a state's own holder wins."""
    assert opened().holder == "a b"
    assert after("a agree").holder == "b"
    assert after("a ask").holder == "filer b"
    assert after("a agree", "b agree").holder == "filer"


def test_nothing_is_open_when_the_whole_is_closed() -> None:
    """Once the main machine has moved on, the lanes are shut."""
    case = after("a agree", "b agree", "filer shut")
    assert [open_to(TYPE, case, actor(role)) for role in ("a", "b", "filer")] == [[], [], []]
    with pytest.raises(Refused):
        decide(of=TYPE, case=case, action="ask", actor=actor("a"), at=AT, reason="why")


def test_an_amendment_asks_those_whose_fields_changed() -> None:
    """An agency that agreed decides again if its own field changed, and keeps its decision if not."""
    case, fact = amended(after("a agree", "b agree"), Paper("2", "1"))
    assert (case.state, case.holder, case.lanes["a"].state, case.lanes["b"].state) == ("open", "a", "waits", "yes")
    assert fact.reopened == ("a",)


def test_an_amendment_answers_a_question() -> None:
    """Who asked decides again after any amendment, even one of another's field."""
    case, fact = amended(after("a ask", "b agree"), Paper("1", "2"))
    assert (case.state, case.holder, fact.reopened) == ("open", "a b", ("a", "b"))


def test_without_the_old_document_everybody_decides_again() -> None:
    """Where the revision before is not at hand nobody's decision is kept by accident."""
    assert amended(after("a agree", "b agree"), PAPER, before=None)[1].reopened == ("a", "b")


def test_an_amendment_of_nothing_asks_nobody() -> None:
    """The same fields again leave all decisions and the state standing, and still count as a version."""
    before = after("a agree", "b agree")
    case, fact = amended(before, PAPER)
    assert (case.lanes, case.state, fact.reopened) == (before.lanes, "done", ())
    assert (case.version, case.revision) == (before.version + 1, before.revision + 1)


def test_agencies_may_read_and_strangers_may_not() -> None:
    """Whoever has a lane may open the case; another firm and an agency without a lane may not."""
    can = frozenset({"cases.read.agency", "cases.read.own"})
    readers = [Actor("u", org, role, can) for org, role in (("a", "a"), ("firm", "filer"), ("x", "filer"), ("c", "c"))]
    assert [may_read(TYPE, opened(), r) for r in readers] == [True, True, False, False]
