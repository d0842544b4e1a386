"""The fund through the API and the command line: the same words, checks and deeds as the pages'."""

import argparse
import asyncio
import base64
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from kouan.areas.fund import models
from kouan.areas.fund.calling.deeds import open_call
from kouan.doors.api.app import build
from kouan.doors.cli import fund_calls
from kouan.doors.cli.wired import Wired
from kouan.journeys import catalogue
from kouan.store.demo import invented_uscc
from kouan.store.house import House, open_house
from kouan.store.keys import digest
from kouan.store.models import Account, ApiKey, Organisation
from tests.areas.fund.calls import ASKED, CLOSING, OFFICER, OPENING, a_call, packed
from tests.areas.fund.conftest import migrated, port

__all__ = ["migrated", "port"]
FILING: dict[str, Any] = {
    "name": "示例木棉进出口有限公司（虚构）",
    "uscc": invented_uscc(1),
    "project": "查验通道改造（虚构）",
    "needed": "1000万元",
    "requested": "肆佰万元整",
    "own": "６００万元",
    "contact_person": "张示例",
    "contact": "020-00000000",
}
PDF = base64.b64encode(b"%PDF-1.7 plan").decode()


@pytest.fixture
def house(port: House) -> House:
    """A port on the call's first day, with people and keys."""
    for login, role, number in (("kapok", "declarant", 1), ("egret", "ship_agent", 2), ("auditor", "auditor", 0)):
        uscc = invented_uscc(number) if number else None
        Organisation.objects.create(id=login, name_zh=f"{login}（虚构）", name_en=login, uscc=uscc)
        Account.objects.create(login=login, organisation_id=login, role=role)
        key = digest(f"kou_{login}".encode())
        ApiKey.objects.create(digest=key, name=login, organisation_id=login, role=role, created="", revoked="")
    return open_house(msgspec.structs.replace(port, now=lambda: OPENING))


def ask(house: House, method: str, path: str, who: str = "kapok", key: str = "", **more: Any) -> httpx.Response:
    """One request to the lane."""
    headers = {"authorization": f"Bearer kou_{who}"} | ({"idempotency-key": key} if key else {})

    async def one() -> httpx.Response:
        transport = httpx.ASGITransport(build(house, catalogue.types()))
        async with httpx.AsyncClient(transport=transport, base_url="http://port") as client:
            return await client.request(method, f"/api/v1/fund/{path}", headers=headers, **more)

    return asyncio.run(one())


def test_an_application_through_the_api(house: House) -> None:
    """201 with the number, 200 with the same answer for the same key, 409 for other content under it; one's own is read back."""
    call = a_call(house)
    filing = {**FILING, "call": call, "papers": [{"filename": "方案.pdf", "content": PDF}]}
    first = ask(house, "POST", "applications", key="k", json=filing)
    assert (first.status_code, first.json()["revision"]) == (201, 1)
    again = ask(house, "POST", "applications", key="k", json=filing)
    assert (again.status_code, again.json()["application"]) == (200, first.json()["application"])
    assert ask(house, "POST", "applications", key="k", json={**filing, "place": "x"}).status_code == 409
    number = first.json()["application"]
    told = ask(house, "GET", f"applications/{number}").json()
    assert (told["requested_yuan"], told["most_yuan"], told["state"]) == ("4000000.00", "5000000.00", "submitted")
    assert [one["number"] for one in ask(house, "GET", "applications").json()["applications"]] == [number]
    said = ask(house, "GET", "calls").json()["calls"]
    assert [(one["number"], one["closes"]) for one in said] == [(call, CLOSING.isoformat())]
    assert ask(house, "GET", f"calls/{call}").json()["ceilings"][0]["standing"] == "secondary"


