"""What every endpoint of the lane stands on: who asks, how fast, how a unit becomes durable, how faults are answered."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.doors.unfit import unfit
from kouan.journeys.filing import Faulty
from kouan.kernel.documents import DocumentType
from kouan.kernel.formats import Format
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.reading import doubled_keys
from kouan.kernel.words import Words
from kouan.store.database import Unavailable
from kouan.store.house import House
from kouan.store.keys import Keys
from kouan.store.limits import Limits
from kouan.store.units import Conflict, Receipt, Unit
from kouan.store.writer import Busy, Ticket

from .wire import Gone, Problem, header, send_problem

log = logging.getLogger(__name__)

UNKNOWN_KEY = Words("接口密钥无效或已停用", "The API key is unknown or revoked")
NOT_RECORDED = Words(
    "系统暂时不能写入，未作任何记录，请稍后用同一个键重试", "Nothing was recorded: ask again with the same key"
)
TOO_FAST = Words("请求过快，请稍后再试", "Too many requests: ask again later")

STATUS: Mapping[str, int] = {
    "role-may-not": 403,
    "case-unknown": 404,
    "action-unknown": 404,
    "reason-missing": 422,
    "details-missing": 422,
    "details-unfit": 422,
    "subscription-unknown": 404,
    "letter-unknown": 404,
    "target-unfit": 422,
    "scheme-unknown": 422,
    "offset-unfit": 422,
    "answer-unknown": 404,
    "answer-unsayable": 406,
    "format-unknown": 400,
    "reply-unknown": 404,
    "table-unknown": 422,
}
"""HTTP status of a refusal; 409 for those not named, because the case's state is what stands against it."""

CONFLICTS: Mapping[str, Words] = {
    "key-reused": Words("同一个幂等键已用于另一份内容", "This idempotency key was used for other content"),
    "value-unfit": Words(
        "内容中有数据库存不下的值，未记录", "It holds a value that the store can not keep: not recorded"
    ),
    "licence-short": Words(
        "许可证余量刚被其他申报占用，本次未记录，请再试",
        "Another declaration just drew on the licence: not recorded, try again",
    ),
    "reference-used": Words(
        "自编号刚被另一份申报占用，本次未记录，请再试",
        "Another declaration just took the reference: not recorded, try again",
    ),
    "version-taken": Words("已有人先作出决定，本次未记录", "Somebody decided first; this was not recorded"),
}


