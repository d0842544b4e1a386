"""A case of any type, taken any way through its machine: what is offered is accepted, what is not is refused."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouan.kernel.cases import Case, decide, lodge, open_to
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor

from .walking import TYPES, type_id

every_type = pytest.mark.parametrize("made", TYPES, ids=type_id)
START = dt.datetime(2025, 6, 30, tzinfo=dt.UTC)


def roles_of(made: DocumentType) -> list[str]:
    """Every role that has a part in a case of this type."""
    machines = [made.machine, *([made.lanes.machine] if made.lanes else [])]
    acting = {role for m in machines for a in m.actions.values() for role in a.by}
    return sorted(acting | set(made.machine.lodge_by) | {"public"})


def actor(role: str) -> Actor:
    """Somebody in that role; those who file belong to the organisation `firm`."""
    return Actor(user=role, organisation="firm", role=role)


def opened(made: DocumentType) -> Case:
    """A case of the type's first good example."""
    document = next(e.document for e in made.examples if not e.finds)
    by = actor(made.machine.lodge_by[0])
    return lodge(of=made, document=document, body=encode(document), case="C", actor=by, at=stamp(START)).case


def actions_of(made: DocumentType) -> list[str]:
    """Every action of the type, lanes included, and one that does not exist."""
    lanes = made.lanes.machine.actions if made.lanes else {}
    return sorted({*made.machine.actions, *lanes, "no-such-action"})


def is_accepted(made: DocumentType, case: Case, action: str, by: Actor) -> bool:
    """May this actor take the action on the case now?"""
    try:
        decide(of=made, case=case, action=action, actor=by, at=stamp(START), reason="because")
    except Refused as no:
        return not (no.words.zh and no.words.en)
    return True


@every_type
def test_a_filing_opens_a_case(made: DocumentType) -> None:
    """The case starts in the machine's first state, at version 1; a role that may not file is refused."""
    case = opened(made)
    assert (case.state, case.version, case.revision, case.owner) == (made.machine.start.value, 1, 1, "firm")
    document = next(e.document for e in made.examples if not e.finds)
    with pytest.raises(Refused, match="lodge"):
        lodge(of=made, document=document, body=b"", case="C", actor=actor("public"), at=stamp(START))


@every_type
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_is_offered_is_what_is_accepted(made: DocumentType, data: st.DataObject) -> None:
    """At every place on a random way, an action is accepted from exactly those to whom it is offered. Each step counts
    one version, ends in a state of the machine, and tells the journal where the case was and is.
    """
    case = opened(made)
    for hour in range(1, 9):
        at = stamp(START + dt.timedelta(hours=hour))
        offered = [(role, a) for role in roles_of(made) for a in open_to(made, case, actor(role))]
        accepted = [(r, a) for r in roles_of(made) for a in actions_of(made) if is_accepted(made, case, a, actor(r))]
        assert sorted(offered) == sorted(accepted)
        if not offered:
            break
        role, action = data.draw(st.sampled_from(offered), label="step")
        step = decide(of=made, case=case, action=action, actor=actor(role), at=at, reason="because")
        assert step.case.version == case.version + 1
        assert step.case.state in {s.value for s in made.machine.states}
        assert step.case.since == (case.since if step.case.state == case.state else at)
        case = step.case


@every_type
def test_the_holder_is_somebody_to_whom_an_action_is_offered(made: DocumentType) -> None:
    """At the start the roles that hold the ball are offered something to do, or may amend."""
    case = opened(made)
    for role in case.holder.split():
        amends = role in made.machine.lodge_by and case.state in made.machine.amend_in
        assert open_to(made, case, actor(role)) or amends, role


@every_type
def test_another_organisation_can_not_act_for_the_filer(made: DocumentType) -> None:
    """A filer's step on a case that another organisation filed is neither offered nor accepted. An agency that files has
    its own lane in every case of the kind.
    """
    case = opened(made)
    lanes = made.lanes
    for role in made.machine.lodge_by:
        stranger = Actor(user="x", organisation="other", role=role)
        lane = set(lanes.machine.actions) if lanes and role in lanes.agencies else set()
        assert set(open_to(made, case, stranger)) <= lane
        for action in made.machine.actions:
            with pytest.raises(Refused):
                decide(of=made, case=case, action=action, actor=stranger, at=stamp(START), reason="because")
