"""Signatures of pushed replies as an independent library sees them, and where pushes never go."""

import asyncio
import datetime as dt
import socket
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from kouan.journeys.replies import signing
from kouan.journeys.replies.sending import Sender
from kouan.journeys.replies.targets import is_public

NOW = 1_790_000_000
"""A moment for what looks at no clock. The independent library looks at its own, so what it verifies is signed at `now()`."""


def now() -> int:
    """This second."""
    return int(dt.datetime.now(dt.UTC).timestamp())


@given(body=st.binary(max_size=300).map(lambda b: b'{"x":"' + b.hex().encode() + b'"}'))
def test_an_independent_library_takes_our_v1_signature(body: bytes) -> None:
    """The reference library of Standard Webhooks verifies what we sign, and refuses it with one byte changed."""
    secret = signing.new_secret("v1")
    head = signing.headers([secret], "case.1", now(), body)
    Webhook(secret).verify(body, head)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body[:-1] + b" ", head)


def test_while_a_secret_is_turned_both_verify() -> None:
    """Signed with the new and the old secret, a receiver that knows either takes it; one that knows neither does not."""
    new, old, other = (signing.new_secret("v1") for _ in range(3))
    head = signing.headers([new, old], "case.1", now(), b"{}")
    for secret in (new, old):
        Webhook(secret).verify(b"{}", head)
    with pytest.raises(WebhookVerificationError):
        Webhook(other).verify(b"{}", head)


@given(body=st.binary(max_size=300), id=st.text(min_size=1, max_size=30))
def test_a_v1a_signature_holds_for_its_public_key_alone(body: bytes, id: str) -> None:
    """The public half verifies id, time and body together; any other time, id, body or key does not."""
    secret = signing.new_secret("v1a")
    public = signing.to_verify_with(secret)
    signed = signing.headers([secret], id, NOW, body)["webhook-signature"]
    assert signing.holds(public, id, NOW, body, signed)
    assert not signing.holds(public, id, NOW + 1, body, signed)
    assert not signing.holds(public, id + ".", NOW, body, signed)
    assert not signing.holds(public, id, NOW, body + b"x", signed)
    assert not signing.holds(signing.to_verify_with(signing.new_secret("v1a")), id, NOW, body, signed)


def test_signatures_that_are_none_do_not_hold() -> None:
    """Odd signatures are refused, not crashed on."""
    public, secret = signing.to_verify_with(signing.new_secret("v1a")), signing.new_secret("v1")
    for odd in ("", "v1a,", "v1a,!!", "v1,é", "v2,abc", "v1a,AAAA v1,AAAA"):
        assert not signing.holds(public, "i", NOW, b"", odd)
        assert not signing.holds(secret, "i", NOW, b"", odd)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),  # noqa: S104 -- judged, not listened on
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::a9fe:a9fe", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    """Loopback, private, shared, link-local, multicast, and those wrapped in IPv6, are not."""
    assert is_public(address) is public


class _Receiver(BaseHTTPRequestHandler):
    statuses: dict[str, int] = {"/ok": 204, "/moved": 302}  # noqa: RUF012
    seen: list[str] = []  # noqa: RUF012

    def do_POST(self) -> None:
        self.seen.append(self.path)
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(self.statuses.get(self.path, 500))
        self.send_header("location", "/ok")
        self.end_headers()

    def log_message(self, *said: Any) -> None:
        pass


def test_a_name_that_leads_inside_is_not_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name with one private address among its answers is refused at the connection; nothing is sent.

    In a demonstration the same address is sent to; a redirect is a failure and is not followed.
    """
    server = HTTPServer(("127.0.0.1", 0), _Receiver)
    Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_port

    async def looked_up(self: Any, host: str, *more: Any, **also: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in ("127.0.0.1", "8.8.8.8")]

    monkeypatch.setattr(asyncio.base_events.BaseEventLoop, "getaddrinfo", looked_up)

    async def send(demonstration: bool, path: str) -> tuple[int, str]:
        sender = Sender(demonstration=demonstration)
        outcome = await sender.send(f"http://public.example:{port}{path}", b"{}", {})
        await sender.close()
        return outcome.status, outcome.fault

    assert asyncio.run(send(False, "/ok")) == (0, "private-address")
    assert _Receiver.seen == []
    assert asyncio.run(send(True, "/ok")) == (204, "")
    assert asyncio.run(send(True, "/moved")) == (302, "http-302")
    assert _Receiver.seen == ["/ok", "/moved"]
    server.shutdown()


def test_a_port_that_nobody_listens_on_is_a_plain_outcome() -> None:
    """No connection, a name that does not exist: an outcome with a word, no exception."""

    async def send(url: str) -> str:
        sender = Sender(demonstration=True)
        outcome = await sender.send(url, b"{}", {})
        await sender.close()
        return outcome.fault

    assert asyncio.run(send("http://127.0.0.1:9/")) == "no-connection"
    assert asyncio.run(send("http://no-such-name.invalid/")) == "no-connection"