class Lane:
    """The services of the endpoints; one in a process."""

    def __init__(
        self, house: House, types: Mapping[str, DocumentType], formats: Sequence[Format], limits: Limits
    ) -> None:
        self.house, self.types, self.formats, self.limits = house, types, formats, limits
        self.keys = Keys(house.store, demonstration=house.demonstration)

    async def actor(self, scope: Scope, cost: float = 1) -> Actor:
        """Who asks. Raises `Problem` 401 without a good key, 429 beyond the organisation's rate."""
        scheme, _, token = header(scope, b"authorization").partition(b" ")
        found = self.keys.remembered(token)
        if found is None:
            if scheme.lower() != b"bearer" or not token:
                raise Problem(401, "key-missing", UNKNOWN_KEY, headers=[(b"www-authenticate", b"Bearer")])
            found = await asyncio.to_thread(self.keys.actor, token)
        if found is None:
            raise Problem(401, "key-unknown", UNKNOWN_KEY, headers=[(b"www-authenticate", b"Bearer")])
        wait = self.limits.take(found.organisation, cost)
        if wait:
            raise Problem(429, "too-fast", TOO_FAST, headers=[(b"retry-after", b"%d" % (int(wait) + 1))])
        return found

    def type(self, code: str) -> DocumentType:
        """The document type of an address. Raises `Problem` 404."""
        found = self.types.get(code)
        if found is None:
            raise Problem(404, "type-unknown", Words(f"没有“{code}”这种单证", f'There is no document type "{code}"'))
        return found

    async def write(self, unit: Unit) -> Receipt:
        """Make a unit durable. Raises `Conflict`, `Busy`, `Unavailable`."""
        return await self.submit(unit)

    def submit(self, unit: Unit) -> "asyncio.Future[Receipt]":
        """Hand a unit to the writer; the future is done when it is durable. Raises `Busy` at once."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Receipt] = loop.create_future()
        self.house.writer.submit(Ticket(unit, future), self._settler(loop))
        return future

    def _settler(
        self, loop: asyncio.AbstractEventLoop
    ) -> Callable[[Sequence[tuple[Ticket, Receipt | Exception]]], None]:
        known = getattr(self, "_settle", None)
        if known is None or known[0] is not loop:

            def settle(answers: Sequence[tuple[Ticket, Receipt | Exception]]) -> None:
                loop.call_soon_threadsafe(_resolve, answers)

            self._settle = known = (loop, settle)
        return known[1]


def _resolve(answers: Sequence[tuple[Ticket, Receipt | Exception]]) -> None:
    for ticket, result in answers:
        if ticket.future.done():
            continue
        if isinstance(result, Exception):
            ticket.future.set_exception(result)
        else:
            ticket.future.set_result(result)


def problem_of(fault: Exception) -> Problem:
    """The answer to a fault that the lane knows; raises the fault again where it does not."""
    match fault:
        case Problem():
            return fault
        case Faulty():
            words = Words(f"有 {len(fault.findings)} 处需要改正，未受理", f"Not taken; faults: {len(fault.findings)}")
            return Problem(422, "document-faulty", words, findings=fault.findings)
        case Refused():
            return Problem(STATUS.get(fault.code, 409), fault.code, fault.words)
        case Conflict():
            return Problem(409, fault.code, CONFLICTS.get(fault.code, CONFLICTS["version-taken"]))
        case Busy():
            return Problem(503, "busy", NOT_RECORDED, headers=[(b"retry-after", b"%d" % Busy.retry_after)])
        case Unavailable():
            return Problem(503, "store-unavailable", NOT_RECORDED, headers=[(b"retry-after", b"5")])
    raise fault


KNOWN = (Problem, Faulty, Refused, Conflict, Busy, Unavailable)

S = TypeVar("S", bound=msgspec.Struct)

Handler = Callable[[Lane, Scope, Receive, Send], Awaitable[None]]


class Endpoint:
    """An ASGI app around one handler: a fault becomes a problem, never a traceback."""

    def __init__(self, lane: Lane, handler: Handler) -> None:
        self.lane, self.handler = lane, handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.handler(self.lane, scope, receive, send)
        except KNOWN as fault:
            await send_problem(scope, send, problem_of(fault))
        except Gone:
            log.info("a client went away before its request was whole")
        except Exception:
            log.exception("an unforeseen fault in %r", scope["path"])
            await send_problem(scope, send, ours())


def ours() -> Problem:
    """The answer to a fault that nobody foresaw. It may have come after something was recorded, so it does not say."""
    words = Words(
        "系统出错，已记入运行日志；重试请用同一个幂等键", "A fault of ours, logged; use the same key when you ask again"
    )
    return Problem(500, "fault", words)


def decoded(body: bytes, shape: type[S]) -> S:
    """A small request body as a struct. Raises `Problem` 400."""
    try:
        found = msgspec.json.decode(body, type=shape)
        refuse_doubled(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        said = unfit(fault)
        words = Words(f"请求内容有误：{said.zh}", f"Malformed request: {said.en}")
        raise Problem(400, "request-malformed", words) from fault
    return found


def refuse_doubled(body: bytes) -> None:
    """Raises `Problem` 400 where a key stands twice: of two decisions in one nobody can say which was meant."""
    doubled = doubled_keys(body)
    if doubled:
        raise Problem(400, "request-ambiguous", doubled[0].message, findings=doubled)
