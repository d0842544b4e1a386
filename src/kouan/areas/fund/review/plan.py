"""The allocation plan: blank applicants, conflicts, columns left out, sums, numbers (D4, D20, D21, D24 to D26, D29)."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from kouan.areas.fund.printed.cells import Cell
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.printed.plan import AllocationPlan, PlanRow
from kouan.areas.fund.review.remarks import CONFLICT, PLAN, Place, Remark, at, clauses, listed, same
from kouan.areas.fund.review.yardstick import yardstick_of
from kouan.areas.fund.rules.money import share_of, wan_of
from kouan.kernel.words import Words

_PLAN_COLUMNS_EN = {
    "申请额": "requested sum",
    "核减理由": "reason for cuts",
    "文号": "document number",
    "科目": "budget item",
    "统一社会信用代码": "USCC",
}
_COMPANY = re.compile(r"公司|集团|企业|厂$|合伙|合作社")


def blank_applicants(notice: Notice) -> Iterator[Remark]:
    """D4: a row without applicant. Its number counts the rows that repeat the applicant above, blank or not."""
    number = 0
    above = ""
    for row in notice.plan.rows if notice.plan else ():
        number += row.applicant_resolved == above
        above = row.applicant_resolved
        if row.applicant:
            continue
        whom = row.applicant_resolved
        sum_en = f"{wan_of(row.amount.fen)} 万元" if row.amount.fen is not None else "its money"
        inferred_zh = f"（合并单元格），推定为{whom}，须确认" if whom else "，无从推定"
        inferred_en = f"inferred {whom}, to be confirmed" if whom else "nothing to infer it from"
        merged = " (merged cell)" if whom else ""
        yield Remark(
            id=f"D4.{max(number, 1)}",
            severity="block",
            place=at(row.applicant, PLAN, str(row.no or "")),
            printed="",
            words=Words(
                f"申请单位为空{inferred_zh}", f"applicant blank{merged}; {sum_en} would be unattributed; {inferred_en}"
            ),
            proposal=same(whom) if whom else None,
        )


def conflicts(notice: Notice) -> Iterator[Remark]:
    """D20: the granting office is an applicant, or one company takes most of the money."""
    plan = notice.plan
    if plan is None or plan.computed_fen <= 0:
        return
    own = [row for row in plan.rows if row.applicant and _is_office(row.applicant.text, notice)]
    large = _concentrated(plan, yardstick_of(notice).concentration_percent)
    parts: list[Words] = []
    if own:
        nos = listed([str(row.no) for row in own])
        parts.append(Words("分配单位同时为申请单位", f"the granting office is applicant no. {nos}"))
    if large:
        taken = sum(row.amount.fen or 0 for row in plan.rows if row.applicant_resolved == large[0].applicant_resolved)
        percent = share_of(taken, plan.computed_fen)
        kind = ("一家公司", "one company") if _COMPANY.search(large[0].applicant_resolved) else ("一家单位", "one body")
        parts.append(Words(f"{kind[0]}占{percent}%", f"{kind[1]} takes {percent} %"))
    rows = [*own, *large]
    if rows:
        said = clauses(parts, en=" and ")
        yield Remark(
            id="D20",
            severity="warn",
            place=Place(",".join(str(row.line) for row in rows), "2,4", PLAN, ",".join(str(row.no) for row in rows)),
            printed="; ".join(f"{row.applicant_resolved} {row.amount.printed.text}" for row in rows),
            words=Words(f"{said.zh}：须附回避记录", f"{said.en}: show the recusal record"),
            basis=CONFLICT,
        )


def left_out(notice: Notice) -> Iterator[Remark]:
    """D21: columns, numbers and consequences that a reader needs and does not find."""
    if notice.plan is None:
        return
    heads = "".join(cell.text for cell in notice.plan.columns)
    wanted = yardstick_of(notice).plan_columns
    missing = [name for name, signs in wanted.items() if not any(sign in heads for sign in signs)]
    basis = notice.basis.text if notice.basis else ""
    parts: list[Words] = []
    if missing:
        names = listed([_PLAN_COLUMNS_EN[name] for name in missing], "or")
        amounts_only = "amounts only: " if len(missing) == len(wanted) else ""
        parts.append(Words(f"未列{'、'.join(missing)}", f"{amounts_only}no {names}"))
    if not re.search(r"[〔\[（(]\d{4}[〕\])）]\s*\d+\s*号|第[一二三四五六七八九十百\d]+条", basis):
        parts.append(Words("依据无文号条款", "basis without number or article"))
    follow = [
        cell
        for cell in notice.paragraphs
        if re.search(r"异议.{0,12}(?:成立|属实)|经(?:调查|核实|复核|查实)", cell.text)
    ]
    if not follow:
        parts.append(Words("未说明异议成立后的处理", "nothing on what follows an upheld objection"))
    if parts:
        lines = [cell.line for cell in (notice.basis, notice.receiver) if cell] + [notice.plan.columns[0].line]
        yield Remark(
            id="D21",
            severity="warn",
            place=Place(",".join(str(line) for line in lines), "", PLAN),
            printed="|".join(cell.text for cell in notice.plan.columns),
            words=clauses(parts),
        )


def sums(notice: Notice) -> Iterator[Remark]:
    """D24: the printed total is not the sum of the rows, or there is no total."""
    plan = notice.plan
    if plan is None:
        return
    if plan.total is None or plan.total.fen is None:
        line = plan.total.printed.line if plan.total else plan.rows[-1].line if plan.rows else plan.columns[0].line
        yield Remark(
            id="D24",
            severity="block",
            place=Place(str(line), "", PLAN),
            printed=plan.total.printed.text if plan.total else "",
            words=Words("缺合计或合计无法读取", "the total is missing or can not be read"),
            proposal=same(wan_of(plan.computed_fen)),
        )
    elif plan.total.fen != plan.computed_fen:
        gap = wan_of(plan.total.fen - plan.computed_fen)
        yield Remark(
            id="D24",
            severity="block",
            place=at(plan.total.printed, PLAN),
            printed=plan.total.printed.text,
            words=Words(
                f"合计与各行之和不符：各行之和{wan_of(plan.computed_fen)}万元，相差{gap}万元",
                f"the total is not the sum of the rows, {wan_of(plan.computed_fen)} 万元; difference {gap} 万元",
            ),
            proposal=same(wan_of(plan.computed_fen)),
        )


def row_numbers(notice: Notice) -> Iterator[Remark]:
    """D25: row numbers that do not run 1, 2, 3."""
    rows = notice.plan.rows if notice.plan else ()
    printed = [row.no for row in rows]
    if printed == list(range(1, len(rows) + 1)):
        return
    wrong = next(row for place, row in enumerate(rows, start=1) if row.no != place)
    yield Remark(
        id="D25",
        severity="warn",
        place=at(wrong.no_printed, PLAN, str(wrong.no or "")),
        printed=", ".join(row.no_printed.text for row in rows),
        words=Words("序号不连续或重复", "row numbers have a gap or are repeated"),
    )


def amounts(notice: Notice) -> Iterator[Remark]:
    """D26: an amount that can not be read, or is zero or negative."""
    number = 0
    for row in notice.plan.rows if notice.plan else ():
        fen = row.amount.fen
        if fen is not None and fen > 0:
            continue
        number += 1
        zh, en = (
            ("金额无法读取", "the amount can not be read")
            if fen is None
            else ("金额应大于零", "the amount must be above zero")
        )
        yield Remark(
            id=f"D26.{number}",
            severity="block",
            place=at(row.amount.printed, PLAN, str(row.no or "")),
            printed=row.amount.printed.text,
            words=Words(zh, en),
        )


def repeated_projects(notice: Notice) -> Iterator[Remark]:
    """D29: the same project stands in two rows."""
    rows = [row for row in (notice.plan.rows if notice.plan else ()) if row.project]
    counted = Counter(_bare(row) for row in rows)
    for number, name in enumerate((name for name, times in counted.items() if times > 1), start=1):
        twice = [row for row in rows if _bare(row) == name]
        yield Remark(
            id=f"D29.{number}",
            severity="block",
            place=Place(
                ",".join(str(row.line) for row in twice),
                str(twice[0].project.column),
                PLAN,
                ",".join(str(row.no) for row in twice),
            ),
            printed=twice[0].project.text,
            words=Words("同一项目重复列示", "the same project is listed twice"),
        )


def _is_office(applicant: str, notice: Notice) -> bool:
    """The applicant is the body that signs, or the office named in the title, with or without 省."""
    bodies = {notice.subject.office, *(cell.text for cell in (notice.signature, notice.masthead) if cell)}
    return _short(applicant) in {_short(body) for body in bodies if body}


def _short(body: str) -> str:
    return re.sub(r"^.{0,6}?[省市](?!场)", "", body)


def _concentrated(plan: AllocationPlan, limit: Decimal) -> list[PlanRow]:
    """The largest row of an applicant that takes more than `limit` percent."""
    for applicant, fen in plan.by_applicant.items():
        if applicant and Decimal(fen) * 100 > limit * plan.computed_fen:
            rows = [row for row in plan.rows if row.applicant_resolved == applicant]
            return [max(rows, key=lambda row: row.amount.fen or 0)]
    return []


def _bare(row: PlanRow) -> str:
    return re.sub(r"\s", "", row.project.text)


def unit_missing(plan: AllocationPlan) -> Cell | None:
    """The head cell of the amounts where the plan prints no unit at all."""
    return None if plan.unit else next((cell for cell in plan.columns if "额" in cell.text), plan.columns[-1])
