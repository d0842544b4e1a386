"""Checks of supplementary declarations: price, classification, origin of one item."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from kouan.kernel.documents import Fault

from ._law import DATA_SET, fault, mended, said
from ._parts import Declaration
from ._rule import rule
from ._supplement import Charge, Classification, OriginStated, Price, Supplement

OPTIONS = 13
"""Flags of the information given with a classification."""
CHARGES = tuple(name for name in Price.__struct_fields__ if isinstance(getattr(Price(), name), Charge))
"""The elements of a price."""
IMPORT_ONLY = ("influenced", "limited", "conditions", "royalty", "proceeds")
"""What the dictionary asks of imports alone (elements that begin with I_) and answers by yes or no."""
_EMPTY: dict[type[msgspec.Struct], Any] = {
    Price: Price(),
    Classification: Classification(),
    OriginStated: OriginStated(),
}


def _said_of(one: Supplement) -> list[str]:
    """Which of the three kinds a supplement holds anything of."""
    return [n for n in ("price", "classification", "origin") if getattr(one, n) != _EMPTY[type(getattr(one, n))]]


@rule(
    "WIN-X-120",
    "补充申报单的商品序号存在，并申报价格、归类、原产地至少一类",
    "A supplement names an existing item and tells its price, classification or origin",
    fields=("supplements.item", "supplements.price", "supplements.classification", "supplements.origin"),
    basis=DATA_SET,
)
def supplements_tell(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A supplement without any of the three says nothing."""
    if not d.supplements:
        return
    items = {line.item for line in d.goods}
    for number, one in enumerate(d.supplements):
        if one.item not in items:
            told = said(one.item)
            yield fault(f"supplements[{number}].item", f"没有第 {told} 项商品", f"There is no item {told}")
        if not _said_of(one):
            zh, en = "价格、归类、原产地都没有填", "Price, classification and origin are all empty"
            yield fault(f"supplements[{number}]", zh, en)


