"""Promises of spreadsheets and templates on the pages: lines read in, workbooks out, templates begun from."""

from io import BytesIO
from typing import Any

from kouan.areas.window.formats import declaration_xlsx
from kouan.doors.site.drafts import raw_of
from kouan.store.house import House
from kouan.store.models import Draft
from tests.support.site import file_case

GOODS = "商品编号,商品名称,数量\n0306179090,冻虾（虚构）,5\n".replace("数量", "成交数量")


def _begun(client: Any, **posted: str) -> str:
    return str(client.post("/file/import_declaration/", posted)["Location"])


def test_goods_in_gbk_take_the_place_of_the_lines(browse: Any) -> None:
    """A CSV in GBK becomes the goods of the draft; a file that is none changes nothing and says so."""
    client = browse("kapok")
    place = _begun(client, example="0")
    csv = BytesIO(GOODS.encode("gbk"))
    csv.name = "goods.csv"
    client.post(place + "lines", {"file": csv})
    draft = Draft.objects.get(id=place.split("/")[3])
    assert raw_of(draft)["goods"] == [
        {"item": 1, "commodity_code": "0306179090", "name": "冻虾（虚构）", "quantity": "5"}
    ]
    odd = BytesIO(b"PK\x03\x04no book")
    odd.name = "odd.xlsx"
    answer = client.post(place + "lines", {"file": odd}, follow=True).content.decode()
    assert "不是 xlsx" in answer
    assert len(raw_of(Draft.objects.get(id=draft.id))["goods"]) == 1
    assert browse("lychee").post(place + "lines", {"file": odd}).status_code == 404


def test_a_draft_and_a_case_leave_as_workbooks(browse: Any, site_house: House) -> None:
    """What is downloaded is read back as the same declaration; an unfinished draft is told; others do not find the case."""
    client = browse("kapok")
    book = client.get(_begun(client, example="0") + "declaration.xlsx")
    (carried,) = declaration_xlsx.read(book.content).documents
    assert carried.type == "import_declaration"
    assert client.get(_begun(client) + "declaration.xlsx").status_code == 302
    id_ = file_case(site_house, "import_declaration", "kapok", key="book")
    again = declaration_xlsx.read(client.get(f"/cases/{id_}/declaration.xlsx").content)
    assert again.documents[0].document == carried.document
    assert browse("lychee").get(f"/cases/{id_}/declaration.xlsx").status_code == 404
    assert browse("port").get(f"/cases/{id_}/declaration.xlsx").status_code == 404


def test_a_template_is_begun_from_and_never_filed(browse: Any) -> None:
    """Saved as a template it stands where a filing begins; the draft made of it has no reference yet; it is not lodged."""
    client = browse("longan")
    place = _begun(client, example="0")
    draft = Draft.objects.get(id=place.split("/")[3])
    client.post(place, {"seen": draft.changed, "act": "template", "reference": "MONTHLY", "remarks": "月度模板"})
    (template,) = Draft.objects.filter(id__startswith="T-", organisation="longan")
    assert "MONTHLY" in client.get("/file/import_declaration/").content.decode()
    made = Draft.objects.get(id=_begun(client, template=template.id).split("/")[3])
    assert (raw_of(made).get("reference"), raw_of(made)["remarks"]) == (None, "月度模板")
    refused = client.post(f"/file/drafts/{template.id}/", {"seen": template.changed, "act": "lodge"}, follow=True)
    assert "模板不能申报" in refused.content.decode()
    assert template.id not in client.get("/file/").content.decode()
    assert browse("lychee").post("/file/import_declaration/", {"template": template.id}).status_code == 404
