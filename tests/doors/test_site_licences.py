"""Promises of the pages and the API of licences: each firm its own, officers all, the operator takes files over."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from starlette.testclient import TestClient

from kouan.doors.api.app import build
from kouan.journeys import catalogue
from kouan.journeys.licence_demo import HEAD, lay_demo_licences
from kouan.store.house import House


@pytest.fixture
def laid(site_house: House, browse: Any) -> House:
    """The house with the licences of the demonstration."""
    lay_demo_licences(site_house)
    return site_house


def head(login: str) -> dict[str, str]:
    """The key of an organisation."""
    return {"authorization": f"Bearer kou_demo_{login}"}


def test_the_holder_and_officers_see_balances(laid: House, browse: Any) -> None:
    """The API gives the holder his four licences with what remains; another firm has none and opens none."""
    lane = TestClient(build(laid, catalogue.types()))
    found = {one["number"]: one for one in lane.get("/api/v1/licences", headers=head("kapok")).json()["licences"]}
    half = found["DEMO-LIC-HALF"]
    assert (half["remaining"], half["reserved"], half["written"]) == ("12000", "5000", "7000")
    assert {n: one["standing"] for n, one in found.items()} == {
        "DEMO-LIC-HALF": "partly",
        "DEMO-LIC-USED": "exhausted",
        "DEMO-LIC-BATCH": "issued",
        "DEMO-LIC-OLD": "expired",
    }
    assert lane.get("/api/v1/licences", headers=head("banyan")).json() == {"licences": []}
    assert lane.get(f"/api/v1/licences/{half['id']}", headers=head("banyan")).status_code == 404
    assert len(lane.get("/api/v1/licences", headers=head("customs")).json()["licences"]) == 4
    assert lane.post("/api/v1/licences", content=HEAD, headers=head("kapok")).status_code == 403


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_open_for_who_may(laid: House, browse: Any, language: str) -> None:
    """List and licence open for holder, customs, auditor and operator; entries lead to declarations and back again."""
    one = TestClient(build(laid, catalogue.types())).get("/api/v1/licences", headers=head("kapok")).json()["licences"]
    half = next(x for x in one if x["number"] == "DEMO-LIC-HALF")
    for login in ("kapok", "customs", "auditor", "operator"):
        client = browse(login, language=language)
        assert "DEMO-LIC-HALF" in client.get("/licences/").content.decode()
        assert "12000" in client.get(f"/licences/{half['id']}/").content.decode()
    assert browse("banyan").get(f"/licences/{half['id']}/").status_code == 404
    assert browse("egret").get("/licences/").status_code == 403
    page = browse("kapok").get(f"/licences/{half['id']}/").content.decode()
    case = "IM-" + page.split('href="/cases/IM-')[1].split("/")[0]
    assert f"/licences/{half['id']}/" in browse("kapok").get(f"/cases/{case}/").content.decode()


def test_a_bad_file_names_its_row(laid: House, browse: Any) -> None:
    """The operator's file with a number that is none is refused by row; a good one is taken."""
    good = f"{HEAD}\n411,FICT-NEW,4404FAKE01,,,035,5,,2026-01-01,,示例（虚构）,示例,house\n"
    bad = SimpleUploadedFile("l.csv", good.replace("035,5", "035,x").encode())
    answer = browse("operator").post("/licences/", {"file": bad, "table": "licences"})
    assert answer.status_code == 422
    assert "第 2 行" in answer.content.decode()
    sent = {"file": SimpleUploadedFile("l.csv", good.encode()), "table": "licences"}
    assert browse("operator").post("/licences/", sent).status_code == 302
