"""Promises of the replies through the lane: pulling, waiting, streaming, subscriptions; and what nobody may get at."""

import asyncio
import itertools
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kouan.doors.api import replies
from kouan.journeys.replies.log import LOG
from kouan.store.database import Store
from kouan.store.house import House, open_house
from kouan.store.projections import follow
from kouan.store.reader import Reader
from kouan.store.writer import Writer
from tests.doors.test_api import NOON, Port, good, lay_people

LOG_AT = "/api/v1/replies"
SUBSCRIPTIONS = LOG_AT + "/subscriptions"
_keys = itertools.count()


@pytest.fixture
def port(store: Store) -> Iterator[Port]:
    """The lane over a fresh store, outside a demonstration."""
    lay_people(store)
    house = open_house(House(store, Writer(store).start(), Reader(store), lambda: NOON))
    yield Port(house)
    house.writer.stop()


def work(port: Port, who: str = "kapok", n: int = 1) -> list[str]:
    """File and accept: two replies each. The cases' ids."""
    cases = []
    for _ in range(n):
        case = port.file(good(), key=f"r{next(_keys)}", who=who).json()["case"]["id"]
        assert port.decide(case, "accept", 1).status_code == 200
        cases.append(case)
    log(port)
    return cases


def log(port: Port) -> None:
    follow(port.house.store, LOG, now=NOON)


def subscribe(port: Port, who: str = "kapok", **more: Any) -> httpx.Response:
    return port.ask("POST", SUBSCRIPTIONS, who, json={"url": "https://example.com/in", **more})


def test_pulling_from_an_offset_gives_each_reply_once_in_order(port: Port) -> None:
    """Page after page from the last offset: every reply once, in order, with the number to go on from."""
    work(port, n=3)
    seen: list[int] = []
    after = 0
    while page := (answer := port.ask("GET", f"{LOG_AT}?after={after}&limit=2").json())["replies"]:
        seen += [r["offset"] for r in page]
        after = answer["next"]
    assert seen == [1, 2, 3, 4, 5, 6]
    assert (answer["next"], answer["last"]) == (6, 6)


def test_nobody_reads_the_log_of_another(port: Port) -> None:
    """Each key sees the log of its own organisation; who files nothing has none; no key, no log."""
    work(port)
    mine, theirs = (port.ask("GET", LOG_AT, who).json()["replies"] for who in ("kapok", "banyan"))
    assert len(mine) == 2
    assert theirs == []
    for who, status in (("auditor", 403), ("analyst", 403), ("", 401)):
        assert port.ask("GET", LOG_AT, who).status_code == status


def test_a_waiting_pull_is_answered_when_a_reply_comes(port: Port) -> None:
    """The answer to `wait` comes with the reply, well before the time is over."""
    (case,) = work(port)

    async def both() -> tuple[list[httpx.Response], float]:
        waiting = asyncio.create_task(port.ask_all([("GET", f"{LOG_AT}?after=2&wait=20", "kapok", {})]))
        await asyncio.sleep(0.3)
        started = time.monotonic()
        asked = {"action": "release", "version": 2}
        await port.ask_all([("POST", f"/api/v1/cases/{case}/decisions", "customs", {"json": asked})])
        await asyncio.to_thread(log, port)
        return await waiting, time.monotonic() - started

    (answer,), took = asyncio.run(both())
    assert [r["kind"] for r in answer.json()["replies"]] == ["DeclarationReleased"]
    assert took < 5


def test_a_waiting_pull_ends_empty_when_nothing_comes(port: Port) -> None:
    """After its seconds the answer is empty and names the same offset again."""
    work(port)
    assert port.ask("GET", f"{LOG_AT}?after=2&wait=1").json() == {"replies": [], "next": 2, "last": 2}


