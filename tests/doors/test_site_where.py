"""Promises of “where is my consignment”: own cases only, codes that tell no names, the same answer to every wrong code."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from lxml import html as markup
from starlette.testclient import TestClient

from kouan.areas.window.consignment.following import CONSIGNMENTS
from kouan.areas.window.consignment.telling import Book, Unfit
from kouan.areas.window.documents._parts import Container
from kouan.doors import looks
from kouan.doors.api.app import build
from kouan.doors.cli.where import lines
from kouan.journeys import catalogue
from kouan.journeys.consignments import Where
from kouan.journeys.filing import decision, file_document
from kouan.kernel.documents import encode
from kouan.store.demo import ORGANISATIONS
from kouan.store.house import House
from kouan.store.limits import Limits
from kouan.store.projections import follow
from kouan.store.roles import actor
from tests.support.site import NOON

TYPES = catalogue.types()
KEYS = {o.id: o.key for o in ORGANISATIONS}
_numbers = itertools.count(1)
JSON = {"content-type": "application/json"}


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has looks of its own."""
    for place in ("kouan.doors.site.where", "kouan.doors.api.where"):
        monkeypatch.setattr(f"{place}.LOOKS", Limits(0.5, 30))
        monkeypatch.setattr(f"{place}.GUESSES", Limits(0.05, 10))


@pytest.fixture
def lane(site_house: House) -> TestClient:
    """The lane over the module's house."""
    return TestClient(build(site_house, TYPES, list(catalogue.formats().values())))  # type: ignore[arg-type]


def bearer(who: str) -> dict[str, str]:
    """The key of a demonstration's organisation."""
    return {**JSON, "authorization": f"Bearer {KEYS[who]}"}


def filed(house: House, kind: str, who: str, role: str, **changes: Any) -> str:
    """A sound example, changed, filed by somebody; its case."""
    of = TYPES[kind]
    document = msgspec.structs.replace(of.examples[0].document, **changes)
    unit = file_document(of, document, actor=actor(who, who, role), key=f"where {next(_numbers)}", now=NOON)
    house.writer.write(unit)
    follow(house.store, CONSIGNMENTS, now=NOON)
    return str(msgspec.json.decode(unit.answer)["case"]["id"])


def consignment(house: House, n: int, **changes: Any) -> tuple[str, str]:
    """An accepted manifest on a voyage of its own, and a declaration of kapok on it."""
    voyage = f"{n:03d}Q"
    manifest = filed(house, "original_manifest", "egret", "ship_agent", voyage=voyage, reference=f"Q-{n}")
    case = house.reader.case(manifest)
    assert case
    house.writer.write(
        decision(TYPES[case.type], case, "accept", version=1, actor=actor("customs", "customs", "customs"), now=NOON)
    )
    told = filed(house, "import_declaration", "kapok", "declarant", voyage=voyage, reference=f"Q-I-{n}", **changes)
    return manifest, told


def test_the_owner_sees_the_whole_consignment(browse: Any, site_house: House) -> None:
    """Who holds it, what happened and what comes, manifest and containers, and that the papers agree."""
    _, case = consignment(site_house, 1)
    page = browse("kapok").get(f"/where/{case}/").content.decode()
    for said in ("海关", "放行", "Q-1", "XXXU0000018", "FICT0001", "一致"):
        assert said in page
    assert "须由" not in page


def test_a_mismatch_names_both_values_and_the_party(browse: Any, site_house: House) -> None:
    """A planted difference stands on the page, in both languages."""
    _, case = consignment(site_house, 2, packages=1795)
    assert "报关 1795 件，舱单 1800 件" in browse("kapok").get(f"/where/{case}/").content.decode()
    english = browse("kapok", language="en").get(f"/where/{case}/").content.decode()
    assert "Declared 1795 packages, the manifest has 1800" in english
    assert "To be settled by Declarant" in english


def test_others_do_not_see_it(browse: Any, lane: TestClient, site_house: House) -> None:
    """Another firm's case, reference and bill are as if they were not there, on the page and through the lane."""
    _, case = consignment(site_house, 3)
    assert browse("banyan").get(f"/where/{case}/").status_code == 404
    for number in (case, "Q-I-3", "NO-SUCH"):
        assert browse("banyan").get("/where/", {"q": number}).status_code == 404
        assert lane.get("/api/v1/where", params={"number": number}, headers=bearer("banyan")).status_code == 404
    assert lane.get(f"/api/v1/cases/{case}/where", headers=bearer("banyan")).status_code == 404
    assert browse("kapok").get("/where/", {"q": "Q-I-3"})["Location"] == f"/where/{case}/"
    assert browse().get(f"/where/{case}/").status_code == 302


