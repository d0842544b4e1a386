"""Promises of two-step filing by page, lane and command: begun, picked up, completed, with its clock in sight."""

import json

import msgspec
import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from kouan.doors.api.app import build
from kouan.journeys import catalogue, two_step
from kouan.journeys.filing import file_document
from kouan.store.house import House
from tests.doors.test_site_filing import inputs
from tests.journeys.test_two_step import DUE, GOOD, KAPOK, OF, PORT, act, at_noon, complete, lodge, picked_up, summary


def test_a_summary_is_begun_filed_and_completed_by_page(browse, site_house: House) -> None:  # noqa: ANN001
    """The begin page offers it; its form marks the nine data; after pick-up the case leads to a form on its number."""
    client = browse("kapok", language="en")
    assert "first of two steps" in client.get("/file/import_declaration/").content.decode()
    address = str(client.post("/file/import_declaration/", {"summary": "1"})["Location"])
    page = client.get(address).content.decode()
    assert "Asked of a summary: three answers, nine data" in page
    assert "Required to save and at submission" not in page
    paper = summary()
    id_ = picked_up(site_house, paper)
    shown = client.get(f"/cases/{id_}/").content.decode()
    assert f"to be completed by {DUE.isoformat()}" in shown
    assert "11 days left" in shown
    assert id_ in client.get("/file/").content.decode()
    address = str(client.post("/file/import_declaration/", {"complete": id_})["Location"])
    posted = inputs(client.get(address).content.decode())
    assert (posted["reference"], posted["filing"]) == (paper.reference, "6")
    refused = client.post(address, posted | {"act": "lodge"}, follow=True).content.decode()
    assert "nothing was filed" in refused


@pytest.mark.parametrize(("login", "seen"), [("kapok", True), ("customs", True), ("lychee", False), ("auditor", True)])
def test_clocks_are_seen_by_their_firm_and_by_customs(browse, site_house: House, login: str, seen: bool) -> None:  # noqa: ANN001
    """Another firm does not see them; the page says days, basis and that it is to be verified, in both languages."""
    id_ = picked_up(site_house, summary())
    for language, words in (("zh-hans", "还剩 11 日"), ("en", "11 days left")):
        page = browse(login, language=language).get("/completions/").content.decode()
        assert (id_ in page) == seen
        assert (words in page) == seen
    assert browse("egret").get("/completions/").status_code == 403


def test_lateness_and_reminders_stand_where_people_look(browse, site_house: House) -> None:  # noqa: ANN001
    """After the day: the record of the firm, the thread of the case, the firm's replies."""
    paper = summary()
    id_ = picked_up(site_house, paper)
    two_step.look(site_house, at_noon(DUE), DUE)
    lodge(site_house, complete(paper), now=at_noon(DUE.replace(day=9)))
    client = browse("kapok", language="en")
    assert "5 days late" in client.get("/completions/").content.decode()
    thread = client.get(f"/cases/{id_}/").content.decode()
    assert "0 days left, until 2026-12-04" in thread
    assert "5 days late" in thread


def test_the_lane_tells_clocks_and_completes(site_house: House) -> None:
    """GET /completions; a complete declaration is filed like any other and answers with the same case."""
    lane = TestClient(build(site_house, catalogue.types()))
    paper = summary()
    id_ = picked_up(site_house, paper)
    head = {"authorization": "Bearer kou_demo_kapok"}
    told = lane.get("/api/v1/completions", headers=head).json()
    assert {c["declaration"]: c["due"] for c in told["running"]}[id_] == DUE.isoformat()
    assert lane.get("/api/v1/completions", headers={"authorization": "Bearer kou_demo_egret"}).status_code == 403
    more = {"content-type": "application/json", "idempotency-key": f"complete {id_}"}
    for _ in range(2):
        answer = lane.post(f"/api/v1/{OF.code}", content=msgspec.json.encode(complete(paper)), headers=head | more)
        assert answer.status_code in (200, 201), answer.text
        assert answer.json()["case"]["id"] == id_
    none = lane.post(
        f"/api/v1/{OF.code}",
        content=msgspec.json.encode(complete(summary())),
        headers=head | more | {"idempotency-key": f"x{id_}"},
    )
    assert (none.status_code, none.json()["findings"][0]["code"]) == (422, two_step.NO_SUMMARY)
    refused = lane.post(
        f"/api/v1/cases/{picked_up(site_house, summary())}/decisions",
        content=json.dumps({"action": "complete", "version": 3}),
        headers=head | {"content-type": "application/json"},
    )
    assert refused.json()["code"] == "complete-needs-document"


def test_a_copy_of_a_complete_declaration_begins_anew(browse, site_house: House) -> None:  # noqa: ANN001
    """The second step belongs to the first one's number, so a copy is a one-step declaration; odd posts are told no."""
    paper = summary()
    id_ = picked_up(site_house, paper)
    lodge(site_house, complete(paper))
    client = browse("kapok")
    address = str(client.post("/file/import_declaration/", {"copy": id_})["Location"])
    assert inputs(client.get(address).content.decode())["filing"] == ""
    assert client.post("/file/import_declaration/", {"complete": id_}).status_code in (403, 409)
    assert client.post("/file/import_declaration/", {"complete": "IM-none"}).status_code == 404
    act(site_house, id_, "accept")


def test_filing_before_arrival_is_told_on_form_lane_and_case(browse, site_house: House) -> None:  # noqa: ANN001
    """The form offers the mark; without a manifest the lane names the bill; the case says which day its taxes go by."""
    client = browse("kapok", language="en")
    address = str(client.post("/file/import_declaration/", {})["Location"])
    assert "Filed before arrival" in client.get(address).content.decode()
    paper = replace(GOOD, reference="ADV-SITE", advance=True)
    lane = TestClient(build(site_house, catalogue.types()))
    head = {"authorization": "Bearer kou_demo_kapok", "idempotency-key": "adv", "content-type": "application/json"}
    answer = lane.post(f"/api/v1/{OF.code}", content=msgspec.json.encode(paper), headers=head)
    assert answer.status_code == 422
    found = answer.json()["findings"][0]
    assert (found["code"], found["path"]) == ("advance-no-manifest", "bill_number")
    unit = file_document(OF, paper, actor=KAPOK, key="adv page", now=site_house.now())
    id_ = json.loads(site_house.writer.write(unit).answer)["case"]["id"]
    page = client.get(f"/cases/{id_}/").content.decode()
    assert "nothing is released before (to verify)" in page
    act(site_house, id_, "report_arrival", PORT)
    assert "the goods arrived on 2026-11-23" in client.get(f"/cases/{id_}/").content.decode()
