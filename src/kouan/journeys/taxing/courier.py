"""Carries orders to a bank's gateway and its answers back: once a call, safe to call again after any failure."""

import base64
import datetime as dt
import json
from collections.abc import Sequence

import httpx

from kouan.areas.window.bank.gateway import BankGateway, GatewayDown
from kouan.kernel.parties import Actor
from kouan.store.house import House

from . import banking

SECONDS = 20


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
        taken.append(banking.receive(house, notice, actor=actor, now=now))
        after = number
    return taken, after
