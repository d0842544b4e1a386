"""Checks of weights, packages, prices and costs."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

from kouan.kernel.documents import Fault, check
from kouan.kernel.words import Words

from ._law import FILLING_IN, fault, mended, said
from ._parts import Cost, Declaration, Line

KILOGRAM = "035"
FEN = Decimal("0.01")
WIDE = Context(prec=99)
"""Room for the product of any two numbers that a document may hold."""
HALF_STEP = Decimal("0.00005")
"""Half a step of a unit price, which has four decimals."""
FREE_OF_PAYMENT = frozenset({"2939", "3010", "3039", "3100", "3339", "3612", "9839"})
"""Supervision modes under which goods may have no price (to verify)."""
BULK = "00"
WOODEN = frozenset({"23", "33", "92", "93", "98"})


@check(
    "WIN-X-001",
    Words("净重不得大于毛重", "Net weight is not above gross weight"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("net_weight", "gross_weight"),
)
def net_not_above_gross(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Both in kg."""
    if d.net_weight is not None and d.gross_weight is not None and d.net_weight > d.gross_weight:
        net, gross = said(d.net_weight), said(d.gross_weight)
        yield fault("net_weight", f"净重 {net} 大于毛重 {gross}", f"Net weight {net} is above gross weight {gross}")


def _products(d: Declaration) -> Iterator[tuple[str, Line, Decimal, Decimal]]:
    """Every priced line whose total is not price times quantity, rounded as the total is written (at least to 0.01):
    its place, the line, that product, and by how much the total differs from the unrounded one.
    """
    for number, line in enumerate(d.goods):
        if line.unit_price is None or line.quantity is None or line.total is None:
            continue
        product = line.unit_price * line.quantity
        exponent = line.total.as_tuple().exponent
        step = Decimal(1).scaleb(min(-2, exponent)) if isinstance(exponent, int) else FEN
        should = product.quantize(step, ROUND_HALF_UP, WIDE)
        if should != line.total:
            yield f"goods[{number}].total", line, should, abs(product - line.total)


def _within(line: Line, apart: Decimal) -> bool:
    return apart <= max(FEN, (line.quantity or Decimal(0)) * HALF_STEP)


def _unequal(path: str, line: Line, should: Decimal) -> Fault:
    price, quantity, total = said(line.unit_price), said(line.quantity), said(line.total)
    apart = said(abs(should - (line.total or Decimal(0))))
    zh = f"单价 {price} × 数量 {quantity} = {said(should)}，总价填的是 {total}，相差 {apart}"
    en = f"{price} x {quantity} = {said(should)}, but the total says {total}: {apart} apart"
    return mended(path, zh, en, line.total, should)


