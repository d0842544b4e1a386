"""The pages of calls, applicants, officers and reviewers, as each of them meets them."""

import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kouan.areas.fund import models
from kouan.areas.fund.applying.deeds import decide
from kouan.areas.fund.assessing.deeds import assign, name_reviewer
from kouan.areas.fund.operations import Published
from kouan.store.database import Connections
from kouan.store.demo import invented_uscc
from kouan.store.house import House, open_house
from kouan.store.models import Account, Organisation

from .calls import CLOSING, EGRET, KAPOK, OFFICER, OPENING, a_call, a_reviewer, handed_in, packed

SNAPSHOT = Path(__file__).with_name("call_queries.json")
FORM = {
    "name": "示例木棉进出口有限公司（虚构）",
    "uscc": invented_uscc(1),
    "kind": "company",
    "project": "查验通道改造（虚构）",
    "unit": "万元",
    "needed": "１０００",
    "requested": "肆佰万元整",
    "own": "600",
    "ceiling": "general",
    "contact_person": "张示例",
    "contact": "020-00000000",
}


@pytest.fixture
def march(port: House) -> House:
    """The same port on the call's first day."""
    return open_house(msgspec.structs.replace(port, now=lambda: OPENING))


def later(port: House, at: dt.datetime) -> None:
    """Let it be that instant."""
    open_house(msgspec.structs.replace(port, now=lambda: at))


def person(login: str, role: str, organisation: str = "", language: str = "") -> Client:
    """A signed-in person of that role and organisation."""
    organisation = organisation or login
    firm = role in ("declarant", "ship_agent")
    Organisation.objects.get_or_create(
        id=organisation,
        defaults={
            "name_zh": FORM["name"] if login == "kapok" else f"{login}（虚构）",
            "name_en": login,
            "uscc": invented_uscc(1 if login == "kapok" else 2) if firm else None,
        },
    )
    account, _ = Account.objects.get_or_create(login=login, defaults={"organisation_id": organisation, "role": role})
    client = Client(headers={"accept-language": language} if language else {})
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(answer: Any) -> str:
    """The words of a page without its marks."""
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def begun(client: Client, call: str) -> str:
    """Begin a draft; returns its address."""
    answer = client.post(f"/fund/calls/{call}/apply/")
    assert answer.status_code == 302
    return str(answer["Location"])


def test_the_public_call(march: House, published: Published) -> None:
    """Everybody reads the rules, the ceilings with their standing, the exact end, and what became of the matter before."""
    call = a_call(march)
    for language, words in (
        ("zh-hans", ("24:00", "转述，待核", "2,000", "50%", "十大工程", "6 项指标都没有实际值", "方案未见确定")),
        ("en", ("24:00", "secondary, to be verified", "50%", "no actual value for any of 6 indicators")),
    ):
        said = text(Client(headers={"accept-language": language}).get(f"/fund/calls/{call}/"))
        assert [word for word in words if word not in said] == []
        assert published.number in Client().get(f"/fund/calls/{call}/").content.decode()
    assert call in text(Client().get("/fund/calls/"))
    assert Client().get("/fund/calls/FC-NONE/").status_code == 404


