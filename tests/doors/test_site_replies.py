"""What the page of replies promises: the own log, secrets shown once, deeds on the own subscriptions only."""

import re

import pytest

from kouan.journeys.replies.book import Book, Parked
from kouan.journeys.replies.log import LOG
from kouan.store.projections import follow
from tests.support.site import NOON, file_case


@pytest.fixture
def logged(site_house):  # noqa: ANN001, ANN201
    """Two filings of kapok in the log."""
    for _ in range(2):
        file_case(site_house, "import_declaration", "kapok")
    follow(site_house.store, LOG, now=NOON)
    return site_house


def subscribed(client, **more: str):  # noqa: ANN001, ANN201
    return client.post("/replies/subscribe", {"url": "http://127.0.0.1:9/in", "scheme": "v1", **more})


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_log_of_the_own_organisation(browse, logged, language: str) -> None:  # noqa: ANN001
    """Newest first, with the raw code beside the state; another firm sees none of it, who files nothing has none."""
    page = browse("kapok", language=language).get("/replies/")
    numbers = re.findall(r'<tr id="r(\d+)"', page.content.decode())
    assert numbers == sorted(numbers, key=int, reverse=True) != []
    assert "reply-channel" in page.content.decode()
    assert '<tr id="r' not in browse("banyan").get("/replies/").content.decode()
    assert browse("auditor").get("/replies/").status_code == 403
    assert browse().get("/replies/").status_code == 302


def test_a_secret_stands_on_one_page_only(browse, logged) -> None:  # noqa: ANN001
    """The page that answers to subscribing shows the secret; the next look does not; a changed one is shown once too."""
    client = browse("lychee")
    secret = re.search(r"whsec_[\w+/=]+", subscribed(client).content.decode())
    assert secret is not None
    page = client.get("/replies/").content.decode()
    assert "whsec_" not in page
    id = re.search(r"sub_\w+", page)[0]  # type: ignore[index]
    turned = client.post(f"/replies/{id}/rotate").content.decode()
    assert "whsec_" in turned
    assert secret[0] not in turned


def test_a_wrong_address_is_said_at_its_field(browse, logged) -> None:  # noqa: ANN001
    """422, what was typed stays, nothing is kept."""
    answer = subscribed(browse("longan"), url="nonsense")
    assert answer.status_code == 422
    assert 'value="nonsense"' in answer.content.decode()
    assert Book(logged.store).of("longan") == []


def test_deeds_on_another_firms_subscription_are_refused(browse, logged) -> None:  # noqa: ANN001
    """Every deed by its exact id from another firm: 404, and the subscription stays as it was."""
    subscribed(browse("bamboo"))
    (made,) = Book(logged.store).of("bamboo")
    for deed in ("test", "stop", "resume", "rotate", "replay", "resend", "end", "dance"):
        assert browse("lotus").post(f"/replies/{made.id}/{deed}", {"from": "1"}).status_code == 404
    assert Book(logged.store).of("bamboo") == [made]


def test_the_firm_tests_stops_replays_and_resends(browse, logged) -> None:  # noqa: ANN001
    """Each deed says what it did; a test that nobody takes says so; a dead letter is put back; ending forgets it."""
    client, book = browse("kapok"), Book(logged.store)
    subscribed(client)
    made = book.of("kapok")[-1]

    def do(deed: str, **more: str) -> str:
        return str(client.post(f"/replies/{made.id}/{deed}", more, follow=True).content.decode())

    assert "测试未送达：连不上" in do("test")
    do("stop")
    assert book.one("kapok", made.id).standing == "off"
    do("resume")
    assert "从 1 起重发" in do("replay", **{"from": "1"})
    assert "日志里没有这个序号" in do("replay", **{"from": "9999999"})
    assert "日志里没有这个序号" in do("replay", **{"from": "x"})
    standing = book.one("kapok", made.id)
    dead = Parked(subscription=made.id, place=1, case_id="C", fault="http-422", dead=True, tried_at=standing.made_at)
    assert book.settle(standing.place, standing, [dead], [])
    assert "对方回答 422" in do("test")
    assert "已放回" in do("resend", **{"from": "1"})
    assert "没有这封死信" in do("resend", **{"from": "1"})
    do("end")
    assert book.one("kapok", made.id) is None
