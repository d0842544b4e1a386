"""A ship's departure: who signs, who permits last, and what makes a permit fall. And a shift of berth."""

import datetime as dt

import pytest
from msgspec.structs import replace

from kouan.areas.ships import events
from kouan.areas.ships.departing import SIGNERS
from kouan.areas.ships.documents import ship_departure, ship_shift
from kouan.kernel.cases import Case, Step, amend, decide, lodge, open_to
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor

AT = stamp(dt.datetime(2025, 3, 16, tzinfo=dt.UTC))
OUT, SHIFT = ship_departure.TYPE, ship_shift.TYPE
LEAVING = ship_departure.GOOD


def actor(role: str) -> Actor:
    """The agent of the call, or an officer."""
    return Actor(user=role, organisation="agency" if role == "ship_agent" else role, role=role)


def filed(of: DocumentType, document: object) -> Case:
    """A case of the good document."""
    return lodge(of=of, document=document, body=encode(document), case="C-1", actor=actor("ship_agent"), at=AT).case


def step_of(of: DocumentType, case: Case, step: str) -> Step:
    """One step such as `customs sign`."""
    role, action = step.split()
    return decide(of=of, case=case, action=action, actor=actor(role), at=AT, reason="示例理由")


def taken(of: DocumentType, case: Case, *steps: str) -> Case:
    """The case after these steps."""
    for step in steps:
        case = step_of(of, case, step).case
    return case


SIGNED = tuple(f"{agency} sign" for agency in SIGNERS)


def permitted() -> Case:
    """A departure that all signed and the maritime agency permitted."""
    return taken(OUT, filed(OUT, LEAVING), *SIGNED, "maritime permit")


def test_the_maritime_agency_permits_last() -> None:
    """Before all three have signed there is no permit to issue; after it the ship may sail, and all is over."""
    case = filed(OUT, LEAVING)
    for step in SIGNED:
        with pytest.raises(Refused, match="not open"):
            step_of(OUT, case, "maritime permit")
        case = taken(OUT, case, step)
    assert (case.state, case.holder) == ("signed", "maritime")
    case = taken(OUT, case, "maritime permit", "ship_agent sail")
    assert case.state == "sailed"
    assert [open_to(OUT, case, actor(r)) for r in (*SIGNERS, "maritime", "ship_agent")] == [[]] * 5


@pytest.mark.parametrize("agency", SIGNERS)
def test_a_permit_falls_with_a_signature(agency: str) -> None:
    """Whoever takes a signature back takes the permit with it; signed again, the maritime agency issues it anew."""
    step = step_of(OUT, permitted(), f"{agency} revoke")
    assert isinstance(step.event, events.SignatureWithdrawn)
    assert (step.case.state, step.case.holder) == ("signing", agency)
    with pytest.raises(Refused):
        step_of(OUT, step.case, "ship_agent sail")
    assert taken(OUT, step.case, f"{agency} sign", "maritime permit").state == "permitted"


def test_a_revision_that_asks_again_takes_the_permit() -> None:
    """Another next port goes back to customs and border inspection; the port's signature stands."""
    document = replace(LEAVING, voyage=replace(LEAVING.voyage, next_port="MYPKG"))
    step = amend(
        of=OUT, case=permitted(), document=document, body=b"", actor=actor("ship_agent"), at=AT, before=LEAVING
    )
    assert step.case.state == "signing"
    assert {a: step.case.lanes[a].state for a in SIGNERS} == {
        "customs": "pending",
        "border": "pending",
        "port": "signed",
    }


def test_a_revision_of_no_concern_leaves_the_permit() -> None:
    """A remark asks nobody again, and the permit stands."""
    document = replace(LEAVING, remarks="示例备注")
    step = amend(
        of=OUT, case=permitted(), document=document, body=b"", actor=actor("ship_agent"), at=AT, before=LEAVING
    )
    assert (step.case.state, step.case.revision) == ("permitted", 2)


def test_a_lapsed_permit_does_not_let_her_sail() -> None:
    """A permit that lapsed is issued anew before the ship sails."""
    case = taken(OUT, permitted(), "maritime lapse")
    with pytest.raises(Refused):
        step_of(OUT, case, "ship_agent sail")
    assert taken(OUT, case, "maritime permit", "port sail").state == "sailed"


def test_what_is_returned_comes_back_with_words() -> None:
    """The maritime agency may return a signed departure; the agent explains and it is there again, signatures kept."""
    case = taken(OUT, filed(OUT, LEAVING), *SIGNED, "maritime return")
    assert case.holder == "ship_agent"
    case = taken(OUT, case, "ship_agent explain")
    assert (case.state, case.holder) == ("signed", "maritime")


def test_a_shift_is_between_maritime_and_port() -> None:
    """Two agree, customs and border inspection are not asked, and the ship is moved."""
    case = filed(SHIFT, ship_shift.GOOD)
    assert case.holder == "maritime port"
    with pytest.raises(Refused):
        step_of(SHIFT, case, "customs clear")
    case = taken(SHIFT, case, "maritime clear", "port clear")
    assert case.state == "cleared"
    assert taken(SHIFT, case, "port shift").state == "done"
