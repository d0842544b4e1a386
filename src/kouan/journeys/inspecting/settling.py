"""What the machine of a joint inspection can not say: who is asked at all, whose ball it is, that all begin at once."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from kouan.areas.window.documents.joint_inspection import TYPE
from kouan.areas.window.inspecting.events import JointStep
from kouan.areas.window.inspecting.machine import AGENCIES, LANES, J, P
from kouan.kernel.cases import Case, Lane, Step
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import Amended, Lodged


def settled(of: DocumentType, step: Step, document: Any, *, before: Case | None, at: str) -> Step:
    """The step with the lanes of who is asked, the holder by name, and who else is told. Other types stay as they are."""
    if of.code != TYPE.code or document is None:
        return step
    lanes = _lanes(step, document, at)
    case = step.case
    state = _whole(step, before, lanes)
    event: Any = step.event
    if isinstance(event, JointStep) and event.lane:
        event = replace(event, whole=state)
    made = replace(case, lanes=lanes, state=state, since=case.since if state == case.state else at)
    return replace(step, event=replace(event, told=(document.terminal,)), case=replace(made, holder=_holder(made)))


def _lanes(step: Step, document: Any, at: str) -> dict[str, Lane]:
    lanes = dict(step.case.lanes)
    if isinstance(step.event, Lodged | Amended):
        return _asked(lanes, document, at, again=isinstance(step.event, Amended))
    if getattr(step.event, "action", "") == "begin":
        return {a: Lane(P.INSPECTING, at) if lane.state == P.JOINED else lane for a, lane in lanes.items()}
    return lanes


def _asked(lanes: Mapping[str, Lane], document: Any, at: str, *, again: bool) -> dict[str, Lane]:
    invited = {part.agency for part in document.agencies}
    made: dict[str, Lane] = {}
    for agency in AGENCIES:
        lane = lanes.get(agency, Lane(P.ASKED, at))
        if agency == document.requester:
            made[agency] = lane if lane.state == P.JOINED else Lane(P.JOINED, at)
        elif agency not in invited:
            made[agency] = lane if lane.state == P.APART else Lane(P.APART, at)
        else:
            made[agency] = Lane(P.ASKED, at) if again and lane.state == P.APART else lane
    return made


def _whole(step: Step, before: Case | None, lanes: Mapping[str, Lane]) -> str:
    """The table says it wherever the lanes decide; but a box that is ready stays so while nobody is asked again."""
    event: Any = step.event
    if not isinstance(event, Lodged | Amended) and not event.lane:
        return step.case.state
    summed = str(LANES.summed_up({a: lane.state for a, lane in lanes.items()}) or step.case.state)
    was_ready = before is not None and before.state == J.READY and not isinstance(event, Amended)
    return J.READY.value if was_ready and summed == J.AGREED else summed


def _holder(case: Case) -> str:
    """In `countered` the agency that asked, in `ready` those that come; else as the machine has it."""
    asked = [a for a in AGENCIES if case.lanes[a].state == P.ASKED]
    if case.state == J.COUNTERED:
        return " ".join(dict.fromkeys((case.facts["requester"], *asked)))
    if case.state == J.READY:
        return " ".join(a for a in AGENCIES if case.lanes[a].state == P.JOINED)
    if case.state == J.UNDER_WAY:
        return " ".join(a for a in AGENCIES if case.lanes[a].state == P.INSPECTING)
    return " ".join(asked) if case.state == J.REQUESTED else case.holder
