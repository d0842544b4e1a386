"""Sheets of earlier years are taken over line by line: nothing guessed silently, nothing twice, nothing lost."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from kouan.areas.fund.earlier import deeds, register
from kouan.areas.fund.earlier.columns import meanings, unit_in
from kouan.areas.fund.earlier.reading import read_earlier
from kouan.areas.fund.models import EarlierBatch, EarlierRow
from kouan.areas.fund.sources.transcript import Unreadable
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.house import House
from kouan.store.roles import actor

from .conftest import NOW
from .test_drafting import client_of

PAGE = "/fund/import/"


def sheet_2020() -> bytes:
    """A sheet as offices keep them: title, unit, two lines of heads, merged applicants, a subtotal, faults."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "2020年分配表"
    rows = [
        ("2020年促进经济高质量发展专项资金安排及支出情况表（虚构）",),
        (None, None, None, None, None, None, None, "单位：万元"),
        ("序号", "承担单位", "项目名称", "申请金额", "安排金额", "已支付金额", "支出进度", None, "备注"),
        (None, None, None, None, None, None, "二季度", "四季度", None),
        (1, "示例港务有限公司（虚构）", "查验设施改造一期", 300, 200, 200, 100, 200, None),
        (2, None, "查验设施改造二期", 150, 100.5, 50, "-", 50, "合并单元格"),
        ("小计", None, None, None, 300.5, 250, None, None, None),
        (3, "示例海事处（虚构）", "船舶申报系统", "１,０００", 500, 600, None, None, "支付超过安排"),
        (4, "示例口岸办（虚构）", "跟踪评估", 50, -20, None, None, None, "负数"),
        (5, "示例口岸办（虚构）", "营商环境评估", 60, 60, 60, 40, 30, "累计数下降"),
        ("合计", None, None, None, 840.5, 910, None, None, None),
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("G3:H3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_line_has_its_fate_and_place(port: House) -> None:
    """Synonyms and two-line heads are read; merged applicants are proposals; impossible lines are refused with the reason."""
    read = deeds.preview(sheet_2020(), "x.xlsx")
    (sheet,) = read.sheets
    assert (sheet.unit, sheet.unit_said, sheet.unused) == ("万元", True, ("备注",))
    fates = [(line.place.zh.partition("!")[2] or line.place.zh, line.fate) for line in sheet.lines]
    assert [fate for _, fate in fates] == [
        "ok", "proposal", "total", "refused", "refused", "refused", "total",
    ]  # fmt: skip
    assert fates[1][0] == "A6"
    first, second = sheet.lines[:2]
    assert (first.year, first.requested_fen) == (2020, 300_000_000)
    assert [(one.kind, one.quarter, one.fen) for one in first.money] == [
        ("allocation", 0, 200_000_000),
        ("payment", 0, 200_000_000),
        ("progress", 2, 100_000_000),
        ("progress", 4, 200_000_000),
    ]
    assert second.inferred
    assert second.applicant == "示例港务有限公司（虚构）"
    assert [one.fen for one in second.money] == [100_500_000, 50_000_000, 0, 50_000_000]
    assert ["支付" in line.why[0].zh for line in sheet.lines[3:4]] == [True]
    assert "负" in sheet.lines[4].why[0].zh
    assert "下降" in sheet.lines[5].why[0].zh
    assert any("合计" in said.zh for said in sheet.remarks), "the total has the negative line in it, the sum has not"
    assert not any("allocation" in said.zh + said.en for said in sheet.remarks), "a column is called by its words"


def test_the_same_sheet_twice_adds_nothing(port: House, officer: Actor) -> None:
    """Commit, commit again, accept the proposals, rebuild: each fact is there once, each commit is an event of its own."""
    body = sheet_2020()

    def commit(accept: bool) -> deeds.Done:
        return deeds.commit(body, "x.xlsx", accept_proposals=accept, actor=officer, now=NOW, writer=port.writer)

    assert commit(accept=False).taken == 1
    assert commit(accept=False).taken == 0
    assert port.writer.position == 1
    second = commit(accept=True)
    assert (second.taken, second.version) == (1, 2)
    assert commit(accept=True).taken == 0
    assert EarlierRow.objects.filter(kind="allocation").count() == 2
    before = sorted(EarlierRow.objects.values_list("project", "kind", "quarter", "fen"))
    assert register.rebuild(port.reader) == 2
    assert sorted(EarlierRow.objects.values_list("project", "kind", "quarter", "fen")) == before
    assert {line.fate for line in deeds.preview(body, "x.xlsx").lines} == {"there", "refused", "total"}


def test_a_mended_sheet_adds_only_what_was_missing(port: House, officer: Actor) -> None:
    """After a first commit the faulty line is corrected and the sheet sent again: only that line is new."""
    text = "年度,申请单位,项目名称,金额（元）\n2019,甲（虚构）,一号,100.10\n2019,乙（虚构）,二号,若干\n"
    first = deeds.commit(text.encode(), "a.csv", accept_proposals=False, actor=officer, now=NOW, writer=port.writer)
    mended = text.replace("若干", "200.20").encode()
    assert [line.fate for line in deeds.preview(mended, "a.csv").lines] == ["there", "ok"]
    second = deeds.commit(mended, "a.csv", accept_proposals=False, actor=officer, now=NOW, writer=port.writer)
    assert (first.taken, second.taken) == (1, 1)
    assert sorted(EarlierRow.objects.values_list("fen", flat=True)) == [10010, 20020]


def test_a_project_of_two_years_must_be_confirmed(port: House, officer: Actor) -> None:
    """The same project in another year is a proposal that names the year: it may be paid twice."""
    text = "年度,申请单位,项目名称,金额（元）\n{},甲（虚构）,一号,100\n"
    deeds.commit(
        text.format(2018).encode(), "a.csv", accept_proposals=False, actor=officer, now=NOW, writer=port.writer
    )
    (line,) = deeds.preview(text.format(2019).encode(), "b.csv").lines
    assert line.fate == "proposal"
    assert "2018" in line.why[0].en


@pytest.mark.parametrize(
    ("text", "fate", "fen"),
    [
        ("Year,Applicant,Project,Amount awarded (CNY)\n2019,A (invented),P,1234.56\n", "ok", 123456),
        ("年度,单位,项目,金额(万元)\n2019,甲（虚构）,乙,0.000001\n", "ok", 1),
        ("年度,单位,项目,金额(万元)\n2019,甲（虚构）,乙,0.0000001\n", "refused", None),
        ("年度,单位,项目,金额\n2019,甲（虚构）,乙,5\n", "proposal", 5_000_000),
        ("年度,单位,项目,金额\n2019,甲（虚构）,乙,5万元\n", "proposal", 5_000_000),
        ("单位,项目,金额（元）\n甲（虚构）,乙,5\n", "refused", 500),
        ("年度,单位,项目,金额（元）\n2019,,乙,5\n", "refused", 500),
        ("年度,单位,项目,金额（元）\n2019,甲（虚构）,乙,0\n", "refused", 0),
        ("年度,单位,项目,金额（元）\n2019,甲（虚构）,乙,\n", "refused", None),
        ("年度,单位,项目,金额（元）\n1812,甲（虚构）,乙,5\n", "refused", 500),
        ("年度,单位,项目,支付金额（元）,支付日期,凭证号\n2019,甲（虚构）,乙,5,2019/7/3,V1\n", "ok", 500),
        ("年度,单位,项目,支付金额（元）,支付日期\n2019,甲（虚构）,乙,5,明天\n", "refused", 500),
    ],
)
def test_units_years_and_bad_cells(text: str, fate: str, fen: int | None, port: House) -> None:
    """Units of heads and cells, missing years and applicants, nought, blanks, odd dates: each its own fate."""
    (line,) = deeds.preview(text.encode(), "t.csv").lines
    assert (line.fate, line.money[0].fen if line.money else None) == (fate, fen)
    assert line.fate == "ok" or line.why


def test_heads_have_one_meaning_each() -> None:
    """No column is taken twice, and the longer head wins over the shorter inside it."""
    heads = ["序号", "申报单位", "申报项目名称", "申报金额（万元）", "安排金额（万元）", "累计支付金额", "支付日期"]
    assert meanings(heads) == {
        "no": 0, "applicant": 1, "project": 2, "requested": 3, "granted": 4, "paid": 5, "paid_on": 6,
    }  # fmt: skip
    assert [unit_in(text) for text in ("金额（万元）", "金额(元)", "Amount, CNY", "金额")] == ["万元", "元", "元", ""]


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b"PK\x03\x04", "一,二\n三,四\n".encode(), bytes(50)])
def test_what_is_no_sheet_is_refused_in_words(body: bytes) -> None:
    """An empty file, a PDF, a broken package, a table without a known head, bytes: refused, never a traceback."""
    with pytest.raises(Unreadable) as refused:
        read_earlier(body, "x")
    assert refused.value.words.en


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), max_size=8))
@settings(max_examples=150, deadline=None)
def test_any_rows_under_a_head_are_read(rows: list[list[str]]) -> None:
    """Whatever stands under a head, each line gets a fate and each refused one a reason."""
    out = io.StringIO()
    csv.writer(out).writerows([["年度", "申请单位", "项目名称", "金额（元）", "支付日期", "二季度"], *rows])
    try:
        read = read_earlier(out.getvalue().encode("utf-8", "surrogatepass"), "x.csv")
    except (Unreadable, UnicodeEncodeError):
        return
    assert all(line.why for line in read.lines if line.fate == "refused")


