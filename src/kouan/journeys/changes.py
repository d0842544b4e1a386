"""Amending and withdrawing accepted declarations: who may ask when, that one request is open, and what applying does.

One open request a declaration: a request's case is called after the declaration and counts those before it, so that the
second of two requests at once meets the first one's number in the database and is refused.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from kouan.areas.window.advance import is_excused
from kouan.areas.window.documents import (
    amendment_request,
    export_declaration,
    import_declaration,
    withdrawal_request,
)
from kouan.areas.window.machines import AMENDED_IN, CHANGE_OPEN, WITHDRAWN_IN, S
from kouan.kernel.cases import Case, Step, decide
from kouan.kernel.cases import digest as digest_of
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.findings import Finding, Repair, refusing
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.shapes import Field, fields
from kouan.kernel.words import Words
from kouan.kit.forms.paths import steps
from kouan.kit.forms.read import adopt
from kouan.store import statements as sql
from kouan.store.reader import Reader
from kouan.store.units import Row, Unit, fact, row_of

from .licensing.drawing import drawn, settled
from .licensing.judging import judged

AMENDMENT, WITHDRAWAL = amendment_request.TYPE, withdrawal_request.TYPE
DECLARATIONS: Mapping[str, DocumentType] = {of.code: of for of in (import_declaration.TYPE, export_declaration.TYPE)}
OPEN_IN = {AMENDMENT.code: AMENDED_IN, WITHDRAWAL.code: WITHDRAWN_IN}
MOST = 99
FIXED: Mapping[str, tuple[str, str]] = {
    "filing": ("申报步骤不能用修改申请改变", "The step of filing is not changed by a request"),
    "advance": ("是否提前申报不能用修改申请改变", "Filing before arrival is not changed by a request"),
}
"""Fields that no request changes, and why."""
"""So many requests one declaration may see."""


class Faults(Exception):
    """The changes do not fit the declaration: what was found."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


def requests_of(reader: Reader, declaration: str) -> list[Case]:
    """The requests about a declaration, oldest first."""
    ids = [_name(declaration, n) for n in range(1, MOST + 1)]
    found = reader.cases_called(ids)
    return [found[id_] for id_ in ids if id_ in found]


def _name(declaration: str, number: int) -> str:
    return f"RQ-{declaration}-{number}"


def case_name(of: DocumentType, document: Any, *, actor: Actor, today: dt.date, reader: Reader) -> str:
    """The case that a request becomes. Raises `Refused` where it may not be asked for now, `Faults` where it does not fit."""
    case = reader.case(document.declaration)
    kind = DECLARATIONS.get(case.type) if case else None
    if case is None or kind is None or case.owner != actor.organisation:
        raise Refused("case-unknown", Words("没有这份报关单，或不是本单位的", "There is no such declaration of yours"))
    earlier = requests_of(reader, case.id)
    if any(one.state in CHANGE_OPEN for one in earlier):
        words = Words("已有未办结的修改或撤销申请（WIN-X-083）", "A request is open already (WIN-X-083)")
        raise Refused("request-open", words)
    if case.state not in OPEN_IN[of.code]:
        here = kind.machine.states[kind.machine.at(case.state)].words
        words = Words(f"报关单“{here.zh}”时不能申请", f'Not open while the declaration is "{here.en}"')
        raise Refused("request-not-open", words)
    if len(earlier) >= MOST:
        raise Refused("request-not-open", Words("申请次数已达上限", "There were too many requests"))
    if of is AMENDMENT:
        amended(kind, reader, case, document, today)
    return _name(case.id, len(earlier) + 1)


def amended(kind: DocumentType, reader: Reader, case: Case, request: Any, today: dt.date) -> Any:
    """The declaration with the changes made. Raises `Faults` naming the change that does not fit, and new errors."""
    kept = reader.document(case.id, case.revision)
    raw: dict[str, Any] = msgspec.json.decode(kept.canonical) if kept else {}
    whole, _ = kind.convert(raw)
    found: list[Finding] = []
    for number, change in enumerate(request.changes):
        if change.path in FIXED:
            zh, en = FIXED[change.path]
            found.append(_finding("change-of-step", f"changes[{number}].path", zh, en))
            continue
        field = field_at(kind.shape, change.path)
        if field is None or field.shape is not None:
            zh, en = f"报关单没有栏目 {change.path}", f"The declaration has no field {change.path}"
            found.append(_finding("change-no-field", f"changes[{number}].path", zh, en))
            continue
        held = text_at(whole, change.path)
        if held != change.old:
            zh, en = f"现值是“{held}”，不是“{change.old}”", f'The value now is "{held}", not "{change.old}"'
            found.append(_finding("change-stale", f"changes[{number}].old", zh, en, held, change.old))
            continue
        raw = adopt(kind.shape, raw, Repair(path=change.path, old=change.old, new=change.new or None))
    _prune(raw)
    document, faults = kind.convert(raw)
    found += faults
    if document is not None:
        with judged(reader, kind.code, document, organisation=case.owner, case=case.id):
            new = kind.findings(document, today)
        found += [f for f in new if refusing((f,))]
    if found:
        raise Faults(tuple(found))
    return document