@rule(
    "WIN-X-121",
    "补充申报单填类型；同一商品同一类型只填一份",
    "A supplement has its kind, and an item has one of each kind",
    fields=("supplements.kind", "supplements.item"),
    severity="warning",
    basis=DATA_SET,
)
def supplements_stand_once(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Which code means which kind is not public: the code is kept as it is."""
    seen = Counter((one.item, one.kind) for one in d.supplements)
    for number, one in enumerate(d.supplements):
        path = f"supplements[{number}].kind"
        if not one.kind:
            yield fault(path, "未填补充申报单类型", "Name the kind of supplement")
        elif seen[one.item, one.kind] > 1:
            zh, en = f"第 {said(one.item)} 项的类型 {one.kind} 重复", f"Item {said(one.item)} has kind {one.kind} twice"
            yield fault(path, zh, en)


@rule(
    "WIN-X-122",
    "有预归类决定书的，填决定书编号、商品编码和作出决定的海关",
    "A pre-classification decision is named with number, code and office",
    fields=("supplements.classification",),
    basis=DATA_SET,
)
def decisions_are_named(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """IsClassDecision 1 makes the next three required."""
    wanted = {
        "decision_number": ("决定书编号", "the number of the decision"),
        "decision_code": ("决定书商品编码", "the code decided"),
        "decision_office": ("作出决定的海关", "the office that decided"),
    }
    for number, one in enumerate(d.supplements):
        if one.classification.decided != "1":
            continue
        for name, (zh, en) in wanted.items():
            if not getattr(one.classification, name):
                yield fault(f"supplements[{number}].classification.{name}", f"未填{zh}", f"Name {en}")


@rule(
    "WIN-X-123",
    "商品信息选项为13位0或1，至少一位为1",
    "Information given is 13 flags of 0 or 1, at least one of them 1",
    fields=("supplements.classification.options",),
    basis=DATA_SET,
)
def options_are_flags(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A ingredients to M other."""
    for number, one in enumerate(d.supplements):
        text = one.classification.options
        if text and (len(text) != OPTIONS or set(text) - {"0", "1"} or "1" not in text):
            path = f"supplements[{number}].classification.options"
            yield fault(path, f"“{text}”不是13位选项", f"{text!r} is not 13 flags with one ticked")


@rule(
    "WIN-X-124",
    "价格要素有金额的，须填价格币制",
    "Elements of a price have their currency",
    fields=("supplements.price.currency",),
    basis=DATA_SET,
)
def prices_have_a_currency(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The edit takes the currency of the item."""
    currencies = {line.item: line.currency for line in d.goods}
    for number, one in enumerate(d.supplements):
        filled = any(getattr(one.price, n).total is not None or getattr(one.price, n).unit is not None for n in CHARGES)
        if filled and not one.price.currency:
            path, held = f"supplements[{number}].price.currency", currencies.get(one.item or 0, "")
            zh, en = "价格要素没有币制", "The elements of the price have no currency"
            yield mended(path, zh, en, "", held) if held else fault(path, zh, en)


@rule(
    "WIN-X-125",
    "价格要素的总金额等于单位金额乘成交数量",
    "An element of a price in total is that a unit times the quantity",
    fields=("supplements.price", "goods.quantity"),
    severity="warning",
    basis=DATA_SET,
    needs=("supplements",),
)
def charges_add_up(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Tolerance: the quantity times half a step of four decimals, at least 0.01. The edit is the total."""
    quantities = {line.item: line.quantity for line in d.goods}
    for number, one in enumerate(d.supplements):
        quantity = quantities.get(one.item or 0)
        for name in CHARGES if quantity is not None else ():
            held: Charge = getattr(one.price, name)
            if held.unit is None or held.total is None or quantity is None:
                continue
            should = held.unit * quantity
            if abs(should - held.total) > max(Decimal("0.01"), quantity * Decimal("0.00005")):
                right = should.quantize(Decimal("0.01"))
                zh, en = f"单位金额乘数量应为 {said(right)}", f"It comes to {said(right)}"
                yield mended(f"supplements[{number}].price.{name}.total", zh, en, held.total, right)


@rule(
    "WIN-X-126",
    "补充申报的特许权使用费、价格影响与价格说明一致",
    "A supplement agrees with the price statements on royalties and influence",
    fields=("supplements.price.royalty", "supplements.price.influenced", "price_statements"),
    basis=DATA_SET,
)
def statements_agree(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """PromiseItmes of the head and I_IsUsefee, I_PriceEffect of the supplement. The edit is that of the head."""
    told = {"royalty": "royalty_paid", "influenced": "price_influence"}
    for one in d.supplements:
        for name, flag in told.items():
            stated = getattr(d.price_statements, flag)
            if getattr(one.price, name) == "1" and stated != "1":
                path = f"price_statements.{flag}"
                yield mended(path, "补充申报单填的是“是”", "A supplement says yes", stated, "1")
                return


@rule(
    "WIN-X-127",
    "须付特许权使用费的，价格要素列其金额",
    "A royalty that is due stands among the elements of the price",
    fields=("supplements.price.royalty", "supplements.price.royalties"),
    severity="warning",
    basis=DATA_SET,
)
def royalty_has_its_amount(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """I_IsUsefee 1 and no amount in total or a unit."""
    for number, one in enumerate(d.supplements):
        held = one.price.royalties
        if one.price.royalty == "1" and held.total is None and held.unit is None:
            zh, en = "未列特许权使用费金额", "Name the amount of the royalty"
            yield fault(f"supplements[{number}].price.royalties.total", zh, en)


@rule(
    "WIN-X-128",
    "进口价格问项不用于出口，出口关税扣除不用于进口",
    "Questions of an import are not answered for an export, nor those of an export for an import",
    fields=("supplements.price",),
    severity="warning",
    basis=DATA_SET,
)
def questions_fit_the_flow(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Elements of imports begin with I_, those of exports with E_. The edit empties the answer."""
    names = IMPORT_ONLY if d.FLOW == "export" else ("duty_deducted",)
    for number, one in enumerate(d.supplements):
        for name in names:
            if text := getattr(one.price, name):
                zh, en = "这一问项属于另一进出口方向", "This question is asked of the other direction"
                yield mended(f"supplements[{number}].price.{name}", zh, en, text, None)


@rule(
    "WIN-X-129",
    "补充申报单的原产国、提单号与报关单一致",
    "Origin and bill of a supplement are those of the declaration",
    fields=("supplements.origin.country", "supplements.origin.bill_number", "goods.origin_country", "bill_number"),
    severity="warning",
    basis=DATA_SET,
    needs=("supplements",),
)
def supplement_agrees(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The edit copies what the declaration says."""
    origins = {line.item: line.origin_country for line in d.goods}
    for number, one in enumerate(d.supplements):
        declared = {"country": origins.get(one.item or 0, ""), "bill_number": d.bill_number}
        for name, right in declared.items():
            text = getattr(one.origin, name)
            if text and right and text != right:
                path = f"supplements[{number}].origin.{name}"
                yield mended(path, f"报关单为 {right}", f"The declaration says {right}", text, right)


CHECKS = (
    supplements_tell,
    supplements_stand_once,
    decisions_are_named,
    options_are_flags,
    prices_have_a_currency,
    charges_add_up,
    statements_agree,
    royalty_has_its_amount,
    questions_fit_the_flow,
    supplement_agrees,
)
