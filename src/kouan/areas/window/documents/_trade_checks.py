"""Checks that invoice and packing list share, and short ways to compare sums."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from kouan.kernel.documents import Fault, check
from kouan.kernel.parties import is_uscc
from kouan.kernel.words import Words

from ._law import CREDIT_CODE, fault, mended, said
from ._trade_parts import Firm

TRADE = "商业单证通行要求；海关申报须随附发票、装箱单的规定，条款待核"
FEN = Decimal("0.01")
FIRMS = (("seller", Words("卖方", "seller")), ("buyer", Words("买方", "buyer")))


def off(
    path: str, what: Words, written: Decimal | int, should: Decimal | int, how: Words, *, mends: bool = True
) -> Fault:
    """A sum that is not what its parts make, with the value that would mend it, unless that would spoil another sum."""
    zh = f"{what.zh}填的是 {said(written)}，{how.zh}为 {said(should)}"
    en = f"The {what.en} says {said(written)}, but {how.en} makes {said(should)}"
    return mended(path, zh, en, written, should) if mends else fault(path, zh, en)


def missing(path: str, zh: str, en: str) -> Fault:
    """Something that a good paper has and this one lacks."""
    return fault(path, f"须填{zh}", f"The {en} is missing")


@check(
    "WIN-T-002",
    Words("统一社会信用代码十八位，校验位正确", "A unified social credit code has 18 characters and its check digit"),
    basis=CREDIT_CODE,
    standing="secondary",
    fields=("seller.scc", "buyer.scc"),
)
def credit_codes_hold(p: Any, on: dt.date) -> Iterator[Fault]:
    """Of both parties, where given."""
    for name, words in FIRMS:
        firm: Firm = getattr(p, name)
        if firm.scc and not is_uscc(firm.scc):
            zh = f"{words.zh}的统一社会信用代码 {firm.scc} 校验不对"
            yield fault(f"{name}.scc", zh, f"The credit code {firm.scc} of the {words.en} fails its check")


@check(
    "WIN-T-003",
    Words("单证日期不晚于当日", "The date of the paper is not ahead"),
    basis=TRADE,
    standing="to-verify",
    fields=("date",),
    severity="warning",
)
def not_ahead(p: Any, on: dt.date) -> Iterator[Fault]:
    """The day of the law."""
    if p.date and p.date > on:
        yield fault("date", f"日期 {p.date} 晚于今日 {on}", f"The date {p.date} is after today, {on}")


@check(
    "WIN-T-004",
    Words("项号自1起连续，不重复", "Items are numbered from 1 without gaps"),
    basis=TRADE,
    standing="to-verify",
    fields=("goods.item",),
)
def items_run(p: Any, on: dt.date) -> Iterator[Fault]:
    """In the order of the lines."""
    for number, line in enumerate(p.goods):
        if line.item != number + 1:
            zh, en = f"第 {number + 1} 行的项号是 {line.item}", f"Line {number + 1} has the item {line.item}"
            yield mended(f"goods[{number}].item", zh, en, line.item, number + 1)


def facts(p: Any) -> dict[str, str]:
    """Number, contract and bill. No party, no price."""
    told = {"number": p.number, "lines": str(len(p.goods)), "voyage": p.voyage, "bill": p.bill_number}
    return {name: value for name, value in told.items() if value}


def title(p: Any) -> Words:
    """First goods and how many lines."""
    name, more = p.goods[0].name, len(p.goods)
    zh, en = (f" 等{more}项", f" and {more - 1} more") if more > 1 else ("", "")
    return Words(f"{p.number} · {name}{zh}", f"{p.number} · {name}{en}")
