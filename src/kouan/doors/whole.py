"""Requests reach the pages whole: a slow sender waits here, where waiting costs no worker, and half a body goes no further."""

import string
from urllib.parse import quote_from_bytes

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kouan.doors.api.wire import Gone, Problem, read_body, send_bytes

LIMIT = 8 * 1024 * 1024
"""Bytes of a request to the pages that are read at all; the pages themselves take less, and say so on a page."""


class Whole:
    """Reads the body, then lets the pages work on it. Too large, too slow or cut off: they never see it."""

    def __init__(self, pages: ASGIApp, limit: int = LIMIT) -> None:
        self.pages, self.limit = pages, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.pages(scope, receive, send)
        try:
            body = await read_body(scope, receive, self.limit)
        except Gone:
            return None
        except Problem as problem:
            said = f"{problem.words.zh}\n{problem.words.en}\n".encode()
            return await send_bytes(send, problem.status, said, media=b"text/plain; charset=utf-8")
        return await self.pages(_told(scope, len(body)), _once(body), send)


def _told(scope: Scope, length: int) -> Scope:
    """The request as it is known now: with its length, however it was sent, and a query in plain ASCII."""
    rest = [(k, v) for k, v in scope["headers"] if k not in (b"content-length", b"transfer-encoding")]
    query = scope["query_string"]
    plain = query if query.isascii() else quote_from_bytes(query, safe=string.punctuation).encode()
    return {**scope, "headers": [*rest, (b"content-length", b"%d" % length)], "query_string": plain}


def _once(body: bytes) -> Receive:
    parts: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return parts.pop() if parts else {"type": "http.disconnect"}

    return receive
