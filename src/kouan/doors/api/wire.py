"""Bytes in, bytes out: bounded bodies, JSON answers, problems in the reader's language (RFC 9457)."""

import asyncio
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec
from starlette.types import Message, Receive, Scope, Send

from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

Headers: TypeAlias = list[tuple[bytes, bytes]]

LIMIT = 1024 * 1024
"""Largest body of one filing, bytes."""

SECONDS = 60.0
"""How long a body may take to arrive: a client that sends a byte now and then holds nothing for ever."""

_encode = msgspec.json.Encoder().encode


class Gone(Exception):
    """The client went away before its request was whole. Nothing was recorded."""


class Problem(Exception):
    """An answer that says what went wrong: a stable code, both languages, what was found, what to do."""

    def __init__(
        self,
        status: int,
        code: str,
        words: Words,
        *,
        findings: Sequence[Finding] = (),
        headers: Headers | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.words, self.findings = status, code, words, findings
        self.headers, self.extra = headers or [], extra or {}

    def body(self, language: str) -> bytes:
        """The problem as JSON; findings carry both languages whatever the reader's is."""
        said = {
            "type": f"urn:kouan:problem:{self.code}",
            "title": self.words.said(language),
            "status": self.status,
            "code": self.code,
            "message": self.words,
            "findings": self.findings,
        }
        return _encode({**said, **self.extra})


async def read_body(scope: Scope, receive: Receive, limit: int = LIMIT) -> bytes:
    """The whole body. Raises `Problem` 413 beyond the limit, 408 beyond a minute, `Gone` when the client breaks off."""
    declared = header(scope, b"content-length")
    if declared and declared.isdigit() and int(declared) > limit:
        raise too_large(limit)
    message = await receive()
    if message["type"] == "http.request" and not message.get("more_body"):
        return _bounded(message.get("body", b""), limit)
    try:
        async with asyncio.timeout(SECONDS):
            return await _read_parts(message, receive, limit)
    except TimeoutError:
        raise Problem(408, "too-slow", Words("内容传得太慢，未受理", "The body came too slowly: not taken")) from None


async def _read_parts(message: Message, receive: Receive, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        if message["type"] == "http.disconnect":
            raise Gone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            raise too_large(limit)
        if not message.get("more_body"):
            return b"".join(parts)
        message = await receive()


def _bounded(body: bytes, limit: int) -> bytes:
    if len(body) > limit:
        raise too_large(limit)
    return body


def too_large(limit: int) -> Problem:
    """The problem for a body beyond the limit."""
    words = Words("内容超过 {n} 字节，请分批报送", "The body is over {n} bytes: send it in parts").with_values(n=limit)
    return Problem(413, "body-too-large", words)


_WHOLE = re.compile(r"[0-9]{1,18}")


def whole(text: str) -> int | None:
    """A whole number from 0, in plain digits and of a size that every store takes; None for anything else."""
    return int(text) if _WHOLE.fullmatch(text) else None


def number(asked: Mapping[str, str], name: str, default: int, most: int) -> int:
    """A whole number that was asked for, at most `most`; the default where none was, or no number."""
    found = whole(asked.get(name, ""))
    return default if found is None else min(found, most)


def header(scope: Scope, name: bytes) -> bytes:
    """The value of a request header, or empty."""
    for key, value in scope["headers"]:
        if key == name:
            found: bytes = value
            return found
    return b""


def language(scope: Scope) -> str:
    """`zh` or `en`, by Accept-Language; Chinese where nothing is asked."""
    asked = header(scope, b"accept-language").decode("latin-1").lower()
    ranked = sorted((_weight(part), -i, part.strip()) for i, part in enumerate(asked.split(",")) if part.strip())
    for _, _, tag in reversed(ranked):
        if tag.startswith(("zh", "en")):
            return tag[:2]
    return "zh"


def _weight(part: str) -> float:
    _, _, q = part.partition("q=")
    try:
        return float(q) if q else 1.0
    except ValueError:
        return 0.0


async def send_bytes(
    send: Send,
    status: int,
    body: bytes,
    *,
    media: bytes = b"application/json",
    headers: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Answer with a whole body."""
    head = [(b"content-type", media), (b"content-length", b"%d" % len(body)), *headers]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


async def send_json(send: Send, status: int, value: object) -> None:
    """Answer with a value as JSON."""
    await send_bytes(send, status, _encode(value))


async def send_problem(scope: Scope, send: Send, problem: Problem) -> None:
    """Answer with a problem in the reader's language."""
    tongue = language(scope)
    headers = [(b"content-language", tongue.encode()), *problem.headers]
    await send_bytes(send, problem.status, problem.body(tongue), media=b"application/problem+json", headers=headers)
