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
    assert all(text in page for text in ("packages", "1800", "1801"))
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
