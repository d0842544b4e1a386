"""Plans, notices and money of the fund through the API: the pages' deeds, each once under its key."""

import base64
import datetime as dt
import re
from typing import Any

import httpx
import msgspec
import pytest

from kouan.areas.fund.planning.announcing import text_of
from kouan.areas.fund.planning.shape import encode
from kouan.areas.fund.reading import read_as
from kouan.areas.fund.review.rules import blocking, review
from kouan.doors.api.app import routes
from kouan.doors.api.lane import Lane
from kouan.journeys import catalogue
from kouan.store.house import House, open_house
from kouan.store.keys import digest
from kouan.store.limits import Limits
from kouan.store.models import Account, ApiKey, JournalEvent, Organisation
from tests.areas.fund.conftest import migrated, port
from tests.areas.fund.plans import WAN, plan
from tests.areas.fund.test_plan_chain import APRIL, BEFORE, OVER, TARGETS, TERMS

from .test_fund_calls import ask

__all__ = ["migrated", "port"]


@pytest.fixture
def house(port: House) -> House:
    """A port before the notice, with a fund officer, an auditor and a firm."""
    for login, role in (("officer", "fund_officer"), ("auditor", "auditor"), ("kapok", "declarant")):
        Organisation.objects.create(id=login, name_zh=f"{login}（虚构）", name_en=login)
        Account.objects.create(login=login, organisation_id=login, role=role)
        key = digest(f"kou_{login}".encode())
        ApiKey.objects.create(digest=key, name=login, organisation_id=login, role=role, created="", revoked="")
    return at(port, BEFORE)


def at(house: House, now: dt.datetime) -> House:
    """The same port at another time."""
    return open_house(msgspec.structs.replace(house, now=lambda: now))


def officer(house: House, path: str, key: str, **body: Any) -> httpx.Response:
    """One deed of the fund officer."""
    return ask(house, "POST", path, "officer", key, json=body)


PLAN: dict[str, Any] = msgspec.json.decode(encode(plan(targets=TARGETS)))


def a_plan(house: House) -> str:
    """A plan begun through the API."""
    said = officer(house, "plans", "begin", **PLAN)
    assert said.status_code == 201, said.text
    return str(said.json()["plan"])


def on_notice(house: House) -> tuple[str, str]:
    """A plan that is approved and shown, and its notice."""
    number = a_plan(house)
    for action in ("check", "approve"):
        assert officer(house, f"plans/{number}/moves", action, action=action).status_code == 201
    told = ask(house, "GET", f"plans/{number}", "officer").json()["plan"]
    text = text_of(msgspec.convert(told, type(plan())), TERMS)
    found = blocking(review(read_as(text.encode(), "fund-notice-text")))
    filing = {"text": text, "plan": number, "waivers": {one.id: "已核对（测试）" for one in found}}
    said = officer(house, "notices", "publish", **filing)
    assert said.status_code == 201, said.text
    return number, str(said.json()["notice"])


def test_a_plan_is_begun_changed_and_moved(house: House) -> None:
    """The same key gets the same answer and begins nothing twice; a row is changed as a new version; it is moved on."""
    number = a_plan(house)
    again = officer(house, "plans", "begin", **PLAN)
    assert (again.status_code, again.json()["plan"]) == (200, number)
    assert officer(house, "plans", "begin", **PLAN | {"note": "x"}).status_code == 409
    row = officer(house, f"plans/{number}/rows/2", "row", seen=1, requested_fen=300 * WAN)
    assert (row.status_code, row.json()["plan"]) == (201, number)
    assert officer(house, f"plans/{number}/rows/2", "row", seen=1, requested_fen=300 * WAN).status_code == 200
    told = ask(house, "GET", f"plans/{number}", "officer").json()
    assert (told["listed"]["version"], told["plan"]["rows"][1]["requested_fen"]) == (2, 300 * WAN)
    assert officer(house, f"plans/{number}/versions", "undo", seen=2, undo=1).status_code == 201
    assert officer(house, f"plans/{number}/versions", "new", seen=3, plan=PLAN | {"cap_fen": 2000 * WAN}).is_success
    assert officer(house, f"plans/{number}/moves", "check", action="check").status_code == 201
    told = ask(house, "GET", f"plans/{number}", "auditor").json()
    assert [one["version"] for one in told["versions"]] == [4, 3, 2, 1]
    assert (told["listed"]["state"], told["listed"]["total_fen"]) == ("checked", 2000 * WAN)
    assert [one["number"] for one in ask(house, "GET", "plans", "auditor").json()["plans"]] == [number]


