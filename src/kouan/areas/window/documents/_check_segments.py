"""Checks of what else a whole declaration carries: self-assessed tax, pairs of item and paper, controlled goods, vehicles."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kouan.kernel.documents import Fault

from ._law import DATA_SET, fault, mended, said
from ._parts import Declaration
from ._rule import rule

MIRRORED: Mapping[str, str] = {
    "office": "customs_office",
    "trader_code": "trader.code",
    "trader_scc": "trader.scc",
    "trader_name": "trader.name",
    "trade_mode": "trade_mode",
    "levy_nature": "levy_nature",
    "deal_terms": "deal_terms",
    "record_number": "record_number",
    "gross_weight": "gross_weight",
    **{f"{cost}.{part}": f"{cost}.{part}" for cost in ("freight", "insurance", "other_costs") for part in ("mark", "amount", "currency")},
}  # fmt: skip
"""What the self-assessed tax repeats of the declaration: its field, the declaration's."""
VEHICLES = "003"
"""Unit 辆."""


def _at(held: Any, path: str) -> Any:
    for name in path.split("."):
        held = getattr(held, name)
    return held


@rule(
    "WIN-X-150",
    "自报自缴所填与报关单一致",
    "The self-assessed tax repeats what the declaration says",
    fields=("self_tax",),
    basis=DATA_SET,
)
def self_tax_mirrors(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Field by field; what it leaves empty is not compared. The edit copies the declaration."""
    if d.self_tax is None:
        return
    flow = "I" if d.FLOW == "import" else "E"
    if d.self_tax.flow not in ("", flow):
        yield mended("self_tax.flow", f"报关单为 {flow}", f"The declaration is {flow}", d.self_tax.flow, flow)
    for here, there in MIRRORED.items():
        mine, right = _at(d.self_tax, here), _at(d, there)
        if mine not in ("", None) and mine != right:
            told = said(right)
            zh, en = f"报关单为 {told or '空'}", f"The declaration says {told or 'nothing'}"
            yield mended(f"self_tax.{here}", zh, en, mine, told or None)


@rule(
    "WIN-X-151",
    "自报自缴须有法律责任声明、数字签名和签名证书号",
    "The self-assessed tax has its statement of liability, signature and certificate",
    fields=("self_tax.liability", "self_tax.sign", "self_tax.certificate"),
    severity="warning",
    basis=DATA_SET,
    standing="secondary",
)
def self_tax_is_signed(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Required to submit; a signing client fills in the last two, so it only reminds."""
    if d.self_tax is None:
        return
    for name, zh, en in (
        ("liability", "法律责任声明", "statement of liability"),
        ("sign", "数字签名", "signature"),
        ("certificate", "签名证书号", "certificate number"),
    ):
        if not getattr(d.self_tax, name):
            yield fault(f"self_tax.{name}", f"未填{zh}", f"The {en} is missing")


@rule(
    "WIN-X-152",
    "各段数值的小数位不超过字典：补充申报单位金额4位、总金额2位，特许权使用费2位，自报自缴7位",
    "Decimals of the segments: 4 a unit and 2 in total in a supplement, 2 of a royalty, 7 of the self-assessed tax",
    fields=("supplements.price", "royalties.amount", "self_tax.gross_weight", "self_tax.domestic_ratio"),
    basis=DATA_SET,
    standing="secondary",
)
def segment_decimals_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """No number is rounded for anybody: it is told."""
    if not (d.supplements or d.royalties or d.self_tax):
        return
    for path, value, places in _amounts(d):
        if value is None or not value.is_finite():
            continue
        if value < 0 or value.adjusted() > 14 or value != round(value, places):
            told = f"不为负，小数至多 {places} 位", f"Not negative, {places} decimals at most"
            yield fault(path, *told)


def _amounts(d: Declaration) -> Iterator[tuple[str, Decimal | None, int]]:
    for number, one in enumerate(d.supplements):
        for name in one.price.__struct_fields__:
            held = getattr(one.price, name)
            if not isinstance(held, str):
                yield f"supplements[{number}].price.{name}.unit", held.unit, 4
                yield f"supplements[{number}].price.{name}.total", held.total, 2
    for number, royalty in enumerate(d.royalties):
        yield f"royalties[{number}].amount", royalty.amount, 2
    if d.self_tax is not None:
        yield "self_tax.domestic_ratio", d.self_tax.domestic_ratio, 7
        yield "self_tax.gross_weight", d.self_tax.gross_weight, 7
        for name in ("freight", "insurance"):
            yield f"self_tax.{name}.amount", getattr(d.self_tax, name).amount, 7


@rule(
    "WIN-X-160",
    "单证对应的四项填齐，报关单项号存在，同一对应只列一次",
    "A pair of item and document has its four data, its item exists, and it stands once",
    fields=("pairs.kind", "pairs.item", "pairs.number", "pairs.document_item"),
    basis=DATA_SET,
    standing="secondary",
)
def pairs_exist(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The dictionary requires all four to save."""
    if not d.pairs:
        return
    items = {str(line.item) for line in d.goods}
    seen = Counter((p.kind, p.item, p.number, p.document_item) for p in d.pairs)
    for number, one in enumerate(d.pairs):
        path = f"pairs[{number}]"
        for name in ("kind", "item", "number", "document_item"):
            if not getattr(one, name):
                yield fault(f"{path}.{name}", "单证对应四项必填", "A pair has all four data")
        if one.item and one.item not in items:
            yield fault(f"{path}.item", f"没有第 {one.item} 项商品", f"There is no item {one.item}")
        if seen[one.kind, one.item, one.number, one.document_item] > 1:
            yield fault(path, "同一对应重复", "The same pair stands more than once")


@rule(
    "WIN-X-161",
    "优惠贸易协定的对应写在商品行上；同一项的其余对应才列在这里，证明编号以C或D开头",
    "A preference stands at its line, further pairs of it here; a proof begins with C (certificate) or D (declaration)",
    fields=("pairs.kind", "pairs.number", "goods.agreement"),
    severity="warning",
    basis=DATA_SET,
    needs=("pairs",),
)
def preferences_stand_at_their_line(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A document code that begins with Y is a preference."""
    if not d.pairs:
        return
    agreements = {str(line.item): line.agreement for line in d.goods}
    for number, one in enumerate(d.pairs):
        if not one.kind.startswith("Y"):
            continue
        if one.item in agreements and not agreements[one.item]:
            zh, en = f"第 {one.item} 项商品行没有填协定", f"Item {one.item} names no agreement at its line"
            yield fault(f"pairs[{number}].kind", zh, en)
        if one.number and one.number[0] not in "CD":
            yield fault(f"pairs[{number}].number", "证明编号以C或D开头", "A proof begins with C or D")


@rule(
    "WIN-X-162",
    "原产地证明编号写明证明种类：C 证书、D 声明",
    "The number of a proof of origin begins with its kind: C certificate, D declaration",
    fields=("goods.origin_proof",),
    severity="warning",
    basis=DATA_SET,
)
def proofs_name_their_kind(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """EcoCertNo: kind and number in one."""
    for number, line in enumerate(d.goods):
        if line.origin_proof and line.origin_proof[0] not in "CD":
            path = f"goods[{number}].origin_proof"
            yield fault(path, "证明编号以C（证书）或D（声明）开头", "It begins with C (certificate) or D (declaration)")


@rule(
    "WIN-X-163",
    "对应的单证（优惠除外）须在随附单证中列明",
    "The document of a pair that is no preference stands among the documents",
    fields=("pairs.kind", "pairs.number", "licences"),
    severity="warning",
    basis=DATA_SET,
    needs=("pairs",),
)
def paired_documents_are_listed(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """By code and number."""
    held = {(one.kind, one.number) for one in d.licences} if d.pairs else set()
    for number, one in enumerate(d.pairs):
        if one.kind and not one.kind.startswith("Y") and (one.kind, one.number) not in held:
            zh, en = f"随附单证没有 {one.kind} {one.number}", f"The documents do not list {one.kind} {one.number}"
            yield fault(f"pairs[{number}].number", zh, en)


@rule(
    "WIN-X-164",
    "以辆成交的商品，其许可证下的车辆数等于成交数量",
    "Goods sold by the vehicle list as many vehicles under their licence as were sold",
    fields=("vehicles.licence", "goods_limits.item", "goods.quantity"),
    severity="warning",
    basis=DATA_SET,
    needs=("vehicles",),
)
def vehicles_are_counted(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """One row of the list a vehicle; where a licence serves several items they are added up."""
    if not d.vehicles:
        return
    sold = {line.item: line.quantity for line in d.goods if line.unit == VEHICLES}
    counted = Counter((v.licence, v.licence_kind) for v in d.vehicles)
    for key, listed in counted.items():
        items = {g.item for g in d.goods_limits if (g.number, g.kind) == key}
        if not items or not items <= sold.keys():
            continue
        wanted = sum((sold[item] or Decimal(0) for item in items), Decimal(0))
        if wanted != listed:
            first = next(n for n, v in enumerate(d.vehicles) if (v.licence, v.licence_kind) == key)
            zh, en = (
                f"列了 {listed} 辆，成交 {said(wanted)} 辆",
                f"{listed} vehicles are listed, {said(wanted)} were sold",
            )
            yield fault(f"vehicles[{first}].licence", zh, en)


@rule(
    "WIN-X-165",
    "禁限管制要素填4位类别和要素序号，商品项号存在，同项同类的要素不重复",
    "An element of controlled goods has a class of 4 characters and a number, an item that exists, and stands once",
    fields=("control_elements.item", "control_elements.category", "control_elements.element"),
    basis=DATA_SET,
    standing="secondary",
)
def control_elements_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Which classes there are is not public: their form alone is held."""
    if not d.control_elements:
        return
    items = {line.item for line in d.goods}
    seen = Counter((c.item, c.category, c.element) for c in d.control_elements)
    for number, one in enumerate(d.control_elements):
        path = f"control_elements[{number}]"
        if one.item is not None and one.item not in items:
            yield fault(f"{path}.item", f"没有第 {one.item} 项商品", f"There is no item {one.item}")
        if len(one.category) != 4:
            yield fault(f"{path}.category", "类别为4位", "A class has 4 characters")
        if not one.element:
            yield fault(f"{path}.element", "未填要素序号", "Number the element")
        elif seen[one.item, one.category, one.element] > 1:
            yield fault(f"{path}.element", f"要素 {one.element} 重复", f"Element {one.element} stands more than once")


CHECKS = (
    self_tax_mirrors,
    self_tax_is_signed,
    segment_decimals_hold,
    pairs_exist,
    preferences_stand_at_their_line,
    proofs_name_their_kind,
    paired_documents_are_listed,
    vehicles_are_counted,
    control_elements_hold,
)
