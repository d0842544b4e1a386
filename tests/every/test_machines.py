"""What every machine keeps: no dead state, no orphan action, always somebody who can act, facts in the past tense."""

import itertools
import re

import pytest

from kouan.journeys import catalogue
from kouan.kernel.cases import OWN_LANE
from kouan.kernel.documents import DocumentType
from kouan.kernel.machine import Machine

from . import walking
from .walking import MACHINES, TYPES, type_id

every_machine = pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
with_lanes = pytest.mark.parametrize("made", [t for t in TYPES if t.lanes], ids=type_id)

IRREGULAR = (
    "Given",
    "Held",
    "Withdrawn",
    "Taken",
    "Found",
    "Sent",
    "Paid",
    "Drawn",
    "Put",
    "Set",
    "Met",
    "Kept",
    "Lost",
)


@pytest.mark.parametrize("made", TYPES, ids=type_id)
def test_every_state_can_be_reached(made: DocumentType) -> None:
    """From the first state some order of actions, of the machine or of its lanes, leads to every other."""
    seen, moves = {made.machine.start.value}, set(walking.all_moves(made))
    while new := {target for source, target in moves if source in seen} - seen:
        seen |= new
    assert seen == {s.value for s in made.machine.states}


@with_lanes
def test_every_lane_state_can_be_reached(made: DocumentType) -> None:
    """The same holds inside one lane."""
    assert made.lanes
    assert made.lanes.machine.reachable() == set(made.lanes.machine.states)


@every_machine
def test_a_machine_stays_small(machine: Machine) -> None:
    """At most nine states, all of one enumeration; beyond that it is two machines."""
    assert len(machine.states) <= 9
    assert set(type(machine.start)) == set(machine.states)


@every_machine
def test_every_action_is_open_somewhere(machine: Machine) -> None:
    """An action that no state opens is not written down, and every open one is described."""
    assert {action for _, action in machine.moves} == set(machine.actions)


@every_machine
def test_a_machine_speaks_both_languages(machine: Machine) -> None:
    """States and actions are called in Chinese and in English."""
    assert [(p, w) for p, w in walking.said_of_machine(machine) if not walking.is_bilingual(w)] == []


@every_machine
def test_every_fact_is_in_the_past_tense_and_listed(machine: Machine) -> None:
    """What the machine writes into the journal are the area's events, and they say what happened."""
    facts = {machine.lodged, *(a.event for a in machine.actions.values())}
    facts |= {machine.amended} if machine.amended else set()
    known = catalogue.events()
    for fact in facts:
        assert known.get(fact.__name__) is fact
        last = re.findall(r"[A-Z][a-z]+", fact.__name__)[-1]
        assert last.endswith("ed") or last in IRREGULAR


@pytest.mark.parametrize("made", TYPES, ids=type_id)
def test_nobody_waits_for_nobody(made: DocumentType) -> None:
    """While more has to happen, the state names a holder who can act there, or its lanes do; in a state that is drawn as
    done nobody has to, and what is open there still is the filer's own choice.
    """
    machine = made.machine
    for state, drawn in machine.states.items():
        if machine.is_final(state):
            assert drawn.holder == ""
            continue
        able = {role for a in machine.open_actions(state) for role in machine.actions[a].by}
        if drawn.tone == "done":
            assert (drawn.holder, able) == ("", set(machine.lodge_by)), state
            continue
        able |= set(machine.lodge_by) if state in machine.amend_in else set()
        in_lanes = made.lanes is not None and state in made.lanes.open_in
        assert drawn.holder in able or (in_lanes and drawn.holder == ""), state


@with_lanes
def test_the_lanes_have_a_whole_for_every_combination(made: DocumentType) -> None:
    """Whatever each agency has decided, one line of the table says what that makes of the case: still open, or ended."""
    assert made.lanes
    ends = {s.value for s in made.machine.states if made.machine.is_final(s.value)}
    states = [s.value for s in made.lanes.machine.states]
    for combined in itertools.product(states, repeat=len(made.lanes.agencies)):
        whole = made.lanes.summed_up(dict(zip(made.lanes.agencies, combined, strict=True)))
        assert whole in {*made.lanes.open_in, *ends}, combined


@with_lanes
def test_the_lanes_wait_for_somebody(made: DocumentType) -> None:
    """A lane that is not done names its own agency or a role that can answer; each agency may act in its lane."""
    assert made.lanes
    lane = made.lanes.machine
    for state, drawn in lane.states.items():
        if drawn.holder == OWN_LANE:
            able = {role for a in lane.open_actions(state) for role in lane.actions[a].by}
            assert set(made.lanes.agencies) <= able, state
        elif drawn.holder:
            assert drawn.holder in made.machine.lodge_by
            assert state in made.lanes.answered


@with_lanes
def test_the_lanes_name_what_exists(made: DocumentType) -> None:
    """Agencies, lane states and whole states of the table are those of the machines."""
    assert made.lanes
    main, lane = {s.value for s in made.machine.states}, {s.value for s in made.lanes.machine.states}
    assert set(made.lanes.open_in) <= main
    assert {w.state for w in made.lanes.whole} <= main
    assert {w.lane for w in made.lanes.whole} | {*made.lanes.answered, *made.lanes.reopened} <= lane
    assert len(set(made.lanes.agencies)) == len(made.lanes.agencies)