def test_money_from_the_notice_to_a_payment(house: House) -> None:
    """Publish, finalise, send, allot, pay, report, take back: each with its answer, told to anybody row by row."""
    number, notice = on_notice(house)
    assert ask(house, "GET", "notices").json()["notices"][0]["number"] == notice
    assert ask(house, "GET", f"notices/{notice}").json()["listed"]["total_fen"] == 3000 * WAN
    assert ask(house, "GET", f"notices/{notice}/objections").json() == {"counts": {}, "suspended": [], "answers": []}
    assert ask(house, "GET", f"notices/{notice}/money").status_code == 404
    late = at(house, OVER)
    assert officer(late, f"notices/{notice}/final", "final").status_code == 201
    late = at(house, APRIL)
    assert officer(late, f"plans/{number}/moves", "send", action="send").status_code == 201
    document = {"document": "示例财〔2026〕1号", "dated": "2026-04-01", "item": "示例科目"}
    allotted = officer(late, f"notices/{notice}/allotments", "allot", lines={"1": "81万元", "2": "1630000"}, **document)
    assert allotted.status_code == 201, allotted.text
    paying = {"position": 1, "document": document["document"], "voucher": "PZ-1", "paid_on": "2026-04-02"}
    before = JournalEvent.objects.count()
    for status in (201, 200):
        paid = officer(late, f"notices/{notice}/payments", "pay", amount="捌拾万元整", **paying)
        assert (paid.status_code, paid.json()["journal"]["seq"]) == (status, before + 1)
    assert JournalEvent.objects.count() == before + 1
    assert officer(late, f"notices/{notice}/payments", "pay2", amount="1", **paying).status_code == 409
    report = {"position": 1, "quarter": 1, "amount": "１０万元"}
    assert officer(late, f"notices/{notice}/reports", "report", **report).status_code == 201
    back = {"voucher": "PZ-1", "amount": "1万元", "reason": "结余"}
    assert officer(late, f"notices/{notice}/returns", "back", **back).status_code == 201
    for lift in (False, True):
        said = officer(late, f"notices/{notice}/stops", f"stop{lift}", position=1, reason="核查", lift=lift)
        assert said.status_code == 201
    call = {"voucher": "PZ-1", "amount": "2万元", "due_on": "2026-05-01", "reason": "未用"}
    assert officer(late, f"notices/{notice}/clawbacks", "call", **call).status_code == 201
    told = ask(late, "GET", f"notices/{notice}/money").json()["lines"][0]
    assert (told["allotted_yuan"], told["paid_yuan"], told["spent_yuan"]) == (
        "810000.00",
        "790000.00",
        {"1": "100000.00"},
    )
    (payment,) = ask(late, "GET", f"payments?notice={notice}").json()["payments"]
    assert (payment["voucher"], payment["returned_yuan"]) == ("PZ-1", "10000.00")
    assert ask(late, "GET", "payments?notice=none").json()["payments"] == []


