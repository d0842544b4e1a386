"""Invented things to draw on the parts page. No firm, ship, person or figure here is real."""

import datetime as dt
from decimal import Decimal

from kouan.kernel.findings import Finding, Repair
from kouan.kernel.words import Words
from kouan.kit.charts import LineChart, Point, Ranked, Ranking, Split, SplitPart
from kouan.kit.evidence import Figure
from kouan.kit.frame import Frame, NavItem, RailGroup
from kouan.kit.lists import Change, Difference, Export, Pair, QueueGroup, QueueRow
from kouan.kit.marks import HOLD_WORDS, Chip, Chop, Hold, Kind
from kouan.kit.papers import Cell, Note, Paragraph, PrintedTable, Run, Sheet, Weight, plain
from kouan.kit.timeline import Holder, Step

NOON = dt.datetime(2026, 11, 23, 6, 32, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)

EXAMINER = Chop("关", Words("查验单位", "Examining agency"))
HARBOUR = Chop("港", Words("码头", "Terminal"))
AGENT = Chop("代", Words("代理", "Agent"))
FIRM = Chop("企", Words("企业", "Firm"))
OFFICE = Chop("办", Words("口岸办", "Port office"))
OTHERS = (Chop("海", Words("海事", "Maritime")), Chop("边", Words("边检", "Border inspection")))
CHOPS = (EXAMINER, *OTHERS, HARBOUR, FIRM, AGENT, OFFICE, Chop("财", Words("财政", "Finance")))
HOLDS = [(EXAMINER.holding(h), HOLD_WORDS.get(h, Words("参与", "takes part"))) for h in Hold]
CHIPS = (
    Chip(Kind.DRAFT, Words("草稿", "Draft")),
    Chip(Kind.WAIT, Words("未轮到", "Not yet")),
    Chip(Kind.REVIEW, Words("审核中", "In review"), yours=True),
    Chip(Kind.DECIDE, Words("待决定", "To decide"), yours=True),
    Chip(Kind.RETURNED, Words("已退回", "Returned")),
    Chip(Kind.DUE, Words("快到时限", "Due soon")),
    Chip(Kind.HELD, Words("暂扣", "Held")),
    Chip(Kind.REFUSED, Words("不予受理", "Refused")),
    Chip(Kind.DONE, Words("放行", "Released")),
)
STOP = Finding(
    code="DEMO-001",
    severity="error",
    path="net_weight",
    message=Words("净重 12,840 大于毛重 12,480。", "Net weight 12,840 is above gross weight 12,480."),
    basis="示例依据，待核",
    repair=Repair("net_weight", "12,840", "11,840"),
)
WARN = Finding(
    code="DEMO-090",
    severity="warning",
    path="goods[4].price",
    message=Words(
        "比两年中位数低 41%（n = 312）。无误可直接申报。",
        "41% below the median of two years (n = 312). File as it is if right.",
    ),
)
INDEX = Figure(
    words=Words("综合指数", "Composite index"),
    value=Decimal("71.4"),
    places=1,
    definition="framework",
    version="0.1",
    low=Decimal("69.8"),
    high=Decimal("73.0"),
    level=90,
    cases=128_677,
    still_open=2_114,
    excluded=386,
    excluded_why=Words("删单 301，冲突 85", "301 withdrawn, 85 in conflict"),
    estimator=Words("分位数 type 7，逐件计算", "quantile type 7, case by case"),
    as_of=NOON,
    position=1_284_019,
    digest="7c1e" + "0" * 56 + "9a40",
    cases_url="#",
    bundle_url="#",
    provisional=True,
)
WAIT = Figure(
    words=Words("等泊中位数", "Median wait for a berth"),
    value=Decimal("1.1"),
    unit=Words("小时", "h"),
    places=1,
    definition="vessel.wait",
    version="v1",
    low=Decimal("0.9"),
    high=Decimal("1.4"),
    cases=214,
    as_of=NOON,
    position=1_284_019,
)
UNSURE = Figure(
    words=Words("估计漏查率", "Estimated miss rate"),
    value=None,
    definition="risk.miss",
    version="v1",
    withheld=Words("随机查验数量不足，无法判断", "Too few random inspections to tell"),
    position=1_284_019,
)
FEW = Figure(
    words=Words("票数", "Declarations"),
    value=None,
    shown="< 30",
    definition="cell.count",
    version="v1",
    withheld=Words("不足 30 票，不公布", "Fewer than 30, not published"),
)
FIGURES = (WAIT, UNSURE, FEW)

