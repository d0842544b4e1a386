"""Promises of the pages and addresses of joint inspections: the calendar, one appointment, asking for one."""

import datetime as dt
import re
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from kouan.doors.api.app import build
from kouan.journeys import catalogue
from kouan.store.house import House
from tests.journeys.test_joint_inspections import accepted, act, ask, seen
from tests.support.site import NOON

from kouan.areas.window.documents.joint_inspection import Subject  # isort: skip

DAY = f"{NOON + dt.timedelta(days=1):%Y-%m-%d}"
WHEN = {"day": DAY, "from": "09:00", "to": "11:00"}
FORM = {
    **WHEN,
    "place": "一号台（虚构）",
    "terminal": "port",
    "opens": "owner",
    "reason": "随机（虚构）",
    "with": "maritime",
}


@pytest.fixture
def house(browse: Any, site_house: House) -> House:
    """The module's house, open."""
    return site_house


@pytest.fixture
def lane(house: House) -> TestClient:
    """The machines' door over the same house."""
    return TestClient(build(house, catalogue.types()))


def filed(answer: Any) -> str:
    """The case that a posted form led to."""
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return str(answer["Location"].split("/")[2])


def test_asked_on_a_page_and_found_by_the_others(browse: Any, house: House) -> None:
    """Customs asks from a declaration; maritime finds it in its calendar and joins; the trader's page says when and where."""
    goods = accepted(house)
    client = browse("customs")
    assert f"/inspections/new/?case={goods}" in client.get(f"/cases/{goods}/").content.decode()
    form = client.get(f"/inspections/new/?case={goods}").content.decode()
    assert "XXXU" in form
    joint = filed(client.post("/inspections/new/", {**FORM, "case": goods, "key": "page-1"}))
    calendar = browse("maritime").get(f"/inspections/?from={DAY}&mine=1").content.decode()
    assert joint in calendar
    answer = browse("maritime").post(f"/inspections/{joint}/", {"action": "join", "version": 1})
    assert answer.status_code == 302
    assert seen(house, joint).state == "agreed"
    trader = browse("kapok", language="en").get(f"/cases/{goods}/").content.decode()
    assert f"{DAY} 09:00–11:00" in trader
    assert f"/inspections/{joint}/" not in trader
    assert browse("kapok").get(f"/inspections/{joint}/").status_code == 404
    assert browse("kapok").get("/inspections/").status_code == 403


def test_another_time_and_a_result_are_typed_on_the_page(browse: Any, house: House) -> None:
    """A proposal without its time is answered on the page; taken over by one key, it asks again. Codes go with a result."""
    joint = ask(house, "customs", (Subject(container="XXXU0000018"),))
    page = f"/inspections/{joint}/"
    maritime, customs = browse("maritime"), browse("customs")
    lacking = maritime.post(page, {"action": "propose", "version": 1, "reason": "潮水"})
    assert lacking.status_code == 422
    assert "另提时间须写明" in lacking.content.decode()
    maritime.post(page, {"action": "propose", "version": 1, "reason": "潮水", **WHEN, "from": "14:00", "to": "16:00"})
    assert "14:00" in customs.get(page).content.decode()
    customs.post(page, {"action": "retime", "version": 2, "take": "1"})
    assert "14:00–16:00" in customs.get(page).content.decode()
    act(house, joint, "join", "maritime")
    browse("port").post(page, {"action": "prepare", "version": 4})
    maritime.post(page, {"action": "begin", "version": 5})
    wrong = maritime.post(page, {"action": "find", "version": 6, "reason": "标记缺失"})
    assert wrong.status_code == 422
    maritime.post(page, {"action": "find", "version": 6, "reason": "标记缺失", "code": ["F04", "F07"]})
    shown = browse("customs", language="en").get(page).content.decode()
    assert "Dangerous goods not or wrongly declared" in shown
    assert customs.post(page, {"action": "clear_goods", "version": 6}).status_code == 409


def test_the_person_on_the_spot_is_masked_for_the_terminal(browse: Any, house: House) -> None:
    """The terminal sees the appointment of its own place, not the name; another port's terminal would not see it listed."""
    joint = ask(house, "border", (Subject(container="XXXU0000018"),), "border maritime", contact="王五（虚构）")
    assert "王五" in browse("maritime").get(f"/inspections/{joint}/").content.decode()
    shown = browse("port").get(f"/inspections/{joint}/").content.decode()
    assert "王五" not in shown
    assert "对您的身份不显示" in shown
    assert "王五" not in browse("port").get(f"/cases/{joint}/").content.decode()


def test_bad_input_on_the_form_is_answered(browse: Any, house: House) -> None:
    """No time, no subject, a wrong check digit, an unknown case, one agency alone: 422 with words, nothing recorded."""
    client = browse("customs")
    before = house.writer.position
    for changed, words in (
        ({"from": "", "boxes": "XXXU0000018"}, "起止时间"),
        ({"boxes": ""}, "至少写一个"),
        ({"boxes": "XXXU0000017"}, "校验"),
        ({"case": "IM-000000-NOTTHERE00"}, "没有这份报关单"),
        ({"boxes": "XXXU0000018", "with": ""}, "至少两个单位"),
    ):
        answer = client.post("/inspections/new/", {**FORM, "key": "bad", **changed})
        assert answer.status_code == 422, changed
        assert words in answer.content.decode(), changed
    assert house.writer.position == before
    assert browse("port").get("/inspections/new/").status_code == 403
    for odd in ("from=9999-99-99", "from=0001-01-01", "days=x", "from=9999-12-31&place=%00"):
        assert client.get(f"/inspections/?{odd}").status_code == 200, odd


