"""The officer's pages of plans: what is typed is cut and kept, what is wrong is said with its row, nobody else gets in."""

import json
from typing import Any

import pytest
from django.test import Client
from lxml import html as markup

from kouan.areas.fund import models
from kouan.areas.fund.planning import queries
from kouan.areas.fund.planning.pasting import read_rows, stops
from kouan.store.house import House

from .plans import WAN
from .test_drafting import client_of

TABLE = """金额单位：万元

序号	申请单位	统一社会信用代码	项目名称	申请金额	核减理由	安排金额
1	示例甲港务有限公司（虚构）		查验场地改造	300		300
2	示例乙港务有限公司（虚构）		联网监管平台	400	超出上限	350
3	示例丙学院（虚构）		通关流程研究	350		350
合计				1,050		1,000
"""
NEW = {
    "year": "2021",
    "fund": "示例发展专项资金",
    "direction": "口岸方向",
    "matter": "口岸建设事项",
    "approval_class": "省级审批项目",
    "batch": "1",
    "office": "示例省商务厅（口岸办）",
    "basis": "《示例省级专项资金管理办法》（示财〔2020〕1号）第八条",
    "cap": "９００",
    "text": TABLE,
}


@pytest.fixture
def officers(port: House) -> Client:
    """A fund officer's browser."""
    return client_of("fund_officer")


@pytest.fixture
def number(officers: Client) -> str:
    """A plan begun on the page from a pasted table, its cap typed in full-width digits."""
    answer = officers.post("/fund/plans/new/", NEW)
    assert answer.status_code == 302, answer.content.decode()
    return str(models.Plan.objects.get().number)