HOLDER = Holder(
    chop=EXAMINER.holding(Hold.YOU),
    sentence=Words("球在查验单位，在您手上", "With the examining agency, in your hands"),
    detail=Words(
        "一科，样例关员甲，自 12:50 起。下一步：决定，然后企业缴税。",
        "Section one, sample officer A, since 12:50. Next: the decision, then the firm pays.",
    ),
    left=2 * HOUR + 18 * MINUTE,
    note=Words("承诺时限 16:50，已用 1 小时 42 分", "Promised by 16:50; 1 h 42 min used"),
)
THREAD = (
    Step(
        chop=HARBOUR.holding(Hold.DONE),
        when=NOON - 16 * HOUR,
        did=Words("运抵报告", "Arrival reported"),
        detail=Words("到监管区 B17，时钟从此起算", "At zone B17; the clock starts here"),
    ),
    Step(
        chop=AGENT.holding(Hold.DONE),
        when=NOON - 3 * HOUR,
        did=Words("申报第 1 版", "Filed, version 1"),
        detail=Words("样例·榕树报关行（虚构），检出 2 处提醒", "Sample Banyan Brokers (invented); 2 things to look at"),
        took=Words("比运抵晚 13 小时", "13 h after arrival"),
    ),
    Step(
        chop=EXAMINER.holding(Hold.YOU),
        when=NOON - 102 * MINUTE,
        did=Words("审核", "In review"),
        took=Words("已 1 小时 42 分，同类一半 1 小时 05 分", "1 h 42 min so far; half of such cases took 1 h 05 min"),
    ),
    Step(
        chop=FIRM.holding(Hold.WAIT),
        when=NOON + 2 * HOUR,
        did=Words("缴税", "Payment"),
        detail=Words("税单 3 张", "3 bills"),
        later=True,
    ),
    Step(
        chop=HARBOUR.holding(Hold.WAIT),
        expected=Words("之后", "then"),
        did=Words("提离", "Taken away"),
        later=True,
    ),
)


def _row(number: int, left: int | None, state: Chip, **more: object) -> QueueRow:
    plain_row = QueueRow(
        holder=EXAMINER.holding(Hold.YOU),
        id=f"IM-26-0918{number}",
        url="#",
        kind=Words("进口", "Import"),
        party="样例·木棉进出口",
        what=Words("咖啡机、瓷餐具等 5 项，KOUU 1234565", "Coffee makers, porcelain and 3 more lines, KOUU 1234565"),
        state=state,
        waited=102 * MINUTE,
        left=None if left is None else left * MINUTE,
    )
    fields = {name: getattr(plain_row, name) for name in QueueRow.__struct_fields__}
    return QueueRow(**{**fields, **more})


