"""The door of an outside customs system: who may, what is answered, what the pages show."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kouan.areas.window.answer import ANSWER, Answer
from kouan.areas.window.formats import cusres, dec_result_xml
from kouan.journeys.dropped import FAILED, FOLDERS, INBOX, RECEIPTS, SUCCEEDED, take_in
from kouan.journeys.outside import finding, taking
from kouan.store.database import Store
from kouan.store.house import House, open_house
from kouan.store.keys import digest
from kouan.store.reader import Reader
from kouan.store.roles import actor
from kouan.store.writer import Writer
from tests.doors.test_api import NOON, Port, good, lay_people
from tests.support.site import file_case

AT = "/api/v1/outside/replies"


@pytest.fixture
def port(store: Store) -> Iterator[Port]:
    """The lane over a fresh store, with a gateway and an operator beside the others."""
    lay_people(store)
    with store.connect() as connection:
        for name in ("gateway", "operator"):
            connection.execute(
                store.sql("INSERT INTO organisation (id, name_zh, name_en, fictitious) VALUES (?, ?, ?, ?)"),
                [name, "虚构", "invented", True],
            )
            connection.execute(
                store.sql(
                    "INSERT INTO api_key (digest, name, organisation_id, role, created, revoked) VALUES (?, ?, ?, ?, ?, ?)"
                ),
                [digest(f"kou_{name}".encode()), name, name, name, "", ""],
            )
    house = open_house(House(store, Writer(store).start(), Reader(store), lambda: NOON))
    yield Port(house)
    house.writer.stop()


def result(case: str, code: str) -> bytes:
    return dec_result_xml.write(ANSWER, Answer(list="reply-channel", code=code, serial=case)).body


def test_a_reply_is_handed_in_once(port: Port) -> None:
    """201 with what became of it, 200 when it was told before; the case moves; its own message can be had again."""
    case = port.file(good()).json()["case"]["id"]
    first = port.ask("POST", AT, "gateway", content=result(case, "L"))
    assert first.status_code == 201
    (told,) = first.json()["replies"]
    assert (told["standing"], told["case"], told["own"]) == ("taken", case, "accept")
    assert port.ask("POST", AT, "gateway", content=result(case, "L")).status_code == 200
    assert port.ask("GET", f"/api/v1/cases/{case}").json()["case"]["state"] == "accepted"
    assert port.ask("GET", f"{AT}/{told['id']}/original", "gateway").content == result(case, "L")
    assert port.ask("GET", f"{AT}/{told['id']}", "gateway").json()["answer"]["code"] == "L"


def test_who_may_not_is_told_so(port: Port) -> None:
    """No key, a firm, customs: refused in both languages; the operator lists, but reads no reply's content."""
    for who, status in (("", 401), ("kapok", 403), ("customs", 403), ("operator", 403)):
        assert port.ask("POST", AT, who, content=b"x").status_code == status
    (told,) = port.ask("POST", AT, "gateway", content=result("NOBODY-1", "P")).json()["replies"]
    assert told["standing"] == "unknown"
    assert told["why"]["zh"]
    assert told["why"]["en"]
    listed = port.ask("GET", f"{AT}?standing=unknown", "operator").json()["replies"]
    assert [r["id"] for r in listed] == [told["id"]]
    assert port.ask("GET", f"{AT}/{told['id']}/original", "operator").status_code == 404
    assert port.ask("GET", AT, "kapok").status_code == 403
    assert port.ask("POST", f"{AT}/{told['id']}/again", "operator").json()["standing"] == "unknown"
    assert port.ask("POST", f"{AT}/OUT-0/again", "operator").status_code == 404


@pytest.mark.parametrize(
    "body", [b"", b"\x00", b"<a/>", b"{}", b"UNB+UNOC:3'"], ids=["empty", "nul", "xml", "json", "edi"]
)
def test_bytes_without_a_reply_are_answered_clearly(port: Port, body: bytes) -> None:
    """422 with the name under which they are kept, and what was found."""
    answer = port.ask("POST", AT, "gateway", content=body)
    assert answer.status_code == 422
    assert answer.json()["refused"].startswith("REF-")
    assert answer.json()["findings"]


def test_replies_by_folder(port: Port, tmp_path: Path) -> None:
    """The gateway's inbox takes replies in; each file has its receipt; what holds none goes to failed and is kept."""
    home = tmp_path / "gateway"
    for name in FOLDERS:
        (home / name).mkdir(parents=True)
    (home / INBOX / "a.edi").write_bytes(
        cusres.write(ANSWER, Answer(list="reply-channel", code="P", id="1", reference="X")).body
    )
    (home / INBOX / "b.xml").write_bytes(b"<nothing/>")
    assert take_in(port.house, home, actor("drop", "gateway", "gateway"), wall=lambda: 2**40) == 2
    assert [len(list((home / f).iterdir())) for f in (SUCCEEDED, FAILED, RECEIPTS)] == [1, 1, 2]
    assert [r.standing for r in finding.kept(port.house.reader, {})] == ["unknown"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_shows_what_waits(browse, site_house, language: str) -> None:  # noqa: ANN001
    """The operator sees raw code and reason, and tries again; the firm sees code and state on its case; others are refused."""
    from_gateway = actor("gateway", "gateway", "gateway")
    case = file_case(site_house, "import_declaration", "kapok")
    for body in (result(case, "L"), result("NOBODY-2", "P"), result(case, "S")):
        taking.take_in(site_house, body, actor=from_gateway, now=site_house.now())
    client = browse("operator", language=language)
    page = client.get("/outside/").content.decode()
    assert "NOBODY-2" in page
    assert {"en": "Out of order", "zh-hans": "次序不符"}[language] in page
    refused = client.get("/outside/?standing=refused").content.decode()
    id = next(w for w in refused.replace('"', " ").replace("/", " ").split() if w.startswith("OUT-"))
    assert client.post(f"/outside/{id}/again").status_code == 302
    own = browse("kapok", language=language).get(f"/cases/{case}/").content.decode()
    assert 'id="outside"' in own
    assert "reply-channel" in own
    assert browse("kapok").get("/outside/").status_code == 403
    assert browse().get("/outside/").status_code == 302