@check(
    "WIN-X-002",
    Words(
        "总价等于单价乘数量，相差不得超过允差（0.01 与数量乘单价半个末位中的大者）",
        "The total is unit price times quantity, within the greater of 0.01 and the quantity times half a step of the price",
    ),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("goods.unit_price", "goods.quantity", "goods.total"),
)
def total_is_price_times_quantity(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """What is apart by the tolerance at most is warned of by WIN-X-097."""
    for path, line, should, apart in _products(d):
        if not _within(line, apart):
            yield _unequal(path, line, should)


@check(
    "WIN-X-097",
    Words(
        "总价与单价乘数量在允差内有差时提示，不放过0.01",
        "A total that differs from unit price times quantity within the tolerance is told, be it by 0.01",
    ),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("goods.unit_price", "goods.quantity", "goods.total"),
    severity="warning",
)
def small_differences_are_told(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Equal means equal after rounding half up to the decimals of the total, at least two."""
    for path, line, should, apart in _products(d):
        if _within(line, apart):
            yield _unequal(path, line, should)


@check(
    "WIN-X-003",
    Words("各项法定数量均为千克时，合计等于净重", "Where every line has a quantity in kg, their sum is the net weight"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("goods.first_quantity", "goods.second_quantity", "net_weight"),
    severity="warning",
)
def lines_sum_to_net(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Tolerance: 0.01 kg a line, and 1 kg where the net weight was rounded up to 1."""
    weights = [
        line.first_quantity if line.first_unit == KILOGRAM else line.second_quantity
        for line in d.goods
        if KILOGRAM in (line.first_unit, line.second_unit)
    ]
    known = [w for w in weights if w is not None]
    if d.net_weight is None or len(known) != len(d.goods):
        return
    total = sum(known, Decimal(0))
    if abs(total - d.net_weight) > FEN * len(known) and not (d.net_weight == 1 and total < 1):
        zh = f"各项合计 {said(total)} 千克，净重 {said(d.net_weight)} 千克"
        yield fault("net_weight", zh, f"The lines weigh {said(total)} kg, the net weight says {said(d.net_weight)} kg")


@check(
    "WIN-X-004",
    Words("件数至少为1，散装为1", "There is at least one package, and bulk counts as one"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("packages", "packing"),
)
def packages_are_counted(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Never 0 (报关单件数不得填报为零)."""
    if d.packages is not None and (d.packages < 1 or (d.packing == BULK and d.packages != 1)):
        yield mended("packages", "件数不得为零，散装填1", "At least 1; bulk is 1", d.packages, 1)


@check(
    "WIN-X-006",
    Words("成交单位与法定单位相同时，数量相同", "The same unit has the same quantity"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("goods.unit", "goods.first_unit", "goods.quantity", "goods.first_quantity"),
)
def same_unit_same_quantity(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The quantity of the deal against each statutory quantity."""
    for number, line in enumerate(d.goods):
        first, second = (line.first_unit, line.first_quantity), (line.second_unit, line.second_quantity)
        for name, (unit, quantity) in (("first", first), ("second", second)):
            if unit and unit == line.unit and None not in (quantity, line.quantity) and quantity != line.quantity:
                yield mended(
                    f"goods[{number}].{name}_quantity",
                    f"单位相同，成交数量 {said(line.quantity)}，法定数量 {said(quantity)}",
                    f"One unit, but the quantities are {said(line.quantity)} and {said(quantity)}",
                    quantity,
                    line.quantity,
                )


@check(
    "WIN-X-007",
    Words("不足1千克的重量填1", "A weight below 1 kg is written 1"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("gross_weight", "net_weight"),
    severity="warning",
)
def small_weights_are_one(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Both weights of the header."""
    for name in ("gross_weight", "net_weight"):
        weight: Decimal | None = getattr(d, name)
        if weight is not None and 0 <= weight < 1:
            yield mended(name, "不足1千克应填1", "Below 1 kg is written 1", weight, 1)


@check(
    "WIN-X-009",
    Words("除免费方式外单价大于零", "A price is above zero unless the mode is free of payment"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("goods.unit_price", "trade_mode"),
    severity="warning",
)
def goods_have_a_price(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Which modes are free of payment is to be verified."""
    if d.trade_mode in FREE_OF_PAYMENT:
        return
    for number, line in enumerate(d.goods):
        if line.unit_price is not None and line.unit_price == 0:
            yield fault(f"goods[{number}].unit_price", "单价为零", "The price is zero")


_COSTS: Mapping[str, Words] = {"freight": Words("运费", "freight"), "insurance": Words("保费", "insurance")}
COSTS_ASKED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "import": {
        "1": (),
        "2": ("insurance",),
        "3": ("freight", "insurance"),
        "4": ("freight",),
        "7": ("freight", "insurance"),
    },
    "export": {"1": ("freight", "insurance"), "2": ("freight",), "3": (), "4": ("insurance",)},
}
"""Terms of the deal -> the costs to be added to reach CIF (import) or taken off to reach FOB (export)."""


@check(
    "WIN-X-010",
    Words(
        "费用随成交方式填报：进口CIF不填，C&F填保费，C&I填运费，FOB、EXW都填；出口FOB不填，C&F填运费，C&I填保费，CIF都填",
        "Costs follow the terms. Import: CIF none, C&F insurance, C&I freight, FOB and EXW both. "
        "Export: FOB none, C&F freight, C&I insurance, CIF both",
    ),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("deal_terms", "freight", "insurance"),
)
def costs_follow_terms(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Costs that the terms ask for and are missing, or do not ask for and are there. A summary may leave them out."""
    asked = COSTS_ASKED[d.FLOW].get(d.deal_terms)
    if asked is None:
        return
    for name, words in _COSTS.items():
        cost: Cost = getattr(d, name)
        if name in asked and cost.amount is None and d.filing != "5":
            yield fault(f"{name}.amount", f"该成交方式下须填{words.zh}", f"These terms ask for the {words.en}")
        elif name not in asked:
            yield from _superfluous(name, cost, words)


def _superfluous(name: str, cost: Cost, words: Words) -> Iterator[Fault]:
    for part in ("mark", "amount", "currency"):
        value = getattr(cost, part)
        if value not in ("", None):
            zh, en = f"该成交方式下不填{words.zh}", f"These terms leave out the {words.en}"
            yield mended(f"{name}.{part}", zh, en, value, None)


@check(
    "WIN-X-011",
    Words(
        "费用标记为2或3须填币制，为1不填；保费和杂费不用2",
        "Mark 2 or 3 has a currency, mark 1 none; only freight uses 2",
    ),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("freight", "insurance", "other_costs"),
)
def cost_marks_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Mark, amount and currency of the three costs."""
    for name in ("freight", "insurance", "other_costs"):
        cost: Cost = getattr(d, name)
        if cost.mark == "2" and name != "freight":
            yield fault(f"{name}.mark", "只有运费可按单价填报", "Only freight may be given a unit")
        if cost.mark in ("2", "3") and not cost.currency:
            yield fault(f"{name}.currency", "按单价或总价填报须有币制", "A price has a currency")
        if cost.mark == "1" and cost.currency:
            yield mended(f"{name}.currency", "按率填报不填币制", "A rate has no currency", cost.currency, None)
        if cost.amount is not None and not cost.mark:
            yield fault(f"{name}.mark", "填了金额须填标记", "An amount has a mark")


CHECKS = (
    net_not_above_gross,
    total_is_price_times_quantity,
    small_differences_are_told,
    lines_sum_to_net,
    packages_are_counted,
    same_unit_same_quantity,
    small_weights_are_one,
    goods_have_a_price,
    costs_follow_terms,
    cost_marks_hold,
)