def _finding(code: str, path: str, zh: str, en: str, right: str = "", wrong: str = "") -> Finding:
    repair = Repair(path=path, old=wrong, new=right) if right != wrong else None
    return Finding(code=code, severity="error", path=path, message=Words(zh, en), repair=repair)


def field_at(shape: type[msgspec.Struct], path: str) -> Field | None:
    """The field at a place of a shape; None for a place that it does not have."""
    here: type[msgspec.Struct] | None = shape
    field: Field | None = None
    for step in steps(path):
        if isinstance(step, str):
            field = next((f for f in fields(here) if f.name == step), None) if here else None
            here = field.shape if field else None
    return field


def text_at(document: Any, path: str) -> str:
    """The value at a place of a document as a request quotes it; '' where nothing stands there."""
    here = document
    for step in steps(path):
        try:
            here = here[step] if isinstance(step, int) else getattr(here, step)
        except (IndexError, AttributeError, TypeError):
            return ""
    return text_of(here)


def text_of(value: Any) -> str:
    """A single value as text, as JSON writes it without quotes."""
    if value is None:
        return ""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _prune(raw: dict[str, Any]) -> None:
    """Lines of which nothing is left go."""
    for name, value in raw.items():
        if isinstance(value, list):
            raw[name] = [one for one in value if any(v not in (None, "", False, {}, []) for v in one.values())]


def changes_between(kind: DocumentType, before: Any, after: Any) -> list[dict[str, str]]:
    """The elements that differ between two documents of a type, as a request lists them."""
    old, new = dict(_flat(before, "")), dict(_flat(after, ""))
    return [
        {"path": path, "old": old.get(path, ""), "new": new.get(path, "")}
        for path in dict.fromkeys((*old, *new))
        if old.get(path, "") != new.get(path, "")
    ]


def _flat(part: msgspec.Struct, path: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for field in fields(type(part)):
        value, place = getattr(part, field.name), f"{path}{field.name}"
        if field.kind == "part":
            found += _flat(value, f"{place}.") if value is not None else []
        elif field.kind == "rows":
            for number, row in enumerate(value or ()):
                found += _flat(row, f"{place}[{number}].")
        else:
            found.append((place, text_of(value)))
    return found


def applied(
    unit: Unit,
    of: DocumentType,
    request: Case,
    *,
    actor: Actor,
    at: str,
    recorded_at: str,
    today: dt.date,
    reader: Reader,
) -> Unit:
    """The unit with what applying a granted request does to its declaration: facts and rows of the same transaction.

    Raises `Refused` where the declaration is no longer in a state for it, `Faults` where the changes fit no more.
    """
    kept = reader.document(request.id, request.revision)
    asked: Any = of.read(kept.canonical)[0] if kept else None
    case = reader.case(asked.declaration) if asked is not None else None
    if case is None or case.state not in OPEN_IN[of.code]:
        words = Words("报关单的状态已不允许执行这份申请", "The declaration's state no longer allows this")
        raise Refused("request-not-open", words)
    kind = DECLARATIONS[case.type]
    document = None
    if of is AMENDMENT:
        document = amended(kind, reader, case, asked, today)
        step = _new_revision(kind, case, document, request, asked, at)
        if is_excused(case, (change.path for change in asked.changes), today):
            step = replace(step, event=replace(step.event, excused=True))
    else:
        step = decide(of=kind, case=case, action="cancel", actor=actor, at=at, reason=f"{request.id} {asked.reason}")
    told = fact(step.event, case=case.id, version=step.case.version, actor=actor, at=at, recorded_at=recorded_at)
    rows = [Row(sql.MOVED_CASE, (*row_of(step.case), case.version))]
    if step.document is not None:
        revision = (case.id, step.case.revision, step.fingerprint, "json", step.document, None)
        rows.append(Row(sql.REVISION, revision))
    made = replace(unit, facts=(*unit.facts, told), rows=(*unit.rows, *rows))
    if document is None:
        return settled(made, kind.code, "cancel", case=case.id, reader=reader)
    released = case.state == S.RELEASED
    return drawn(made, kind.code, document, case=case.id, is_new=False, reader=reader, released=released)


def _new_revision(kind: DocumentType, case: Case, document: Any, request: Case, asked: Any, at: str) -> Step:
    body = encode(document)
    facts = kind.facts(document)
    made = replace(
        case,
        version=case.version + 1,
        revision=case.revision + 1,
        facts=facts,
        title=kind.titled(document),
        since=case.since,
    )
    if kind.machine.amended is None:
        raise TypeError(f"{kind.code} takes no revisions")
    fingerprint = digest_of(body)
    event = kind.machine.amended(
        revision=made.revision, digest=fingerprint, facts=facts, reason=f"{request.id} {asked.reason}"
    )
    return Step(event, made, body, fingerprint)
