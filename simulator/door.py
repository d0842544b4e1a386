"""The port's HTTP doors as a client sees them: one API key an organisation, batches as NDJSON, answers a line."""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import msgspec

from .bank.fake import FakeBank
from .firms import Key
from .settings import Settings
from .steps import Folder, Step, Verb

PATIENCE = 0.5
"""Seconds before the same is sent again when the port is busy or away; the idempotency keys make that safe."""
TREASURY = "TREASURY-FAKE-0001"
"""The account of the demonstration's treasury."""
ENOUGH = 240
"""So many times."""


class CaseSeen(msgspec.Struct):
    """What an answer says of the case."""

    id: str
    version: int


class Status(msgspec.Struct):
    """The part of a line's answer that says whether it was done."""

    status: int


class Answer(msgspec.Struct):
    """The part of an answer that its asker needs."""

    case: CaseSeen


class LineAnswer(msgspec.Struct):
    """One line of a batch's answer."""

    line: int
    status: int
    answer: Answer | None = None
    problem: dict[str, Any] | None = None


class Unexpected(Exception):
    """The port answered what no patience mends: a wrong key, an address that is not there."""


_lines = msgspec.json.Decoder(LineAnswer)
_status = msgspec.json.Decoder(Status)
_answer = msgspec.json.Decoder(Answer)


