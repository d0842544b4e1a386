"""What the pages promise whoever reads them: stale decisions, both languages, counted queries, files, faults."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from kouan.areas.ships.documents._examples import GOOD
from kouan.areas.ships.documents.ship_call import TYPE
from kouan.doors.site.concern import AGAIN, NEITHER, TOLD
from kouan.journeys import catalogue
from kouan.journeys.filing import amend_document
from kouan.store.database import Connections, Unavailable
from kouan.store.writer import Busy
from tests.support.site import ROLES, actor, file_case

SNAPSHOT = Path(__file__).with_name("site_queries.json")
INLINE = re.compile(r"""<style|\sstyle=|<script(?![^>]*\b(?:src=|type="application/json"))|\son\w+=""")
"""Style or script inside a page. Data for a chart may lie in it: a block of JSON runs nothing."""


def test_the_second_of_two_officers_is_told_and_nothing_is_recorded(browse, site_house) -> None:  # noqa: ANN001
    """A decision on a version that is no longer the last: 409, what happened meanwhile, nothing in the journal."""
    id = file_case(site_house, "import_declaration", "kapok")
    client = browse("customs")
    assert client.post(f"/cases/{id}/decide", {"action": "accept", "version": 1}).status_code == 302
    before = site_house.reader.head()
    late = client.post(f"/cases/{id}/decide", {"action": "accept", "version": 1})
    assert late.status_code == 409
    assert "您的决定没有记录" in late.content.decode()
    assert [s.did.zh for s in late.context["steps"]] == ["接受申报 → 已接受，审核中"]
    assert site_house.reader.head() == before


def test_a_reason_that_is_needed_is_asked_for_at_its_field(browse, site_house) -> None:  # noqa: ANN001
    """Sending back without a reason records nothing; with it the reason stands in the thread."""
    id = file_case(site_house, "import_declaration", "kapok")
    client = browse("customs")
    missing = client.post(f"/cases/{id}/decide", {"action": "send_back", "version": 1, "reason": "  "})
    assert missing.status_code == 422
    assert 'aria-invalid="true"' in missing.content.decode()
    assert site_house.reader.case(id).version == 1
    client.post(f"/cases/{id}/decide", {"action": "send_back", "version": 1, "reason": "缺 <b>发票</b>"})
    page = client.get(f"/cases/{id}/").content.decode()
    assert "缺 &lt;b&gt;发票&lt;/b&gt;" in page


def test_lanes_stand_side_by_side(browse, site_house) -> None:  # noqa: ANN001
    """Four agencies clear a ship each on its own; the page shows each, and the whole follows."""
    id = file_case(site_house, "ship_call", "egret")
    named = ["Maritime safety", "Customs", "Border inspection", "Port"]
    for version, agency in enumerate(("maritime", "customs", "border", "port"), 1):
        page = browse(agency).get(f"/cases/{id}/")
        assert [a.words.en for a in page.context["agencies"]] == named
        browse(agency).post(f"/cases/{id}/decide", {"action": "clear", "version": version})
    assert site_house.reader.case(id).state == "cleared"


def test_an_agency_reads_what_a_revision_means_for_it(browse, site_house) -> None:  # noqa: ANN001
    """After another security level the maritime office is asked again, border inspection told, customs neither."""
    id = file_case(site_house, "ship_call", "egret")
    document = replace(GOOD, security=replace(GOOD.security, level=2))
    who, case = actor("egret", "egret", ROLES["egret"]), site_house.reader.case(id)
    site_house.writer.write(
        amend_document(TYPE, case, document, actor=who, now=site_house.now(), reason="保安等级提高", before=GOOD)
    )
    said = {role: browse(role).get(f"/cases/{id}/").context["concern"] for role in ("maritime", "border", "customs")}
    assert said == {"maritime": AGAIN, "border": TOLD, "customs": NEITHER}


HAN = re.compile(r"[\u4e00-\u9fff]")
RULE_PAGE = "/documents/import_declaration/rules/WIN-X-010/"
PAGES = {
    "": [
        "/",
        "/login",
        "/documents/",
        "/documents/import_declaration/",
        "/documents/ship_call/",
        RULE_PAGE,
        "/nothing-here",
    ],
    "customs": ["/", "/cases/", "/cases/?hands=all&q=zzzz", "/cases/nothing/"],
    "kapok": ["/", "/cases/", "/file/", "/file/import_declaration/"],
    "operator": ["/"],
    "analyst": ["/"],
}


@pytest.mark.parametrize("login", PAGES)
def test_pages_speak_one_language_at_a_time(browse, login: str) -> None:  # noqa: ANN001
    """In English no Chinese outside elements that are marked as such (names, marks, codes); `lang` says which it is."""
    client = browse(login, language="en")
    for address in PAGES[login]:
        text = client.get(address).content.decode()
        assert '<html lang="en"' in text
        body = text[text.index("<body") :]
        body = re.sub(r'<(\w+)\b[^>]*\blang="zh[^"]*"[^>]*>.*?</\1>', "", body, flags=re.S)
        body = re.sub(r"<option.*?</option>|<svg.*?</svg>", "", body, flags=re.S)
        shown = re.sub(r"<[^>]+>", "", body).replace("（虚构）", "").replace("（虚构示例）", "")
        left = [line.strip() for line in shown.splitlines() if HAN.search(line)]
        allowed = ("冻南美白虾",)  # what somebody filed stays as it was filed
        assert not [line for line in left if not any(a in line for a in allowed)], address
        chinese = browse(login).get(address).content.decode()
        assert '<html lang="zh-Hans"' in chinese


def test_every_rule_has_a_page(browse) -> None:  # noqa: ANN001
    """Each rule of each type stands on a public page with its basis and an example that fails it; others are not there."""
    client = browse()
    for of in catalogue.types().values():
        for check in of.checks:
            answer = client.get(f"/documents/{of.code}/rules/{check.id}/")
            assert answer.status_code == 200
            assert answer.context["rule"].check is check
            assert answer.context["fails"]
            assert answer.context["passes"]
    assert client.get("/documents/import_declaration/rules/WIN-X-999/").status_code == 404


def test_a_case_shows_its_taxes_with_the_proof(browse, site_house) -> None:  # noqa: ANN001
    """Who may open the case sees the bill, that its rates are a sample, and each step; no one else, and not for ships."""
    id = file_case(site_house, "import_declaration", "kapok")
    assert f"/cases/{id}/taxes/" in browse("kapok").get(f"/cases/{id}/").content.decode()
    answer = browse("kapok", language="en").get(f"/cases/{id}/taxes/")
    bill, text = answer.context["bill"], answer.content.decode()
    assert bill.total == sum(k.levied for k in bill.kinds) > 0
    assert 'id="sample"' in text
    assert all(f'id="step-{s.name}"' in text for s in bill.proof)
    assert browse("egret").get(f"/cases/{id}/taxes/").status_code == 404
    ship = file_case(site_house, "ship_call", "egret")
    assert browse("egret").get(f"/cases/{ship}/taxes/").status_code == 404


def test_the_language_is_switched_by_a_button(browse) -> None:  # noqa: ANN001
    """Without script: a post, remembered in a cookie, back to the page one came from."""
    client = browse()
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/documents/"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/documents/"
    assert "Documents and rules" in answer.content.decode()


def queries(client: object, address: str, seen: list[str]) -> int:
    """How many statements one page asks of the store, by both ways in."""
    seen.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address  # type: ignore[attr-defined]
    return len(captured) + len(seen)


def test_the_queries_of_each_page_are_counted(browse, site_house, monkeypatch) -> None:  # noqa: ANN001
    """The number of statements a page is pinned: whoever raises it sees it. `site_queries.json` holds the numbers."""
    import_id = file_case(site_house, "import_declaration", "kapok")
    ship_id = file_case(site_house, "ship_call", "egret")
    for n in range(12):
        file_case(site_house, "import_declaration", "kapok", key=f"many-{n}")
    seen: list[str] = []
    asked = Connections.query
    monkeypatch.setattr(
        Connections, "query", lambda self, text, values=(): (seen.append(text), asked(self, text, values))[1]
    )
    pages = {
        "": ["/", "/login", "/documents/", "/documents/import_declaration/"],
        "customs": ["/", "/cases/", "/cases/?hands=all&q=SAMPLE", f"/cases/{import_id}/", f"/cases/{ship_id}/"],
        "kapok": ["/", "/cases/?hands=all", "/file/", "/file/import_declaration/", f"/cases/{import_id}/amend/"],
        "operator": ["/"],
    }
    counts = {
        f"{login or 'public'} {address.replace(import_id, 'IMPORT').replace(ship_id, 'SHIP')}": queries(
            browse(login), address, seen
        )
        for login, addresses in pages.items()
        for address in addresses
    }
    assert counts == json.loads(SNAPSHOT.read_text())


def test_the_queue_as_a_file_is_the_queue(browse, site_house) -> None:  # noqa: ANN001
    """CSV with its mark for spreadsheets, all rows of the view, and no cell that a spreadsheet would run."""
    id = file_case(site_house, "import_declaration", "kapok")
    answer = browse("kapok").get("/cases/export.csv?hands=others")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))
    assert id in {r[0] for r in rows[1:]}
    assert rows[0][0] == "编号"


def test_a_cell_is_never_a_formula() -> None:
    """What begins like a formula is quoted."""
    from kouan.doors.site.queue import safe_cell

    assert [safe_cell(c) for c in ("=1+1", "@x", "-1", "abc")] == ["'=1+1", "'@x", "'-1", "abc"]


@pytest.mark.parametrize("fault", [Busy(), Unavailable("gone")])
def test_a_store_that_can_not_write_answers_503(browse, site_house, monkeypatch, fault: Exception) -> None:  # noqa: ANN001
    """503 with Retry-After, in words, and says that nothing was recorded."""
    id = file_case(site_house, "import_declaration", "kapok")

    def refuses(unit: object, timeout: float = 30) -> None:
        raise fault

    client = browse("customs")
    monkeypatch.setattr(site_house.writer, "write", refuses)
    answer = client.post(f"/cases/{id}/decide", {"action": "accept", "version": 1})
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "没有记录" in answer.content.decode()


def test_a_fault_of_ours_shows_no_traceback(browse, monkeypatch) -> None:  # noqa: ANN001
    """500 in words; what broke stands in the log only."""
    client = browse("customs", raise_request_exception=False)
    monkeypatch.setattr("kouan.doors.site.queue.tally", lambda *_: 1 / 0)
    answer = client.get("/cases/")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "系统出错" in text
    assert "ZeroDivisionError" not in text
    assert "Traceback" not in text


def test_every_page_carries_the_policy_and_no_inline_style_or_script(browse) -> None:  # noqa: ANN001
    """CSP without unsafe-inline, and pages that need none."""
    for login, addresses in PAGES.items():
        client = browse(login)
        for address in addresses:
            answer = client.get(address)
            assert "unsafe" not in answer["Content-Security-Policy"]
            text = answer.content.decode()
            assert not INLINE.search(text), address


def test_the_rule_book_shows_every_check_of_every_type(browse) -> None:  # noqa: ANN001
    """Each check with its id, its basis and how sure the basis is; the schema is JSON Schema."""
    client = browse()
    for code, of in catalogue.types().items():
        text = client.get(f"/documents/{code}/").content.decode()
        assert all(f'id="{c.id}"' in text for c in of.checks)
        schema = client.get(f"/documents/{code}/schema.json").json()
        assert schema.get("$defs")
    assert client.get("/documents/nothing/").status_code == 404


def test_letters_typed_find_by_number_id_and_words(browse, site_house) -> None:  # noqa: ANN001
    """The search box finds a case by the begin of its id and by words of its line; signs of SQL mean themselves."""
    id = file_case(site_house, "ship_call", "egret")
    client = browse("egret")
    assert id in client.get(f"/cases/?q={id[:-2].lower()}").content.decode()
    assert id in client.get("/cases/?q=pioneer").content.decode()
    assert client.get("/cases/?q=%25%27%3B--").context["groups"] == ()
    assert client.get("/cases/?page=999&hands=oops&type=oops").status_code == 200
