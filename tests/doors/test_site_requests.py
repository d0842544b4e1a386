"""Promises of the page on which a declarant asks to amend or withdraw an accepted declaration."""

from typing import Any

from lxml import html as markup

from kouan.store.house import House
from tests.support.site import file_case


def _accepted(browse: Any, house: House, key: str) -> str:
    id_ = file_case(house, "import_declaration", "kapok", key=key)
    browse("customs").post(f"/cases/{id_}/decide", {"action": "accept", "version": 1})
    return str(id_)


def _form(client: Any, id_: str) -> dict[str, str]:
    page = markup.fromstring(client.get(f"/cases/{id_}/request/").content.decode())
    for fresh in page.xpath("//template"):
        fresh.getparent().remove(fresh)
    return dict(next(f for f in page.forms if "key" in f.fields).form_values())


def test_a_changed_field_becomes_a_request_that_customs_applies(browse: Any, site_house: House) -> None:
    """The request lists exactly what was changed; granted and applied, the declaration's page shows the difference."""
    id_ = _accepted(browse, site_house, "ask-1")
    client = browse("kapok")
    assert f"/cases/{id_}/request/" in client.get(f"/cases/{id_}/").content.decode()
    posted = {**_form(client, id_), "packages": "1801", "reason": "装箱更正", "act": "ask"}
    answer = client.post(f"/cases/{id_}/request/", posted)
    assert answer["Location"] == f"/cases/RQ-{id_}-1/"
    page = client.get(answer["Location"]).content.decode()
    assert all(text in page for text in ("件数", "1800", "1801"))
    again = client.post(f"/cases/{id_}/request/", {**posted, "key": "other"})
    assert again.status_code == 422
    assert "WIN-X-083" in again.content.decode()
    officer = browse("customs")
    officer.post(answer["Location"] + "decide", {"action": "grant", "version": 1})
    officer.post(answer["Location"] + "decide", {"action": "apply", "version": 2})
    shown = client.get(f"/cases/{id_}/").content.decode()
    assert f"RQ-{id_}-1" in shown
    assert site_house.reader.case(id_).revision == 2  # type: ignore[union-attr]


def test_no_reason_no_change_or_another_firm_is_answered(browse: Any, site_house: House) -> None:
    """Without a reason or a change nothing is recorded and the page says why; another firm does not find the case."""
    id_ = _accepted(browse, site_house, "ask-2")
    client = browse("kapok")
    form = _form(client, id_)
    for changed, words in (({"act": "ask"}, "须写明理由"), ({"act": "ask", "reason": "更正"}, "没有改动任何栏目")):
        answer = client.post(f"/cases/{id_}/request/", {**form, **changed})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert browse("lychee").get(f"/cases/{id_}/request/").status_code == 404
    fresh = file_case(site_house, "import_declaration", "kapok", key="ask-3")
    assert client.get(f"/cases/{fresh}/request/").status_code == 409
    withdrawn = client.post(f"/cases/{id_}/request/", {**form, "act": "withdraw", "reason": "合同取消"})
    assert withdrawn["Location"] == f"/cases/RQ-{id_}-1/"


def test_a_request_is_read_by_labels_and_tells_the_taxes(browse: Any, site_house: House) -> None:
    """Checked, filed and granted, a change stands by its field's label in the reader's language with both values, and the
    page tells by how much each tax rises or falls; a request that fits no more says so.
    """
    id_ = _accepted(browse, site_house, "ask-weighed")
    client = browse("kapok", language="en")
    form = _form(client, id_)
    line = next(n for n in form if n.startswith("goods") and n.endswith("total"))
    price = next(n for n in form if n.startswith("goods") and n.endswith("price"))
    changed = {line: str(float(form[line]) * 2), price: str(float(form[price]) * 2)}
    checked = client.post(f"/cases/{id_}/request/", {**form, **changed, "reason": "价格更正", "act": "check"})
    assert "Difference in taxes" in checked.content.decode()
    answer = client.post(f"/cases/{id_}/request/", {**form, **changed, "reason": "价格更正", "act": "ask"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    shown = client.get(answer["Location"]).content.decode()
    text = " ".join(markup.fromstring(shown).text_content().split())
    assert "goods[0]" not in text
    assert "All taxes" in text
    assert "+" in text.split("All taxes")[1][:120]
    officer = browse("customs")
    assert "税款合计" in officer.get(f"/cases/?look={answer['Location'].split('/')[2]}&hands=mine").content.decode()
    officer.post(answer["Location"] + "decide", {"action": "grant", "version": 1})
    officer.post(answer["Location"] + "decide", {"action": "apply", "version": 2})
    assert "All taxes" in client.get(answer["Location"]).content.decode()