QUEUE = (
    QueueGroup(
        Words("在您手上，按剩余时间", "In your hands, by time left"),
        (
            _row(655, -25, CHIPS[6], stops=1, version=3, party="样例·荔枝食品"),
            _row(790, 13, CHIPS[2], warns=1, party="样例·榕树家居"),
            _row(842, 138, CHIPS[3], warns=2, version=2, unread=True, current=True),
            _row(861, 190, CHIPS[2]),
        ),
    ),
    QueueGroup(
        Words("您经手，等别人", "Passed through your hands, with others"),
        (
            _row(512, None, CHIPS[4], holder=FIRM.holding(Hold.NOW), stops=1, warns=1),
            _row(902, 14_400, CHIPS[1], holder=OFFICE.holding(Hold.NOW)),
        ),
    ),
)
CHANGES = (
    Change(
        when=NOON - 20 * MINUTE,
        chop=AGENT,
        words=Words("交了第 2 版，改净重", "filed version 2, net weight changed"),
        id="IM-26-0918842",
        url="#",
    ),
    Change(
        when=NOON - 50 * MINUTE,
        chop=FIRM,
        words=Words("缴清税单 3 张", "paid 3 bills"),
        id="IM-26-0917960",
        url="#",
        state=CHIPS[8],
    ),
)
PAIRS = (
    Pair(Words("总价", "Value"), "USD 50,340.00"),
    Pair(Words("箱号", "Container"), "KOUU 1234565", code=True),
    Pair(Words("原产", "Origin"), Words("意大利、葡萄牙", "Italy, Portugal")),
)
DIFF = (
    Difference(Words("净重 kg", "Net weight kg"), "12,840", "11,840", (EXAMINER.holding(Hold.NOW),), "按各行净重之和"),
    Difference(Words("第3项总价", "Line 3, price"), "10,410.00", "10,140.00"),
)
EXPORTS = (Export("CSV", "#"), Export("Parquet", "#"))

D6 = Note(
    ref="D6",
    weight=Weight.ANSWER,
    message=Words("词语重复", "A word stands twice"),
    place="L20",
    proposal=Words("专项", "专项 once"),
)
D12 = Note(
    ref="D12",
    weight=Weight.BLOCK,
    message=Words("金额无单位（推定万元）", "An amount without its unit"),
    place="L40 c4",
)
D14 = Note(ref="D14", weight=Weight.INFO, message=Words("名称前后不一致", "The name differs from above"), place="L7")
SHEET = Sheet(
    name=Words("正文", "Notice"),
    issuer="样例省口岸办（虚构）",
    title="关于样例年度口岸建设项目资金分配方案的公示",
    blocks=(
        Paragraph(
            (
                Run("根据有关规定，现将样例年度"),
                Run("专项专项", (D6,), marked=True),
                Run("资金分配方案予以公示"),
                Run("。公示期为11月23日至11月29日（共7天）。", (D14,)),
            )
        ),
        plain("附件：1. 样例分配方案表"),
        PrintedTable(
            Words("样例分配方案表", "Sample allocation"),
            ((Cell((Run("序号"),)), Cell((Run("申请项目名称"),)), Cell((Run("金 额"),), figure=True)),),
            (
                (Cell((Run("1"),)), Cell((Run("样例·电子信息平台"),)), Cell((Run("500", (D12,)),), figure=True)),
                (
                    Cell((Run("2"),)),
                    Cell((Run("样例·跟踪评估"), Run("（推定同上）", (), inferred=True))),
                    Cell((Run("100"),), figure=True),
                ),
            ),
        ),
        plain("样例省口岸办（虚构）", "sign"),
        plain("2026年11月23日", "sign"),
    ),
    notes=(D6, D12, D14),
)


def _months(start: str, step: str, count: int = 24) -> tuple[Point, ...]:
    first, slope = Decimal(start), Decimal(step)
    waves = (Decimal("0.3"), Decimal("-0.5"), Decimal("0.1"), Decimal("0.6"), Decimal("-0.2"))
    return tuple(
        Point(
            f"{2024 + (10 + n) // 12}-{(10 + n) % 12 + 1:02d}",
            first + slope * n + waves[n % 5],
            first + slope * n + waves[n % 5] - Decimal("1.2"),
            first + slope * n + waves[n % 5] + Decimal("1.4"),
            provisional=n >= count - 2,
        )
        for n in range(count)
    )