class Door:
    """Speaks for all organisations. `url` is the port's address."""

    def __init__(self, url: str, keys: Sequence[Key], settings: Settings, connections: int = 64) -> None:
        self.settings = settings
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        self._client = httpx.AsyncClient(base_url=url, timeout=120, limits=limits, trust_env=False)
        self._bank = FakeBank(TREASURY)
        self._bank.slips = lambda order: hashlib.sha256(order.encode()).digest()[0] == 7  # one in 256 is told of doubly
        self._bearer = {k.organisation: f"Bearer {k.key}" for k in keys}

    async def ask(
        self,
        who: str,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        key: str = "",
        at: dt.datetime | None = None,
    ) -> dict[str, Any]:
        """One plain request of an organisation; an empty answer where the port refuses. `at` is when it is done, else now."""
        if who not in self._bearer:
            return {}
        headers = {"authorization": self._bearer[who]}
        headers |= {"idempotency-key": key} if key else {}
        headers |= {"kouan-clock": at.isoformat()} if at else {}
        answer = await self._client.request(method, path, json=body, headers=headers)
        told: dict[str, Any] = answer.json() if answer.is_success else {}
        return told

    async def close(self) -> None:
        """Let the connections go."""
        await self._client.aclose()

    async def position(self) -> int:
        """How far the port's journal is. Waits until the port answers."""
        answer = await self._patiently("GET", "/healthz", {}, b"")
        return int(answer.json()["position"])

    async def send(self, steps: Sequence[Step]) -> list[int]:
        """Do these steps of one organisation and one address, in order; the HTTP status of each."""
        if steps[0].verb is Verb.AMEND:
            return [await self._amend(step) for step in steps]
        if steps[0].verb is Verb.BOOK:
            return [await self._book(steps)] * len(steps)
        if steps[0].verb is Verb.DRAW:
            return [await self._draw(step) for step in steps]
        path = "/api/v1/decisions:batch"
        if steps[0].verb is Verb.FILE:
            path = f"/api/v1/{steps[0].folder.type}:batch"
        if steps[0].verb is Verb.PAY:
            path = "/api/v1/tax/payments"
        body = b"\n".join(map(self._line, steps))
        answer = await self._patiently("POST", path, self._headers(steps[0]), body)
        if steps[0].verb is Verb.PAY:
            return [_status.decode(line).status for line in answer.content.splitlines() if line]
        lines = [_lines.decode(line) for line in answer.content.splitlines() if line]
        if len(lines) != len(steps):
            raise Unexpected(f"{len(lines)} answers to {len(steps)} lines")
        return [_learn(step.folder, line.status, line.answer) for step, line in zip(steps, lines, strict=True)]

    def _headers(self, step: Step) -> dict[str, str]:
        return {"authorization": self._bearer[step.by]}

    def _line(self, step: Step) -> bytes:
        folder = step.folder
        at = self._stamp(step.at)
        if step.verb is Verb.FILE:
            return msgspec.json.encode({"key": step.key, "at": at, "document": msgspec.Raw(folder.paper(1))})
        if step.verb is Verb.PAY:
            what = "statement" if folder.type == "tax_statement" else "declaration"
            return msgspec.json.encode({what: folder.id, "key": step.key, "at": at})
        said: dict[str, Any] = {"case": folder.id, "action": step.action, "version": folder.version, "key": step.key}
        said |= {"at": at}
        if step.reason:
            said |= {"reason": step.reason}
        if step.happened is not None:
            said |= {"happened": self._stamp(step.happened)}
        return msgspec.json.encode(said)

    def _stamp(self, second: int) -> str:
        return self.settings.at(second).isoformat()

    async def _book(self, steps: Sequence[Step]) -> int:
        """The bank fetches the orders of these folders and books each at its step's instant."""
        headers = self._headers(steps[0]) | {"kouan-clock": self._stamp(min(step.at for step in steps))}
        named = msgspec.json.encode({"subjects": [step.folder.id for step in steps]})
        times = {_tail(step.folder.id): self.settings.at(step.at) for step in steps}
        self._bank.now = min(times.values())
        return await self._banked(headers, named, lambda order: times[_tail(order)])

    async def bank_round(self, second: int) -> None:
        """The bank books whatever waits, as it does while people use the port."""
        bank = next((o for o in self._bearer if o == "bank"), None)
        if bank:
            self._bank.now = self.settings.at(second)
            await self._banked({"authorization": self._bearer[bank]}, b"", lambda _: self._bank.now)

    async def _banked(self, headers: dict[str, str], named: bytes, when: Callable[[str], dt.datetime]) -> int:
        asked = await self._patiently("POST", "/api/v1/tax/orders:collect", headers, named)
        if asked.status_code != 200:
            return asked.status_code
        status, notices = self._bank.take(asked.content, when)
        for said in (status, *notices):
            answer = await self._patiently("POST", "/api/v1/tax/bank-messages", headers, said)
            if answer.status_code != 200:
                raise Unexpected(f"{answer.status_code}: {answer.text[:300]}")
        return 200

    async def _draw(self, step: Step) -> int:
        headers = self._headers(step) | {"kouan-clock": self._stamp(step.at)}
        body = msgspec.json.encode({"month": step.action})
        return (await self._patiently("POST", "/api/v1/tax/statements", headers, body)).status_code

    async def _amend(self, step: Step) -> int:
        folder = step.folder
        headers = self._headers(step) | {"kouan-clock": self._stamp(step.at), "idempotency-key": step.key}
        said = {"version": folder.version, "document": msgspec.Raw(folder.paper(2)), "reason": step.reason}
        path = f"/api/v1/cases/{folder.id}/document"
        answer = await self._patiently("PUT", path, headers, msgspec.json.encode(said))
        good = answer.status_code < 300
        return _learn(folder, answer.status_code, _answer.decode(answer.content) if good else None)

    async def _patiently(self, method: str, path: str, headers: dict[str, str], body: bytes) -> httpx.Response:
        for _ in range(ENOUGH):
            try:
                answer = await self._client.request(method, path, headers=headers, content=body)
            except httpx.TransportError:
                await asyncio.sleep(PATIENCE)
                continue
            if answer.status_code in (401, 403, 404) and method == "POST":
                raise Unexpected(f"{answer.status_code} {path}: {answer.text[:300]}")
            if answer.status_code not in (429, 500, 502, 503, 504):
                return answer
            await asyncio.sleep(PATIENCE)
        raise Unexpected(f"no answer to {method} {path} for {ENOUGH * PATIENCE:.0f} s")


def _tail(id: str) -> str:
    """What a declaration, its bills and their orders have in common: the day and letters of the number."""
    return "-".join(id.split("-")[1:3])


def _learn(folder: Folder, status: int, answer: Answer | None) -> int:
    if answer is not None:
        folder.id, folder.version = answer.case.id, answer.case.version
    return status
