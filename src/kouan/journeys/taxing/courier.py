"""Carries orders to a bank's gateway and its answers back: once a call, safe to call again after any failure."""

import base64
import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import httpx
import msgspec

from kouan.areas.window.bank.gateway import BankGateway, GatewayDown
from kouan.areas.window.bank.xml import Unreadable
from kouan.journeys.replies.outbox import put
from kouan.kernel.findings import Finding
from kouan.kernel.journal import stamp
from kouan.kernel.parties import Actor
from kouan.store.house import House
from kouan.store.reader import RefusedFiling
from kouan.store.roles import actor as actor_in
from kouan.store.units import refusal

from . import banking

SECONDS = 20
FILE = "bank-gateway.json"
DEAD = "bank_notice"
COURIER = actor_in("bank-gateway", "bank-gateway", "bank")
"""Who carries while the process serves."""


class HttpGateway:
    """A bank over HTTP: POST /orders, GET /notices?after=N (a line of JSON each: number, xml in base64)."""

    def __init__(self, url: str, seconds: int = SECONDS) -> None:
        self._client = httpx.Client(base_url=url, timeout=seconds, trust_env=False)

    def send(self, orders: bytes) -> bytes:
        """Hand in a pain.001. Raises `GatewayDown`."""
        return self._asked("POST", "/orders", orders)

    def notices(self, after: int) -> Sequence[tuple[int, bytes]]:
        """What the bank told since. Raises `GatewayDown`."""
        told = self._asked("GET", f"/notices?after={after}", b"")
        try:
            lines = [json.loads(line) for line in told.splitlines() if line.strip()]
            return [(int(line["number"]), base64.b64decode(line["xml"])) for line in lines]
        except (ValueError, KeyError, TypeError) as fault:
            raise GatewayDown(f"notices that can not be read: {type(fault).__name__}") from fault

    def _asked(self, method: str, path: str, body: bytes) -> bytes:
        try:
            answer = self._client.request(method, path, content=body)
        except httpx.HTTPError as gone:
            raise GatewayDown(type(gone).__name__) from gone
        if answer.status_code != 200:
            raise GatewayDown(f"{method} {path}: {answer.status_code}")
        return answer.content


def carry(
    house: House, gateway: BankGateway, *, actor: Actor, now: dt.datetime, after: int = 0
) -> tuple[list[banking.Taken], int]:
    """Send what waits and what was not answered, take in what the bank tells; the number of its last notice.

    Raises `GatewayDown`: orders that were collected stay unanswered and go out again with the next call.
    """
    taken: list[banking.Taken] = []
    for again in (True, False):
        body, n = banking.collect(house, actor=actor, now=now, again=again)
        if n:
            taken.append(banking.receive(house, gateway.send(body), actor=actor, now=now))
    for number, notice in gateway.notices(after):
        try:
            taken.append(banking.receive(house, notice, actor=actor, now=now))
        except Unreadable as fault:
            _set_aside(house, notice, fault, actor=actor, now=now)
        after = number
    return taken, after


def _set_aside(house: House, notice: bytes, fault: Unreadable, *, actor: Actor, now: dt.datetime) -> None:
    """Keep a notice that can not be read, for a person to look at; it holds up none of those after it."""
    found = Finding(code="bank-notice-unreadable", severity="error", path="", message=fault.words)
    house.writer.write(refusal(actor=actor, kind=DEAD, at=now, body=notice, findings=(found,)))


class Standing(msgspec.Struct, frozen=True):
    """How far the carrying is: the number of the last notice, when it last got through, and what stops it now."""

    after: int = 0
    at: str = ""
    fault: str = ""


def standing(var: Path) -> Standing:
    """As the file beside the data says; a fresh one where there is none or it can not be read."""
    try:
        return msgspec.json.decode((var / FILE).read_bytes(), type=Standing)
    except (OSError, msgspec.MsgspecError):
        return Standing()


def carry_on(house: House, gateway: BankGateway, *, now: dt.datetime) -> Standing:
    """Carry once from where the last time ended, and keep where this one ends. A bank that is down is told, not raised."""
    before = standing(house.var)
    try:
        _, after = carry(house, gateway, actor=COURIER, now=now, after=before.after)
    except GatewayDown as down:
        made = msgspec.structs.replace(before, fault=str(down)[:200])
    else:
        made = Standing(after, stamp(now))
    put(house.var / FILE, msgspec.json.encode(made))
    return made


def dead_letters(house: House) -> list[RefusedFiling]:
    """Notices of the bank that could not be read, the newest first."""
    return [r for r in house.reader.refused(COURIER.organisation, limit=200) if r.type == DEAD]
