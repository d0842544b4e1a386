"""From bytes to a unit the writer can make durable: the way every filing and decision takes, whichever door it came by."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from kouan.areas.ships.documents import ship_departure, ship_shift
from kouan.areas.window import advance as rules_of_advance
from kouan.kernel.cases import Case, amend, case_id, decide, digest, lodge, may_read
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.findings import Finding, refusing
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.store.reader import Reader
from kouan.store.units import Key, Unit, unit_of

from . import advance, changes, moving, two_step
from .inspecting import stepping, subjects
from .inspecting.details import NONE, Details
from .licensing.drawing import drawn, settled
from .licensing.judging import COUNTED, judged
from .references import Taken, references


class Faulty(Exception):
    """The filing can not be taken as it is: what was found."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


def file_json(
    of: DocumentType,
    body: bytes,
    *,
    actor: Actor,
    key: str,
    now: dt.datetime,
    reader: Reader | None = None,
) -> Unit:
    """A filing in our own JSON. Raises `Refused` (role) or `Faulty` (findings). With `reader`, what stands
    already is looked at: references used before, requests that are open."""
    _may_file(of, actor)
    document, faults = of.read(body)
    if faults:
        raise Faulty(faults)
    fingerprint = digest(body)
    stands = Key(actor.organisation, key, _sealed(of, fingerprint))
    return _filed(of, document, body, actor=actor, key=stands, now=now, fingerprint=fingerprint, reader=reader)


def file_document(
    of: DocumentType,
    document: object,
    *,
    actor: Actor,
    key: str,
    now: dt.datetime,
    form: str = "form",
    original: bytes | None = None,
    reader: Reader | None = None,
    beside: tuple[Finding, ...] = (),
) -> Unit:
    """A filing that a format or a form has decoded; `original` are the bytes as they came, `beside` what their reader
    found: it rides on the answer, or refuses. Raises as `file_json`.
    """
    _may_file(of, actor)
    if refusing(beside):
        raise Faulty(beside)
    if not isinstance(document, of.shape):  # a file that holds a part only: a draft, not yet a filing
        document, faults = of.convert(msgspec.to_builtins(document))
        if faults:
            raise Faulty(faults)
    body = encode(document)
    seal = Key(actor.organisation, key, _sealed(of, digest(body if original is None else original)))
    return _filed(
        of, document, body, actor=actor, key=seal, now=now, form=form, original=original, reader=reader, beside=beside
    )


def _sealed(of: DocumentType, fingerprint: str) -> str:
    """What an idempotency key is tied to: the same bytes filed as another type are another filing."""
    return digest(f"{of.code}\n{fingerprint}".encode())


def _filed(
    of: DocumentType,
    document: Any,
    body: bytes,
    *,
    actor: Actor,
    key: Key,
    now: dt.datetime,
    form: str = "json",
    original: bytes | None = None,
    fingerprint: str = "",
    reader: Reader | None = None,
    beside: tuple[Finding, ...] = (),
) -> Unit:
    today = law_day(now)
    findings = _found(of, document, today, actor=actor, reader=reader)
    if refusing(findings):
        if reader is not None and _is_own_effect(findings) and reader.answered(key.organisation, key.key) is not None:
            return Unit(key=key)
        raise Faulty((*beside, *findings))
    at = stamp(now)
    case = case_id(of.prefix, key.organisation, key.key, today)
    claim = Taken()
    if reader is not None:
        _look_at_named(of, document, actor=actor, key=key, reader=reader)
    if reader is not None and of.code in changes.OPEN_IN:
        case = _named(of, document, actor=actor, key=key, today=today, reader=reader)
    elif reader is not None and two_step.is_complete(of, document):
        return _completed(of, document, body, actor, key, now, form, original, reader, findings, beside)
    elif reader is not None:
        _look_ahead(of, document, key=key, reader=reader)
        claim = references(reader).take(of, document, key=key, case=case, at=at)
    if claim.repeat:
        return claim.repeat
    if claim.conflict:
        raise Faulty((*beside, *findings, claim.conflict))
    step = lodge(
        of=of,
        document=document,
        body=body,
        case=case,
        actor=actor,
        at=at,
        warnings=tuple(f.code for f in findings),
        fingerprint=fingerprint,
    )
    taken = stepping.filed(of, step, document, actor=actor, at=at, reader=reader)
    unit = unit_of(
        taken.step,
        actor=actor,
        at=at,
        recorded_at=at,
        key=key,
        form=form,
        original=original,
        findings=(*beside, *findings),
    )
    return drawn(claim.into(taken.into(unit)), of.code, document, case=case, is_new=True, reader=reader)