def test_an_applicant_applies(march: House) -> None:
    """Draft, checks, papers, hand in: amounts are read as typed and shown in both units; sent again it is the same one."""
    call, client = a_call(march), person("kapok", "declarant", language="zh-hans")
    draft = begun(client, call)
    plan = SimpleUploadedFile("方案.pdf", b"%PDF-1.7 plan")
    saved = client.post(draft, {**FORM, "paper": plan, "save": "1"})
    assert saved.status_code == 200
    assert "1,000 万元" in text(saved)
    assert "肆佰万元整" in text(saved)
    done = client.post(draft, {**FORM, "submit": "1"})
    assert done.status_code == 302
    shown = text(client.get(done["Location"]))
    assert [
        word for word in ("400 万元", "4,000,000.00", "方案.pdf", "张示例", invented_uscc(1)) if word not in shown
    ] == []
    assert client.post(draft, {**FORM, "submit": "1"})["Location"] == done["Location"]
    assert models.Application.objects.count() == 1
    assert FORM["project"] in text(client.get("/fund/applications/"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_faults_are_shown_beside_their_fields(march: House, language: str) -> None:
    """Zero, a wrong check digit, a blank name: 422, each beside its field with the repair, and nothing is kept."""
    call, client = a_call(march), person("kapok", "declarant", language=language)
    draft = begun(client, call)
    wrong = {**FORM, "requested": "0", "uscc": invented_uscc(1)[:-1] + "0", "name": " ", "own": "-5"}
    answer = client.post(draft, {**wrong, "submit": "1"})
    assert answer.status_code == 422
    page = answer.content.decode()
    for code in ("requested-not-positive", "uscc-wrong", "name-missing", "own-unreadable"):
        assert code in page
    assert f'value="uscc={invented_uscc(1)}"' in page
    adopted = client.post(draft, {**wrong, "adopt": f"uscc={invented_uscc(1)}"})
    assert "uscc-wrong" not in adopted.content.decode()
    assert not models.Application.objects.exists()


def test_papers_with_macros_and_too_much(march: House) -> None:
    """A docx with macros is refused by content whatever its name; a form that is too large before it is read."""
    call, client = a_call(march), person("kapok", "declarant")
    draft = begun(client, call)
    sent = SimpleUploadedFile("方案.docx", packed("word/document.xml", "word/vbaProject.bin"))
    answer = client.post(draft, {**FORM, "paper": sent, "save": "1"})
    assert answer.status_code == 422
    assert "paper-macro" in answer.content.decode()
    assert not models.Attachment.objects.exists()

    class Unread(io.BytesIO):
        """A body that must not be touched."""

        def read(self, *_: object) -> bytes:
            raise AssertionError("the body was read")

    told = {"CONTENT_LENGTH": str(500 * 1024 * 1024), "wsgi.input": Unread()}
    assert client.post(draft, b"", content_type="multipart/form-data; boundary=x", **told).status_code == 413


def test_a_call_that_is_closed(march: House) -> None:
    """One instant after the close the form says so and nothing is taken; the draft stays."""
    call, client = a_call(march), person("kapok", "declarant", language="zh-hans")
    draft = begun(client, call)
    later(march, CLOSING)
    answer = client.post(draft, {**FORM, "submit": "1"})
    assert (answer.status_code, "申报已截止" in text(answer)) == (409, True)
    assert models.ApplicationDraft.objects.count() == 1
    assert client.post(f"/fund/calls/{call}/apply/").status_code != 302 or not models.Application.objects.exists()


def test_another_organisations_addresses(march: House) -> None:
    """By guessing an address nobody opens another's application, draft or paper: 404, as if it were not there."""
    call = a_call(march)
    taken = handed_in(march, call)
    sha256 = models.AttachedPaper.objects.get().sha256
    mine, other = person("kapok", "declarant"), person("egret", "ship_agent")
    draft = begun(mine, call)
    for address in (
        f"/fund/applications/{taken.application}/",
        f"/fund/applications/{taken.application}/papers/{sha256}/",
        draft,
    ):
        assert mine.get(address).status_code == 200
        assert other.get(address).status_code == 404
        assert Client().get(address).status_code == 302
    assert other.post(f"/fund/applications/{taken.application}/", {"withdraw": "1"}).status_code == 404
    assert models.Application.objects.get().state == "submitted"


def test_persons_are_for_officers(march: House) -> None:
    """The contact person is shown to the applicant and the officer, not to the auditor, and stands in no file."""
    call = a_call(march)
    number = handed_in(march, call).application
    shown = {
        who: "张示例" in text(person(who, role).get(f"/fund/applications/{number}/"))
        for who, role in (("kapok", "declarant"), ("fund_officer", "fund_officer"), ("auditor", "auditor"))
    }
    assert shown == {"kapok": True, "fund_officer": True, "auditor": False}
    file = person("fund_officer", "fund_officer").get(f"/fund/calls/{call}/applications.csv")
    said = b"".join(file.streaming_content).decode()
    assert number in said
    assert "张示例" not in said


def test_the_officers_list(march: House) -> None:
    """Found by words, state and kind; sums are of all that fits; a project that starts a formula is made plain in the file."""
    call = a_call(march)
    handed_in(march, call)
    handed_in(march, call, who=EGRET, project="=1+1 船期", requested_fen=100_000_000, own_fen=900_000_000)
    client = person("fund_officer", "fund_officer", language="zh-hans")
    base = f"/fund/calls/{call}/applications/"
    assert "申请 500 万元" in text(client.get(base))
    found = text(client.get(f"{base}?q=船期&state=submitted&ceiling=general&sort=money"))
    assert ("申请 100 万元" in found, "智能查验" in found) == (True, False)
    assert "没有符合条件" in text(client.get(f"{base}?state=eligible"))
    said = b"".join(client.get(f"/fund/calls/{call}/applications.csv").streaming_content).decode()
    assert ",'=1+1 船期," in said
    assert person("egret", "ship_agent").get(base).status_code == 403


def test_from_decision_to_ranking(march: House) -> None:
    """The officer decides and assigns, the conflicted reviewer can not be chosen, the reviewer scores, the ranking shows it."""
    call = a_call(march)
    number = handed_in(march, call).application
    later(march, CLOSING)
    for login, body in (("expert", "elsewhere"), ("insider", "kapok")):
        a_reviewer(login, body)
    client, address = person("fund_officer", "fund_officer", language="zh-hans"), f"/fund/applications/{number}/"
    for login in ("expert", "insider"):
        assert client.post("/fund/reviewers/", {"login": login, "field": "物流"}).status_code == 302
    assert client.post(address, {"ineligible": "1", "revision": "1"}).status_code == 422
    assert client.post(address, {"eligible": "1", "revision": "1", "reason": "符合"}).status_code == 302
    page = client.get(address).content.decode()
    assert ('value="expert"' in page, 'value="insider"' in page, "专家属于申报单位" in page) == (True, False, True)
    assert client.post(address, {"assign": "insider"}).status_code == 422
    assert client.post(address, {"assign": "expert"}).status_code == 302
    review = models.Review.objects.get()
    expert = person("expert", "reviewer", "elsewhere", "zh-hans")
    assert review.number in text(expert.get("/fund/reviews/"))
    sheet = f"/fund/reviews/{review.number}/"
    assert "张示例" not in text(expert.get(sheet))
    wrong = expert.post(sheet, {"score": "1", "score-need": "26"})
    assert (wrong.status_code, "0 到 25 分" in text(wrong)) == (422, True)
    points = {"score-need": "20", "score-plan": "20", "score-budget": "15", "score-effect": "15.5", "score-record": "8"}
    assert expert.post(sheet, {"score": "1", "opinion": "可行", **points}).status_code == 302
    assert "78.50" in text(client.get(f"/fund/calls/{call}/ranking/"))
    assert person("insider", "reviewer", "kapok").get(sheet).status_code == 404
    assert person("insider", "reviewer", "kapok").get(address).status_code == 404


def test_opening_a_call_by_page(march: House) -> None:
    """An officer lists a matter and publishes a call; faults are named by field; others do not get in."""
    client = person("fund_officer", "fund_officer", language="zh-hans")
    matter = {
        "code": "port_works", "zh": "口岸建设事项", "en": "Port works", "approval_class": "provincial", "notice_class": "",
        "direction": "port", "direction_zh": "口岸方向", "direction_en": "Ports", "fund_zh": "专项资金", "fund_en": "Fund",
    }  # fmt: skip
    assert client.post("/fund/calls/new/", {**matter, "code": "口岸", "list": "1"}).status_code == 422
    assert client.post("/fund/calls/new/", {**matter, "list": "1"}).status_code == 302
    asked = {
        "matter": "port_works", "year": "2026", "cap": "叁仟万元整", "first_day": "2026-03-01", "last_day": "2026-03-31",
        "support_first": "2026-01-01", "support_last": "2026-12-31", "title_zh": "通知", "title_en": "Call", "open": "1",
    }  # fmt: skip
    for change in (
        {"cap": "0"},
        {"last_day": "2026-02-30"},
        {"last_day": "2026-02-01"},
        {"last_day": "9999-12-31"},
        {"year": "x"},
        {"title_zh": ""},
    ):
        assert client.post("/fund/calls/new/", {**asked, **change}).status_code == 422
    done = client.post("/fund/calls/new/", asked)
    assert done.status_code == 302
    assert "壹" not in text(client.get(done["Location"]))
    assert "叁仟万元整" in text(client.get(done["Location"]))
    assert person("kapok", "declarant").get("/fund/calls/new/").status_code == 403


HOSTILE = ("\x00", "' OR 1=1 --", "<script>alert(1)</script>", "9" * 5000, "🚢", "\u202e", "-1", "null")


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_words_are_only_words(march: House, value: str) -> None:
    """Whatever stands in a field or an address: an answer in words, never a fault of ours and never a script."""
    call = a_call(march)
    number = handed_in(march, call).application
    officer, firm = person("fund_officer", "fund_officer"), person("kapok", "declarant")
    draft = begun(firm, call)
    answers = [
        officer.get(
            f"/fund/calls/{call}/applications/", dict.fromkeys(("q", "state", "sort", "page", "ceiling"), value)
        ),
        officer.get(f"/fund/calls/{call}/ranking/", {"page": value}),
        officer.post(f"/fund/applications/{number}/", {"ask": "1", "until": value, "asked": value, "revision": value}),
        officer.post(f"/fund/applications/{number}/", {"assign": value}),
        officer.post("/fund/reviewers/", {"login": value}),
        officer.post("/fund/calls/new/", {"matter": value, "year": value, "cap": value, "title_zh": value}),
        firm.post(draft, {**dict.fromkeys(FORM, value), "submit": "1"}),
        firm.post(draft, {**FORM, "adopt": value, "drop": value, "save": "1"}),
    ]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    assert not any("<script>alert(1)" in answer.content.decode() for answer in answers)


def test_pages_of_calls_ask_no_more_for_many(march: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """How much each page asks of the store is pinned, and the same for one application or ten more."""
    call = a_call(march)
    number = handed_in(march, call).application
    later(march, CLOSING)
    decide(number, eligible=True, reason="", revision=1, actor=OFFICER, now=CLOSING, writer=march.writer)
    who = a_reviewer("expert", "elsewhere")
    name_reviewer("expert", field="", actor=OFFICER, now=CLOSING, writer=march.writer)
    review = assign(number, "expert", actor=OFFICER, now=CLOSING, writer=march.writer)
    seen: list[str] = []
    asked = Connections.query
    monkeypatch.setattr(
        Connections, "query", lambda self, text, values=(): (seen.append(text), asked(self, text, values))[1]
    )
    officer, firm, expert = (
        person("fund_officer", "fund_officer"),
        person("kapok", "declarant"),
        person(who.user, "reviewer", "elsewhere"),
    )
    pages = {
        "/fund/calls/": Client(),
        f"/fund/calls/{call}/": Client(),
        f"/fund/calls/{call}/applications/": officer,
        f"/fund/calls/{call}/ranking/": officer,
        f"/fund/applications/{number}/": officer,
        "/fund/applications/": firm,
        "/fund/reviews/": expert,
        f"/fund/reviews/{review}/": expert,
    }

    def counted() -> dict[str, int]:
        counts = {}
        for address, client in pages.items():
            seen.clear()
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200, address
            counts[address.replace(call, "CALL").replace(number, "APPLICATION").replace(review, "REVIEW")] = len(
                captured
            ) + len(seen)
        return counts

    counted()
    counts = counted()
    for n in range(10):
        handed_in(march, call, who=KAPOK, key=f"more{n}", project=f"别的项目{n}")
    assert counted() == counts
    assert counts == json.loads(SNAPSHOT.read_text())
