"""A ship's call from announcement to departure, as agencies and agent see it."""

import datetime as dt
from typing import Any

import pytest
from msgspec.structs import replace

from kouan.areas.ships import events
from kouan.areas.ships.concerns import CALL
from kouan.areas.ships.documents._examples import GOOD
from kouan.areas.ships.documents._list_examples import FULL
from kouan.areas.ships.documents.ship_call import TYPE
from kouan.areas.ships.machines import AGENCIES
from kouan.kernel.cases import Case, Step, amend, decide, lodge, open_to
from kouan.kernel.documents import encode
from kouan.kernel.journal import Amended, Decided, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.shapes import fields

AT = stamp(dt.datetime(2025, 3, 12, tzinfo=dt.UTC))


def actor(role: str) -> Actor:
    """The agent of the call, or an officer."""
    return Actor(user=role, organisation="agency" if role == "ship_agent" else role, role=role)


def announced() -> Case:
    """The good declaration, filed."""
    return lodge(of=TYPE, document=GOOD, body=encode(GOOD), case="SC-1", actor=actor("ship_agent"), at=AT).case


def taken(case: Case, *steps: str) -> Case:
    """The case after steps such as `customs clear`."""
    for step in steps:
        case = step_of(case, step).case
    return case


def step_of(case: Case, step: str) -> Step:
    """One step with its fact."""
    role, action = step.split()
    return decide(of=TYPE, case=case, action=action, actor=actor(role), at=AT, reason="示例理由")


def but(**parts: dict[str, Any]) -> Any:
    """The good declaration with some fields of some parts replaced."""
    return replace(GOOD, **{part: replace(getattr(GOOD, part), **changes) for part, changes in parts.items()})


ALL_CLEAR = tuple(f"{agency} clear" for agency in AGENCIES)


def test_a_call_from_sea_to_sea() -> None:
    """Announced, cleared by four, arrived, alongside, gone: nothing else is open then."""
    case = taken(announced(), *ALL_CLEAR)
    assert (case.state, case.holder) == ("cleared", "ship_agent port")
    case = taken(case, "port arrive", "port berth", "ship_agent depart")
    assert case.state == "departed"
    assert [open_to(TYPE, case, actor(r)) for r in (*AGENCIES, "ship_agent")] == [[]] * 5


@pytest.mark.parametrize("before", [0, 1, 4])
def test_a_ship_may_arrive_before_or_after_she_is_cleared(before: int) -> None:
    """The report of arrival changes nothing in what the agencies decide, whenever it comes; it is asked for once."""
    case = taken(announced(), *ALL_CLEAR[:before])
    step = step_of(case, "port arrive")
    assert isinstance(step.event, events.ShipArrived)
    assert step.case.state == case.state
    assert {a: step.case.lanes[a] for a in AGENCIES} == {a: case.lanes[a] for a in AGENCIES}
    assert {*case.holder.split()} - {*step.case.holder.split()} == ({"port"} if before == 4 else set())
    with pytest.raises(Refused):
        step_of(step.case, "port arrive")
    assert taken(step.case, *ALL_CLEAR[before:]).state == "cleared"


def test_no_cargo_work_before_all_have_cleared() -> None:
    """While one agency has not decided the ship does not berth."""
    case = taken(announced(), "maritime clear", "customs clear", "port clear", "port arrive")
    with pytest.raises(Refused, match="not open"):
        taken(case, "port berth")


def test_one_hold_holds_the_ship() -> None:
    """A hold counts before a question, and both before what the others have cleared; lifting it clears."""
    case = taken(announced(), "maritime clear", "customs query", "border hold", "port clear")
    assert case.state == "held"
    assert case.holder == "ship_agent border port"
    assert taken(case, "border clear").state == "queried"
    assert taken(case, "border clear", "customs clear").state == "cleared"


def test_a_clearance_can_be_taken_back() -> None:
    """An agency that withdraws decides again; the others keep theirs, and the journal keeps both decisions."""
    step = step_of(taken(announced(), *ALL_CLEAR), "customs revoke")
    assert (step.case.state, step.case.holder) == ("announced", "customs port")
    assert isinstance(step.event, events.ClearanceWithdrawn)
    assert (step.event.before, step.event.after, step.event.whole) == ("cleared", "pending", "announced")


@pytest.mark.parametrize("action", ["query", "hold"])
def test_a_question_or_hold_gives_its_reason(action: str) -> None:
    """Without a reason neither is accepted."""
    with pytest.raises(Refused, match="reason"):
        decide(of=TYPE, case=announced(), action=action, actor=actor("customs"), at=AT)


