"""From an approved plan through its notice to the last payment: what is shown is what was approved, in the right order."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from kouan.areas.fund import models
from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.operations import Published, publish
from kouan.areas.fund.paying import deeds as money
from kouan.areas.fund.paying.queries import account
from kouan.areas.fund.planning import deeds, queries, register
from kouan.areas.fund.planning.announcing import Terms, text_of
from kouan.areas.fund.planning.shape import PlannedIndicator, Targets
from kouan.areas.fund.planning.targets import read_pasted, target_faults, targets_of
from kouan.areas.fund.review.rules import blocking, review
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.scored.weights import weights_of
from kouan.kernel.journal import verify
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.store.house import House

from .plans import WAN, changed, plan

FIRST = dt.date(2026, 3, 4)
BEFORE = dt.datetime(2026, 3, 3, 9, 0, tzinfo=SHANGHAI)
OVER = dt.datetime(2026, 3, 11, 0, 0, tzinfo=SHANGHAI)
APRIL = dt.datetime(2026, 4, 20, 9, 0, tzinfo=SHANGHAI)
TERMS = Terms(
    issuer="示例省商务厅",
    first=FIRST,
    address="示例市示例路1号（虚构）",
    email="fund@example.org",
    addressee="资金处",
    telephone="000-00000000",
)
TARGETS = Targets(
    department="示例省商务厅",
    user="各项目单位",
    milestones=((2, "40"), (4, "100")),
    indicators=(
        PlannedIndicator(
            level1="产出指标", level2="数量指标", name="支持项目数", points="50", year="不少于5个", own_year="不少于5个"
        ),
        PlannedIndicator(
            level1="效益指标",
            level2="经济效益指标",
            name="集装箱吞吐量增长率",
            points="30",
            year="较2025年增长不低于2%",
        ),
        PlannedIndicator(
            level1="满意度指标",
            level2="服务对象满意度指标",
            name="申报企业满意度",
            points="10",
            year="不低于85%",
            method="survey",
        ),
    ),
)
Do = Callable[..., Any]


@pytest.fixture
def approved(port: House, officer: Actor) -> str:
    """A plan that is approved, with one row that gets nothing and its targets."""
    asked = changed(plan(targets=TARGETS), 4, fixed_fen=0, reason="专家评审未通过（虚构）")
    number = deeds.draft(asked, actor=officer, now=BEFORE, writer=port.writer)
    for action in ("check", "approve"):
        deeds.move(number, action, actor=officer, now=BEFORE, writer=port.writer)
    return number


def shown(number: str, port: House, officer: Actor, **changes: Any) -> Published:
    """Publish the plan's own text, or `text`, as its notice."""
    kept = queries.plan(number, port.reader)
    assert kept
    text = changes.pop("text", text_of(kept, TERMS))
    waivers = {remark.id: "已核对（测试）" for remark in blocking(review(read_text(text)))}
    given = {"plan": number, "key": "k", "now": BEFORE, "reader": port.reader} | changes
    return publish(body=text.encode(), actor=officer, waivers=waivers, writer=port.writer, **given)


def code_of(deed: Callable[[], object]) -> str:
    """The code of a refusal."""
    with pytest.raises(Refused) as found:
        deed()
    assert found.value.words.zh
    return found.value.code


def test_the_text_reads_back_as_the_plan(approved: str, port: House) -> None:
    """The house reads its own notice: rows, sums, period, contacts, points; nothing in it blocks publication."""
    kept = queries.plan(approved, port.reader)
    assert kept
    notice = read_text(text_of(kept, TERMS))
    assert notice.plan
    assert notice.targets
    assert notice.period
    assert [row.amount.fen for row in notice.plan.rows] == [row.granted_fen for row in kept.rows if row.granted_fen]
    assert notice.plan.total
    assert notice.plan.total.fen == kept.total_fen == 3000 * WAN
    assert (notice.period.first, notice.period.last) == (FIRST, dt.date(2026, 3, 10))
    assert (notice.subject.year, notice.subject.fund, notice.subject.matter) == (2026, kept.fund, kept.matter)
    assert "专家评审未通过" in "".join(notice.lines)
    assert {contact.kind for contact in notice.contacts} >= {"address", "email", "addressee", "telephone"}
    assert [str(value) for value in weights_of(notice.targets).points.values()] == ["50", "30", "10"]
    assert blocking(review(notice)) == ()
    copied = targets_of(notice.targets)
    assert [one.name for one in copied.indicators] == [one.name for one in TARGETS.indicators]


def test_only_what_was_approved_is_shown(approved: str, port: House, officer: Actor) -> None:
    """A sum, a row or a year that differs from the approved version refuses the notice, and nothing is published."""
    kept = queries.plan(approved, port.reader)
    assert kept
    text = text_of(kept, TERMS)
    other = text.replace("	83\n", "	84\n")
    assert other != text
    for wrong in (other, text.replace("示例2号单位", "示例9号单位"), text.replace("2026年示例发展", "2027年示例发展")):
        assert code_of(lambda text=wrong: shown(approved, port, officer, text=text)) in (
            "notice-differs",
            "findings-block",
        )
    assert models.PublishedNotice.objects.count() == 0
    draft = deeds.draft(plan(batch=2), actor=officer, now=BEFORE, writer=port.writer)
    assert code_of(lambda: shown(draft, port, officer)) == "action-not-open"


