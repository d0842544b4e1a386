"""Promises of invoices and packing lists: kept without a decision, compared before filing, drafted from, others' unseen."""

from io import BytesIO
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from kouan.areas.window.consignment.following import CONSIGNMENTS
from kouan.doors.api.app import build
from kouan.doors.site.drafts import raw_of
from kouan.journeys import catalogue
from kouan.journeys.drafting import draft_of
from kouan.journeys.filing import file_document
from kouan.kernel.documents import encode
from kouan.kernel.machine import Refused
from kouan.store.demo import ORGANISATIONS
from kouan.store.house import House
from kouan.store.models import Draft
from kouan.store.projections import follow, rebuild
from kouan.store.roles import actor
from tests.support.site import NOON

TYPES = catalogue.types()
KEYS = {o.id: o.key for o in ORGANISATIONS}


@pytest.fixture
def lane(site_house: House) -> TestClient:
    """The lane over the module's house."""
    return TestClient(build(site_house, TYPES, list(catalogue.formats().values())))  # type: ignore[arg-type]


def head(who: str, **more: str) -> dict[str, str]:
    """The key of a demonstration's organisation."""
    return {"content-type": "application/json", "authorization": f"Bearer {KEYS[who]}", **more}


def kept(house: House, kind: str, who: str = "kapok", **changes: Any) -> str:
    """A sound paper, changed, kept by somebody; its case."""
    of = TYPES[kind]
    document = msgspec.structs.replace(of.examples[0].document, **changes)
    key = f"{kind} {who} {changes}"
    unit = file_document(of, document, actor=actor(who, who, "declarant"), key=key, now=NOON)
    house.writer.write(unit)
    assert not follow(house.store, CONSIGNMENTS, now=NOON).fault
    return str(msgspec.json.decode(unit.answer)["case"]["id"])


def pair(house: House, n: int, who: str = "kapok") -> tuple[str, str]:
    """An invoice and its packing list on a bill of their own."""
    same = {"bill_number": f"FICTBL77{n:05d}", "voyage": f"{n:03d}T", "contract_number": f"T-{n}"}
    sale = kept(house, "commercial_invoice", who, number=f"T-INV-{n}", **same)
    return sale, kept(house, "packing_list", who, number=f"T-PL-{n}", invoice_number=f"T-INV-{n}", **same)


def test_a_paper_waits_for_nobody_and_its_trader_replaces_or_withdraws_it(lane: TestClient) -> None:
    """Filed through the lane it is kept at once; a revision replaces it; withdrawn with a reason it is no more; customs
    neither sees nor decides it.
    """
    body = encode(TYPES["commercial_invoice"].examples[0].document)
    filed = lane.post("/api/v1/commercial_invoice", content=body, headers=head("kapok", **{"idempotency-key": "t1"}))
    case = filed.json()["case"]
    assert (filed.status_code, case["state"], case["holder"]) == (201, "kept", "")
    assert lane.get(f"/api/v1/cases/{case['id']}", headers=head("customs")).status_code == 404
    new = msgspec.json.decode(body) | {"place": "Hai Phong"}
    put = {"version": 1, "document": new, "reason": "地点更正"}
    assert lane.put(f"/api/v1/cases/{case['id']}/document", json=put, headers=head("kapok")).status_code == 200
    gone = {"action": "withdraw", "version": 2, "reason": "订单取消"}
    done = lane.post(f"/api/v1/cases/{case['id']}/decisions", json=gone, headers=head("kapok"))
    assert done.json()["case"]["state"] == "withdrawn"


def test_a_declaration_is_held_against_its_papers_before_filing(lane: TestClient, site_house: House) -> None:
    """Total, origin and packages that differ are told by the dry check, with both values and the party; a declaration
    that agrees is told nothing; another firm's check learns nothing of the papers.
    """
    pair(site_house, 1)
    made = msgspec.structs.replace(
        TYPES["import_declaration"].examples[0].document,
        reference="T-1",
        bill_number="FICTBL7700001",
        voyage="001T",
        contract_number="T-1",
    )

    def told(document: Any, who: str = "kapok") -> dict[str, str]:
        answer = lane.post("/api/v1/import_declaration:check", content=encode(document), headers=head(who))
        return {f["code"]: f["message"]["zh"] for f in answer.json()["findings"] if f["code"].startswith("WIN-X-1")}

    assert told(made) == {}
    line = msgspec.structs.replace(made.goods[0], origin_country="THA")  # type: ignore[attr-defined]
    wrong = msgspec.structs.replace(made, packages=1790, goods=(line, made.goods[1]))  # type: ignore[attr-defined]
    assert told(wrong) == {
        "WIN-X-106": "第 1 项报关原产国 THA，发票 VNM。须由报关人处理",
        "WIN-X-111": "报关 1790 件，装箱单 1800 件。须由报关人处理",
    }
    assert told(wrong, "lychee") == {}


