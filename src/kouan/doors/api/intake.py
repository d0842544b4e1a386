"""Filing through the lane: one document a request, or many as NDJSON with an answer a line."""

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable
from functools import partial

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.journeys.answers import refusing
from kouan.journeys.answers.languages import Spoken
from kouan.journeys.filing import Faulty, file_document, file_json
from kouan.journeys.foreign import read_one
from kouan.journeys.licensing.drawing import MEANWHILE, TRIES
from kouan.journeys.references import USED
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding
from kouan.kernel.journal import stamp
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.units import Conflict, Receipt, Unit, refusal
from kouan.store.writer import Busy

from .answering import asks, instead
from .lane import KNOWN, Lane, ours, refuse_doubled
from .lines import Started, answer_lines, malformed
from .wire import Problem, header, read_body, send_bytes

log = logging.getLogger(__name__)

NO_KEY = Words(
    "须带 Idempotency-Key（1 至 200 个可见字符）", "An Idempotency-Key is needed (1 to 200 visible characters)"
)


async def file_one(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/{type}: 201 with the case and its place in the journal, 200 when the key was known, 422 with findings."""
    of = lane.type(scope["path_params"]["type"])
    actor = await lane.actor(scope)
    key = fit(header_key(scope))
    now = clock(lane, scope)
    body = await read_body(scope, receive)
    own = b"json" in header(scope, b"content-type")

    async def make() -> Unit:
        if own:
            return file_json(of, body, actor=actor, key=key, now=now, reader=lane.house.reader)
        return await asyncio.to_thread(_file_other, lane, of, body, actor, key, now)

    try:
        receipt = await drawn(lane, await make(), make)
    except Faulty as faulty:
        problem = await _kept(lane, of, body, actor, now, faulty.findings)
        if asks(scope) and await _refused_in_kind(scope, send, of, body, problem, now):
            return
        raise problem from faulty
    status = 200 if receipt.repeated else 201
    if not (asks(scope) and await _taken_in_kind(scope, send, status, body, receipt)):
        await send_bytes(send, status, receipt.answer)


class _Taken(msgspec.Struct):
    """What is told of a filing that became a case."""

    case: Case
    findings: tuple[Finding, ...] = ()


async def _taken_in_kind(scope: Scope, send: Send, status: int, body: bytes, receipt: Receipt) -> bool:
    told = msgspec.json.decode(receipt.answer, type=_Taken)
    made = partial(refusing.taken, told.case, told.findings, body)
    return await instead(scope, send, status, body, made, refused=False, name=told.case.id)


async def _refused_in_kind(
    scope: Scope, send: Send, of: DocumentType, body: bytes, problem: Problem, now: dt.datetime
) -> bool:
    name = str(problem.extra["refused"])

    def made(wanted: str) -> Spoken:
        found = problem.findings
        return refusing.turned_away(of.code, body, found, name=name, at=stamp(now), language_code=wanted)

    return await instead(scope, send, 422, body, made, refused=True, name=name)


def _file_other(lane: Lane, of: DocumentType, body: bytes, actor: Actor, key: str, now: dt.datetime) -> Unit:
    """A filing in a format of others: detected, read, mapped; what the reader found rides along or refuses."""
    document, form, found = read_one(lane.formats, of, body)
    if document is None:
        raise Faulty(found)
    reader = lane.house.reader
    return file_document(
        of, document, actor=actor, key=key, now=now, form=form, original=body, reader=reader, beside=found
    )


async def _kept(
    lane: Lane, of: DocumentType, body: bytes, actor: Actor, now: dt.datetime, findings: tuple[Finding, ...]
) -> Problem:
    """Keep the bytes of a refused filing, then answer with what was found and the name it is kept under."""
    unit = refusal(actor=actor, kind=of.code, at=now, body=body, findings=findings)
    receipt = await lane.submit(unit)
    name = msgspec.json.decode(receipt.answer)["refused"]
    words = Words(
        f"有 {len(findings)} 处需要改正，未受理；原件已留存（{name}）",
        f"Not taken; faults: {len(findings)}; kept as {name}",
    )
    return Problem(422, "document-faulty", words, findings=findings, extra={"refused": name})


class Line(msgspec.Struct):
    """One line of a batch: its own idempotency key and the document as it is; in a demonstration also its own instant."""

    key: str
    document: msgspec.Raw
    at: str = ""


_line = msgspec.json.Decoder(Line).decode


async def file_many(lane: Lane, scope: Scope, receive: Receive, send: Send) -> None:
    """POST /api/v1/{type}:batch: NDJSON of {"key", "document"}; a bad line is refused by itself."""
    of = lane.type(scope["path_params"]["type"])
    actor = await lane.actor(scope)
    now = clock(lane, scope)

    async def start(line: bytes) -> Started:
        when = now
        try:
            row = _line(line)
            when = moment(lane, row.at, now)
            document = bytes(row.document)
            _unambiguous(line, document)
            key, reader = fit(row.key.strip()), lane.house.reader

            async def make() -> Unit:
                return file_json(of, document, actor=actor, key=key, now=when, reader=reader)

            unit = await make()
            if not unit.rows:
                return await _patiently(lane, unit)
            return asyncio.ensure_future(_line_drawn(lane, unit, make, of=of, line=line, actor=actor, now=when))
        except Faulty as faulty:
            return await _kept_line(lane, of, line, actor, when, faulty)
        except KNOWN as fault:
            return fault
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
            return malformed(fault)
        except Exception:
            log.exception("an unforeseen fault in a line of %r", scope["path"])
            return ours()

    async def start_all(lines: list[bytes]) -> list[Started]:
        return [await start(line) for line in lines]

    await answer_lines(scope, receive, send, start_all, ahead=True)


async def drawn(lane: Lane, unit: Unit, make: Callable[[], Awaitable[Unit]]) -> Receipt:
    """Write a unit. Where a licence was drawn on meanwhile it is made anew, and what remains now is judged: raises `Faulty`."""
    code = USED
    for _ in range(TRIES):
        try:
            return await lane.submit(unit)
        except Conflict as conflict:
            if conflict.code not in MEANWHILE:
                raise
            code = conflict.code
        unit = await make()
    raise Conflict(code)


async def _line_drawn(
    lane: Lane,
    unit: Unit,
    make: Callable[[], Awaitable[Unit]],
    *,
    of: DocumentType,
    line: bytes,
    actor: Actor,
    now: dt.datetime,
) -> Receipt:
    try:
        return await drawn(lane, unit, make)
    except Faulty as faulty:
        raise await _kept_line(lane, of, line, actor, now, faulty) from faulty


async def _kept_line(
    lane: Lane, of: DocumentType, line: bytes, actor: Actor, now: dt.datetime, faulty: Faulty
) -> Exception:
    try:
        return await _kept(lane, of, line, actor, now, faulty.findings)
    except KNOWN as fault:
        return fault


async def _patiently(lane: Lane, unit: Unit) -> "asyncio.Future[Receipt]":
    """Hand a line in, waiting while the writer's queue is full: a batch slows down, it does not fail."""
    while True:
        try:
            return lane.submit(unit)
        except Busy:
            if lane.house.writer.closing:
                raise
            await asyncio.sleep(0.02)


def header_key(scope: Scope) -> str:
    """What the request's Idempotency-Key says, as text; empty where there is none."""
    raw = header(scope, b"idempotency-key")
    try:
        return raw.decode().strip()
    except UnicodeDecodeError:
        return raw.decode("latin-1").strip()


def fit(key: str) -> str:
    """The key as it is. Raises `Problem` 400: a key that were cut short could be another's."""
    if not 1 <= len(key) <= 200 or not key.isprintable():
        raise Problem(400, "key-needed", NO_KEY)
    return key


def _unambiguous(line: bytes, document: bytes) -> None:
    """Raises `Problem` where the line's own keys stand twice; those of the document are counted where it is read."""
    refuse_doubled(line.replace(document, b"0", 1) if len(document) > _SHORT and document.startswith(b"{") else line)


_SHORT = 100


def clock(lane: Lane, scope: Scope) -> dt.datetime:
    """Now; in demonstration mode the simulator may say another instant (header `Kouan-Clock`). Raises `Problem` 400."""
    return moment(lane, header(scope, b"kouan-clock").decode("latin-1"), None)


def moment(lane: Lane, given: str, otherwise: dt.datetime | None) -> dt.datetime:
    """The instant that a demonstration's request or line says, or else `otherwise`, or else now. Raises `Problem` 400."""
    if not given:
        return otherwise or lane.house.now()
    if not lane.house.demonstration:
        raise Problem(400, "clock-not-yours", Words("只有演示模式可以指定时刻", "Only a demonstration takes a clock"))
    try:
        said = dt.datetime.fromisoformat(given)
    except ValueError:
        said = None
    if said is None or said.tzinfo is None or not 2000 <= said.year < 2100:
        words = Words("时刻须带时区，在 2000 至 2099 年之间", "The clock needs an offset, and a year from 2000 to 2099")
        raise Problem(400, "clock-unfit", words)
    return said