def form_of(number: str, port: House, **changes: Any) -> dict[str, str]:
    """The editor's form as the page holds it."""
    kept = queries.plan(number, port.reader)
    assert kept
    form = {"seen": str(queries.listed(number).version), "page": "1", "cap": "900", "quantum": "万元"}  # type: ignore[union-attr]
    for no, row in enumerate(kept.rows, start=1):
        form |= {
            f"r{no}-applicant": row.applicant,
            f"r{no}-project": row.project,
            f"r{no}-requested": str(row.requested_fen // WAN),
            f"r{no}-fixed": "" if row.fixed_fen is None else str(row.fixed_fen // WAN),
            f"r{no}-reason": row.reason,
        }
    return form | changes


def test_a_plan_begins_with_a_pasted_table(number: str, port: House) -> None:
    """Requests, sums and reasons are read; a sum below the request is an override; the rest shares what is left."""
    kept = queries.plan(number, port.reader)
    assert kept
    assert [row.granted_fen // WAN for row in kept.rows] == [254, 350, 296]
    assert kept.rows[1].reason == "超出上限"
    assert kept.total_fen == kept.cap_fen == 900 * WAN


def test_the_editor_keeps_what_is_typed(number: str, officers: Client, port: House) -> None:
    """A new cap, a protected row, a dropped row and a new one; saved as a version, with the sums on the page."""
    page = f"/fund/plans/{number}/"
    form = form_of(number, port, cap="1,000.5", quantum="分", save="1", note="调整总额")
    form |= {"r1-protected": "on", "r3-drop": "on"}
    form |= {"new-applicant": "示例丁公司（虚构）", "new-project": "新项目（虚构）", "new-requested": "５００"}
    assert officers.post(page, form).status_code == 302
    kept = queries.plan(number, port.reader)
    assert kept
    assert [row.granted_fen for row in kept.rows] == [300 * WAN, 350 * WAN, 350_500_000]
    assert [one.note for one in queries.versions(number)] == ["调整总额", ""]
    for language in ("zh-hans", "en"):
        shown = officers.get(page, headers={"accept-language": language}).content.decode()
        assert 'value="1000.5"' in shown
        assert "示例丁公司" in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"r1-requested": "0"}, "申请金额须大于零"),
        ({"r1-requested": "-5"}, "不是金额"),
        ({"r1-requested": "1e5"}, "不是金额"),
        ({"r1-fixed": "301", "r1-reason": "多给"}, "超过申请金额"),
        ({"r2-reason": ""}, "须写核减理由"),
        ({"r1-applicant": " "}, "申请单位为空"),
        ({"r1-protected": "on", "r2-protected": "on", "r2-fixed": "", "cap": "600"}, "受保护的项目超过总额"),
        ({"cap": ""}, "年度总额须大于零"),
        ({"cap": "0.0000001"}, "不足一分"),
        ({"tiers": "一档 六十"}, "不是金额"),
        ({"seen": "7"}, "有人先保存了"),
        ({"text": TABLE.replace("1,000", "1,001")}, "相差1万元"),
        ({"text": TABLE.replace("	300\n", "	301\n").replace("1,000", "1,001")}, "安排金额超过申请金额"),
        ({"text": "没有表"}, "没有读到"),
    ],
)
def test_bad_input_is_said(changes: dict[str, str], said: str, number: str, officers: Client, port: House) -> None:
    """Each is answered on the page in words, and nothing is kept."""
    answer = officers.post(f"/fund/plans/{number}/", form_of(number, port, save="1") | changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert len(queries.versions(number)) == 1


def test_the_preview_answers_while_typing(number: str, officers: Client, port: House) -> None:
    """It gives sums and grants for what is typed and keeps nothing; faults come with it."""
    asked = f"/fund/plans/{number}/preview/"
    shown = officers.post(asked, form_of(number, port, cap="1050")).content.decode()
    assert 'id="g-1"' in shown
    assert "300" in shown
    for wrong, said in (({"r1-requested": "x"}, "不是金额"), ({"r1-fixed": "301"}, "超过申请金额")):
        assert said in officers.post(asked, form_of(number, port) | wrong).content.decode()
    assert len(queries.versions(number)) == 1


def test_from_draft_to_notice_on_the_pages(number: str, officers: Client, port: House) -> None:
    """Checked, approved, the text made and published as it stands; the plan is on notice and its chain is public."""
    act = f"/fund/plans/{number}/act/"
    assert officers.post(act, {"action": "approve"}).status_code == 422
    for action in ("check", "approve"):
        assert officers.post(act, {"action": action}).status_code == 302
    assert officers.post(f"/fund/plans/{number}/", form_of(number, port, save="1")).status_code == 422
    terms = {
        "issuer": "示例省商务厅",
        "first": "2021-05-10",
        "days": "7",
        "address": "示例路1号",
        "addressee": "资金处",
    }
    for wrong in ({"first": "x"}, {"days": "0"}, {"issuer": " "}):
        assert officers.post(f"/fund/plans/{number}/notice/", terms | wrong).status_code == 422
    answer = officers.post(f"/fund/plans/{number}/notice/", terms)
    assert answer.status_code == 200
    form = next(one for one in markup.fromstring(answer.content.decode()).forms if "text" in one.fields)
    text = str(form.fields["text"]).lstrip("\n")
    send = {"text": text, "plan": str(form.fields["plan"]), "publish": "1", "key": "k"}
    assert not [name for name in form.fields if name.startswith("waive-")]
    assert officers.post("/fund/draft/", send | {"text": text.replace("	254\n", "	255\n")}).status_code == 422
    assert officers.post("/fund/draft/", send).status_code == 302
    kept = queries.listed(number)
    assert kept
    assert kept.state == "on_notice"
    for language in ("zh-hans", "en"):
        public = Client(headers={"accept-language": language})
        assert public.get(f"/fund/notices/{kept.notice}/compare/").status_code == 200
        assert officers.get(f"/fund/plans/{number}/compare/", headers={"accept-language": language}).status_code == 200
    assert officers.get(f"/fund/plans/{number}/").status_code == 200


def test_differences_as_page_and_files(number: str, officers: Client, port: House) -> None:
    """Two versions side by side: what changed, by how much, and totals that agree with the changes."""
    form = form_of(number, port, save="1", cap="800")
    assert officers.post(f"/fund/plans/{number}/", form).status_code == 302
    base = f"/fund/plans/{number}/compare/"
    found = json.loads(officers.get(f"{base}differences.json?old=1&new=2").content)
    assert (found["old_total_fen"], found["new_total_fen"]) == (900 * WAN, 800 * WAN)
    assert sum(one["difference_fen"] for one in found["changes"]) == found["difference_fen"] == -100 * WAN
    csv = officers.get(f"{base}differences.csv?old=1&new=2").content.decode("utf-8-sig")
    assert csv.splitlines()[-1].startswith("total,,,,,9000000.00,8000000.00,-1000000.00")
    assert officers.get(f"{base}?old=plan:1&new=plan:2").status_code == 200
    assert officers.get(f"{base}?old=99").status_code == 404


def test_others_stay_outside(number: str, port: House) -> None:
    """The auditor reads and changes nothing; others and the public see no plan."""
    auditor = client_of("auditor")
    for address in ("/fund/plans/", f"/fund/plans/{number}/", f"/fund/plans/{number}/compare/"):
        assert auditor.get(address).status_code == 200
        assert Client().get(address).status_code == 302
    shown = markup.fromstring(auditor.get(f"/fund/plans/{number}/").content)
    links = {link for link in shown.xpath("//main//a/@href") if link.startswith("/fund/")}
    assert links, "the page leads on"
    assert [link for link in links if auditor.get(link).status_code != 200] == [], "no link ends at a closed door"
    for address in ("preview/", "act/", "notice/", ""):
        assert auditor.post(f"/fund/plans/{number}/{address}", {"action": "check"}).status_code == 403
    assert client_of("customs").get("/fund/plans/").status_code == 403


def test_printed_totals_and_blanks_are_said() -> None:
    """A wrong total keeps the table out; a blank applicant is taken from above and said; no unit is said."""
    assert not stops(read_rows(TABLE))
    found = read_rows(TABLE.replace("1,000", "999").replace("示例乙港务有限公司（虚构）", ""))
    assert {fault.code for fault in found.faults} == {"total", "inferred"}
    assert found.stated_fen == 999 * WAN
    assert "unit" in {fault.code for fault in read_rows(TABLE.replace("金额单位：万元\n\n", "")).faults}
    assert {fault.code for fault in stops(read_rows(TABLE.replace("	350\n3", "	0\n3")))} >= {"total"}


TARGETS = {
    "department": "示例省商务厅（虚构）",
    "user": "各项目单位",
    "first_year": "2021",
    "last_year": "2021",
    "sample": "300",
    "q2": "40",
    "q4": "100",
    "i1-level1": "产出指标",
    "i1-level2": "数量指标",
    "i1-name": "支持项目数",
    "i1-points": "６０",
    "i1-year": "不少于3个",
    "i2-level1": "满意度指标",
    "i2-level2": "服务对象满意度指标",
    "i2-name": "企业满意度",
    "i2-points": "30",
    "i2-year": "不低于85%",
    "i2-survey": "on",
}


def test_targets_are_edited_and_copied(number: str, officers: Client, port: House, body: bytes) -> None:
    """Typed, saved as a version; pasted from the seed; points of 99.99 or 100.01 and falling shares are refused."""
    page = f"/fund/plans/{number}/targets/"
    assert officers.post(page, TARGETS | {"save": "1", "seen": "1"}).status_code == 302
    kept = queries.plan(number, port.reader)
    assert kept
    assert kept.targets
    assert [(one.points, one.method) for one in kept.targets.indicators] == [("60", ""), ("30", "survey")]
    wrongs: list[dict[str, str]] = [
        {"i1-points": "69.99"},
        {"i1-points": "70.01"},
        {"i1-points": "-60"},
        {"i1-year": ""},
        {"i2-name": "支持项目数"},
        {"q2": "101"},
        {"q4": "39"},
        {"whole": "-5"},
        {"text": "没有表"},
        {"copy": "FN-0"},
        {"seen": "1"},
    ]
    for wrong in wrongs:
        answer = officers.post(page, TARGETS | {"save": "1", "seen": "2"} | wrong)
        assert answer.status_code == 422, wrong
    shown = officers.post(page, {"text": body.decode(), "look": "1", "seen": "2"})
    assert shown.status_code == 200
    assert "出入境人员" in shown.content.decode()
    for language in ("zh-hans", "en"):
        assert officers.get(page, headers={"accept-language": language}).status_code == 200
    auditor = client_of("auditor")
    assert 'name="save"' not in auditor.get(page).content.decode()
    assert auditor.post(page, {"save": "1"}).status_code == 403
    assert client_of("declarant").get(page).status_code == 403
    found = json.loads(officers.get(f"/fund/plans/{number}/plan.json").content)
    assert found["listed"]["version"] == 2