def test_what_the_api_refuses(house: House) -> None:
    """No key, a stranger's number, a role that may not, faults, macros, a closed call, too much: each with its own status."""
    call = a_call(house)
    filing = {**FILING, "call": call}
    number = ask(house, "POST", "applications", key="k", json=filing).json()["application"]
    macro = base64.b64encode(packed("word/document.xml", "word/vbaProject.bin")).decode()
    told = {
        "another's": ask(house, "GET", f"applications/{number}", "egret").status_code,
        "not there": ask(house, "GET", "applications/AP-NONE%00").status_code,
        "the auditor": ask(house, "GET", "applications", "auditor").status_code,
        "no key": ask(house, "POST", "applications", json=filing).status_code,
        "no call": ask(house, "POST", "applications", key="a", json={**filing, "call": "x"}).status_code,
        "not a filing": ask(house, "POST", "applications", key="b", json={"call": call}).status_code,
        "faulty": ask(house, "POST", "applications", "egret", key="c", json={**filing, "requested": "-1"}).status_code,
        "macro": ask(
            house,
            "POST",
            "applications",
            "egret",
            key="d",
            json={**filing, "papers": [{"filename": "a", "content": macro}]},
        ).status_code,
        "too large": ask(house, "POST", "applications", key="e", content=b"x" * (8 * 1024 * 1024 + 1)).status_code,
    }
    assert told == {
        "another's": 404, "not there": 404, "the auditor": 200, "no key": 400, "no call": 404, "not a filing": 400,
        "faulty": 422, "macro": 422, "too large": 413,
    }  # fmt: skip
    late = open_house(msgspec.structs.replace(house, now=lambda: CLOSING))
    answer = ask(late, "POST", "applications", key="f", json={**filing, "project": "别的"})
    assert (answer.status_code, answer.json()["code"]) == (409, "call-closed")
    assert models.Application.objects.count() == 1


def test_the_command_line(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call from a file is published once; an application from a file with its paper is taken once; faults go to stderr."""
    monkeypatch.setattr(type(house.writer), "stop", lambda *_: None)
    wired = Wired(tmp_path, "", lambda: house, lambda: house, lambda _: None, lambda: OPENING)
    example = Path(models.__file__).parents[1] / "examples" / "call.yaml"
    Organisation.objects.create(id="fund_officer", name_zh="资金办（虚构）", name_en="Office")
    Account.objects.create(login="fund_officer", organisation_id="fund_officer", role="fund_officer")

    def run(verb: Any, **asked: Any) -> tuple[int, str, str]:
        status = verb(argparse.Namespace(**asked), wired)
        said = capsys.readouterr()
        return status, said.out, said.err

    assert run(fund_calls.publish_call, file=str(example), login="fund_officer")[0] == 0
    assert run(fund_calls.publish_call, file=str(example), login="fund_officer")[0] == 1
    assert run(fund_calls.publish_call, file=str(example), login="kapok")[0] == 1
    call = open_call(ASKED, actor=OFFICER, now=OPENING, writer=house.writer)
    assert call in run(fund_calls.list_calls, json=False)[1]
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7 plan")
    filed = tmp_path / "application.json"
    filed.write_bytes(msgspec.json.encode({**FILING, "call": call, "papers": [{"filename": "plan.pdf"}]}))
    mine = {"file": str(filed), "login": "kapok", "key": "", "url": None, "api_key": ""}
    first = run(fund_calls.hand_in, **mine)
    assert first[0] == 0
    assert run(fund_calls.hand_in, **mine) == first
    assert "400" in run(fund_calls.list_applications, call=call, login="fund_officer", json=False)[1]
    assert run(fund_calls.list_applications, call=call, login="kapok", json=False)[0] == 1
    filed.write_bytes(msgspec.json.encode({**FILING, "call": call, "requested": "0", "project": "y"}))
    status, _, err = run(fund_calls.hand_in, **mine)
    assert (status, "requested-not-positive" in err) == (1, True)
    filed.write_text("a: [")
    assert run(fund_calls.hand_in, **mine)[0] == 2
    filed.write_bytes(msgspec.json.encode({**FILING, "call": call, "papers": [{"filename": "none.pdf"}]}))
    assert run(fund_calls.hand_in, **mine)[0] == 2
