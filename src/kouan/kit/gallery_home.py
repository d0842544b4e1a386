"""Invented data for the public home page on the parts pages."""

import datetime as dt
from decimal import Decimal

from kouan.kernel.words import Words
from kouan.kit.charts import Interval
from kouan.kit.gallery_data import CHIPS, HOUR, INDEX, NOON, RANKING, SPLIT, WAIT
from kouan.kit.lists import Ask, Going, Target
from kouan.kit.marks import Chip, Kind

HOME = {
    "headline": Words("十月，货物过关与九月相近", "October: goods cleared much as in September"),
    "figure": INDEX,
    "interval": Interval(
        finding=Words(
            "指数 71.4，90% 区间 69.8 至 73.0，上月 70.2", "Index 71.4, 90% interval 69.8 to 73.0, before 70.2"
        ),
        value=Decimal("71.4"),
        low=Decimal("69.8"),
        high=Decimal("73.0"),
        before=Decimal("70.2"),
    ),
    "lead": Words(
        "整体通关平均 8.6 小时，一半货物 4.9 小时内放行。样例南港和样例东港难分先后。",
        "Clearance took 8.6 hours on average; half of all goods were released within 4.9. "
        "Sample South and Sample East can not be told apart.",
    ),
    "lead_url": "#",
    "asks": (
        Ask(
            words=Words("我的货在哪里", "Where is my consignment"),
            url="#",
            name="q",
            verb=Words("查询", "Find"),
            example=Words("报关单号、提单号、箱号或查询码", "Declaration, bill, container or code"),
            hint=Words("看谁在办、多久了、预计何时放行", "Who has it, for how long, when to expect it"),
        ),
        Ask(
            words=Words("核验许可证", "Check a permit"),
            url="#",
            name="p",
            verb=Words("核验", "Check"),
            example=Words("许可证号", "Number of the permit"),
        ),
    ),
    "picture": RANKING,
    "going": (
        Going(
            words=Words("样例年度专项资金项目征集", "Sample call for projects of the special fund"),
            url="#",
            by=Words("口岸办", "Port office"),
            until=NOON + dt.timedelta(days=25),
            left=dt.timedelta(days=25),
            state=Chip(Kind.DONE, Words("可申报", "Open")),
        ),
        Going(
            words=Words("样例满意度调查", "Sample survey"),
            url="#",
            by=Words("第三方评估机构", "Evaluator"),
            until=NOON + 40 * HOUR,
            left=40 * HOUR,
            state=CHIPS[5],
        ),
    ),
    "money": SPLIT,
    "targets": (
        Target(
            words=Words("指标6　整体通关时间缩短", "Target 6: clearance time falls"),
            target=Words("逐年缩短", "every year"),
            figure=WAIT,
            state=Chip(Kind.DONE, Words("达到", "reached")),
        ),
        Target(
            words=Words("指标7　满意度", "Target 7: satisfaction"),
            target=Words("> 80%", "> 80%"),
            why_none=Words("不计算", "not computed"),
            state=Chip(Kind.REFUSED, Words("定义不可用", "definition unusable")),
        ),
    ),
}
