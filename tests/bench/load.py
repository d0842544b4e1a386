"""A load client that costs little: 64 connections, requests made beforehand, answers only counted and timed."""

import asyncio
import time
from collections.abc import Sequence

import msgspec


class Load(msgspec.Struct, frozen=True):
    """What a run of requests came to. Times in seconds."""

    n: int
    good: int
    seconds: float
    latencies: list[float]

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return self.good / self.seconds

    def percentile(self, share: float) -> float:
        """The latency that this share of the answers was not above, in milliseconds."""
        ranked = sorted(self.latencies)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] * 1000


class _Client(asyncio.Protocol):
    """One connection: sends the next request when the last is answered. Answers are told apart by content-length."""

    def __init__(
        self, requests: "list[bytes]", done: "asyncio.Future[None]", latencies: list[float], good: list[int]
    ) -> None:
        self.requests, self.done, self.latencies, self.good = requests, done, latencies, good
        self.buffer = b""
        self.transport: asyncio.Transport | None = None
        self.sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]
        self._next()

    def _next(self) -> None:
        assert self.transport
        if not self.requests:
            self.transport.close()
            if not self.done.done():
                self.done.set_result(None)
            return
        self.sent = time.perf_counter()
        self.transport.write(self.requests.pop())

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, mark, body = self.buffer.partition(b"\r\n\r\n")
        if not mark:
            return
        at = head.lower().find(b"content-length:")
        length = int(head[at + 15 : head.find(b"\r\n", at) if head.find(b"\r\n", at) > 0 else None])
        if len(body) >= length:
            self.latencies.append(time.perf_counter() - self.sent)
            self.good[0] += head[9:12] in (b"200", b"201")
            self.buffer = b""
            self._next()

    def connection_lost(self, fault: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def _run(port: int, requests: list[bytes], connections: int) -> Load:
    loop = asyncio.get_running_loop()
    latencies: list[float] = []
    good = [0]
    n, waits = len(requests), []
    started = time.perf_counter()
    for _ in range(connections):
        done = loop.create_future()
        waits.append(done)
        await loop.create_connection(lambda d=done: _Client(requests, d, latencies, good), "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*waits)
    return Load(n, good[0], time.perf_counter() - started, latencies)


def run(port: int, requests: list[bytes], connections: int = 64) -> Load:
    """Send all requests over that many connections and wait for every answer."""
    return asyncio.run(_run(port, requests, connections))


def requests_of(bodies: Sequence[tuple[str, bytes]], path: str, token: str) -> list[bytes]:
    """Whole HTTP requests, one a filing: (key, body)."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    return [
        f"{head}Idempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body for key, body in bodies
    ]
