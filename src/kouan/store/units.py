"""What one request asks the writer to make durable, prepared in the request's own thread so that the writer only writes."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from kouan.kernel.cases import Case, Step, digest
from kouan.kernel.findings import Finding
from kouan.kernel.journal import stamp
from kouan.kernel.parties import Actor

_encode = msgspec.json.Encoder().encode


def _text(value: object) -> str:
    return _encode(value).decode()


class Conflict(Exception):
    """Somebody else decided first, or the case or key already stands with other content."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TablesRefuse(Exception):
    """The tables that a unit fills do not take what it says: a constraint, or a value that no column holds."""


class Key(msgspec.Struct, frozen=True):
    """An idempotency key within an organisation, and the digest of the bytes that came with it."""

    organisation: str
    key: str
    digest: str


class Fact(msgspec.Struct, frozen=True):
    """One journal entry to be: everything but its place and seal."""

    at: str
    recorded_at: str
    kind: str
    case: str
    version: int
    actor: str
    organisation: str
    role: str
    body: bytes


class Row(msgspec.Struct, frozen=True):
    """One row of an area's own table, written in the transaction of its fact. The statement (marks are `?`) must touch
    exactly one row: an UPDATE that names the version it saw finds none when somebody was first, and the unit is refused
    as the `conflict` of that code.
    """

    sql: str
    values: tuple[object, ...]
    conflict: str = "version-taken"


class Unit(msgspec.Struct, frozen=True):
    """All or nothing: facts, the case after them, the revision, rows of an area's own, the answer under its key, or a
    kept refusal. Where there is a case, the first fact is its own. `tables` fills an area's tables by Django's ORM in
    that same transaction (ADR 0015); what they refuse (`TablesRefuse`) leaves no fact behind.
    """

    facts: tuple[Fact, ...] = ()
    case: tuple[object, ...] | None = None
    case_is_new: bool = False
    revision: tuple[object, ...] | None = None
    refused: tuple[object, ...] | None = None
    key: Key | None = None
    answer: bytes = b"{}"
    rows: tuple[Row, ...] = ()
    tables: Callable[[], None] | None = None


class Receipt(msgspec.Struct, frozen=True):
    """The durable answer: its JSON bytes, and whether it was given before (the key was known)."""

    answer: bytes
    repeated: bool = False


class Writes(Protocol):
    """What makes units durable: the writer, or one request's face of it (`Once`)."""

    def write(self, unit: Unit) -> Receipt:
        """Make one unit durable and wait for it. Raises `Conflict`, `Busy`, `Unavailable` or `Uncertain`."""
        ...


class Once:
    """The writer's face for one request: what it writes stands under the request's key, so a retry finds its answer."""

    def __init__(self, writer: Writes, key: Key) -> None:
        self.writer, self.key, self.receipt = writer, key, Receipt(b"{}")

    def write(self, unit: Unit) -> Receipt:
        """Write the one unit of the request. Raises `Conflict` where it comes to a second: one key, one answer."""
        if self.receipt.answer != b"{}":
            raise Conflict("key-reused")
        self.receipt = self.writer.write(msgspec.structs.replace(unit, key=self.key))
        return self.receipt


def fact(event: msgspec.Struct, *, case: str, version: int, actor: Actor, at: str, recorded_at: str) -> Fact:
    """The journal entry of an event."""
    return Fact(
        at=at,
        recorded_at=recorded_at,
        kind=type(event).__name__,
        case=case,
        version=version,
        actor=actor.user,
        organisation=actor.organisation,
        role=actor.role,
        body=_encode(event),
    )


def unit_of(
    step: Step,
    *,
    actor: Actor,
    at: str,
    recorded_at: str,
    key: Key | None = None,
    form: str = "json",
    original: bytes | None = None,
    findings: Sequence[Finding] = (),
) -> Unit:
    """The unit that makes a step durable. `original` are the bytes as they came where they were not our JSON."""
    case = step.case
    body = step.document
    revision = None
    if body is not None:
        kept = body if original is None else original
        revision = (case.id, case.revision, step.fingerprint, form, kept, None if original is None else body)
    return Unit(
        facts=(fact(step.event, case=case.id, version=case.version, actor=actor, at=at, recorded_at=recorded_at),),
        case=row_of(case),
        case_is_new=case.version == 1,
        revision=revision,
        key=key,
        answer=_encode({"case": case, "findings": list(findings)}),
    )


def row_of(case: Case) -> tuple[object, ...]:
    """A case as its row: all columns after the id, then the id last (the order of the update statement)."""
    return (
        case.type,
        case.number,
        case.owner,
        case.state,
        case.holder,
        case.opened,
        case.since,
        case.version,
        case.revision,
        case.title.zh[:200],
        case.title.en[:200],
        case.facts.get("port", ""),
        _text(case.facts),
        _text(case.lanes),
        case.warnings,
        case.id,
    )


def refusal(*, actor: Actor, kind: str, at: dt.datetime, body: bytes, findings: Sequence[Finding]) -> Unit:
    """The unit that keeps a refused filing: its bytes and what was found. The same bytes again have the same name."""
    name = f"REF-{digest(b'%b %b %b' % (actor.organisation.encode(), kind.encode(), body))[:16].upper()}"
    kept = (name, stamp(at), actor.organisation, actor.user, kind, body, _text(list(findings)))
    return Unit(refused=kept, answer=_encode({"refused": name, "findings": list(findings)}))