def _found(
    of: DocumentType, document: Any, today: dt.date, *, actor: Actor, reader: Reader | None
) -> tuple[Finding, ...]:
    """What the checks find, licences judged by what is left of them now."""
    completes = reader is not None and two_step.is_complete(of, document)
    own = two_step.summary_of(of, document, actor, reader) if completes and reader is not None else None
    with judged(reader, of.code, document, organisation=actor.organisation, case=own.id if own else ""):
        return of.findings(document, today)


def _is_own_effect(findings: tuple[Finding, ...]) -> bool:
    """May what was found be what the same filing took the first time?"""
    return any(f.code in COUNTED for f in findings)


NAMES_CASES: Mapping[str, Callable[[Reader, Any, Actor], tuple[Finding, ...]]] = {
    subjects.JOINT: subjects.examined,
    ship_departure.TYPE.code: moving.examined,
    ship_shift.TYPE.code: moving.examined,
}
"""Types whose documents name other cases, and who says what stands against it."""


def _look_at_named(of: DocumentType, document: Any, *, actor: Actor, key: Key, reader: Reader) -> None:
    """The cases that a document names are there, and open to it; a known key is left to the writer."""
    examined = NAMES_CASES.get(of.code)
    if examined is None or reader.answered(key.organisation, key.key) is not None:
        return
    if found := examined(reader, document, actor):
        raise Faulty(found)


def _look_ahead(of: DocumentType, document: Any, *, key: Key, reader: Reader) -> None:
    """What is filed before arrival is on an accepted manifest and not here yet; a known key is left to the writer."""
    if not advance.is_one(of, document) or reader.answered(key.organisation, key.key) is not None:
        return
    if found := advance.examined(reader, document):
        raise Faulty(found)


def _completed(
    of: DocumentType,
    document: Any,
    body: bytes,
    actor: Actor,
    key: Key,
    now: dt.datetime,
    form: str,
    original: bytes | None,
    reader: Reader,
    findings: tuple[Finding, ...],
    beside: tuple[Finding, ...],
) -> Unit:
    """The complete declaration of a summary: the next revision of its case. A known key is left to the writer."""
    if reader.answered(key.organisation, key.key) is not None:
        return Unit(key=key)
    at = stamp(now)
    made = two_step.completed(
        of, document, body, actor=actor, today=law_day(now), at=at, reader=reader, findings=findings
    )
    if isinstance(made, Finding):
        raise Faulty((made, *findings))
    step, rows = made
    told = (*beside, *findings)
    unit = unit_of(step, actor=actor, at=at, recorded_at=at, key=key, form=form, original=original, findings=told)
    unit = msgspec.structs.replace(unit, rows=rows)
    return drawn(unit, of.code, document, case=step.case.id, is_new=False, reader=reader)


def _named(of: DocumentType, document: Any, *, actor: Actor, key: Key, today: dt.date, reader: Reader) -> str:
    """The case of a request; a retry must not meet its own effect, so a known key is left to the writer."""
    if reader.answered(key.organisation, key.key) is not None:
        return case_id(of.prefix, key.organisation, key.key, today)
    try:
        return changes.case_name(of, document, actor=actor, today=today, reader=reader)
    except changes.Faults as faults:
        raise Faulty(faults.findings) from faults
    except Refused as refused:
        if refused.code != "case-unknown":
            raise
        found = Finding(code=refused.code, severity="error", path="declaration", message=refused.words)
        raise Faulty((found,)) from refused