LINE = LineChart(
    caption=Words("24 个月", "24 months"),
    note=Words("带为 90% 区间；虚线两月未结完，会订正", "Band: 90% interval. The two dashed months will be revised"),
    finding=Words("24 个月里从 61.8 升到 71.4", "From 61.8 to 71.4 over 24 months"),
    points=_months("61.5", "0.4"),
    promise=Decimal(70),
)
MULTIPLES = (
    LineChart(
        caption=Words("整体通关", "Overall clearance"),
        unit=Words("小时", "h"),
        finding=Words("整体通关时间缩短", "Overall clearance time fell"),
        points=_months("12", "-0.15"),
        better="down",
    ),
    LineChart(
        caption=Words("提前申报率", "Filed ahead"),
        unit=Words("%", "%"),
        finding=Words("提前申报率上升", "More was filed ahead"),
        points=_months("40", "0.7"),
        better="up",
    ),
    LineChart(
        caption=Words("等泊", "Wait for a berth"),
        unit=Words("小时", "h"),
        finding=Words("等泊时间缩短", "The wait for a berth fell"),
        points=_months("4.5", "-0.07"),
        better="down",
    ),
)


def _place(zh: str, en: str, tier: int, value: str, half: str) -> Ranked:
    v, h = Decimal(value), Decimal(half)
    return Ranked(words=Words(zh, en), tier=tier, value=v, low=v - h, high=v + h)


RANKING = Ranking(
    caption=Words("指数与 90% 区间", "Index and 90% interval"),
    note=Words("区间相叠的不分先后，只分档", "Where intervals overlap there is no order, only tiers"),
    finding=Words("五个样例口岸分三档", "Five sample ports in three tiers"),
    rows=(
        _place("样例南港", "Sample South", 1, "78.2", "1.8"),
        _place("样例东港", "Sample East", 1, "77.5", "1.6"),
        _place("样例北港", "Sample North", 2, "68.9", "2.4"),
        _place("样例西港", "Sample West", 2, "67.3", "2.8"),
        _place("样例内港", "Sample Inner", 3, "61.0", "3.8"),
    ),
)
WAN = 1_000_000
SPLIT = Split(
    caption=Words("资金用到哪里", "Where the money goes"),
    finding=Words("3690 万元分到六个项目", "CNY 36.9 million to six projects"),
    parts=tuple(
        SplitPart(Words(zh, en), amount * WAN)
        for zh, en, amount in (
            ("样例·窗口平台", "Sample window platform", 2290),
            ("样例·信息平台", "Sample data platform", 500),
            ("样例·船舶便利", "Sample ship service", 500),
            ("样例·智慧监管", "Sample supervision", 200),
            ("样例·跟踪评估", "Sample evaluation", 100),
            ("样例·指数平台", "Sample index", 100),
        )
    ),
)
NAV = (
    NavItem(Words("部件", "Parts"), "/kit/"),
    NavItem(Words("工作台", "Desk"), "/kit/desk/"),
    NavItem(Words("表单", "Form"), "/kit/form/"),
    NavItem(Words("首页", "Home"), "/kit/home/"),
)
FRAME = Frame(
    nav=NAV,
    foot=(NavItem(Words("无障碍说明", "Accessibility"), "#"), NavItem(Words("源代码", "Source"), "#")),
    person="样例关员甲",
    organisation=Words("查验单位", "Examining agency"),
    position=1_284_019,
    as_of=NOON,
    demonstration=True,
    search_url="#",
)
RAIL = (
    RailGroup(
        Words("视图", "Views"),
        (
            NavItem(Words("我的待办", "In my hands"), "#1", 11, "1", here=True),
            NavItem(Words("快到时限", "Due soon"), "#2", 2, "2"),
            NavItem(Words("等企业答复", "With firms"), "#3", 14, "3"),
        ),
    ),
)
WRONG = {
    "title": Words("这一版已被改过", "This version has been changed"),
    "happened": Words(
        "您看的是 v2，样例·榕树报关行（虚构）14:30 交了 v3，改了净重。",
        "You looked at v2. Sample Banyan Brokers (invented) filed v3 at 14:30 with another net weight.",
    ),
    "unrecorded": Words("您的“放行”没有记下。", "Your release was not recorded."),
}
