"""What is wrong with a draft, row by row: what the store would refuse, said in words, with the row's number."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from kouan.areas.fund.planning.shape import Plan, Row
from kouan.areas.fund.rules.money import wan_of
from kouan.kernel.machine import Refused
from kouan.kernel.parties import is_uscc
from kouan.kernel.words import Words

MOST_ROWS = 20_000
MOST_FEN = 10**15
LENGTHS = {"applicant": 120, "project": 200, "reason": 500, "application": 40, "basis": 200, "tier": 40, "score": 20}


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong; `no` is the row from 1, 0 for the plan itself."""

    no: int
    code: str
    words: Words


class Unfit(Refused):
    """A draft that can not be kept; `faults` is all that was found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = faults[0].words
        more = len(faults) - 1
        zh, en = (f"（另有 {more} 处）", f" (and {more} more)") if more else ("", "")
        super().__init__("plan-unfit", Words(first.zh + zh, first.en + en))
        self.faults = faults


def faults(plan: Plan) -> tuple[Fault, ...]:
    """Everything wrong with a plan whose grants are worked out, the plan first."""
    return (*_whole(plan), *(fault for no, row in enumerate(plan.rows, start=1) for fault in _row(no, row)))


def _whole(plan: Plan) -> Iterator[Fault]:
    if not plan.fund.strip() or not 1949 <= plan.year <= 2999 or plan.batch < 1:
        yield Fault(0, "subject", Words("须写明资金名称、年度和批次", "Fund, year and batch are needed"))
    if not plan.rows:
        yield Fault(0, "empty", Words("没有项目", "There are no projects"))
    if len(plan.rows) > MOST_ROWS:
        yield Fault(0, "many", Words(f"超过 {MOST_ROWS} 行", f"More than {MOST_ROWS} rows"))
    if not 0 < plan.cap_fen < MOST_FEN or plan.quantum_fen not in (1, 100, 1_000_000):
        yield Fault(0, "cap", Words("年度总额须大于零，取整单位为分、元或万元", "The cap must be above nought"))
    if plan.total_fen > plan.cap_fen:
        zh, en = wan_of(plan.total_fen), wan_of(plan.cap_fen)
        yield Fault(
            0,
            "above-cap",
            Words(f"合计{zh}万元，超过年度总额{en}万元", f"{zh} 万元 in all, above the cap of {en} 万元"),
        )
    if any(tier.cap_fen <= 0 or not tier.name for tier in plan.tiers):
        yield Fault(0, "tier", Words("档次须有名称和大于零的上限", "A tier has a name and a cap above nought"))
    yield from _twice(plan)


def _twice(plan: Plan) -> Iterator[Fault]:
    counted = Counter((row.applicant, "".join(row.project.split())) for row in plan.rows)
    seen: set[tuple[str, str]] = set()
    for no, row in enumerate(plan.rows, start=1):
        key = (row.applicant, "".join(row.project.split()))
        if counted[key] > 1 and key in seen:
            yield Fault(no, "twice", Words(f"第 {no} 行：项目重复", f"Row {no}: the project stands twice"))
        seen.add(key)


def _row(no: int, row: Row) -> Iterator[Fault]:
    def fault(code: str, zh: str, en: str) -> Fault:
        return Fault(no, code, Words(f"第 {no} 行：{zh}", f"Row {no}: {en}"))

    if not row.applicant.strip():
        yield fault("applicant", "申请单位为空", "the applicant is blank")
    if not row.project.strip():
        yield fault("project", "项目名称为空", "the project has no name")
    if not 0 < row.requested_fen < MOST_FEN:
        yield fault("requested", "申请金额须大于零", "the request must be above nought")
    if row.uscc and not is_uscc(row.uscc):
        yield fault("uscc", "统一社会信用代码不对", "the social credit code is wrong")
    if row.cap_fen < 0 or (row.fixed_fen is not None and row.fixed_fen < 0):
        yield fault("negative", "金额不能为负", "amounts are not negative")
    if max(row.granted_fen, row.fixed_fen or 0) > row.requested_fen:
        yield fault("above-request", "安排金额超过申请金额", "more is granted than was asked for")
    elif row.granted_fen < row.requested_fen and not row.reason.strip():
        yield fault("reason", "少于申请金额，须写核减理由", "less than asked for: give the reason")
    if any(len(getattr(row, name)) > most for name, most in LENGTHS.items()):
        yield fault("long", "文字过长", "a text is too long")
