"""What the agencies' desk promises: the case beside the list, many decisions at once, kept views, questions, versions."""

import re

import pytest

from kouan.doors.site.letters import TAKEN, letters
from kouan.journeys import catalogue
from kouan.journeys.filing import amend_document
from kouan.kernel.documents import encode
from kouan.store.roles import actor
from tests.support.site import file_case

KIND = "import_declaration"


def text(answer) -> str:  # noqa: ANN001
    return str(answer.content.decode())


def test_the_case_beside_the_list_is_the_one_asked_for(browse, site_house) -> None:  # noqa: ANN001
    """`look` names it; without it the first of the list; a case that is not in the list is not shown."""
    first, second = (file_case(site_house, KIND, "kapok") for _ in range(2))
    client = browse("customs")
    page = client.get("/cases/")
    assert page.context["look"]["case"].id == page.context["page"].object_list[0].id
    assert client.get(f"/cases/?look={second}").context["look"]["case"].id == second
    other = browse("banyan").get(f"/cases/?hands=all&look={first}")
    assert "look" not in other.context or other.context["look"]["case"].id != first


def test_a_preview_is_for_who_may_open_the_case(browse, site_house) -> None:  # noqa: ANN001
    """The piece beside the list answers its own address for the same people as the page, and 404 for others."""
    id = file_case(site_house, KIND, "kapok")
    assert "data-key" in text(browse("customs").get(f"/cases/{id}/preview"))
    assert browse("banyan").get(f"/cases/{id}/preview").status_code == 404
    assert browse("egret").get(f"/cases/{id}/compare/").status_code == 404
    assert browse().get(f"/cases/{id}/preview").status_code == 302


def test_a_decision_beside_the_list_leads_to_the_next_case(browse, site_house) -> None:  # noqa: ANN001
    """It goes back to the list it came from, and to no address of another site."""
    id = file_case(site_house, KIND, "kapok")
    client, there = browse("customs"), "/cases/?hands=mine&look=X"
    answer = client.post(f"/cases/{id}/decide", {"action": "accept", "version": 1, "next": there})
    assert (answer.status_code, answer["location"]) == (302, there)
    for odd in ("https://evil.example/cases/?", "//evil.example", "/logout"):
        id = file_case(site_house, KIND, "kapok")
        answer = client.post(f"/cases/{id}/decide", {"action": "accept", "version": 1, "next": odd})
        assert answer["location"] == f"/cases/{id}/"


def test_every_verb_has_a_key_of_its_own() -> None:
    """On every state of every type the keys of the verbs differ, and none is a key of the list."""
    for of in catalogue.types().values():
        for state in of.machine.states:
            given = letters(of.machine.open_actions(state.value))
            used = [k for k in given.values() if k]
            assert len(used) == len(set(used))
            assert not set(used) & TAKEN


def test_many_decisions_are_told_row_by_row(browse, site_house) -> None:  # noqa: ANN001
    """One reason for all; the stale, the foreign and the odd are told on their own lines and hold up nobody."""
    good, stale, closed = (file_case(site_house, KIND, "kapok") for _ in range(3))
    call = file_case(site_house, "ship_call", "egret")
    client = browse("customs")
    client.post(f"/cases/{stale}/decide", {"action": "accept", "version": 1})
    client.post(f"/cases/{closed}/decide", {"action": "reject", "version": 1, "reason": "x"})
    picks = [f"{good}.1", f"{stale}.1", f"{closed}.2", f"{call}.1", "nothing.1", "odd", "<b>.x"]
    answer = client.post("/cases/decide", {"pick": picks, "action": "send_back", "reason": "缺发票"})
    assert [(r.id, r.done) for r in answer.context["rows"]][:4] == [
        (good, True),
        (stale, False),
        (closed, False),
        (call, False),
    ]
    assert not any(r.done for r in answer.context["rows"][4:])
    assert site_house.reader.case(good).state == "returned"
    assert site_house.reader.case(stale).state == "accepted"
    assert "<b>" not in text(answer).split("<main")[1]


def test_many_decisions_without_what_they_need_record_nothing(browse, site_house) -> None:  # noqa: ANN001
    """No tick, no action, too many, a missing reason: told, and nothing is recorded."""
    id = file_case(site_house, KIND, "kapok")
    client = browse("customs")
    assert client.post("/cases/decide", {"action": "accept"}).status_code == 422
    assert client.post("/cases/decide", {"pick": f"{id}.1"}).status_code == 422
    assert client.post("/cases/decide", {"pick": ["x.1"] * 201, "action": "accept"}).status_code == 422
    rows = client.post("/cases/decide", {"pick": f"{id}.1", "action": "send_back"}).context["rows"]
    assert (rows[0].done, site_house.reader.case(id).version) == (False, 1)
    assert (
        browse("banyan")
        .post("/cases/decide", {"pick": f"{id}.1", "action": "withdraw", "reason": "x"})
        .context["rows"][0]
        .done
        is False
    )


