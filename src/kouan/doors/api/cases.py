"""Cases through the lane: where one stands, what happened to it, its document, the next step on it."""

import asyncio
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.journeys.filing import amend_document
from kouan.journeys.inspecting.details import NONE, Details
from kouan.journeys.inspecting.opening import open_now
from kouan.journeys.taxing.crossing import decision
from kouan.kernel.cases import Case, digest, may_read
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import Entry
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.units import Conflict, Key, Receipt, Unit

from .intake import clock, drawn, fit, header_key
from .lane import Lane, decoded
from .wire import Problem, number, read_body, send_bytes, send_json, whole

NO_CASE = Words("没有这个案件，或您无权查看", "There is no such case, or it is not yours to see")


class Standing(msgspec.Struct, frozen=True):
    """A case as the lane tells it: where it stands, and what the asker could do now."""

    case: Case
    words: Words
    open_actions: list[str]


class Step(msgspec.Struct, frozen=True):
    """One journal entry of a timeline, without its seal."""

    seq: int
    at: str
    kind: str
    version: int
    organisation: str
    role: str
    body: msgspec.Raw


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an officer (or filer) asks: the action, on the version that was seen, with the reason where one is needed, and
    another time or codes of findings where the step takes them.
    """

    action: str
    version: int
    reason: str = ""
    details: Details = NONE


class Amendment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new revision of the document, on the version that was seen."""

    version: int
    document: msgspec.Raw
    reason: str = ""


async def found(lane: Lane, actor: Actor, id: str) -> tuple[DocumentType, Case]:
    """The case and its type. Raises `Problem` 404 alike for a case that is not there and one that is not theirs."""
    return readable(lane, actor, await asyncio.to_thread(lane.house.reader.case, id))


def readable(lane: Lane, actor: Actor, case: Case | None) -> tuple[DocumentType, Case]:
    """The case with its type where this actor may open it. Raises `Problem` 404 as `found` does."""
    of = lane.types.get(case.type) if case else None
    if case is None or of is None or not may_read(of, case, actor):
        raise Problem(404, "case-unknown", NO_CASE)
    return of, case


def standing(of: DocumentType, case: Case, actor: Actor) -> Standing:
    """What the lane tells of a case."""
    return Standing(case, of.machine.states[of.machine.at(case.state)].words, open_now(of, case, actor))


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/cases/{id}."""
    actor = await lane.actor(scope)
    of, case = await found(lane, actor, scope["path_params"]["id"])
    await send_json(send, 200, standing(of, case, actor))


async def many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/cases?holder=&type=&state=&port=&number=&limit=&offset=: cases that the asker may see."""
    actor = await lane.actor(scope)
    asked = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
    where: dict[str, Any] = {k: asked[k] for k in ("holder", "type", "state", "port", "number") if k in asked}
    where |= visible(lane, actor, where)
    limit, offset = number(asked, "limit", 50, 1000), number(asked, "offset", 0, 10_000_000)
    cases = await asyncio.to_thread(lambda: lane.house.reader.cases(where, limit=limit, offset=offset))
    rows = [standing(lane.types[c.type], c, actor) for c in cases if may_read(lane.types[c.type], c, actor)]
    await send_json(send, 200, {"cases": rows, "limit": limit, "offset": offset})


def visible(lane: Lane, actor: Actor, where: dict[str, Any]) -> dict[str, Any]:
    """The columns that narrow a list of cases to what the actor may see."""
    if actor.may("cases.read.all"):
        return {"type": where.get("type", tuple(lane.types))}
    if actor.may("cases.read.agency"):
        probe = Case(id="", type="", number="", owner=actor.organisation, state="", holder="", opened="", since="")
        mine = tuple(code for code, of in lane.types.items() if may_read(of, probe, actor))
        return {"type": tuple(c for c in mine if c == where.get("type", c))}
    return {"owner": actor.organisation, "type": where.get("type", tuple(lane.types))}


