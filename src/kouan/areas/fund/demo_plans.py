"""The demonstration's plans, all invented: one in the middle of its life, with cuts, and a draft for the next year."""

import datetime as dt
from typing import Any

import msgspec

from kouan.areas.fund.evaluating import deeds as evaluating
from kouan.areas.fund.evaluating.deeds import MidYear
from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.models import Plan as Kept
from kouan.areas.fund.operations import publish
from kouan.areas.fund.paying import deeds as money
from kouan.areas.fund.paying.queries import account
from kouan.areas.fund.planning import deeds, queries
from kouan.areas.fund.planning.announcing import Terms, text_of
from kouan.areas.fund.planning.shape import Plan, PlannedIndicator, Row, Targets, Tier
from kouan.areas.fund.review.rules import blocking, review
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.scored.reporting import Report, report
from kouan.kernel.parties import Actor, uscc_check_character
from kouan.store.house import House

WAN = 1_000_000
REASON = "演示数据（虚构），照样展示 (demonstration, invented)"
FIRMS: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    # applicant, project, asked for in 万元, what else is said of it
    ("示例省口岸办（虚构）", "口岸营商环境跟踪评估（虚构）", 120, {}),
    (
        "示例电子口岸有限公司（虚构）",
        "单一窗口平台运维与推广（虚构）",
        2600,
        {"cap_fen": 2000 * WAN, "basis": "单项上限"},
    ),
    ("示例海事分局（虚构）", "船舶便利通关系统二期（虚构）", 640, {"protected": True}),
    ("示例甲港务有限公司（虚构）", "查验场地智能化改造（虚构）", 1180, {}),
    ("示例乙码头有限公司（虚构）", "集装箱预约查验系统（虚构）", 760, {}),
    ("示例丙航空货站有限公司（虚构）", "跨境快件监管设施（虚构）", 530, {}),
    ("示例丁学院（虚构）", "通关流程研究（虚构）", 90, {"fixed_fen": 0, "reason": "专家评审未达到六十分（虚构）"}),
    ("示例戊铁路口岸有限公司（虚构）", "铁路口岸卡口联网（虚构）", 480, {"tier": "二档"}),
)
INDICATORS = (
    ("产出指标", "数量指标", "支持口岸建设项目数", "20", "不少于6个", "不少于6个"),
    ("产出指标", "质量指标", "项目验收合格率", "15", "不低于95%", "不低于95%"),
    ("产出指标", "时效指标", "项目按期完成率", "15", "不低于90%", "不低于90%"),
    ("效益指标", "经济效益指标", "进口整体通关时间", "30", "不超过40小时", "不超过40小时"),
    ("满意度指标", "服务对象满意度指标", "申报企业满意度", "10", "不低于85%", "不低于85%"),
)


def lay_demo_plans(house: House, officer: Actor) -> list[str]:
    """Lay both once; returns their numbers. The older one's days lie in its own year."""
    now = house.now().astimezone(SHANGHAI)
    year = now.year if (now.month, now.day) >= (10, 20) else now.year - 1
    if Kept.objects.filter(year=year, fund=plan(year).fund).exists():
        return []
    lived = _live(house, officer, year)
    drafted = deeds.draft(
        msgspec.structs.replace(plan(year + 1), cap_fen=4500 * WAN, rows=_next_rows(), note="演示：可以试着改"),
        actor=officer,
        now=now,
        writer=house.writer,
    )
    return [lived, drafted]


def plan(year: int) -> Plan:
    """The invented plan of a year."""
    return Plan(
        year=year,
        fund="示例口岸发展专项资金",
        direction="口岸方向",
        matter="口岸建设事项",
        approval_class="省级审批项目",
        office="示例省商务厅（口岸办）",
        basis=f"《示例省级专项资金管理办法》（示财〔{year - 2}〕1号，虚构）第八条",
        cap_fen=5000 * WAN,
        tiers=(Tier("二档", 400 * WAN),),
        rows=_rows(10),
        targets=Targets(
            department="示例省商务厅（虚构）",
            user="各项目单位（虚构）",
            summary="支持口岸查验设施和信息化建设（虚构）",
            milestones=((2, "40"), (3, "70"), (4, "100")),
            indicators=tuple(
                PlannedIndicator(
                    level1=level1,
                    level2=level2,
                    name=name,
                    points=points,
                    period=period,
                    year=target,
                    method="survey" if level1.startswith("满意度") else "",
                )
                for level1, level2, name, points, period, target in INDICATORS
            ),
        ),
        note="虚构的演示方案",
    )


def _rows(tenths: int) -> tuple[Row, ...]:
    """The firms asking for `tenths` tenths of what they ask for."""
    return tuple(
        Row(
            applicant=applicant,
            project=project,
            requested_fen=asked * WAN * tenths // 10,
            uscc=_uscc(no) if "公司" in applicant else "",
            **more,
        )
        for no, (applicant, project, asked, more) in enumerate(FIRMS, start=1)
    )


def _next_rows() -> tuple[Row, ...]:
    """Next year's: mostly other projects, two under the same name, so that the page has something to warn of."""
    return tuple(
        msgspec.structs.replace(row, project=row.project if no in (1, 4) else row.project.replace("（", "续建（"))
        for no, row in enumerate(_rows(11), start=1)
    )