def test_another_inspection_of_the_box_is_proposed(browse: Any, house: House) -> None:
    """Who asks for a box that somebody else inspects soon is shown that appointment, and may join it instead."""
    other = ask(house, "maritime", (Subject(container="XXXU0000018"),))
    form = {**FORM, "boxes": "XXXU0000018", "act": "look"}
    assert other in browse("border").post("/inspections/new/", form).content.decode()
    assert browse("border").post(f"/inspections/{other}/", {"action": "join", "version": 1}).status_code == 302
    assert seen(house, other).lanes["border"].state == "joined"


def test_the_calendar_is_a_file_too(browse: Any, house: House) -> None:
    """CSV opens in a spreadsheet, iCalendar has an event an appointment with lines of at most 75 octets."""
    joint = ask(house, "customs", (Subject(container="XXXU0000018"),), place="=HYPERLINK(1)" + "很长的地点" * 12)
    client = browse("customs")
    text = client.get(f"/inspections/export.csv?from={DAY}").content.decode()
    assert joint in text
    assert ",=HYPERLINK" not in text
    diary = client.get(f"/inspections/export.ics?from={DAY}").content
    assert f"UID:{joint}@kouan".encode() in diary
    assert max(len(line) for line in diary.split(b"\r\n")) <= 75


def test_the_lane_lists_decides_and_counts(lane: TestClient, house: House) -> None:
    """Calendar, what stands on a box, a proposal with its time, figures; faults are problems with words."""
    joint = ask(house, "customs", (Subject(container="XXXU0000018"),))
    key = {"authorization": "Bearer kou_demo_maritime"}
    listed = lane.get(f"/api/v1/inspections?from={DAY}&to={DAY}", headers=key).json()["inspections"]
    assert joint in [one["id"] for one in listed]
    near = lane.get("/api/v1/inspections/nearby?container=xxxu0000018", headers=key).json()["found"]
    assert joint in [one["id"] for one in near]
    at = f"/api/v1/cases/{joint}/decisions"
    lacking = lane.post(at, json={"action": "propose", "version": 1, "reason": "潮水"}, headers=key)
    assert (lacking.status_code, lacking.json()["code"]) == (422, "details-missing")
    details = {"begins": f"{DAY}T14:00:00+08:00", "ends": f"{DAY}T16:00:00+08:00"}
    said = {"action": "propose", "version": 1, "reason": "潮水", "details": details}
    assert lane.post(at, json=said, headers=key).json()["case"]["holder"] == "customs"
    figures = lane.get("/api/v1/inspections/figures", headers=key).json()["figures"]
    assert figures["requested"] >= 1
    assert lane.get("/api/v1/inspections?from=x", headers=key).status_code == 422
    trader = {"authorization": "Bearer kou_demo_kapok"}
    assert lane.get("/api/v1/inspections", headers=trader).json()["code"] == "role-may-not"
    assert lane.get("/api/v1/inspections/nearby?container=X", headers=trader).status_code == 403


def test_figures_come_from_the_journal(house: House, lane: TestClient) -> None:
    """Two agencies at one opening save one; findings, answers and minutes are counted from the facts."""
    key = {"authorization": "Bearer kou_demo_auditor"}
    before = lane.get("/api/v1/inspections/figures", headers=key).json()["figures"]
    joint = ask(house, "customs", (Subject(container="XXXU0000018"),))
    for by, action in (("maritime", "join"), ("port", "prepare"), ("customs", "begin")):
        act(house, joint, action, by)
    act(house, joint, "clear_goods", "customs")
    act(house, joint, "clear_goods", "maritime")
    after = lane.get("/api/v1/inspections/figures", headers=key).json()["figures"]
    gained = {k: after[k] - before[k] for k in ("requested", "done", "visits", "openings", "saved", "with_findings")}
    assert gained == {"requested": 1, "done": 1, "visits": 2, "openings": 1, "saved": 1, "with_findings": 0}


def test_a_declaration_tells_its_filer_what_customs_found(browse: Any, house: House) -> None:
    """Inspected by customs alone: waiting, under way and the result stand on the filer's page in plain words."""
    goods = accepted(house)
    for action, words in (
        ("order_inspection", "等候安排"),
        ("start_inspection", "查验中"),
        ("find_discrepancy", "有异常，已暂停办理"),
    ):
        act(house, goods, action, "customs", "多出 12 件")
        assert words in browse("kapok").get(f"/cases/{goods}/").content.decode()
    english = browse("kapok", language="en").get(f"/cases/{goods}/").content.decode()
    assert "Inspected: something was found" in english
    assert re.search("多出 12 件", english)
    assert msgspec.json.decode(house.reader.timeline(goods)[-1].body)["after"] == "held"
