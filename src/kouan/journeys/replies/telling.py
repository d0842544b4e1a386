"""What a reply says: one journal entry told to whoever filed the case, without goods data and without persons.

Every way out tells the same entry in the same shape; `number` is the document's number as the case has it now.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from kouan.areas.window.inspecting.saying import KIND as ANNOUNCED
from kouan.areas.window.inspecting.saying import announced
from kouan.areas.window.replies import raw_of
from kouan.journeys import catalogue
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import Entry
from kouan.kernel.machine import Machine
from kouan.kernel.words import Words

_STATE_COLUMN = "state"
OUTSIDE = "OutsideReplyTaken"
"""The fact whose raw code is another system's own."""


class Raw(msgspec.Struct, frozen=True):
    """A status as its own system writes it: the code, the list it is from, and the state that we derive from it."""

    list: str
    code: str
    words: Words
    state: str


class Reply(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One reply. `id` (case and version) is the key by which a receiver drops repeats; `offset` is its place in the log.

    `state` is the state of the case after it; an agency's own decision beside others stands in `lane` and `lane_state`.
    """

    offset: int
    id: str
    case: str
    version: int
    type: str
    kind: str
    at: str
    recorded_at: str
    words: Words
    number: str = ""
    state: str = ""
    state_words: Words | None = None
    lane: str = ""
    lane_state: str = ""
    reason: str = ""
    raw: Raw | None = None
    role: str = ""
    warnings: tuple[str, ...] = ()
    revision: int = 0
    seq: int = 0
    seal: str = ""


def reply(offset: int, entry: Entry, type_code: str, number: str) -> Reply:
    """A journal entry as the reply at that place of the log."""
    body: dict[str, Any] = msgspec.json.decode(entry.body)
    of = catalogue.types().get(type_code)
    state, lane_state = _states(body, of)
    return Reply(
        offset=offset,
        id=f"{entry.case}.{entry.version}",
        case=entry.case,
        version=entry.version,
        type=type_code,
        kind=entry.kind,
        at=entry.at,
        recorded_at=entry.recorded_at,
        words=_words(entry.kind, body, of),
        number=number,
        state=state,
        state_words=_state_words(of.machine, state) if of and state else None,
        lane=body.get("lane", ""),
        lane_state=lane_state,
        reason=body.get("reason", ""),
        raw=_raw(entry.kind, body),
        role=entry.role,
        warnings=tuple(body.get("warnings", ())),
        revision=body.get("revision", 0),
        seq=entry.seq,
        seal=entry.hash.hex(),
    )


def _states(body: Mapping[str, Any], of: DocumentType | None) -> tuple[str, str]:
    """The state of the case after the entry, and that of the lane where it moved one. An amendment moves neither."""
    if body.get("lane"):
        return body.get("whole", ""), body.get("after", "")
    if "after" in body:
        return body["after"], ""
    lodged = "type" in body and of is not None
    return (of.machine.start.value if lodged and of else "", "")


def _words(kind: str, body: Mapping[str, Any], of: DocumentType | None) -> Words:
    if kind == ANNOUNCED:
        return announced(body)
    if kind == OUTSIDE:
        return outside_words(body)
    if of and "action" in body:
        machine = of.lanes.machine if of.lanes and body.get("lane") else of.machine
        action = machine.actions.get(body["action"])
        return action.words if action else Words(kind, kind)
    if "revision" in body:
        return Words("已收到第 {n} 版", "Revision {n} received").with_values(n=body["revision"])
    return Words("已收到申报", "Filing received") if "type" in body else Words(kind, kind)


def _state_words(machine: Machine, state: str) -> Words | None:
    return next((s.words for name, s in machine.states.items() if name.value == state), None)


def _raw(kind: str, body: Mapping[str, Any]) -> Raw | None:
    if kind == OUTSIDE:
        return raw_code(body["list"], body["code"])
    found = raw_of(kind, body.get("filing") or body.get("facts", {}).get("filing", ""))
    return raw_code(*found) if found else None


def outside_words(body: Mapping[str, Any]) -> Words:
    """What an outside system answered, in the words of its own code list."""
    said = raw_code(body["list"], body["code"]).words
    return Words(f"外部海关答复 {body['code']}：{said.zh}", f"Outside customs answered {body['code']}: {said.en}")


def raw_code(list_name: str, code: str) -> Raw:
    """A raw code with its words and the state derived from it; one that the list does not have keeps itself, stateless."""
    known = catalogue.code_lists().get(list_name)
    words = known.words(code) if known else None
    return Raw(list_name, code, words or Words(code, code), derived_states(list_name).get(code, ""))


@cache
def derived_states(list_name: str) -> Mapping[str, str]:
    """Raw code -> derived state, from the column `state` of the code list's file."""
    return catalogue.code_columns(list_name, _STATE_COLUMN)


def wire(made: Reply) -> bytes:
    """A reply as the message of a push, in the shape that Standard Webhooks asks for: type, timestamp, data."""
    return msgspec.json.encode({"type": made.kind, "timestamp": made.at, "data": made})