def test_the_whole_chain(approved: str, port: House, officer: Actor) -> None:
    """Notice, final plan with a cut, finance, documents, payments, closed: each only in its turn; the tables rebuild."""
    published = shown(approved, port, officer)
    assert queries.deeds(approved)[-1].kind == "PlanPutOnNotice"
    common: dict[str, Any] = {"actor": officer, "writer": port.writer}

    def finalise(now: dt.datetime) -> None:
        cuts = {1: money.Cut(80 * WAN, "公示期内核实部分重复（虚构）")}
        money.finalise(published.number, cuts=cuts, now=now, reader=port.reader, **common)

    assert code_of(lambda: finalise(BEFORE)) == "period-runs"
    finalise(OVER)
    final = queries.listed(approved)
    assert final
    assert (final.state, final.version) == ("final", 2)
    assert final.total_fen == account(published.number).total  # type: ignore[union-attr]
    rows = queries.plan(approved, port.reader).rows  # type: ignore[union-attr]
    assert rows[0].reason == "按年度总额同比例核减；公示期内核实部分重复（虚构）"
    assert rows[3].granted_fen == 0
    positions = {at: line.granted for at, line in enumerate(account(published.number).lines, start=1)}  # type: ignore[union-attr]

    def allot(document: str, lines: dict[int, int]) -> None:
        dated = dt.date(2026, 4, 1)
        money.allot(published.number, document=document, dated=dated, lines=lines, item="科目", now=APRIL, **common)

    assert code_of(lambda: allot("一号", positions)) == "not-sent"
    deeds.move(approved, "send", now=OVER, **common)
    allot("一号", {1: positions[1]})
    assert queries.listed(approved).state == "sent_to_finance"  # type: ignore[union-attr]
    allot("二号", {at: fen for at, fen in positions.items() if at != 1})
    assert queries.listed(approved).state == "allocated"  # type: ignore[union-attr]
    assert code_of(lambda: deeds.move(approved, "close", now=APRIL, **common)) == "not-paid"
    for at, fen in positions.items():
        money.pay(
            published.number,
            position=at,
            document="一号" if at == 1 else "二号",
            voucher=f"PZ-{at}",
            paid_on=dt.date(2026, 4, 10),
            fen=fen,
            now=APRIL,
            reader=port.reader,
            **common,
        )
    deeds.move(approved, "close", now=APRIL, **common)
    before = (queries.listed(approved), queries.versions(approved))
    register.rebuild(port.reader)
    assert (queries.listed(approved), queries.versions(approved)) == before
    assert queries.unreconciled() == []
    assert verify(port.reader.journal(0))[2] is None


def test_a_withdrawn_plan_is_shown_anew(approved: str, port: House, officer: Actor) -> None:
    """Taken off notice for a reason it never becomes final from there; drafted again it gets a notice of its own."""
    first = shown(approved, port, officer)
    common: dict[str, Any] = {"actor": officer, "writer": port.writer}
    assert code_of(lambda: deeds.move(approved, "withdraw", now=BEFORE, **common)) == "reason-needed"
    deeds.move(approved, "withdraw", reason="附件有误", now=BEFORE, **common)
    assert (
        code_of(lambda: money.finalise(first.number, cuts={}, now=OVER, reader=port.reader, **common))
        == "notice-withdrawn"
    )
    deeds.move(approved, "reopen", reason="更正附件", now=OVER, **common)
    assert (
        code_of(lambda: money.finalise(first.number, cuts={}, now=OVER, reader=port.reader, **common))
        == "notice-withdrawn"
    )
    kept = queries.plan(approved, port.reader)
    assert kept
    deeds.revise(approved, changed(kept, 2, protected=True), seen=1, now=OVER, **common)
    for action in ("check", "approve"):
        deeds.move(approved, action, now=OVER, **common)
    again = shown(approved, port, officer, key="k2", now=OVER)
    assert queries.shown_version(again.number, again.revision) == (approved, 2)
    assert queries.shown_version(first.number, 1) == (approved, 1)


def test_a_notice_of_a_plan_keeps_its_rows(approved: str, port: House, officer: Actor) -> None:
    """Its wording may be published anew, its sums may not."""
    shown(approved, port, officer)
    kept = queries.plan(approved, port.reader)
    assert kept
    text = text_of(kept, TERMS)
    wrong = text.replace("示例2号单位", "示例9号单位")
    assert code_of(lambda: shown(approved, port, officer, plan="", text=wrong, key="k2")) == "notice-differs"
    again = shown(approved, port, officer, plan="", text=text.replace("资金处", "资金管理处"), key="k3")
    assert again.revision == 2


@pytest.mark.parametrize(
    ("points", "right"),
    [
        (("60", "30", "10"), True),
        (("50", "30", "10"), True),
        (("59.99", "30", "10"), False),
        (("60.01", "30", "10"), False),
        (("60.001", "30", "9.999"), False),
        (("70", "30", "0"), False),
        (("60", "", "40"), False),
        (("六十", "30", "10"), False),
    ],
)
def test_points_make_a_whole(points: tuple[str, ...], right: bool) -> None:
    """100, or 90 beside execution; 99.99 and 100.01, a gap, nought or a word are refused."""
    ones = tuple(
        PlannedIndicator(level1="产出指标", level2="数量指标", name=f"n{at}", points=given, year="1")
        for at, given in enumerate(points)
    )
    assert (not list(target_faults(Targets(indicators=ones)))) is right


def test_nothing_is_scored_twice() -> None:
    """The same indicator in two rows is a fault."""
    one = PlannedIndicator(level1="产出指标", level2="数量指标", name="支持项目数", points="50", year="1")
    assert "indicator-twice" in {fault.code for fault in target_faults(Targets(indicators=(one, one)))}


def test_targets_are_read_from_pasted_text(body: bytes) -> None:
    """The seed's targets can be copied: six indicators with their own-level values, no points."""
    found = read_pasted(body.decode())
    assert found
    assert [one.own_year for one in found.indicators] == ["6", "100%", "增长2%", "增长2%", "逐年缩短", "> 80%"]
    assert {one.points for one in found.indicators} == {""}
    assert read_pasted("没有表") is None