def test_a_code_tells_states_and_times_and_nothing_else(browse: Any, lane: TestClient, site_house: House) -> None:
    """No number, firm, goods or reason; not for search engines, not kept, no referrer."""
    _, case = consignment(site_house, 4)
    code = lane.post(f"/api/v1/cases/{case}/tellings", json={"days": 7, "note": "甲"}, headers=bearer("kapok")).json()[
        "code"
    ]
    assert len(code) >= 24
    answer = browse().get(f"/w/{code}/")
    page = answer.content.decode()
    assert "海关" in page
    for hidden in (case, "Q-I-4", "Q-4", "FICTBL", "虾", "木棉", "kapok", "示例贸易"):
        assert hidden not in page
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    assert "no-store" in answer["Cache-Control"]
    told = lane.get(f"/api/v1/where/{code}")
    assert told.json()["case"] == told.json()["number"] == ""
    assert told.json()["consignment"] is None
    assert told.headers["x-robots-tag"].startswith("noindex")
    assert "海关" in "\n".join(lines(msgspec.json.decode(told.content, type=Where)))


def test_wrong_codes_all_get_the_same_answer(browse: Any, lane: TestClient, site_house: House) -> None:
    """Unknown, revoked and malformed: one answer; too many of them: come back later."""
    _, case = consignment(site_house, 5)
    made = lane.post(f"/api/v1/cases/{case}/tellings", json={}, headers=bearer("kapok")).json()["code"]
    (name,) = [
        t["name"] for t in lane.get(f"/api/v1/cases/{case}/tellings", headers=bearer("kapok")).json()["tellings"]
    ]
    assert made not in lane.get(f"/api/v1/cases/{case}/tellings", headers=bearer("kapok")).text
    assert lane.delete(f"/api/v1/cases/{case}/tellings/{name}", headers=bearer("banyan")).status_code == 404
    assert lane.delete(f"/api/v1/cases/{case}/tellings/{name}", headers=bearer("kapok")).status_code == 200
    answers = {(browse().get(f"/w/{c}/").status_code, browse().get(f"/w/{c}/").content) for c in (made, "A" * 24, "短")}
    assert {status for status, _ in answers} == {404}
    statuses = [lane.get(f"/api/v1/where/{'B' * 24}").status_code for _ in range(14)]
    assert statuses[0] == 404
    assert statuses[-1] == 429


def test_an_expired_code_opens_nothing(site_house: House) -> None:
    """A code lives as many days as were said."""
    _, case = consignment(site_house, 6)
    book, who = Book(site_house.store), actor("kapok", "kapok", "declarant")
    code = book.tell(case, actor=who, now=NOON, days=7)
    assert book.case_of(code, NOON + dt.timedelta(days=6)) == case
    assert book.case_of(code, NOON + dt.timedelta(days=7, seconds=1)) == ""
    with pytest.raises(Unfit):
        book.tell(case, actor=who, now=NOON, days=4000)


def test_only_the_filer_hands_out_codes(browse: Any, lane: TestClient, site_house: House) -> None:
    """Customs sees the consignment, and tells nobody of it."""
    manifest, case = consignment(site_house, 7)
    assert browse("customs").get(f"/where/{case}/").status_code == 200
    assert lane.post(f"/api/v1/cases/{case}/tellings", json={}, headers=bearer("customs")).status_code == 403
    assert lane.post(f"/api/v1/cases/{manifest}/tellings", json={}, headers=bearer("egret")).status_code == 403
    assert lane.post(f"/api/v1/cases/{case}/tellings", json={"days": 5}, headers=bearer("kapok")).status_code == 422


def test_the_page_makes_and_revokes_a_code(browse: Any, site_house: House) -> None:
    """Made on the page it is shown once; revoked there it opens nothing."""
    _, case = consignment(site_house, 8)
    client = browse("kapok")
    client.post(f"/where/{case}/tell", {"days": "30", "note": "客户"})
    page = client.get(f"/where/{case}/").content.decode()
    code = page.partition('href="/w/')[2].partition("/")[0]
    assert code not in client.get(f"/where/{case}/").content.decode()
    assert browse().get(f"/w/{code}/").status_code == 200
    name = page.partition('name="revoke" value="')[2].partition('"')[0]
    client.post(f"/where/{case}/tell", {"revoke": name})
    assert browse().get(f"/w/{code}/").status_code == 404


