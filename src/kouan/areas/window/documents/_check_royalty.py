"""Checks of dutiable royalties: against the price statements, the contract, the advance ruling."""

import datetime as dt
from collections.abc import Iterator

from kouan.kernel.documents import Fault
from kouan.kernel.findings import Repair
from kouan.kernel.words import Words

from ._law import DATA_SET, FILLING_IN, fault, mended
from ._parts import Declaration
from ._royalty import Royalty
from ._rule import rule

FLAGS = {"kinds": 4, "papers": 6}
"""Fields that count by position, and how many positions they have."""
REQUIRED = (
    "contract_number",
    "licensor",
    "licensee",
    "pay_type",
    "amount",
    "currency",
    "paid_on",
    "kinds",
    "papers",
    "signed_on",
    "runs_from",
    "confidential",
    "statement",
)
"""What the dictionary requires; the end of the contract has a rule of its own, WIN-X-143."""
OPEN_ENDED = 10
"""Years that a contract without an end is given."""


@rule(
    "WIN-X-140",
    "填了应税特许权使用费的，价格说明中支付特许权使用费为“是”",
    "Who declares royalties says so in the price statements",
    fields=("royalties", "price_statements.royalty_paid"),
    basis=FILLING_IN,
)
def royalties_are_stated(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Third position of PromiseItmes. The edit sets it."""
    if d.royalties and d.price_statements.royalty_paid != "1":
        path, old = "price_statements.royalty_paid", d.price_statements.royalty_paid
        yield mended(path, "填了特许权使用费，应为“是”", "Royalties are declared: it is yes", old, "1")


@rule(
    "WIN-X-141",
    "进口货物支付应税特许权使用费的，填特许权使用费申报",
    "An import that states royalties declares them",
    fields=("price_statements.royalty_paid", "royalties"),
    severity="warning",
    basis=FILLING_IN,
)
def stated_royalties_are_declared(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A payment not yet made may be declared later (to verify), so it only reminds."""
    if d.price_statements.royalty_paid == "1" and not d.royalties:
        yield fault("royalties", "未填应税特许权使用费申报", "Declare the dutiable royalties")


@rule(
    "WIN-X-142",
    "特许权使用费的合同、双方、支付、金额、类型、材料和说明填齐",
    "A royalty has its contract, parties, payment, amount, kinds, papers and statement",
    fields=tuple(f"royalties.{name}" for name in REQUIRED),
    basis=DATA_SET,
    standing="secondary",
)
def royalties_are_whole(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """What the dictionary requires to save and to submit."""
    for number, one in enumerate(d.royalties):
        for name in REQUIRED:
            if getattr(one, name) in ("", None):
                yield fault(f"royalties[{number}].{name}", "特许权使用费申报必填", "A royalty requires it")


@rule(
    "WIN-X-143",
    "合同签约不晚于执行，执行不晚于终止；没有终止日期的填起始后十年",
    "A contract is signed before it runs and runs before it ends; without an end ten years are given",
    fields=("royalties.signed_on", "royalties.runs_from", "royalties.runs_to"),
    basis=DATA_SET,
)
def contracts_run_forward(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The edit gives the ten years."""
    for number, one in enumerate(d.royalties):
        path = f"royalties[{number}]"
        if one.signed_on and one.runs_from and one.signed_on > one.runs_from:
            yield fault(f"{path}.runs_from", "早于签约日期", "Before the contract was signed")
        if one.runs_from and one.runs_to and one.runs_to < one.runs_from:
            yield fault(f"{path}.runs_to", "早于起始执行日期", "Before the contract begins")
        if one.runs_to is None:
            yield _without_end(one, f"{path}.runs_to")


def _without_end(one: Royalty, path: str) -> Fault:
    zh, en = "合同终止日期必填", "The end of the contract is required"
    ends = _years_on(one.runs_from, OPEN_ENDED) if one.runs_from else None
    if ends is None:
        return fault(path, zh, en)
    return Fault(path, Words(zh, en), Repair(path=path, old=None, new=ends.isoformat()))


def _years_on(day: dt.date, years: int) -> dt.date | None:
    """The same day so many years on; None beyond the calendar. The last of February stays the last."""
    if day.year + years > dt.MAXYEAR:
        return None
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + years, day=28 if leap else day.day)


@rule(
    "WIN-X-144",
    "特许权使用费类型为4位、随附材料为6位0或1，类型至少一位为1",
    "Kinds of royalty are 4 flags, papers 6, of 0 and 1; at least one kind is ticked",
    fields=("royalties.kinds", "royalties.papers"),
    basis=DATA_SET,
)
def royalty_flags_count(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """One flag a position."""
    for number, one in enumerate(d.royalties):
        for name, count in FLAGS.items():
            text = getattr(one, name)
            if text and (len(text) != count or set(text) - {"0", "1"} or (name == "kinds" and "1" not in text)):
                path = f"royalties[{number}].{name}"
                yield fault(path, f"“{text}”应为 {count} 位0或1", f"{text!r} must be {count} flags of 0 and 1")


@rule(
    "WIN-X-145",
    "经海关价格预裁定的，填价格预裁定编号",
    "An advance ruling on the price is named by its number",
    fields=("royalties.ruled", "royalties.ruling_number"),
    basis=DATA_SET,
)
def rulings_are_named(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """IsCusPricePreDetermin 1 needs PricePreDeterminNo."""
    for number, one in enumerate(d.royalties):
        if one.ruled == "1" and not one.ruling_number:
            yield fault(f"royalties[{number}].ruling_number", "未填价格预裁定编号", "Name the advance ruling")


@rule(
    "WIN-X-146",
    "定期或混合支付的，填本次计提起止，起不晚于止",
    "A periodic payment has the period that it is for, from before to",
    fields=("royalties.pay_type", "royalties.period_from", "royalties.period_to"),
    severity="warning",
    basis=DATA_SET,
)
def periods_run_forward(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Ways of payment 1 and 2."""
    for number, one in enumerate(d.royalties):
        path = f"royalties[{number}]"
        if one.pay_type in ("1", "2") and not (one.period_from and one.period_to):
            missing = "period_to" if one.period_from else "period_from"
            yield fault(f"{path}.{missing}", "定期支付须填计提起止", "A periodic payment has its period")
        if one.period_from and one.period_to and one.period_to < one.period_from:
            yield fault(f"{path}.period_to", "计提终止早于起始", "The period ends before it begins")


CHECKS = (
    royalties_are_stated,
    royalties_are_whole,
    contracts_run_forward,
    royalty_flags_count,
    rulings_are_named,
    periods_run_forward,
)
IMPORT_CHECKS = (stated_royalties_are_declared,)
