"""NDJSON: many small requests in one, each answered on a line of its own, in order, whatever the others do."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import IO

import msgspec
from starlette.types import Receive, Scope, Send

from kouan.doors.unfit import unfit
from kouan.kernel.words import Words
from kouan.store.units import Receipt

from .lane import problem_of
from .wire import LIMIT, Gone, Problem, language

WINDOW = 500
"""Lines that are on their way to the writer at once: bounds memory, shares commits."""

Started = asyncio.Future[Receipt] | Exception
Start = Callable[[list[bytes]], Awaitable[list[Started]]]
"""Starts the lines of one window, so that what they all need is read once."""


Numbered = tuple[int, bytes | Problem]
"""A line with its number in the body, from 1."""
TOO_LARGE = Problem(413, "line-too-large", Words("本行超过 1 MiB，未受理", "This line is over 1 MiB: not taken"))


class Answer(msgspec.Struct, omit_defaults=True):
    """The answer to one line: its number, the HTTP status it would have had alone, and the answer or the problem."""

    line: int
    status: int
    answer: msgspec.Raw | None = None
    problem: msgspec.Raw | None = None


_encode = msgspec.json.Encoder().encode


async def answer_lines(scope: Scope, receive: Receive, send: Send, start: Start, *, ahead: bool = False) -> None:
    """Start window by window, wait for each, answer 200 with a line each.

    With `ahead` a window is started while the one before is still being written: only where no line needs what an earlier
    one did. Answers are spooled until the request is read, because many clients do not read before they have sent everything.
    """
    with tempfile.SpooledTemporaryFile(max_size=8 * LIMIT) as spool:
        tongue, under_way = language(scope), list[tuple[int, Started]]()
        async for window in _windows(receive):
            if not ahead:
                await _settle(under_way, tongue, spool)
                under_way = []
            started = await _begin(window, start)
            await _settle(under_way, tongue, spool)
            under_way = started
        await _settle(under_way, tongue, spool)
        await _send(send, spool)


async def _windows(receive: Receive) -> AsyncIterator[list[Numbered]]:
    window: list[Numbered] = []
    async for line in _lines(receive):
        window.append(line)
        if len(window) == WINDOW:
            yield window
            window = []
    if window:
        yield window


async def _begin(window: list[Numbered], start: Start) -> list[tuple[int, Started]]:
    begun = iter(await start([line for _, line in window if isinstance(line, bytes)]))
    return [(number, next(begun) if isinstance(line, bytes) else line) for number, line in window]


async def _settle(started: list[tuple[int, Started]], tongue: str, spool: IO[bytes]) -> None:
    """Wait for what was started and spool its answers."""
    if started:
        await asyncio.gather(*(s for _, s in started if isinstance(s, asyncio.Future)), return_exceptions=True)
        spool.write(b"\n".join(_encode(_answer(number, _result(s), tongue)) for number, s in started) + b"\n")


def _result(started: Started) -> Receipt | BaseException:
    if isinstance(started, Exception):
        return started
    return started.exception() or started.result()


def _answer(number: int, result: Receipt | BaseException, tongue: str) -> Answer:
    if isinstance(result, Receipt):
        return Answer(number, 200 if result.repeated else 201, msgspec.Raw(result.answer))
    if not isinstance(result, Exception):
        raise result
    problem = problem_of(result)
    return Answer(number, problem.status, problem=msgspec.Raw(problem.body(tongue)))


def malformed(fault: Exception) -> Problem:
    """The problem of a line that is not what was asked for."""
    said = unfit(fault)
    return Problem(400, "line-malformed", Words(f"本行不合要求：{said.zh}", f"This line is not as expected: {said.en}"))


async def _lines(receive: Receive) -> AsyncIterator[Numbered]:
    """The lines of a streamed body that are not blank; a `Problem` in the place of one beyond the limit. Raises `Gone`."""
    number, rest, more, is_skipping = 1, b"", True, False
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        more = message.get("more_body", False)
        *whole, rest = (rest + message.get("body", b"")).split(b"\n")
        for line in whole:
            if not is_skipping and line.strip():
                yield number, line if len(line) <= LIMIT else TOO_LARGE
            number, is_skipping = number + 1, False
        if len(rest) > LIMIT and not is_skipping:
            is_skipping = True
            yield number, TOO_LARGE
        rest = b"" if is_skipping else rest
    if rest.strip():
        yield number, rest


async def _send(send: Send, spool: IO[bytes]) -> None:
    spool.seek(0)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/x-ndjson")]})
    while chunk := spool.read(256 * 1024):
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
