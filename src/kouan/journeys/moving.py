"""A ship's departure or shift against the call that it names: hers, of the same ship, and not over or still to be cleared."""

from typing import Any

from kouan.areas.ships.documents import ship_call
from kouan.areas.ships.machines import Call
from kouan.kernel.cases import Case
from kouan.kernel.findings import Finding, Repair, refusal
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader

IN_PORT = frozenset({Call.CLEARED.value, Call.ALONGSIDE.value})


def examined(reader: Reader, document: Any, actor: Actor) -> tuple[Finding, ...]:
    """What stands against leaving or shifting: no such call of this agent, a call not cleared or over, another ship."""
    case = reader.case(document.call)
    if case is None or case.type != ship_call.TYPE.code or case.owner != actor.organisation:
        return (refusal("call-unknown", "call", Words("没有您的这个航次", "You have no such call")),)
    return (*_standing(case), *_same_ship(case, document))


def _standing(case: Case) -> tuple[Finding, ...]:
    if case.state in IN_PORT:
        return ()
    state = ship_call.TYPE.machine.states[ship_call.TYPE.machine.at(case.state)].words
    told = Words(
        "该航次现为“{zh}”，各单位同意进口岸之后、离港之前才能办",
        'The call is "{en}": only once cleared, and before she left',
    )
    return (refusal("call-not-in-port", "call", told.with_values(zh=state.zh, en=state.en)),)


def _same_ship(case: Case, document: Any) -> tuple[Finding, ...]:
    theirs, ours = case.facts.get("imo", ""), document.ship.imo or ""
    if theirs == ours:
        return ()
    told = Words("航次中的IMO编号是{imo}", "The call has IMO number {imo}").with_values(imo=theirs or "—")
    return (refusal("ship-of-another-call", "ship.imo", told, Repair("ship.imo", ours or None, theirs or None)),)
