"""Filings that were not taken, and what belongs to one organisation only: at both doors."""

from typing import Any

import httpx
import pytest

from kouan.doors.site import faults
from kouan.store.database import Unavailable
from kouan.store.models import Draft
from kouan.store.writer import Uncertain
from tests.doors.test_api import Port
from tests.doors.test_site_filing import begin
from tests.support.site import file_case

FAULTY = b'{"broken": true}'


class Demonstration(Port):
    """The lane over the same house as the pages, with the demonstration's keys."""

    def ask(self, method: str, path: str, who: str = "kapok", **more: Any) -> httpx.Response:
        """One request."""
        return super().ask(method, path, f"demo_{who}" if who else "", **more)


@pytest.fixture
def port(site_house) -> Port:  # noqa: ANN001
    """The lane over the same house as the pages."""
    return Demonstration(site_house)


def test_a_refused_filing_is_given_back_to_its_filer(browse, port: Port) -> None:  # noqa: ANN001
    """What was not taken is listed with its findings at both doors, its bytes come back as sent, and it becomes a draft."""
    name = port.file(FAULTY).json()["refused"]
    assert name in [r["id"] for r in port.ask("GET", "/api/v1/refused").json()["refused"]]
    told = port.ask("GET", f"/api/v1/refused/{name}").json()
    assert told["type"] == "import_declaration"
    assert told["findings"]
    assert port.ask("GET", f"/api/v1/refused/{name}/original").content == FAULTY
    client = browse("kapok")
    assert name in client.get("/file/refused/").content.decode()
    assert client.get(f"/file/refused/{name}/").status_code == 200
    assert client.get(f"/file/refused/{name}/original").content == FAULTY
    drafted = client.post(f"/file/refused/{name}/")
    assert drafted["Location"].startswith("/file/drafts/")


def test_what_is_not_yours_is_not_there(browse, port: Port, site_house) -> None:  # noqa: ANN001
    """Another organisation's refused filing, draft and original answer exactly as one that does not exist."""
    name = port.file(FAULTY).json()["refused"]
    draft = begin(browse("kapok"), example="0")
    case = file_case(site_house, "import_declaration", "kapok")
    stranger = browse("banyan")
    paths = [f"/file/refused/{name}/", f"/file/refused/{name}/original", draft, f"/cases/{case}/revisions/1/original"]
    for path in paths:
        assert stranger.get(path).status_code == 404, path
        assert stranger.post(path, {"act": "save"}).status_code in (404, 405), path
    assert name not in stranger.get("/file/refused/").content.decode()
    for path in (f"/api/v1/refused/{name}", f"/api/v1/refused/{name}/original"):
        asked, none = port.ask("GET", path, "banyan"), port.ask("GET", path.replace(name, "REF-0"), "banyan")
        assert asked.status_code == none.status_code == 404
        assert asked.content == none.content
    assert Draft.objects.get(id=draft.split("/")[-2]).organisation == "kapok"


@pytest.mark.parametrize("cookie", ["", "x", "0" * 32, "../../etc/passwd", "é" * 40])
def test_a_forged_session_is_nobody(browse, cookie: str) -> None:  # noqa: ANN001
    """A session that we did not give opens nothing, and is no fault of ours."""
    client = browse()
    client.cookies["sessionid"] = cookie
    answer = client.get("/file/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login")


def test_an_answer_that_did_not_come_is_not_called_unrecorded(browse, site_house, monkeypatch) -> None:  # noqa: ANN001
    """When the writer does not answer in time nobody knows: the page says that, and asks to look first."""
    id = file_case(site_house, "import_declaration", "kapok")
    client = browse("customs")

    def late(unit: object, timeout: float = 30) -> None:
        raise Uncertain("no answer")

    monkeypatch.setattr(site_house.writer, "write", late)
    answer = client.post(f"/cases/{id}/decide", {"action": "accept", "version": 1})
    assert answer.status_code == 503
    assert faults.PERHAPS.zh in answer.content.decode()
    assert faults.NOTHING.zh not in answer.content.decode()


def test_health_is_the_stores_too(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process whose store is gone is not healthy: 503, so that whoever balances the load sends nobody here."""
    assert port.ask("GET", "/healthz", "").status_code == 200

    def gone() -> None:
        raise Unavailable("gone")

    monkeypatch.setattr(port.house.reader, "head", gone)
    answer = port.ask("GET", "/healthz", "")
    assert answer.status_code == 503
    assert answer.json()["ok"] is False


def test_page_and_lane_deciding_at_once_have_one_winner(browse, port: Port, site_house) -> None:  # noqa: ANN001
    """Both doors act on the version they saw: whoever comes second is told, and the journal has one decision."""
    id = file_case(site_house, "import_declaration", "kapok")
    assert port.ask(
        "POST", f"/api/v1/cases/{id}/decisions", "customs", json={"action": "accept", "version": 1}
    ).is_success
    late = browse("customs").post(f"/cases/{id}/decide", {"action": "return", "version": 1, "reason": "迟了"})
    assert late.status_code == 409
    kinds = [e.kind for e in site_house.reader.timeline(id)]
    assert kinds == ["DeclarationLodged", "DeclarationAccepted"]
