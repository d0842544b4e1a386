"""The head of a request is short and comes soon, or the connection ends: nobody keeps memory or a place with half of one."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST = 64 * 1024
"""Bytes that may come of a head that is not whole yet."""
SECONDS = 30.0
"""How long the first byte of a connection, and a head once begun, may take."""
_NOT_HTTP = "这不是正确的 HTTP 请求，未作任何记录 This is not a proper HTTP request: nothing was recorded\n".encode()


class Guarded(HttpToolsProtocol):
    """The server's protocol with these two limits."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._is_in_head, self._came = False, 0
        self._patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._waited()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._is_in_head = True

    def on_headers_complete(self) -> None:
        self._is_in_head = False
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        was_in_head = self._is_in_head
        super().data_received(data)
        if not self._is_in_head:
            self._waited()
            self._came = 0
            return
        if self._patience is None:
            self._wait()
        self._came += len(data) if was_in_head else 0
        if self._came > MOST:
            self.send_400_response("")

    def send_400_response(self, msg: str) -> None:
        """Says it in both languages, and ends the connection."""
        if self.transport.is_closing():
            return
        head = "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n"
        self.transport.write(f"{head}content-length: {len(_NOT_HTTP)}\r\n\r\n".encode() + _NOT_HTTP)
        self.transport.close()

    def _wait(self) -> None:
        self._patience = self.loop.call_later(SECONDS, self._give_up)

    def _waited(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self) -> None:
        self._patience = None
        if not self.transport.is_closing():
            self.transport.close()
