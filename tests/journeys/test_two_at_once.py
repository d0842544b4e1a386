"""Promises when two decide on the same thing at the same instant, by page and by machine: one wins, the other is told so."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from starlette.testclient import TestClient

from kouan.doors.api.app import build
from kouan.journeys import catalogue
from kouan.store.house import House
from tests.journeys.test_joint_inspections import Subject, accepted, ask, seen
from tests.support.site import file_case

HEAD = {"authorization": "Bearer kou_demo_customs"}


@pytest.fixture
def lane(browse: Any, site_house: House) -> TestClient:
    """The machines' door over the house of the pages."""
    return TestClient(build(site_house, catalogue.types()))


def at_once(*deeds: Callable[[], int]) -> list[int]:
    """Do all of these at the same instant; what each answered."""
    gate = threading.Barrier(len(deeds))

    def run(deed: Callable[[], int]) -> int:
        gate.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.mark.parametrize("round_", range(10))
def test_a_page_and_a_machine_decide_at_once(browse: Any, lane: TestClient, site_house: House, round_: int) -> None:
    """One officer accepts on the page while another rejects through the API, both on version 1: exactly one is recorded,
    the other is answered 409 with what has happened, and the journal holds one decision.
    """
    id_ = file_case(site_house, "export_declaration", "kapok")
    officer = browse("customs")
    said = {"action": "reject", "version": 1, "reason": "单货不符"}
    answers = at_once(
        lambda: officer.post(f"/cases/{id_}/decide", {"action": "accept", "version": 1}).status_code,
        lambda: lane.post(f"/api/v1/cases/{id_}/decisions", json=said, headers=HEAD).status_code,
    )
    assert sorted(answers) in ([200, 409], [302, 409])
    case = seen(site_house, id_)
    assert case.version == 2
    assert case.state == ("void" if answers[1] == 200 else "accepted")
    assert len(site_house.reader.timeline(id_)) == 2


@pytest.mark.parametrize("round_", range(5))
def test_six_officers_decide_at_once(browse: Any, lane: TestClient, site_house: House, round_: int) -> None:
    """Of six decisions on one version by pages, machines and the ticked list, one is recorded."""
    id_ = file_case(site_house, "export_declaration", "kapok")
    pages = [browse("customs") for _ in range(2)]
    lists = [browse("customs") for _ in range(2)]
    bulk = {"pick": f"{id_}.1", "action": "accept"}
    said = {"action": "accept", "version": 1}

    def ticked(client: Any) -> int:
        text = client.post("/cases/decide", bulk).content.decode()
        return 200 if "已记录" in text and "先作出决定" not in text and "新的进展" not in text else 409

    answers = at_once(
        *[lambda c=c: c.post(f"/cases/{id_}/decide", said).status_code for c in pages],
        *[lambda c=c: ticked(c) for c in lists],
        *[lambda: lane.post(f"/api/v1/cases/{id_}/decisions", json=said, headers=HEAD).status_code] * 2,
    )
    assert sum(a in (200, 302) for a in answers) == 1, answers
    assert answers.count(409) == 5, answers
    assert seen(site_house, id_).version == 2


def test_two_agencies_join_at_once(browse: Any, lane: TestClient, site_house: House) -> None:
    """Two agencies answer one appointment at the same instant: one is recorded, the other looks again and is recorded too."""
    joint = ask(site_house, "customs", (Subject(container="XXXU0000018"),), "customs maritime border")
    said = {"action": "join", "version": 1}
    keys = [{"authorization": f"Bearer kou_demo_{who}"} for who in ("maritime", "border")]
    post = [lambda k=k: lane.post(f"/api/v1/cases/{joint}/decisions", json=said, headers=k).status_code for k in keys]
    answers = at_once(*post)
    assert sorted(answers) == [200, 409]
    late = keys[answers.index(409)]
    again = lane.post(f"/api/v1/cases/{joint}/decisions", json={**said, "version": 2}, headers=late)
    assert again.json()["case"]["state"] == "agreed"


def test_a_release_and_an_appointment_at_once(browse: Any, lane: TestClient, site_house: House) -> None:
    """Customs releases while maritime asks to inspect the same goods: never are goods released under an open part of customs'."""
    for round_ in range(5):
        goods = accepted(site_house)
        case = seen(site_house, goods)
        body = {
            "reference": f"RACE-{round_}",
            "requester": "maritime",
            "agencies": [{"agency": "maritime"}, {"agency": "customs"}],
            "subjects": [{"case": goods}],
            "place": "一号台（虚构）",
            "terminal": "port",
            "begins": "2026-11-25T09:00:00+08:00",
            "ends": "2026-11-25T11:00:00+08:00",
            "opens": "owner",
            "reason": "随机（虚构）",
        }
        release = {"action": "release", "version": case.version}
        key = {"authorization": "Bearer kou_demo_maritime", "idempotency-key": f"race-{round_}"}
        answers = at_once(
            lambda g=goods, r=release: lane.post(f"/api/v1/cases/{g}/decisions", json=r, headers=HEAD).status_code,
            lambda b=body, k=key: lane.post("/api/v1/joint_inspection", json=b, headers=k).status_code,
        )
        assert answers in ([200, 409], [409, 201], [200, 422]), answers
        assert seen(site_house, goods).state == ("released" if answers[0] == 200 else "accepted")


def test_releasing_many_obeys_what_one_release_obeys(browse: Any, site_house: House) -> None:
    """The ticked list does not release goods whose inspection is open; the line says why, the others go on."""
    held, free = accepted(site_house), accepted(site_house)
    joint = ask(site_house, "maritime", (Subject(case=held),))
    picks = [f"{id_}.{seen(site_house, id_).version}" for id_ in (held, free)]
    text = browse("customs").post("/cases/decide", {"pick": picks, "action": "release"}).content.decode()
    assert joint in text
    assert [seen(site_house, id_).state for id_ in (held, free)] == ["accepted", "released"]
