"""Money and time of plan and targets side by side (D10 to D13, D22, D23, D27, D28, D30, D34 to D36)."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kouan.areas.fund.printed.cells import Cell, Money, span
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.printed.target_table import Field, Indicator, Milestone, TargetTable
from kouan.areas.fund.review.plan import unit_missing
from kouan.areas.fund.review.remarks import PLAN, TARGETS, Place, Remark, at, same
from kouan.areas.fund.review.yardstick import yardstick_of
from kouan.areas.fund.rules.money import share_of, wan_of
from kouan.kernel.words import Words

TOTAL, YEAR = "总金额", "当年度金额"
_ENDS = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


def scope(notice: Notice) -> Iterator[Remark]:
    """D10: the targets speak of more money or more projects than the plan shows."""
    plan, table = notice.plan, notice.targets
    if plan is None or plan.total is None or not plan.total.fen or table is None:
        return
    total, rows = plan.total.fen, len(plan.rows)
    year = table.amounts.get(YEAR)
    counted = _project_count(table)
    least = int(Decimal(counted.whole.year.target.value)) if counted and counted.whole.year.target.value else rows
    more_money = year is not None and year.fen is not None and year.fen != total
    if not more_money and least <= rows:
        return
    cells = [plan.total.printed]
    columns = [str(plan.total.printed.column)]
    if more_money and year:
        cells.append(year.printed)
        columns.append(_columns([money.printed.column for money in table.amounts.values()]))
    if counted and least > rows:
        cells.append(counted.whole.year.printed)
        columns.append(span(counted.whole.columns))
    yield Remark(
        id="D10",
        severity="warn",
        place=Place(",".join(str(cell.line) for cell in cells), " / ".join(columns), f"{PLAN}/{TARGETS}"),
        printed="; ".join(cell.text for cell in cells),
        words=_scope_words(notice, total, year.fen if year and year.fen else total, rows, least, counted),
    )


def later_years(notice: Notice) -> Iterator[Remark]:
    """D11: the total is not the yearly sum times the years, and the later years are not split."""
    table = notice.targets
    if table is None or not {TOTAL, YEAR} <= set(table.amounts):
        return
    total, year = table.amounts[TOTAL], table.amounts[YEAR]
    first, last = _year(table.field("起始年度")), _year(table.field("到期年度"))
    if total.fen is None or year.fen is None or not first or not last or last <= first:
        return
    years = last - first + 1
    if total.fen == years * year.fen:
        return
    rest = wan_of(total.fen - year.fen)
    later = f"{first + 1}-{last}" if years > 2 else str(last)
    unchanged = " and an unchanged project count" if _steady_count(table, years) else ""
    printed = wan_of(total.fen), wan_of(year.fen)
    yield Remark(
        id="D11",
        severity="warn",
        place=Place(str(total.printed.line), f"{total.printed.column},{year.printed.column}", TARGETS),
        printed=f"{total.printed.text}; {year.printed.text}",
        words=Words(
            f"总金额{printed[0]}≠{years}×{printed[1]}；余{rest}未分年列示",
            f"{printed[0]} is not {years} x {printed[1]} = {wan_of(years * year.fen)}; "
            f"{rest} falls on {later} with no yearly split{unchanged}",
        ),
    )


def units(notice: Notice) -> Iterator[Remark]:
    """D12.1, D12.2: head amounts without a unit; D12.3: a plan without one."""
    table = notice.targets
    for number, label in enumerate((TOTAL, YEAR), start=1):
        money = table.amounts.get(label) if table else None
        if table and money and not money.unit:
            yield _unit_remark(number, money, table.unit_assumed)
    if notice.plan and (cell := unit_missing(notice.plan)):
        yield Remark(
            id="D12.3",
            severity="block",
            place=at(cell, PLAN),
            printed=cell.text,
            words=Words("金额无单位（推定万元）", "amount without a unit (万元 assumed)"),
            proposal=same("金额单位：万元"),
        )


def blank_fields(notice: Notice) -> Iterator[Remark]:
    """D13: a field of the head that is not filled in."""
    table = notice.targets
    order = ("主管部门", "用款单位", "项目名称", "项目类型", "项目等级", "起始年度", "到期年度", TOTAL, YEAR)
    meanings = {"主管部门": " (responsible department)", "用款单位": " (unit using the money)"}
    for field in table.fields if table else ():
        if field.value:
            continue
        label = field.label.text
        belongs = f": the value belongs in columns {field.value.column}-{field.last_column}"
        inner = field.label.column > 1 and field.last_column > field.value.column
        yield Remark(
            id=f"D13.{order.index(label) + 1}",
            severity="block",
            place=at(field.value, TARGETS),
            printed="",
            words=Words(f"{label}未填", f"{label}{meanings.get(label, '')} is empty{belongs if inner else ''}"),
        )


def feasibility(notice: Notice) -> Iterator[Remark]:
    """D22: few days from the end of the notice to the first milestone."""
    if not notice.period or not notice.targets or not notice.targets.milestones:
        return
    first = notice.targets.milestones[0]
    due = milestone_day(first, notice.period.last.year)
    if due is None or not first.share:
        return
    days = (due - notice.period.last).days
    if days >= yardstick_of(notice).feasible_days:
        return
    last = notice.period.last
    yield Remark(
        id="D22",
        severity="warn",
        place=Place(f"{notice.period.printed.line},{first.printed.line}"),
        printed=f"{last.month}月{last.day}日; {first.printed_quarter.text}…{first.share}%",
        words=Words(
            f"公示{last.month}月{last.day}日结束，至{due.month}月{due.day}日仅{days}天，{first.share}%进度可行性存疑",
            f"notice ends {last.day} {last:%B}: {days} days to {due.day} {due:%B} for transfer, contract "
            f"and {first.share} % of payment; feasibility",
        ),
    )


def plan_of_work(notice: Notice) -> Iterator[Remark]:
    """D23: the head promises a plan of work, the entries hold spending shares only."""
    table = notice.targets
    if table is None or table.milestone_label is None or not table.milestones:
        return
    if (
        not all(one.share and "资金" in one.printed.text for one in table.milestones)
        or "计划" not in table.milestone_label.text
    ):
        return
    first = table.milestones[0]
    late = first.quarter is not None and first.quarter > 1
    rest = (
        ", and none for the first quarter"
        if late and first.quarter == 2
        else ", from a later quarter on"
        if late
        else ""
    )
    lines = [table.milestone_label.line, *(one.printed.line for one in table.milestones)]
    count = {1: "one entry holds", 2: "two entries hold", 3: "three entries hold", 4: "four entries hold"}
    columns = [table.milestone_label.column, *(one.printed.column for one in table.milestones)]
    yield Remark(
        id="D23",
        severity="info",
        place=Place(span(lines), f"{min(columns)}-{max(columns)}", TARGETS),
        printed=table.milestone_label.text,
        words=Words(
            "实施计划只有支出进度，无实施节点" + (f"，且自{first.printed_quarter.text}起" if late else ""),
            f"the head promises a project plan; the {count.get(len(table.milestones), 'entries hold')} "
            f"spending shares only{rest}",
        ),
    )


def milestone_shares(notice: Notice) -> Iterator[Remark]:
    """D30: milestones that fall, exceed 100 percent or do not end at 100."""
    milestones = notice.targets.milestones if notice.targets else ()
    shares = [Decimal(one.share) for one in milestones if one.share]
    if not shares or (shares == sorted(shares) and shares[-1] == 100):
        return
    yield Remark(
        id="D30",
        severity="warn",
        place=Place(span([one.printed.line for one in milestones]), str(milestones[0].printed.column), TARGETS),
        printed=" / ".join(one.printed.text for one in milestones),
        words=Words("支出进度应逐季不减并以100%结束", "spending shares must not fall and must end at 100 %"),
    )


def milestone_day(milestone: Milestone, year: int) -> date | None:
    """The last day of a milestone's quarter."""
    return date(year, *_ENDS[milestone.quarter]) if milestone.quarter in _ENDS else None