@pytest.mark.parametrize(
    ("changes", "agencies"),
    [
        ({"persons": {"crew": 22, "on_board": 22}}, {"border", "customs"}),
        ({"ship": {"flag": "LR"}}, set(AGENCIES)),
        ({"ship": {"draught_fore": None}}, {"maritime", "port"}),
        ({"voyage": {"eta": GOOD.voyage.eta + dt.timedelta(minutes=90)}}, set()),
        ({"voyage": {"eta": GOOD.voyage.eta + dt.timedelta(minutes=121)}}, {"maritime", "port"}),
        ({"voyage": {"berth": "4"}}, {"maritime", "port"}),
        ({"nil": {"illness": "listed"}}, {"customs"}),
        ({"nil": {"stowaways": "listed"}}, {"border", "customs"}),
        ({"security": {"level": 2}}, {"maritime", "port"}),
        ({"agent": {"contact": "other"}, "voyage": {"number_out": "027E"}}, set()),
    ],
)
def test_an_amendment_asks_whose_fields_changed(changes: dict[str, dict[str, Any]], agencies: set[str]) -> None:
    """After all have cleared, a new revision asks exactly the agencies whose own fields it changes."""
    case, document = taken(announced(), *ALL_CLEAR), but(**changes)
    step = amend(of=TYPE, case=case, document=document, body=b"", actor=actor("ship_agent"), at=AT, before=GOOD)
    assert isinstance(step.event, Amended)
    assert set(step.event.reopened) == agencies == set(CALL.touched(GOOD, document))
    assert step.case.state == ("announced" if agencies else "cleared")


def test_an_answer_goes_back_to_who_asked() -> None:
    """An amendment after a question puts the ball back with the agency, and lifts no hold."""
    case = taken(announced(), "maritime hold", "customs query", "border clear")
    step = amend(
        of=TYPE, case=case, document=GOOD, body=b"", actor=actor("ship_agent"), at=AT, before=GOOD, reason="说明"
    )
    assert (step.case.state, step.case.holder) == ("held", "maritime customs port")


def test_own_fields_are_fields() -> None:
    """Every line of the tables of concerns names a field or a part of the declaration."""
    parts = {f.name: f.shape for f in fields(TYPE.shape)}
    for place in (*CALL.own, *CALL.hear):
        part, _, name = place.partition(".")
        shape = parts[part]
        assert not name or (shape and name in {f.name for f in fields(shape)}), place


def test_the_facts_have_no_person() -> None:
    """Ship, ports and times are told; master, agent's contact and counts of persons are not."""
    facts = TYPE.facts(GOOD)
    assert facts["port"] == "CNNSA"
    assert facts["eta"] == "2025-03-13T22:00:00.000000Z"
    assert "Mariner" not in str(facts)
    assert not {"master", "crew", "contact"} & set(facts)


def test_two_agencies_do_not_decide_for_each_other() -> None:
    """The decision that is written down is in the lane of the role that took it."""
    for agency in AGENCIES:
        event = step_of(announced(), f"{agency} clear").event
        assert isinstance(event, Decided)
        assert event.lane == agency


@pytest.mark.parametrize(
    ("changes", "agencies"),
    [
        ({"voyage": {"eta": GOOD.voyage.eta + dt.timedelta(minutes=90)}}, set(AGENCIES)),
        ({"voyage": {"eta": GOOD.voyage.eta + dt.timedelta(minutes=121)}}, {"customs", "border"}),
        ({"security": {"level": 2}}, {"border"}),
        ({"nil": {"illness": "listed"}}, {"maritime", "border", "port"}),
        ({"agent": {"contact": "other"}}, set()),
    ],
)
def test_who_does_not_decide_again_is_told(changes: dict[str, dict[str, Any]], agencies: set[str]) -> None:
    """A change tells the agencies that it concerns and does not ask; nobody is both asked and told."""
    document = but(**changes)
    assert set(CALL.told(GOOD, document)) == agencies
    assert not set(CALL.told(GOOD, document)) & set(CALL.touched(GOOD, document))


def test_another_rank_is_not_another_person() -> None:
    """A rank asks the maritime agency and border inspection; a seafarer who is added asks border inspection and customs."""
    ranked = (replace(FULL.crew_list[0], rank="CAPTAIN"), *FULL.crew_list[1:])
    assert set(CALL.touched(FULL, replace(FULL, crew_list=ranked))) == {"maritime", "border"}
    assert set(CALL.touched(FULL, replace(FULL, crew_list=FULL.crew_list[:2]))) == {"border", "customs"}


def test_a_case_from_before_the_port_decided_goes_on() -> None:
    """A call that was announced while three agencies decided is cleared by those three."""
    case = announced()
    old = replace(case, lanes={role: lane for role, lane in case.lanes.items() if role != "port"})
    assert open_to(TYPE, old, actor("port")) == ["arrive"]
    assert taken(old, "maritime clear", "customs clear", "border clear").state == "cleared"
