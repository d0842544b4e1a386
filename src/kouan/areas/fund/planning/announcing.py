"""From an approved plan to the text of its notice, and the proof that a notice shows what was approved.

The text is what the house's own reader reads: a notice that came from a plan and one that was pasted are one thing.
"""

import datetime as dt

import msgspec

from kouan.areas.fund.planning.shape import Plan, Row
from kouan.areas.fund.planning.targets import table_lines
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.rules.calendar import DAY, printed_day
from kouan.areas.fund.rules.money import wan_of
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words

OBJECTIONS = (
    "对公示内容有异议的，请在公示期内以书面形式向我单位反映。以个人名义反映的，需提供真实姓名、身份证复印件、"
    "联系方式、反映的具体事项和证明材料；以单位名义反映的，需提供真实单位名称（加盖公章）、联系人、联系方式、"
    "反映的具体事项和证明材料。匿名、假冒他人姓名、未提供可查证的线索或者逾期提供证据材料的，不予受理。"
    "异议经核实成立的，相应项目暂停安排，调整后另行公布。"
)


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a notice says beside the plan: who signs it, from when for how many natural days, where to object."""

    issuer: str
    first: dt.date
    days: int = 7
    address: str = ""
    email: str = ""
    addressee: str = ""
    telephone: str = ""


def shown_rows(plan: Plan) -> list[Row]:
    """The rows that a notice lists: those that get money, in the plan's order."""
    return [row for row in plan.rows if row.granted_fen > 0]


def text_of(plan: Plan, terms: Terms) -> str:
    """The whole notice. Raises `Refused` without issuer, a period or anything to show."""
    if not terms.issuer.strip() or terms.days < 1 or not shown_rows(plan):
        raise Refused(
            "notice-incomplete",
            Words(
                "须有发布单位、公示天数和获得安排的项目", "An issuer, a period and at least one granted row are needed"
            ),
        )
    return "\n".join((*_body(plan, terms), *_table(plan), *table_lines(plan), ""))


def title_of(plan: Plan) -> str:
    """What the plan divides, as titles say it."""
    direction = f"（{plan.direction}）" if plan.direction else ""
    batch = f"（第{plan.batch}批）" if plan.batch > 1 else ""
    return f"{plan.year}年{plan.fund}{direction}{plan.matter}{plan.approval_class}{batch}资金分配方案"


def differences(plan: Plan, notice: Notice) -> list[Words]:
    """Where the rows of a notice are not those of the plan: applicant, project, sum, or how many."""
    wanted = [(row.applicant, row.project, row.granted_fen) for row in shown_rows(plan)]
    there = [
        (row.applicant_resolved, row.project.text, row.amount.fen) for row in (notice.plan.rows if notice.plan else ())
    ]
    found = [
        Words(f"第 {no} 行与批准的方案不同", f"Row {no} is not what the plan approves")
        for no, (one, other) in enumerate(zip(wanted, there, strict=False), start=1)
        if one != other
    ]
    if len(wanted) != len(there):
        found.append(
            Words(
                f"方案有 {len(wanted)} 行，公示有 {len(there)} 行",
                f"The plan has {len(wanted)} rows, the notice {len(there)}",
            )
        )
    return found


def agree(plan: Plan, notice: Notice) -> None:
    """Raises `Refused` where a notice does not show the plan, or shows another year or fund."""
    found = differences(plan, notice)
    if (notice.subject.year, notice.subject.fund) != (plan.year, plan.fund):
        found.append(Words("年度或资金名称不同", "Another year or fund"))
    if found:
        said = found[0]
        more = len(found) - 1
        zh, en = (f"（另有 {more} 处）", f" (and {more} more)") if more else ("", "")
        raise Refused("notice-differs", Words(said.zh + zh, said.en + en))


def _body(plan: Plan, terms: Terms) -> list[str]:
    title, last = title_of(plan), terms.first + DAY * (terms.days - 1)
    office = _gloss(plan.office)
    targets = f"和{plan.year}年{plan.matter}绩效目标表（附件2）" if plan.targets else ""
    contacts = [
        f"{name}：{value}"
        for name, value in (
            ("通讯地址", terms.address),
            ("邮箱", terms.email),
            ("收件人", terms.addressee),
            ("联系电话", terms.telephone),
        )
        if value.strip()
    ]
    listed = [f"附件：1. {title}表", *([f"2. {plan.year}年{plan.matter}绩效目标表"] if plan.targets else [])]
    until = printed_day(last) if last.year != terms.first.year else f"{last.month}月{last.day}日"
    period = f"公示期自{printed_day(terms.first)}至{until}（共{terms.days}天）。"
    return [
        *(terms.issuer, ""),
        *(f"{terms.issuer}{office}关于{title}的公示", ""),
        f"根据{plan.basis or '专项资金管理有关规定'}，现将{title}表（附件1）{targets}予以公示。{period}",
        "",
        *_left_out(plan),
        OBJECTIONS + (f"{'，'.join(contacts)}。" if contacts else ""),
        "",
        *(*listed, ""),
        *(terms.issuer, "", printed_day(terms.first), ""),
    ]


def _table(plan: Plan) -> list[str]:
    rows = shown_rows(plan)
    head = ("序号", "申请单位", "统一社会信用代码", "申请项目名称", "申请金额", "核减理由", "安排金额")
    lines = [
        "\t".join(
            (
                str(no),
                row.applicant,
                row.uscc or "—",
                row.project,
                wan_of(row.requested_fen),
                row.reason if row.granted_fen < row.requested_fen else "",
                wan_of(row.granted_fen),
            )
        )
        for no, row in enumerate(rows, start=1)
    ]
    asked, got = sum(row.requested_fen for row in rows), sum(row.granted_fen for row in rows)
    total = "\t".join(("合计", "", "", "", wan_of(asked), "", wan_of(got)))
    return ["附件1", "", f"{title_of(plan)}表", "", "金额单位：万元", "", "\t".join(head), *lines, total, ""]


def _left_out(plan: Plan) -> list[str]:
    """Projects that get nothing, each with its reason, after the table."""
    rows = [row for row in plan.rows if row.granted_fen == 0]
    if not rows:
        return []
    said = [f"{row.applicant}“{row.project}”（{row.reason}）" for row in rows]
    return [f"未予安排的项目：{'；'.join(said)}。", ""]


def _gloss(office: str) -> str:
    """The office in brackets, as titles name it: `示例省商务厅（口岸办）` gives `（口岸办）`."""
    return office[office.index("（") :] if "（" in office else ""