async def timeline(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/cases/{id}/timeline."""
    actor = await lane.actor(scope)
    _, case = await found(lane, actor, scope["path_params"]["id"])
    entries: Sequence[Entry] = await asyncio.to_thread(lane.house.reader.timeline, case.id)
    steps = [Step(e.seq, e.at, e.kind, e.version, e.organisation, e.role, e.body) for e in entries]
    await send_json(send, 200, {"case": case.id, "steps": steps})


async def document(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/cases/{id}/document[?revision=n]: canonical JSON of a revision, the last by default."""
    actor = await lane.actor(scope)
    _, case = await found(lane, actor, scope["path_params"]["id"])
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("revision", [""])[-1]
    wanted = whole(asked) if asked else case.revision
    kept = None if wanted is None else await asyncio.to_thread(lane.house.reader.document, case.id, wanted)
    if kept is None:
        raise Problem(404, "revision-unknown", Words("没有这一版", "There is no such revision"))
    await send_bytes(send, 200, kept.canonical, headers=[(b"etag", f'"{kept.digest}"'.encode())])


async def decide(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/cases/{id}/decisions: take one step. 409 when somebody was first."""
    actor = await lane.actor(scope)
    asked = decoded(await read_body(scope, receive), Decision)
    key = _optional_key(scope, actor, msgspec.json.encode((scope["path_params"]["id"], asked)))
    if stored := await repeated(lane, key):
        return await send_bytes(send, 200, stored.answer)
    of, case = await found(lane, actor, scope["path_params"]["id"])
    unit = await asyncio.to_thread(
        decision,
        lane.house,
        of,
        case,
        asked.action,
        version=asked.version,
        actor=actor,
        now=clock(lane, scope),
        reason=asked.reason,
        key=key,
        details=asked.details,
    )
    return await _answer(lane, send, unit)


async def repeated(lane: Lane, key: Key | None) -> Receipt | None:
    """The stored answer of a key that was used before: a retry must not meet its own effect. Raises `Conflict`."""
    stored = await asyncio.to_thread(lane.house.reader.answered, key.organisation, key.key) if key else None
    return same(key, stored) if key and stored else None


def same(key: Key, stored: tuple[str, bytes]) -> Receipt:
    """The stored answer again, where the bytes are the same. Raises `Conflict`."""
    if stored[0] != key.digest:
        raise Conflict("key-reused")
    return Receipt(stored[1], repeated=True)


async def amend(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """PUT /api/v1/cases/{id}/document: a new revision in the place of the last."""
    actor = await lane.actor(scope)
    body = await read_body(scope, receive)
    asked = decoded(body, Amendment)
    key = _optional_key(scope, actor, b"\n".join((scope["path_params"]["id"].encode(), body)))
    if stored := await repeated(lane, key):
        return await send_bytes(send, 200, stored.answer)
    of, case = await found(lane, actor, scope["path_params"]["id"])
    if asked.version != case.version:
        raise Problem(409, "version-stale", Words("案件已有新的进展", "The case has moved on"))
    made, faults = of.read(bytes(asked.document))
    if faults:
        words = Words(f"有 {len(faults)} 处需要改正", f"Not taken; faults: {len(faults)}")
        raise Problem(422, "document-faulty", words, findings=faults)
    now, before = clock(lane, scope), await standing_document(lane, of, case)

    async def make() -> Unit:
        return await asyncio.to_thread(
            amend_document,
            of,
            case,
            made,
            actor=actor,
            now=now,
            reason=asked.reason,
            key=key,
            before=before,
            reader=lane.house.reader,
        )

    receipt = await drawn(lane, await make(), make)
    return await send_bytes(send, 200, receipt.answer)


async def standing_document(lane: Lane, of: DocumentType, case: Case) -> object:
    """The revision that stands now, or None where it can no longer be read as its type."""
    kept = await asyncio.to_thread(lane.house.reader.document, case.id, case.revision)
    return of.read(kept.canonical)[0] if kept else None


async def _answer(lane: Lane, send: Send, unit: Unit) -> None:
    receipt = await lane.write(unit)
    await send_bytes(send, 200, receipt.answer)


def _optional_key(scope: Scope, actor: Actor, content: bytes) -> Key | None:
    given = header_key(scope)
    return Key(actor.organisation, fit(given), digest(content)) if given else None