def _uscc(no: int) -> str:
    """A code that no authority gave: all noughts but its number and its right check character."""
    body = f"91{no:015d}"
    return body + (uscc_check_character(body) or "")


def _live(house: House, officer: Actor, year: int) -> str:
    """From draft in January to payments and reports in October of its year."""

    def day(month: int, of: int, hour: int = 10) -> dt.datetime:
        return dt.datetime(year, month, of, hour, tzinfo=SHANGHAI)

    number = deeds.draft(plan(year), actor=officer, now=day(1, 20), writer=house.writer)
    for action, at in (("check", day(2, 3)), ("approve", day(2, 6))):
        deeds.move(number, action, actor=officer, now=at, writer=house.writer)
    notice = _show(house, officer, number, day(3, 2), year)
    cuts = {3: money.Cut(600 * WAN, "公示期内申请单位自行核减（虚构）")}
    over = day(3, 11)
    money.finalise(notice, cuts=cuts, actor=officer, now=over, writer=house.writer, reader=house.reader)
    deeds.move(number, "send", actor=officer, now=day(3, 13), writer=house.writer)
    _spend(house, officer, notice, year)
    _middle(house, officer, notice, dt.datetime(year, 8, 6, 9, tzinfo=SHANGHAI))
    return number


def _middle(house: House, officer: Actor, notice: str, at: dt.datetime) -> None:
    """January to July of every target, one behind with an order to put it right, and two actuals already told."""
    shown = queries.of_notice(notice)
    if shown is None:
        raise LookupError(notice)
    doing: dict[str, Any] = {"actor": officer, "now": at, "writer": house.writer, "reader": house.reader}
    for given in (
        MidYear(indicator=1, numerator="4", expected="7"),
        MidYear(indicator=2, numerator="3", denominator="3", expected="100"),
        MidYear(
            indicator=3,
            numerator="2",
            denominator="4",
            expected="75",
            likelihood="possible",
            reason="卡口联网项目招标延后（虚构）",
        ),
        MidYear(indicator=4, numerator="41.2", expected="39.5"),
        MidYear(indicator=5, numerator="182", denominator="210", expected="87"),
    ):
        evaluating.mid_year(notice, given, **doing)
    evaluating.order(notice, 3, what="九月底前签订合同（虚构）", until=at.date() + dt.timedelta(days=55), **doing)
    for told in (
        Report(indicator=1, numerator="7", evidence="项目台账（虚构）"),
        Report(indicator=5, numerator="512", denominator="590", sample="700", evidence="企业问卷（虚构）"),
    ):
        report(notice, 1, told, actor=officer, now=at, writer=house.writer)


def _show(house: House, officer: Actor, number: str, first: dt.datetime, year: int) -> str:
    kept = queries.plan(number, house.reader)
    if kept is None:
        raise LookupError(number)
    terms = Terms(
        issuer="示例省商务厅",
        first=first.date(),
        address="示例市示例路1号（虚构）",
        email="fund@example.org",
        addressee="资金处",
        telephone="000-00000000",
    )
    text = text_of(kept, terms)
    waivers = {remark.id: REASON for remark in blocking(review(read_text(text)))}
    done = publish(
        body=text.encode(),
        actor=officer,
        now=first,
        key=f"demo-plan-{year}",
        waivers=waivers,
        writer=house.writer,
        plan=number,
        reader=house.reader,
    )
    return done.number


def _spend(house: House, officer: Actor, notice: str, year: int) -> None:
    """Two documents leave one row waiting; payments in instalments, reports for two quarters, one row behind."""
    known = account(notice)
    if known is None:
        raise LookupError(notice)
    granted = {line.position: line.granted for line in known.lines}
    last = max(granted)
    first, second = (f"示财〔{year}〕{no}号（虚构）" for no in (12, 31))
    half = {at: fen // 2 for at, fen in granted.items() if at != last}
    rest = {at: granted[at] - fen for at, fen in half.items()}
    for document, lines, month in ((first, half, 4), (second, rest, 7)):
        money.allot(
            notice,
            document=document,
            dated=dt.date(year, month, 8),
            lines=lines,
            item="2150899 示例科目（虚构）",
            actor=officer,
            now=dt.datetime(year, month, 8, 15, tzinfo=SHANGHAI),
            writer=house.writer,
        )
        for at, fen in lines.items():
            if document == second and at == 4:
                continue
            money.pay(
                notice,
                position=at,
                document=document,
                voucher=f"演示-{year}{month:02d}-{at}",
                paid_on=dt.date(year, month, 20),
                fen=fen,
                actor=officer,
                now=dt.datetime(year, month, 20, 15, tzinfo=SHANGHAI),
                writer=house.writer,
                reader=house.reader,
            )
    for quarter, month, share in ((2, 7, 45), (3, 10, 72)):
        for at, fen in granted.items():
            slow = at in (4, last)
            money.report(
                notice,
                position=at,
                quarter=quarter,
                spent_fen=fen * (share // 3 if slow else share) // 100,
                reason="",
                actor=officer,
                now=dt.datetime(year, month, 12, 9, tzinfo=SHANGHAI),
                writer=house.writer,
            )
