"""Sending one message to one address: the status that came back, or why none came. Never raises for what the other side does."""

import asyncio
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpcore
import msgspec

from .targets import Forbidden, Guarded

SECONDS = 10
"""How long a subscriber has for its whole answer."""
_LARGEST = 64 * 1024


class Outcome(msgspec.Struct, frozen=True):
    """What came of one try: the HTTP status (0 where none came) and a stable word for what went wrong."""

    status: int
    fault: str = ""

    @property
    def taken(self) -> bool:
        """Did the subscriber take it?"""
        return 200 <= self.status < 300


class Sender:
    """Sends to many addresses at once; connections are kept open between messages."""

    def __init__(self, *, demonstration: bool) -> None:
        guard = Guarded(demonstration=demonstration)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=None,
            max_keepalive_connections=100,
            keepalive_expiry=30,
            network_backend=guard,
        )

    async def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        """POST the body."""
        head = {
            "host": urlsplit(url).netloc,
            "content-type": "application/json",
            "content-length": str(len(body)),
            "user-agent": "kouan-replies/1",
            **headers,
        }
        try:
            async with asyncio.timeout(SECONDS):
                return await self._post(url, body, head)
        except (TimeoutError, httpcore.TimeoutException):
            return Outcome(0, "timeout")
        except Forbidden:
            return Outcome(0, "private-address")
        except ssl.SSLError:
            return Outcome(0, "tls")
        except (OSError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, UnicodeError):
            return Outcome(0, "no-connection")

    async def _post(self, url: str, body: bytes, head: Mapping[str, str]) -> Outcome:
        async with self._pool.stream("POST", url, headers=list(head.items()), content=body) as answer:
            size = 0
            async for part in answer.aiter_stream():
                size += len(part)
                if size > _LARGEST:
                    break
        return Outcome(answer.status, "" if 200 <= answer.status < 300 else f"http-{answer.status}")

    async def close(self) -> None:
        """Close all connections."""
        await self._pool.aclose()