def test_what_is_refused(house: House) -> None:
    """Roles, strangers' numbers, no key, faulty rows, old versions, findings in the way: each with its own status."""
    number = a_plan(house)
    path = f"plans/{number}"
    huge = PLAN | {"batch": 2, "rows": [PLAN["rows"][0] | {"requested_fen": 10**30}]}
    unsound = {"text": base64.b64encode(b"x").decode()}
    told = {
        "a firm looks at plans": ask(house, "GET", path).status_code,
        "the auditor moves": ask(house, "POST", f"{path}/moves", "auditor", "a", json={"action": "check"}).status_code,
        "a firm changes a row": ask(house, "POST", f"{path}/rows/1", "kapok", "b", json={"seen": 1}).status_code,
        "no key": ask(house, "POST", f"{path}/moves", "officer", json={"action": "check"}).status_code,
        "no plan": officer(house, "plans/FA-0/moves", "c", action="check").status_code,
        "no row": officer(house, f"{path}/rows/99", "d", seen=1, reason="x").status_code,
        "an old version": officer(house, f"{path}/rows/1", "e", seen=7, reason="x").status_code,
        "an unknown field": officer(house, f"{path}/rows/1", "f", seen=1, granted_fen=1).status_code,
        "no such sum": officer(house, "plans", "g", **huge).status_code,
        "rows that do not fit": officer(house, f"{path}/rows/1", "h", seen=1, requested_fen=-1).status_code,
        "no move": officer(house, f"{path}/moves", "i", action="fly").status_code,
        "no notice": ask(house, "GET", "notices/FN-0").status_code,
        "no notice's money": officer(house, "notices/FN-0/stops", "j", position=1, reason="x").status_code,
        "not a notice": officer(house, "notices", "k", **unsound).status_code,
        "a row twice": officer(house, "notices/FN-0/allotments", "l", document="a", dated="2026-04-01", item="b",
                               lines={"01": "1"}).status_code,
        "not an amount": officer(house, "notices/FN-0/returns", "m", voucher="a", amount="-1", reason="b").status_code,
    }  # fmt: skip
    assert told == {
        "a firm looks at plans": 403, "the auditor moves": 403, "a firm changes a row": 403, "no key": 400,
        "no plan": 404, "no row": 404, "an old version": 409, "an unknown field": 400, "no such sum": 422,
        "rows that do not fit": 422, "no move": 404, "no notice": 404, "no notice's money": 409, "not a notice": 422,
        "a row twice": 400, "not an amount": 422,
    }  # fmt: skip
    found = officer(house, f"{path}/rows/1", "h", seen=1, requested_fen=-1).json()
    assert found["findings"][0]["path"] == "rows[0]"
    assert found["findings"][0]["message"]["en"]


def test_findings_stand_in_the_way_of_a_notice(house: House) -> None:
    """A notice with blocking findings is answered with 422 and the findings; nothing is written."""
    number = a_plan(house)
    told = ask(house, "GET", f"plans/{number}", "officer").json()["plan"]
    text = text_of(msgspec.convert(told, type(plan())), TERMS)
    before = JournalEvent.objects.count()
    said = officer(house, "notices", "p", text=text.replace("3000", "3001"))
    assert (said.status_code, said.json()["code"]) == (422, "findings-block")
    assert all(one["severity"] == "block" and one["path"] for one in said.json()["findings"])
    assert JournalEvent.objects.count() == before


def test_the_auditor_reads_every_application(house: House) -> None:
    """The auditor lists all applications and may not hand one in; a firm sees its own alone."""
    assert ask(house, "GET", "applications", "auditor").json()["applications"] == []
    assert ask(house, "POST", "applications", "auditor", "x", json={}).status_code == 400


def test_the_description_names_every_address_and_shape(house: House) -> None:
    """Each address that answers is described, and every reference of the description leads to one shape."""
    said = ask(house, "GET", "../openapi.json").json()
    routed = {route.path for route in routes(Lane(house, catalogue.types(), (), Limits(0, 0)))}
    fund = {path for path in said["paths"] if path.startswith("/api/v1/fund/")}
    assert {path for path in routed if "/fund/" in path} == fund
    named = {ref.rpartition("/")[2] for ref in re.findall(r'"\$ref":"([^"]+)"', msgspec.json.encode(said).decode())}
    assert named - set(said["components"]["schemas"]) == set()
