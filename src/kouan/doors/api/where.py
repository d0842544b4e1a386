"""Where a consignment is, through the lane: for who may open the case, by number; for whom its owner told, by a code."""

import asyncio
from urllib.parse import parse_qs

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.areas.window import levels
from kouan.areas.window.consignment.reading import Asker
from kouan.areas.window.consignment.telling import LIVES, MOST, NOTE, Book, Unfit
from kouan.areas.window.reconciling.loaded import loaded
from kouan.doors.looks import GUESSES, LOOKS
from kouan.journeys.consignments import bills_of, by_code, cases_called, is_traced, may_tell, where
from kouan.journeys.foreign import read_one
from kouan.journeys.licensing.judging import judged
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words

from .cases import found
from .lane import TOO_FAST, Lane, decoded
from .wire import Problem, header, read_body, send_bytes, send_json

NOT_TRACED = Words("这种单证不是一票货物", "This kind of document is no consignment")
NO_CODE = Words("没有这个查询码，或已失效", "There is no such code, or it is no longer valid")
PRIVATE = [
    (b"x-robots-tag", b"noindex, nofollow"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
]


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long a code is to live, in days, and a note for its maker."""

    days: int = 30
    note: str = ""


async def _traced(lane: Lane, scope: Scope) -> tuple[DocumentType, Case]:
    actor = await lane.actor(scope)
    of, case = await found(lane, actor, scope["path_params"]["id"])
    if not is_traced(of):
        raise Problem(404, "case-not-traced", NOT_TRACED)
    return of, case


async def one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/cases/{id}/where: the consignment with its papers and mismatches."""
    of, case = await _traced(lane, scope)
    told = await asyncio.to_thread(where, lane.house, case, of, now=lane.house.now())
    await send_json(send, 200, told)


async def bills(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/cases/{id}/bills: the bills of a manifest, those with mismatches first."""
    _, case = await _traced(lane, scope)
    made = await asyncio.to_thread(bills_of, lane.house, case, now=lane.house.now())
    await send_json(send, 200, {"case": case.id, "bills": made})


async def called(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/where?number=: cases of the asker by case id, reference or bill. Another firm's is as if not there."""
    actor = await lane.actor(scope)
    number = parse_qs(scope["query_string"].decode("latin-1")).get("number", [""])[-1].strip()[:80]
    if not number:
        raise Problem(422, "number-missing", Words("须给出编号 number", "A number is needed"))
    cases = await asyncio.to_thread(cases_called, lane.house, number, actor, dict(lane.types))
    told = [await asyncio.to_thread(where, lane.house, c, lane.types[c.type], now=lane.house.now()) for c in cases[:10]]
    if not told:
        raise Problem(
            404, "case-unknown", Words("没有这个编号，或它不对您开放", "No such number, or it is not yours to see")
        )
    await send_json(send, 200, {"found": told})


async def coded(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/where/{code}: without a key, for whom its owner told. 404 alike for unknown, revoked and expired."""
    client = (scope.get("client") or ("", 0))[0]
    wait = LOOKS.take(client)
    if wait:
        raise Problem(429, "too-fast", TOO_FAST, headers=[(b"retry-after", b"%d" % (int(wait) + 1))])
    code, now = scope["path_params"]["code"], lane.house.now()
    id = await asyncio.to_thread(Book(lane.house.store).case_of, code, now)
    case = await asyncio.to_thread(lane.house.reader.case, id) if id else None
    if case is None or case.type not in lane.types:
        wait = GUESSES.take(client)
        if wait:
            raise Problem(429, "too-fast", TOO_FAST, headers=[(b"retry-after", b"%d" % (int(wait) + 1))])
        raise Problem(404, "code-unknown", NO_CODE, headers=PRIVATE)
    told = await asyncio.to_thread(by_code, lane.house, case, lane.types[case.type], now=now)
    await send_bytes(send, 200, msgspec.json.encode(told), headers=PRIVATE)


async def tell(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/cases/{id}/tellings: a new code, shown once."""
    actor = await lane.actor(scope)
    of, case = await found(lane, actor, scope["path_params"]["id"])
    if not may_tell(case, of, actor):
        raise Problem(403, "role-may-not", Words("只有申报单位可以告知他人", "Only who filed it may tell others"))
    asked = decoded(await read_body(scope, receive) or b"{}", Asked)
    try:
        code = await asyncio.to_thread(
            Book(lane.house.store).tell, case.id, actor=actor, now=lane.house.now(), days=asked.days, note=asked.note
        )
    except Unfit as why:
        raise unfit(str(why)) from why
    await send_json(send, 201, {"code": code, "page": f"/w/{code}/", "days": asked.days})


def unfit(why: str) -> Problem:
    """Why such a code is not made."""
    if why == "note":
        words = Words(
            f"备注至多 {NOTE} 字，不含不可见的字符", f"A note has at most {NOTE} characters, none of them hidden"
        )
        return Problem(422, "note-unfit", words)
    if why == "many":
        return Problem(
            409,
            "codes-many",
            Words(f"有效的查询码已有 {MOST} 个，请先撤回", f"{MOST} codes are alive: revoke one first"),
        )
    lives = "、".join(map(str, LIVES))
    return Problem(422, "days-unfit", Words(f"有效天数只能是 {lives}", f"Days are one of {', '.join(map(str, LIVES))}"))


async def tellings(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """GET /api/v1/cases/{id}/tellings: the codes of a case by name; never the codes themselves."""
    actor = await lane.actor(scope)
    of, case = await found(lane, actor, scope["path_params"]["id"])
    if not may_tell(case, of, actor):
        raise Problem(403, "role-may-not", Words("只有申报单位可以查看", "Only who filed it may see them"))
    told = await asyncio.to_thread(Book(lane.house.store).told, case.id, lane.house.now())
    await send_json(send, 200, {"tellings": told})


async def untell(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """DELETE /api/v1/cases/{id}/tellings/{name}: the code opens nothing from now on."""
    actor = await lane.actor(scope)
    of, case = await found(lane, actor, scope["path_params"]["id"])
    name = scope["path_params"]["name"]
    gone = may_tell(case, of, actor) and await asyncio.to_thread(
        Book(lane.house.store).revoke, case.id, name, now=lane.house.now()
    )
    if not gone:
        raise Problem(404, "code-unknown", NO_CODE)
    await send_json(send, 200, {"revoked": name})


async def check(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/{type}:check[?level=save]: what would be found, manifests and papers loaded as far as the
    asker may know them; nothing is recorded.

    At the level `save` the body is a draft that may be faulty, and what is told is what it lacks to count as saved.
    """
    of = lane.type(scope["path_params"]["type"])
    actor = await lane.actor(scope)
    level = parse_qs(scope["query_string"].decode("latin-1")).get("level", ["submit"])[-1]
    if level not in levels.LEVELS:
        raise Problem(400, "level-unknown", Words("level 只能是 save 或 submit", "The level is save or submit"))
    body = await read_body(scope, receive)
    other = None if b"json" in header(scope, b"content-type") or _as_json(body) else lane
    looked = (_lacking, other, of, body) if level == "save" else (_findings, lane, other, of, body, actor)
    findings = await asyncio.to_thread(*looked)
    await send_json(send, 200, {"findings": findings})


def _as_json(body: bytes) -> bool:
    """Do the bytes begin as JSON does? Then they are read as such, whatever the client calls them."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[", b"")


def _lacking(other: Lane | None, of: DocumentType, body: bytes) -> tuple[Finding, ...]:
    """What a draft lacks to count as saved; a body that is no JSON object is told so."""
    if other is not None:
        document, _, found = read_one(other.formats, of, body)
        return found if document is None else (*found, *levels.missing(of, msgspec.to_builtins(document)))
    try:
        raw = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return of.read(body)[1]
    return levels.missing(of, raw) if isinstance(raw, dict) else of.read(body)[1]


def _findings(lane: Lane, other: Lane | None, of: DocumentType, body: bytes, actor: Actor) -> tuple[Finding, ...]:
    """What a filing of these bytes would find, in our JSON or in a format of others."""
    document, *_, found = of.read(body) if other is None else read_one(other.formats, of, body)
    if document is None:
        return found
    reader = lane.house.reader
    with loaded(Asker(reader, actor)), judged(reader, of.code, document, organisation=actor.organisation):
        return (*found, *of.findings(document, law_day(lane.house.now())))