def test_an_agent_sees_its_bills_and_what_differs(browse: Any, lane: TestClient, site_house: House) -> None:
    """Those with a mismatch come first."""
    manifest, _ = consignment(site_house, 9, packages=1700)
    page = browse("egret").get(f"/where/{manifest}/").content.decode()
    assert "报关 1700 件，舱单 1800 件" in page
    bills = lane.get(f"/api/v1/cases/{manifest}/bills", headers=bearer("egret")).json()["bills"]
    assert [bool(b["mismatches"]) for b in bills] == [True, False, False]


def test_a_dry_check_looks_at_the_manifests_and_records_nothing(lane: TestClient, site_house: House) -> None:
    """The same findings as the page of a draft; the journal stays where it is."""
    consignment(site_house, 10)
    of = TYPES["import_declaration"]
    draft = msgspec.structs.replace(of.examples[0].document, voyage="010Q", reference="DRY", packages=7)
    before = site_house.reader.head()
    answer = lane.post("/api/v1/import_declaration:check", content=encode(draft), headers=bearer("kapok"))
    assert "WIN-X-032" in {f["code"] for f in answer.json()["findings"]}
    assert site_house.reader.head() == before
    assert looks.LOOKS is not looks.GUESSES


def test_the_check_of_a_draft_shows_the_mismatch_before_filing(browse: Any, site_house: House) -> None:
    """On the page of a draft, with the proposed edit; adopting it takes the warning away."""
    bills = TYPES["original_manifest"].examples[0].document.bills  # type: ignore[attr-defined]
    mine = msgspec.structs.replace(bills[0], consignee="示例木棉进出口有限公司（虚构）")
    filed(
        site_house,
        "original_manifest",
        "egret",
        "ship_agent",
        voyage="011Q",
        reference="Q-11",
        bills=(mine, *bills[1:]),
    )
    client = browse("kapok")
    there = client.post("/file/import_declaration/", {"example": "0"})["Location"]
    form = _form(client.get(there).content.decode())
    client.post(there, {**form, "voyage": "011Q", "packages": "1796", "act": "save"})
    page = client.get(f"{there}?check=1").content.decode()
    assert "WIN-X-032" in page
    assert "WIN-X-031" in page, "the manifest is not accepted yet"
    client.post(there, {**_form(page), "adopt": "packages"})
    mended = client.get(f"{there}?check=1").content.decode()
    assert "WIN-X-032" not in mended
    assert _form(mended)["packages"] == "1800"


def test_a_stranger_is_not_told_what_the_manifest_says(browse: Any, lane: TestClient, site_house: House) -> None:
    """Who is no party of the consignment learns that something does not match: no count, no container, no other bill, no
    repair; the carrier's agent, customs and who filed on the bill learn the value.
    """
    consignment(site_house, 12)
    of = TYPES["import_declaration"]
    wrong = msgspec.structs.replace(
        of.examples[0].document,
        voyage="012Q",
        reference="SPY",
        packages=7,
        gross_weight=Decimal(20001),
        containers=(Container(number="XXXU0000105", items="1,2"),),
    )

    def asked(who: str, document: Any) -> str:
        return lane.post("/api/v1/import_declaration:check", content=encode(document), headers=bearer(who)).text

    told = asked("banyan", wrong)
    assert "件数与舱单不符" in told
    assert "集装箱与舱单不符" in told
    assert [s for s in ("1800", "20500", "XXXU0000018") if s in told] == []
    lost = asked("banyan", msgspec.structs.replace(wrong, bill_number="FICTBL0000002"))
    assert "WIN-X-031" in lost
    assert "FICTBL0000001" not in lost
    for knows in ("kapok", "egret", "customs"):
        assert "舱单的 1800 件" in asked(knows, wrong), knows
    client = browse("banyan")
    there = client.post("/file/import_declaration/", {"example": "0"})["Location"]
    client.post(there, {**_form(client.get(there).content.decode()), "voyage": "012Q", "packages": "7", "act": "save"})
    page = client.get(f"{there}?check=1").content.decode()
    assert "件数与舱单不符" in page
    assert "1800 件" not in page


def _form(text: str) -> dict[str, str]:
    page = markup.fromstring(text)
    for fresh in page.xpath("//template"):
        fresh.getparent().remove(fresh)
    return dict(next(f for f in page.forms if "seen" in f.fields).form_values())


def test_a_note_that_can_not_be_kept_as_it_is_makes_no_code(lane: TestClient, site_house: House) -> None:
    """Too long, or with characters that can not be seen: refused in words, neither cut nor a fault of ours."""
    _, case = consignment(site_house, 14)
    for note in ("x" * 61, "a\0b", "a\u202eb"):
        answer = lane.post(f"/api/v1/cases/{case}/tellings", json={"note": note}, headers=bearer("kapok"))
        assert (answer.status_code, answer.json()["code"]) == (422, "note-unfit")