def test_a_view_is_kept_taken_anew_and_forgotten(browse) -> None:  # noqa: ANN001
    """A search has a name of its owner's; the same name takes the new search; nobody sees or drops another's."""
    client = browse("customs")
    client.post("/cases/views", {"name": "深圳待审", "hands": "mine", "port": "5301", "evil": "x"})
    page = client.get("/cases/?hands=mine&port=5301")
    (view,) = page.context["views"]
    assert (view.name, view.query) == ("深圳待审", "hands=mine&port=5301")
    assert "深圳待审" in text(page)
    client.post("/cases/views", {"name": "深圳待审", "hands": "all"})
    assert [v.query for v in client.get("/cases/").context["views"]] == ["hands=all"]
    browse("maritime").post(f"/cases/views/{view.id}/drop")
    assert browse("maritime").get("/cases/").context["views"] == []
    assert len(client.get("/cases/").context["views"]) == 1
    client.post(f"/cases/views/{view.id}/drop")
    assert client.get("/cases/").context["views"] == []
    assert "请给视图起个名字" in text(client.post("/cases/views", {"name": " "}, follow=True))


def test_the_port_has_a_queue_of_arrivals_and_reports_each_once(browse, site_house) -> None:  # noqa: ANN001
    """A case whose goods have not arrived is in the port's hands beside customs'; reported, it leaves; twice is refused."""
    id = file_case(site_house, KIND, "kapok")
    client = browse("port")
    assert id in text(client.get("/cases/?hands=mine&q=" + id))
    assert [v.action for v in client.get(f"/cases/{id}/").context["verbs"]] == ["report_arrival"]
    client.post(f"/cases/{id}/decide", {"action": "report_arrival", "version": 1})
    assert client.get("/cases/?hands=mine&q=" + id).context["page"].paginator.count == 0
    assert client.get(f"/cases/{id}/").context["verbs"] == []
    again = client.post(f"/cases/{id}/decide", {"action": "report_arrival", "version": 2})
    assert again.status_code == 409
    assert "此事已办" in text(again)
    assert site_house.reader.case(id).holder == "customs"


def test_a_question_goes_to_the_trader_and_the_answer_back(browse, site_house) -> None:  # noqa: ANN001
    """Customs asks; the trader finds it in its hands with the words; it answers; a second answer is refused."""
    id = file_case(site_house, KIND, "kapok")
    officer, trader = browse("customs"), browse("kapok")
    officer.post(f"/cases/{id}/decide", {"action": "ask", "version": 1, "reason": "品牌是什么？"})
    assert site_house.reader.case(id).holder == "customs port declarant"
    assert "ask" not in [v.action for v in officer.get(f"/cases/{id}/").context["verbs"]]
    page = trader.get("/cases/?look=" + id)
    assert "品牌是什么？" in text(page)
    trader.post(f"/cases/{id}/decide", {"action": "answer", "version": 2, "reason": "无品牌"})
    told = officer.get(f"/cases/{id}/").context["questions"]
    assert [(q.asks, q.text, q.open) for q in told] == [(True, "品牌是什么？", False), (False, "无品牌", False)]
    assert site_house.reader.case(id).holder == "customs port"
    assert trader.post(f"/cases/{id}/decide", {"action": "answer", "version": 3, "reason": "x"}).status_code == 409


@pytest.mark.parametrize("query", ["", "?a=1&b=2", "?a=1&b=2&all=1", "?a=2&b=2", "?a=x&b=%00"])
def test_any_two_revisions_stand_side_by_side(browse, site_house, query: str) -> None:  # noqa: ANN001
    """The fields that differ, or all; a revision that is not there is not found."""
    id = file_case(site_house, KIND, "kapok")
    of, case = catalogue.types()[KIND], site_house.reader.case(id)
    new = of.read(encode(of.examples[0].document).replace(b'"reference":"', b'"reference":"N'))[0]
    who = actor("kapok", "kapok", "declarant")
    site_house.writer.write(amend_document(of, case, new, actor=who, now=site_house.now(), reason="改"))
    answer = browse("customs").get(f"/cases/{id}/compare/{query}")
    assert answer.status_code == 200
    assert answer.context["changed"] == (0 if "a=2" in query else 1)
    assert len(re.findall(r"<tr><th scope", text(answer))) == (
        0 if "a=2" in query else 1 if "all" not in query else answer.context["same"] + 1
    )
    assert browse("customs").get(f"/cases/{id}/compare/?a=9").status_code == 404
