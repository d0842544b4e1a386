"""Clients that file as fast as they are answered, and remember which keys were acknowledged before the line went dead."""

import asyncio
from collections.abc import Iterator

import msgspec

PATH = "/api/v1/import_declaration"


class Promises(msgspec.Struct):
    """Keys by what became of them in one round."""

    acknowledged: set[str]
    unanswered: set[str]


def request(key: str, body: bytes, token: str) -> bytes:
    """One filing as HTTP."""
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    return f"{head}Idempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


async def _one(
    port: int, keys: Iterator[str], bodies: list[bytes], token: str, promises: Promises, first: asyncio.Event
) -> None:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return
    try:
        for key in keys:
            promises.unanswered.add(key)
            writer.write(request(key, bodies[int(key) % len(bodies)], token))
            if await _status(reader) in (200, 201):
                first.set()
                promises.acknowledged.add(key)
                promises.unanswered.discard(key)
    except (OSError, asyncio.IncompleteReadError):
        return
    finally:
        writer.close()


async def _status(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    await reader.readexactly(length)
    return int(head[9:12])


async def storm(
    port: int, keys: Iterator[str], bodies: list[bytes], token: str, first: asyncio.Event, connections: int = 24
) -> Promises:
    """File over many connections until they die, and set `first` at the first answer; what was acknowledged is a promise that must hold."""
    promises = Promises(set(), set())
    await asyncio.gather(*(_one(port, keys, bodies, token, promises, first) for _ in range(connections)))
    return promises