def test_the_page_previews_commits_and_reports(port: House) -> None:
    """Send a sheet, see each line, take it over, fetch the report; the second time nothing is offered."""
    client = client_of("fund_officer")
    page = client.post(PAGE, {"file": SimpleUploadedFile("旧表.xlsx", sheet_2020())}).content.decode()
    assert all(word in page for word in ("2020年分配表!A6", "取自上行", "支付超过安排金额", "合计"))
    digest = page.split('name="upload" value="')[1][:64]
    assert EarlierBatch.objects.count() == 0
    done = client.post(PAGE, {"upload": digest, "name": "旧表.xlsx", "commit": "1", "accept": "1"}).content.decode()
    assert "已导入 2 行" in done
    assert 'name="commit"' not in done
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PAGE}{digest}/report.csv").content.decode("utf-8-sig"))))
    assert [row["fate"] for row in rows].count("refused") == 3
    assert all(row["why_zh"] and row["why_en"] for row in rows if row["fate"] == "refused")
    assert client.get(f"{PAGE}{'0' * 64}/report.csv").status_code == 404


def test_only_who_handles_the_fund_may_import(port: House) -> None:
    """Others are refused on the page and by the deed."""
    for role in ("auditor", "declarant", "analyst"):
        assert client_of(role).get(PAGE).status_code == 403
    with pytest.raises(Refused):
        deeds.commit(
            sheet_2020(), "x", accept_proposals=True, actor=actor("x", "o", "auditor"), now=NOW, writer=port.writer
        )