def _unit_remark(number: int, money: Money, assumed: str) -> Remark:
    return Remark(
        id=f"D12.{number}",
        severity="block",
        place=at(money.printed, TARGETS),
        printed=money.printed.text,
        words=Words(
            f"金额无单位（推定{assumed}）" if assumed else "金额无单位",
            f"amount without a unit ({assumed} assumed)" if assumed else "amount without a unit",
        ),
        proposal=same(f"{money.printed.text}{assumed}") if assumed else None,
    )


def _scope_words(notice: Notice, total: int, year: int, rows: int, least: int, counted: Indicator | None) -> Words:
    plan, theirs = wan_of(total), wan_of(year)
    unit = counted.whole.year.target.unit or "项" if counted else "项"
    own = counted.own.year.target.value if counted and counted.own else None
    agrees = f"; the {rows} rows agree with 本级 {rows}" if own == str(rows) else ""
    larger = "大于" if year > total or least > rows else "不同于"
    return Words(
        f"绩效目标表范围（{theirs}万元、{least}{unit}）{larger}公示的分配方案（{plan}万元、{rows}{unit}）",
        f"scope differs: targets speak of {theirs} and at least {least} projects, the plan shown has {plan} and {rows} "
        f"({share_of(total, year)} %); {wan_of(year - total)} and {least - rows} projects are outside the notice"
        f"{agrees}",
    )


def _project_count(table: TargetTable) -> Indicator | None:
    return next(
        (one for one in table.indicators if "项目" in one.name and one.whole.year.target.kind == "number"),
        None,
    )


def _steady_count(table: TargetTable, years: int) -> bool:
    one = _project_count(table)
    if one is None or not one.whole.period.target.value or not one.whole.year.target.value:
        return False
    return Decimal(one.whole.period.target.value) == years * Decimal(one.whole.year.target.value)


def _year(field: Field | None) -> int | None:
    found = re.search(r"\d{4}", field.value.text) if field else None
    return int(found[0]) if found else None


def _columns(columns: list[int]) -> str:
    return ",".join(str(column) for column in sorted(columns))


def years(notice: Notice) -> Iterator[Remark]:
    """D35: the years of title, attachments and support period do not agree."""
    table = notice.targets
    year = notice.subject.year
    first = _year(table.field("起始年度")) if table else None
    last = _year(table.field("到期年度")) if table else None
    title = notice.plan.title if notice.plan else None
    other = re.search(r"(\d{4})\s*年", title.text) if title else None
    wrong: list[Cell] = []
    if year and other and int(other[1]) != year and title:
        wrong.append(title)
    if table and first and last and (last < first or (year and not first <= year <= last)):
        wrong += [field.value for name in ("起始年度", "到期年度") if (field := table.field(name))]
    if wrong:
        yield Remark(
            id="D35",
            severity="warn",
            place=Place(span([cell.line for cell in wrong])),
            printed=" / ".join(cell.text for cell in wrong),
            words=Words("年度前后不一致", "the years do not agree"),
        )
