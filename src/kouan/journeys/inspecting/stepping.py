"""A step on any case with what joint inspections add to it: what stands against it, who is asked, what follows elsewhere."""

from typing import Any

import msgspec

from kouan.areas.window.documents.joint_inspection import TYPE
from kouan.kernel.cases import Case, Step
from kouan.kernel.documents import DocumentType
from kouan.kernel.parties import Actor
from kouan.store.reader import Reader
from kouan.store.units import Fact, Row, Unit

from .details import NONE, Details, detailed
from .following import follows
from .guarding import against
from .opening import why_not
from .settling import settled


class Taken(msgspec.Struct, frozen=True):
    """The step as it is kept, and what is written beside it."""

    step: Step
    facts: tuple[Fact, ...] = ()
    rows: tuple[Row, ...] = ()

    def into(self, unit: Unit) -> Unit:
        """The unit of the step with what is beside it."""
        return msgspec.structs.replace(unit, facts=(*unit.facts, *self.facts), rows=(*unit.rows, *self.rows))


def filed(
    of: DocumentType,
    step: Step,
    document: Any,
    *,
    before: Case | None = None,
    actor: Actor,
    at: str,
    reader: Reader | None,
) -> Taken:
    """A filing or a new revision."""
    made = settled(of, step, document, before=before, at=at) if of.code == TYPE.code else step
    return _taken(made, before, document, actor=actor, at=at, recorded_at=at, reader=reader)


def decided(
    of: DocumentType,
    case: Case,
    step: Step,
    action: str,
    *,
    actor: Actor,
    at: str,
    recorded_at: str,
    reader: Reader | None,
    details: Details = NONE,
) -> Taken:
    """A decision. Raises `Refused` where a joint inspection stands against it, or details are lacking."""
    refusal = why_not(case, action, actor.role) or against(reader, case, action, actor)
    if refusal:
        raise refusal
    if of.code != TYPE.code:
        return Taken(step)
    document = _document(of, case, reader)
    made = settled(of, detailed(step, details), document, before=case, at=at)
    return _taken(made, case, document, actor=actor, at=at, recorded_at=recorded_at, reader=reader)


def _document(of: DocumentType, case: Case, reader: Reader | None) -> Any:
    kept = reader.document(case.id, case.revision) if reader else None
    return of.read(kept.canonical)[0] if kept else None


def _taken(
    step: Step, before: Case | None, document: Any, *, actor: Actor, at: str, recorded_at: str, reader: Reader | None
) -> Taken:
    facts, rows = follows(step, before, document, actor=actor, at=at, recorded_at=recorded_at, reader=reader)
    return Taken(step, facts, rows)