def amend_document(
    of: DocumentType,
    case: Case,
    document: object,
    *,
    actor: Actor,
    now: dt.datetime,
    reason: str,
    key: Key | None = None,
    before: object = None,
    reader: Reader | None = None,
) -> Unit:
    """A new revision of a case's document; `before` is the one that stood till now. Raises `Refused` or `Faulty`."""
    two_step.amending(case, document)
    advance.amending(case, document)
    with judged(reader, of.code, document, organisation=actor.organisation, case=case.id):
        findings = of.findings(document, law_day(now))
    if reader is not None and of.code in NAMES_CASES:
        findings = (*findings, *NAMES_CASES[of.code](reader, document, actor))
    if refusing(findings):
        raise Faulty(findings)
    at = stamp(now)
    body = encode(document)
    step = amend(of=of, case=case, document=document, body=body, actor=actor, at=at, reason=reason, before=before)
    step = advance.excused(of, case, step, before, document, law_day(now))
    taken = stepping.filed(of, step, document, before=case, actor=actor, at=at, reader=reader)
    unit = unit_of(taken.step, actor=actor, at=at, recorded_at=at, key=key, form="form", findings=findings)
    return drawn(taken.into(unit), of.code, document, case=case.id, is_new=False, reader=reader)


def decision(
    of: DocumentType,
    case: Case,
    action: str,
    *,
    version: int,
    actor: Actor,
    now: dt.datetime,
    happened: dt.datetime | None = None,
    reason: str = "",
    key: Key | None = None,
    reader: Reader | None = None,
    details: Details = NONE,
) -> Unit:
    """One step on a case, tied to the version that the officer saw; `happened` where it is reported later. Raises `Refused`."""
    if not may_read(of, case, actor):
        raise Refused("case-unknown", Words("没有这个案件", "There is no such case"))
    if version != case.version:
        raise stale(case)
    at = stamp(happened or now)
    step = decide(of=of, case=case, action=action, actor=actor, at=at, reason=reason)
    if refusal := rules_of_advance.why_not(case, action):
        raise refusal
    step, rows = two_step.decided(case, step, action)
    taken = stepping.decided(
        of, case, step, action, actor=actor, at=at, recorded_at=stamp(now), reader=reader, details=details
    )
    unit = taken.into(unit_of(taken.step, actor=actor, at=at, recorded_at=stamp(now), key=key))
    unit = msgspec.structs.replace(unit, rows=(*unit.rows, *rows))
    unit = settled(unit, of.code, action, case=case.id, reader=reader)
    return _with_effect(unit, of, case, action, actor=actor, at=at, now=now, reader=reader)


def _with_effect(
    unit: Unit,
    of: DocumentType,
    case: Case,
    action: str,
    *,
    actor: Actor,
    at: str,
    now: dt.datetime,
    reader: Reader | None,
) -> Unit:
    """The unit with what the step does to another case, in one transaction: applying a request changes its declaration."""
    if of.code not in changes.OPEN_IN or action != "apply" or reader is None:
        return unit
    try:
        return changes.applied(
            unit, of, case, actor=actor, at=at, recorded_at=stamp(now), today=law_day(now), reader=reader
        )
    except changes.Faults as faults:
        words = Words("修改已不适合现在的报关单", "The changes no longer fit the declaration")
        raise Refused("request-stale", words) from faults


def stale(case: Case) -> Refused:
    """The refusal for a decision on a version that is no longer the last."""
    words = Words(
        "案件已有新的进展（第 {v} 步），请看过再决定", "The case has moved on (step {v}): look again, then decide"
    ).with_values(v=case.version)
    return Refused("version-stale", words)


def _may_file(of: DocumentType, actor: Actor) -> None:
    if actor.role not in of.machine.lodge_by:
        words = Words(f"当前身份无权申报“{of.words.zh}”", f'Your role ({actor.role}) may not file "{of.words.en}"')
        raise Refused("role-may-not", words)
