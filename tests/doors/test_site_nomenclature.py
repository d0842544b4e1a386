"""What the pages and the lane promise of commodity codes: browsed, searched, told; nothing odd falls over."""

import pytest
from starlette.testclient import TestClient

from kouan.doors.api.app import build
from kouan.journeys import catalogue


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_chapters_are_browsed_and_words_are_searched(browse, language: str) -> None:  # noqa: ANN001
    """Open to all. The first page lists chapters; words find titles; that Chinese titles are not shipped is said."""
    client = browse(language=language)
    page = client.get("/hs/").content.decode()
    assert 'href="/hs/85/"' in page
    assert ("没有可引用的来源" in page) or ("No sourced Chinese names" in page)
    hits = client.get("/hs/", {"q": "photovoltaic cells modules"})
    assert "854143" in hits.content.decode()
    none = client.get("/hs/", {"q": "虾"})
    assert none.status_code == 200
    assert 'role="alert"' in none.content.decode()


def test_a_whole_code_leads_to_its_page(browse) -> None:  # noqa: ANN001
    """Typed with dots and blanks too; the page shows rates that say they are a sample, and the rules."""
    client = browse(language="en")
    assert client.get("/hs/", {"q": "0306.17 9090"}).headers["location"] == "/hs/0306179090/"
    page = client.get("/hs/0306179090/").content.decode()
    assert "invented sample" in page
    assert "/rules/WIN-X-095/" in page


def test_a_code_that_is_none_says_what_is_near(browse) -> None:  # noqa: ANN001
    """404 where nothing is known, the nearest where something is; what is no number is 404 and no fault of ours."""
    client = browse(language="en")
    gone = client.get("/hs/854140/")
    assert "854141" in gone.content.decode()
    assert "2021-12-31" in gone.content.decode()
    assert client.get("/hs/000000/").status_code == 404
    assert client.get("/hs/abc/").status_code == 404
    assert client.get("/hs/98010000/").status_code == 200


def test_the_lane_tells_without_a_key(site_house) -> None:  # noqa: ANN001
    """Search and one code; bad input is a problem in two languages."""
    lane = TestClient(build(site_house, catalogue.types(), list(catalogue.formats().values())))
    hits = lane.get("/api/v1/hs", params={"q": "shrimps frozen"}).json()
    assert hits["total"] == len(hits["found"]) > 0
    one = lane.get("/api/v1/hs/0306179090").json()
    assert (one["known"], [e["code"] for e in one["above"]]) == (True, ["03", "0306", "030617"])
    assert lane.get("/api/v1/hs/abc").status_code == 422
    assert lane.get("/api/v1/hs/0000").json()["code"] == "code-unknown"
    assert lane.get("/api/v1/hs").json()["message"]["zh"]
