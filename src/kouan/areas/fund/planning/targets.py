"""The target table of a plan: read from a printed one, checked, and written as the house's reader reads it."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from kouan.areas.fund.formats._target_table import is_targets, read_targets
from kouan.areas.fund.formats._text import blocks
from kouan.areas.fund.planning.checking import Fault
from kouan.areas.fund.planning.shape import Plan, PlannedIndicator, Targets
from kouan.areas.fund.printed.target_table import Indicator, TargetTable
from kouan.areas.fund.rules.money import wan_of
from kouan.areas.fund.scored.weights import printed_points
from kouan.kernel.words import Words

WHOLE = Decimal(100)
EXECUTION = Decimal(10)
HEAD = ("绩效指标", "一级指标", "二级指标", "三级指标", "分值", "实施周期指标值", "当年度指标值")
QUARTERS = ("一", "二", "三", "四")
SURVEY = "满意度按满意数占有效回答数计算，有效回答不少于{n}份"


def read_pasted(text: str) -> Targets | None:
    """The targets in pasted text, with their points; None where there is no such table."""
    _, tables = blocks(tuple(text.replace("\r\n", "\n").split("\n")))
    block = next((block for block in tables if is_targets(block)), None)
    return targets_of(read_targets(block, "万元")) if block else None


def targets_of(table: TargetTable) -> Targets:
    """A printed table as the targets of a plan, to be copied for another year; values stay as printed."""
    points = printed_points(table)

    def field(label: str) -> str:
        found = table.field(label)
        return found.value.text if found else ""

    def year(label: str) -> int:
        text = field(label)
        return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0

    def fen(label: str) -> int:
        money = table.amounts.get(label)
        return (money.fen or 0) if money else 0

    return Targets(
        department=field("主管部门"),
        user=field("用款单位"),
        first_year=year("起始年度"),
        last_year=year("到期年度"),
        whole_fen=fen("总金额"),
        year_fen=fen("当年度金额"),
        summary="；".join(table.summary),
        milestones=tuple((one.quarter, one.share) for one in table.milestones if one.quarter and one.share),
        indicators=tuple(_indicator(one, points.get(at, "")) for at, one in enumerate(table.indicators, start=1)),
    )


def target_faults(targets: Targets) -> Iterator[Fault]:
    """Points that do not make 100 (90 beside the 10 of execution), an indicator twice, without level, name or value."""
    seen: set[str] = set()
    for no, one in enumerate(targets.indicators, start=1):
        if not (one.level1.strip() and one.name.strip() and (one.year.strip() or one.period.strip())):
            zh, en = f"指标{no}：缺级别、名称或指标值", f"Indicator {no}: a level, a name or a value is missing"
            yield Fault(0, "indicator", Words(zh, en))
        if one.name in seen:
            zh, en = (
                f"指标{no}：“{one.name}”重复，不能计分两次",
                f"Indicator {no} stands twice: nothing is scored twice",
            )
            yield Fault(0, "indicator-twice", Words(zh, en))
        seen.add(one.name)
    given = [one.points for one in targets.indicators if one.points]
    if given:
        yield from _points(given, len(targets.indicators))


def _points(given: list[str], many: int) -> Iterator[Fault]:
    values = [read for text in given if (read := points_of(text)) is not None]
    if len(values) != len(given) or len(given) != many or any(value <= 0 for value in values):
        words = Words(
            "分值须逐项填写，大于零，最多两位小数", "Each indicator has points above nought, two decimals at most"
        )
        yield Fault(0, "points", words)
        return
    whole = sum(values, Decimal(0))
    if whole not in (WHOLE, WHOLE - EXECUTION):
        zh = f"分值合计 {whole}，应为 100（或 90，另加预算执行 10）"
        en = f"The points make {whole}; they must make 100 (or 90, with 10 for execution of the budget)"
        yield Fault(0, "points-sum", Words(zh, en))


def points_of(text: str) -> Decimal | None:
    """Points as an exact decimal of at most two places; None for anything else."""
    try:
        value = Decimal(text) if len(text) <= 8 else None
    except InvalidOperation:
        return None
    if value is None or not value.is_finite() or value != value.quantize(Decimal("0.01")):
        return None
    return value


def table_lines(plan: Plan) -> list[str]:
    """附件2 as lines of tab cells; nothing without targets."""
    targets = plan.targets
    if targets is None:
        return []
    lines = ["附件2", "", f"{plan.year}年{plan.matter}绩效目标表", "", "金额单位：万元", ""]
    lines += [_cells(*cells) for cells in _head(plan, targets)]
    level1 = level2 = ""
    for no, one in enumerate(targets.indicators, start=1):
        first = one.level1 if one.level1 != level1 else ""
        second = one.level2 if first or one.level2 != level2 else ""
        level1, level2 = one.level1, one.level2
        lines.append(_cells("", first, second, f"指标{no}：{one.name}", one.points, one.period, one.year))
        if one.own_period or one.own_year:
            lines.append(_cells("", "", "", "省本级", "", one.own_period, one.own_year))
    if any(one.method == "survey" for one in targets.indicators):
        lines.append(f"备注：{SURVEY.format(n=targets.sample)}。")
    return lines


def _head(plan: Plan, targets: Targets) -> Iterator[tuple[str, ...]]:
    yield "项目名称", "", f"{plan.fund}-{plan.direction}"
    yield "主管部门", "", targets.department, "", "用款单位", targets.user
    yield (
        "实施期限",
        "",
        "起始年度",
        str(targets.first_year or plan.year),
        "到期年度",
        str(targets.last_year or plan.year),
    )
    whole, year = targets.whole_fen or plan.total_fen, targets.year_fen or plan.total_fen
    yield "预算金额", "", "总金额", wan_of(whole), "当年度金额", wan_of(year)
    yield "项目概述", "", targets.summary
    for at, (quarter, share) in enumerate(targets.milestones):
        label = "阶段性绩效信息（项目实施计划）" if at == 0 else ""
        yield label, "", f"第{QUARTERS[quarter - 1]}季度", f"资金支出进度完成{share}%"
    yield HEAD


def _cells(*cells: str) -> str:
    return "\t".join((*cells, *("",) * (len(HEAD) - len(cells))))


def _indicator(one: Indicator, points: str) -> PlannedIndicator:
    own = one.own
    return PlannedIndicator(
        level1=one.level1,
        level2=one.level2,
        name=one.name,
        points=points,
        period=one.whole.period.printed.text,
        year=one.whole.year.printed.text,
        own_period=own.period.printed.text if own else "",
        own_year=own.year.printed.text if own else "",
    )
