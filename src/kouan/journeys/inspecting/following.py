"""What a step of a joint inspection does beside its own case, in the same transaction.

Its appointment is kept; the goods' and ship's own cases are told, and so are their owners through the log of replies; and
the part of customs moves the declaration: ordered, begun, ended.
"""

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from kouan.areas.window.documents.joint_inspection import TYPE
from kouan.areas.window.inspecting.events import JointInspectionAnnounced
from kouan.areas.window.inspecting.machine import J, P
from kouan.areas.window.inspecting.reading import Appointment, Seen, kept, subjects
from kouan.areas.window.inspecting.saying import findings
from kouan.kernel.cases import Case, Step, decide
from kouan.kernel.journal import Amended, Lodged, stamp
from kouan.kernel.parties import Actor
from kouan.store import statements as sql
from kouan.store.reader import Reader
from kouan.store.units import Fact, Row, fact, row_of

from .subjects import TYPES, seen_in

SAID = {"prepare": "prepared", "delay": "delayed", "cancel": "cancelled", "begin": "started"}
RESULT = {"clear_goods": "clean", "find": "found"}
ON_DECLARATION = {"join": "order_inspection", "clear_goods": "complete_inspection", "find": "find_discrepancy"}
"""What the lane actions of customs are on a declaration."""


class Beside:
    """Another case that moves along: facts and one row, tied to the version that was read."""

    def __init__(self, case: Case, actor: Actor, at: str, recorded_at: str) -> None:
        self.case, self.seen, self.actor, self.at, self.recorded_at = case, case.version, actor, at, recorded_at
        self.facts: list[Fact] = []

    def say(self, event: JointInspectionAnnounced) -> None:
        """Tell it without moving its state."""
        self.case = replace(self.case, version=self.case.version + 1)
        self._note(event)

    def act(self, action: str, reason: str) -> None:
        """A step of customs on a declaration, where it is open; the journal says who took it."""
        of = TYPES[self.case.type]
        if action in of.machine.open_actions(self.case.state):
            customs = replace(self.actor, role="customs")
            step = decide(of=of, case=self.case, action=action, actor=customs, at=self.at, reason=reason)
            self.case = step.case
            self._note(step.event)

    def _note(self, event: Any) -> None:
        self.facts.append(
            fact(
                event,
                case=self.case.id,
                version=self.case.version,
                actor=self.actor,
                at=self.at,
                recorded_at=self.recorded_at,
            )
        )

    @property
    def row(self) -> Row:
        """The case after it."""
        return Row(sql.MOVED_CASE, (*row_of(self.case), self.seen))


def follows(
    step: Step, before: Case | None, document: Any, *, actor: Actor, recorded_at: str, at: str, reader: Reader | None
) -> tuple[tuple[Fact, ...], tuple[Row, ...]]:
    """Facts and rows of the same transaction. Without `reader` the cases beside are left alone."""
    if step.case.type != TYPE.code or document is None:
        return (), ()
    rows: list[Row] = []
    seen = _seen(step, document, reader)
    if isinstance(step.event, Lodged | Amended):
        rows += kept(_appointment(step.case, document), seen)
    if reader is None:
        return (), tuple(rows)
    gone = _gone(step, before, seen, reader)
    said = _steps(step, before)
    beside = [Beside(c, actor, at, recorded_at) for c in _cases(reader, seen, gone) if c.type in TYPES]
    for one in beside:
        if one.case.id in gone:
            one.say(_announced(step, "dropped", document, seen, one.case.id))
            continue
        for what in said:
            one.say(_announced(step, what, document, seen, one.case.id))
        _on_declaration(one, step)
    moved = [one for one in beside if one.facts]
    return tuple(f for one in moved for f in one.facts), (*rows, *(one.row for one in moved))


def _seen(step: Step, document: Any, reader: Reader | None) -> list[Seen]:
    if isinstance(step.event, Lodged | Amended) or reader is None:
        return seen_in(reader, document)
    return subjects(reader, step.case.id, step.case.revision)


def _gone(step: Step, before: Case | None, seen: list[Seen], reader: Reader) -> set[str]:
    """The cases of the revision before that the new one leaves out."""
    if before is None or not isinstance(step.event, Amended):
        return set()
    return {s.subject for s in subjects(reader, before.id, before.revision)} - {s.subject for s in seen} - {""}


def _cases(reader: Reader, seen: list[Seen], gone: Iterable[str]) -> list[Case]:
    ids = list(dict.fromkeys([*(s.subject for s in seen if s.subject), *gone]))
    found = reader.cases_called(ids) if ids else {}
    live = (found[i] for i in ids if i in found)
    return [c for c in live if c.type in TYPES and not TYPES[c.type].machine.is_final(c.state)]


def _steps(step: Step, before: Case | None) -> list[str]:
    """The sentences that a step is told in, none for an answer that changes nothing for the trader."""
    event: Any = step.event
    if isinstance(event, Lodged):
        return ["asked"]
    if isinstance(event, Amended):
        return ["amended"]
    said = [SAID[event.action]] if event.action in SAID else []
    said += [RESULT[event.action]] if event.action in RESULT else []
    if step.case.state == J.AGREED and before is not None and before.state in (J.REQUESTED, J.COUNTERED):
        said.append("agreed")
    return [*said, "done"] if step.case.state == J.DONE else said


def _announced(step: Step, what: str, document: Any, seen: list[Seen], subject: str) -> JointInspectionAnnounced:
    event: Any = step.event
    lanes = step.case.lanes
    about = what in RESULT.values()
    return JointInspectionAnnounced(
        inspection=step.case.id,
        step=what,
        place=document.place,
        begins=stamp(document.begins),
        ends=stamp(document.ends),
        opens=document.opens,
        boxes=tuple(dict.fromkeys(s.container for s in seen if s.container and s.subject == subject)),
        agencies=tuple(a for a, lane in lanes.items() if lane.state not in (P.APART, P.DECLINED)),
        agency=event.lane if about else "",
        codes=event.codes if what == "found" else (),
        reason=event.reason if about or what in ("delayed", "cancelled", "amended") else "",
    )


def _on_declaration(one: Beside, step: Step) -> None:
    """The part of customs, on goods that are declared."""
    event: Any = step.event
    if isinstance(event, Lodged | Amended):
        if step.case.facts.get("requester") == "customs":
            one.act("order_inspection", "")
    elif event.action == "begin" and step.case.lanes["customs"].state == P.INSPECTING:
        one.act("start_inspection", "")
    elif event.lane == "customs" and event.action in ON_DECLARATION:
        said = findings(event.codes) if event.action == "find" else None
        reason = f"{said.zh} · {said.en}。{event.reason}" if said else event.reason
        one.act(ON_DECLARATION[event.action], reason)


def _appointment(case: Case, document: Any) -> Appointment:
    return Appointment(
        case_id=case.id,
        revision=case.revision,
        requester=document.requester,
        place=document.place,
        terminal=document.terminal,
        begins=stamp(document.begins),
        ends=stamp(document.ends),
        opens=document.opens,
    )