def test_the_stream_tells_replies_as_events(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each event carries the offset as its id; Last-Event-ID goes on behind it."""
    work(port)
    monkeypatch.setattr(replies, "STREAM_SECONDS", 0.5)
    monkeypatch.setattr(replies, "BEAT_SECONDS", 0.2)
    whole = port.ask("GET", LOG_AT + "/stream").text
    assert [line for line in whole.splitlines() if line.startswith("id:")] == ["id: 1", "id: 2"]
    data = [msgspec.json.decode(line[6:]) for line in whole.splitlines() if line.startswith("data:")]
    assert [d["kind"] for d in data] == ["DeclarationLodged", "DeclarationAccepted"]
    rest = port.ask("GET", LOG_AT + "/stream", headers={"last-event-id": "1"}).text
    assert "id: 2" in rest
    assert "id: 1\n" not in rest


def test_too_many_waiting_requests_of_one_firm_are_told_so(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    """One firm can not hold all connections waiting: beyond its places it gets 429, others still wait."""
    monkeypatch.setattr(replies, "WAITERS", 2)
    asked = [("GET", f"{LOG_AT}?after=0&wait=1", who, {}) for who in ("kapok", "kapok", "kapok", "banyan")]
    answers = asyncio.run(port.ask_all(asked))
    assert sorted(a.status_code for a in answers[:3]) == [200, 200, 429]
    assert answers[3].status_code == 200


def test_a_secret_is_shown_once_and_turned(port: Port) -> None:
    """The answer to subscribing carries the secret; no later answer does; turning it gives another, once."""
    made = subscribe(port).json()
    secret, id = made["verify_with"], made["subscription"]["id"]
    assert secret.startswith("whsec_")
    later = [port.ask("GET", a).text for a in (SUBSCRIPTIONS, f"{SUBSCRIPTIONS}/{id}")]
    assert not any(secret in text for text in later)
    turned = port.ask("POST", f"{SUBSCRIPTIONS}/{id}/rotate").json()["verify_with"]
    assert turned.startswith("whsec_")
    assert turned != secret


def test_of_a_key_pair_only_the_public_half_is_shown(port: Port) -> None:
    """A v1a subscription tells its public key at any time, and the private one never."""
    made = subscribe(port, scheme="v1a").json()
    assert made["verify_with"].startswith("whpk_")
    assert port.ask("GET", SUBSCRIPTIONS).json()["subscriptions"][0]["verify_with"] == made["verify_with"]
    assert "whsk_" not in port.ask("GET", SUBSCRIPTIONS).text


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/in",
        "ftp://example.com/",
        "https://127.0.0.1/in",
        "https://[::1]/in",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest",
        "https://[::ffff:192.168.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://user:pass@example.com/",
        "https://example.com:0/",
        "https://example.com/#x",
        "https:///in",
        "nonsense",
        "https://exa mple.com/",
        "https://例子.test/",
        "",
        "https://example.com/" + "x" * 600,
    ],
)
def test_an_address_that_may_not_be_is_refused(port: Port, url: str) -> None:
    """Not https, private, with an account, too long, or no address at all: 422 in both languages, nothing kept."""
    answer = port.ask("POST", SUBSCRIPTIONS, json={"url": url})
    assert (answer.status_code, answer.json()["code"]) == (422, "target-unfit")
    assert port.ask("GET", SUBSCRIPTIONS).json()["subscriptions"] == []


def test_the_subscription_of_another_is_as_unknown_as_none(port: Port) -> None:
    """Every deed on another firm's subscription answers 404 as for an id that is not there, and changes nothing."""
    id = subscribe(port).json()["subscription"]["id"]
    for one in (id, "sub_0000", "%00", "a" * 300):
        at = f"{SUBSCRIPTIONS}/{one}"
        asked = [("GET", at), ("DELETE", at), *(("POST", f"{at}/{d}") for d in ("test", "rotate", "stop", "replay"))]
        answers = [port.ask(method, address, "banyan") for method, address in asked]
        assert {a.status_code for a in answers} == {404}
    assert port.ask("GET", f"{SUBSCRIPTIONS}/{id}").json()["subscription"]["standing"] == "on"


def test_one_subscription_too_many_is_refused(port: Port) -> None:
    """An organisation has five; the sixth is refused, and after one is ended there is room again."""
    made = [subscribe(port) for _ in range(6)]
    assert [m.status_code for m in made] == [201] * 5 + [409]
    assert port.ask("DELETE", f"{SUBSCRIPTIONS}/{made[0].json()['subscription']['id']}").status_code == 204
    assert subscribe(port).status_code == 201


def test_deeds_on_the_own_subscription(port: Port) -> None:
    """Stop, resume, replay and resend answer with the standing after them; wrong numbers and deeds are told apart."""
    work(port, n=2)
    at = f"{SUBSCRIPTIONS}/{subscribe(port).json()['subscription']['id']}"
    assert port.ask("POST", at + "/stop").json()["subscription"]["standing"] == "off"
    assert port.ask("POST", at + "/resume").json()["subscription"]["standing"] == "on"
    told = port.ask("POST", at + "/replay", json={"from": 2}).json()["subscription"]
    assert (told["offset"], told["behind"]) == (1, 3)
    assert port.ask("POST", at + "/replay", json={"from": 99}).status_code == 422
    assert port.ask("POST", at + "/replay", json={"from": "x"}).status_code == 400
    assert port.ask("POST", at + "/resend", json={"from": 1}).status_code == 404
    assert port.ask("POST", at + "/dance").status_code == 404


_texts = st.text(max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["after", "limit", "wait"]), value=_texts, body=st.binary(max_size=200), deed=_texts)
def test_no_odd_request_is_answered_with_a_fault(port: Port, name: str, value: str, body: bytes, deed: str) -> None:
    """Odd numbers, bodies and deeds: an answer that says what is wrong, never a fault of ours."""
    value = value if name != "wait" else value.replace("9", "x")
    answers = [
        port.ask("GET", LOG_AT, params={name: value}) if not value.isdigit() else None,
        port.ask("POST", SUBSCRIPTIONS, content=body),
        port.ask("POST", f"{SUBSCRIPTIONS}/sub_1/{quote(deed, safe='')}"),
    ]
    assert all(a is None or a.status_code < 500 for a in answers)