def test_the_page_of_a_consignment_shows_all_its_papers(browse: Any, site_house: House) -> None:
    """The picture and the table, from the declaration and from the invoice; in both languages; nobody else's."""
    sale, _ = pair(site_house, 2)
    of = TYPES["import_declaration"]
    document = msgspec.structs.replace(
        of.examples[0].document,
        reference="T-2",
        bill_number="FICTBL7700002",
        voyage="002T",
        contract_number="T-2",
        deal_terms="3",
        packages=1799,
    )
    unit = file_document(of, document, actor=actor("kapok", "kapok", "declarant"), key="t2", now=NOON)
    site_house.writer.write(unit)
    follow(site_house.store, CONSIGNMENTS, now=NOON)
    case = msgspec.json.decode(unit.answer)["case"]["id"]
    for id_ in (case, sale):
        page = browse("kapok").get(f"/where/{id_}/").content.decode()
        for said in ("T-INV-2", "T-PL-2", "103,500 USD", "报关 1799 件，装箱单 1800 件", "不一致"):
            assert said in page, (id_, said)
    assert (
        "Declared 1799 packages, packed 1800" in browse("kapok", language="en").get(f"/where/{case}/").content.decode()
    )
    assert browse("lychee").get(f"/where/{sale}/").status_code == 404


def test_a_declaration_is_drafted_from_the_page_of_an_invoice(browse: Any, site_house: House) -> None:
    """The list that goes with the invoice is found; values are carried over with their sources; what no paper says stays
    empty; the draft refers to both papers by case and digest; a value that is changed is told as changed.
    """
    sale, packed = pair(site_house, 3)
    client = browse("kapok")
    assert "起草进口报关单" in client.get(f"/cases/{sale}/").content.decode()
    there = client.post(f"/cases/{sale}/draft", {"type": "import_declaration"})["Location"]
    raw = raw_of(Draft.objects.get(id=there.split("/")[3]))
    assert [(p["kind"], p["number"]) for p in raw["papers"]] == [("00000001", sale), ("00000002", packed)]
    assert [len(p["sha256"]) for p in raw["papers"]] == [64, 64]
    assert (raw["deal_terms"], raw["packages"], raw["goods"][1]["total"]) == ("3", 1800, "25500")
    assert not {"customs_office", "trade_mode", "freight"} & set(raw)
    page = client.get(there).content.decode()
    assert "带入的值和来处" in page
    assert "goods[0].unit_price" in page
    assert "（已改）" not in page
    kept_draft = Draft.objects.get(id=there.split("/")[3])
    kept_draft.data = msgspec.json.encode({**raw, "packages": 1}).decode()
    kept_draft.save()
    assert page.count("（已改）") + 1 == client.get(there).content.decode().count("（已改）")
    assert browse("lychee").post(f"/cases/{sale}/draft", {"type": "import_declaration"}).status_code == 404
    assert client.post(f"/cases/{sale}/draft", {"type": "tally_report"}).status_code in (403, 404, 409, 422)


def test_a_draft_comes_through_the_lane_for_its_own_firm_only(lane: TestClient, site_house: House) -> None:
    """The same values with the same sources; another firm, a wrong type, nothing to draft from: answered, not made."""
    sale, packed = pair(site_house, 4)
    asked = {"invoice": sale, "packing_list": packed}
    made = lane.post("/api/v1/import_declaration:draft", json=asked, headers=head("kapok")).json()
    assert made["document"]["gross_weight"] == "20500"
    assert {"path": "gross_weight", "value": "20500", "paper": "packing_list", "place": "gross_weight"} in made[
        "sources"
    ]
    for who, type_, body in (
        ("lychee", "import_declaration", asked),
        ("kapok", "tally_report", asked),
        ("kapok", "import_declaration", {}),
    ):
        answer = lane.post(f"/api/v1/{type_}:draft", json=body, headers=head(who))
        assert answer.status_code == 404, (who, type_)
        assert answer.json()["message"]["en"]
    with pytest.raises(Refused):
        draft_of(site_house, "import_declaration", packed, "", actor("kapok", "kapok", "declarant"))


def test_the_read_model_is_rebuilt_from_the_journal(site_house: House) -> None:
    """Emptied and followed anew it holds the same rows."""
    pair(site_house, 5)
    query = site_house.reader.connections.query
    text = "SELECT case_id, key, revision FROM window_trade_key ORDER BY case_id, key"
    before = [tuple(r) for r in query(text)]
    assert before
    assert not rebuild(site_house.store, CONSIGNMENTS, now=NOON).fault
    assert [tuple(r) for r in query(text)] == before


def test_lines_of_an_invoice_come_from_a_sheet(browse: Any) -> None:
    """Pasted or in a file, in Chinese or English headings, in GBK too: the lines of the draft."""
    client = browse("kapok")
    for n, text in enumerate(
        ("品名,数量,单价,金额\n冻虾（虚构）,5,2,10\n", "Description of goods\tQuantity\nPrawns\t5\n")
    ):
        there = client.post("/file/commercial_invoice/", {"example": "0"})["Location"]
        sheet = BytesIO(text.encode("gbk"))
        sheet.name = "lines.csv"
        client.post(there + "lines", {"file": sheet})
        (line,) = raw_of(Draft.objects.get(id=there.split("/")[3]))["goods"]
        assert (line["item"], line["quantity"]) == (1, "5"), n
