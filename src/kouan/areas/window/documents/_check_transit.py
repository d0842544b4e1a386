"""Checks of a customs transit: its head, what it lists, and how that agrees with the declaration."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from kouan.areas.window.codes import LISTS
from kouan.kernel.documents import Fault
from kouan.kernel.parties import is_uscc, uscc_check_character
from kouan.syntax.containers import check_digit, is_container_number

from ._law import CONTAINERS, CREDIT_CODE, DATA_SET, fault, mended, said
from ._parts import Declaration
from ._rule import rule

_EXPORT_KINDS = frozenset({"AA", "1K", "1P"})
"""Kinds whose very name says export: second transit on export, export by connecting flights, market procurement."""


def _listed(d: Declaration) -> bool:
    return bool(d.transit_bills or d.transit_containers or d.transit_goods)


@rule(
    "WIN-X-053",
    "报关/转关关系为转关提前时，须填转关单",
    "A declaration that says advance transit has its transit declaration",
    fields=("numbers.transit_relation", "transit"),
    basis=DATA_SET,
)
def transit_is_told(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """DeclTrnRel 1 needs the segment TrnHead."""
    if d.numbers.transit_relation == "1" and d.transit is None:
        yield fault("transit", "须填转关单", "Fill in the transit declaration")


@rule(
    "WIN-X-170",
    "填了转关单的，报关/转关关系为1",
    "A declaration with a transit says so in its relation",
    fields=("transit", "numbers.transit_relation"),
    basis=DATA_SET,
)
def relation_says_transit(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The edit sets the relation."""
    if d.transit is not None and d.numbers.transit_relation != "1":
        old = d.numbers.transit_relation
        yield mended("numbers.transit_relation", "填了转关单，关系应为1", "With a transit it is 1", old, "1")


@rule(
    "WIN-X-171",
    "转关提运单、集装箱、箱货对应须有转关单表头",
    "Lists of a transit have its head",
    fields=("transit", "transit_bills", "transit_containers", "transit_goods"),
    basis=DATA_SET,
)
def lists_have_a_head(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """TrnHead before TrnList, TrnContainer and TrnContaGoodsList."""
    if d.transit is None and _listed(d):
        yield fault("transit", "有转关明细而没有转关单表头", "The transit has lists but no head")


@rule(
    "WIN-X-172",
    "转关单须填转关类型、境内运输方式、境内运输工具、承运单位和预计运抵日期",
    "A transit names its kind, the domestic transport, the carrier and the expected day",
    fields=("transit.kind", "transit.transport_mode", "transit.means_name", "transit.carrier_name", "transit.arrives"),
    severity="warning",
    basis=DATA_SET,
)
def transit_is_whole(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The dictionary marks none of them as required; without them nobody can supervise the journey."""
    if d.transit is None:
        return
    wanted = {
        "kind": ("转关类型", "the kind of transit"),
        "transport_mode": ("境内运输方式", "the domestic mode of transport"),
        "means_name": ("境内运输工具名称", "the domestic means of transport"),
        "carrier_name": ("承运单位名称", "the carrier"),
        "arrives": ("预计运抵日期", "the expected day of arrival"),
    }
    for name, (zh, en) in wanted.items():
        if not getattr(d.transit, name):
            yield fault(f"transit.{name}", f"未填{zh}", f"Name {en}")


@rule(
    "WIN-X-173",
    "转关集装箱号校验位正确",
    "A container in transit has its check digit",
    fields=("transit_containers.number",),
    basis=CONTAINERS,
    standing="official",
)
def transit_containers_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Four letters, six digits, one check digit."""
    for number, box in enumerate(d.transit_containers):
        if is_container_number(box.number):
            continue
        path, right = f"transit_containers[{number}].number", check_digit(box.number[:10])
        if right:
            yield mended(
                path, f"校验位应为 {right}", f"The check digit is {right}", box.number, box.number[:10] + right
            )
        else:
            yield fault(path, "应为4位字母、6位数字和1位校验位", "Four letters, six digits and a check digit")


@rule(
    "WIN-X-174",
    "转关集装箱是报关单所列集装箱，各列一次",
    "Containers in transit are those of the declaration, each once",
    fields=("transit_containers.number", "containers.number"),
    basis=DATA_SET,
    needs=("transit_containers",),
)
def transit_containers_are_declared(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """By number."""
    declared, seen = {box.number for box in d.containers}, Counter(b.number for b in d.transit_containers)
    for number, box in enumerate(d.transit_containers):
        path = f"transit_containers[{number}].number"
        if box.number not in declared:
            yield fault(path, f"报关单没有集装箱 {box.number}", f"The declaration has no container {box.number}")
        elif seen[box.number] > 1:
            yield fault(path, f"{box.number} 重复", f"{box.number} stands more than once")


@rule(
    "WIN-X-175",
    "箱货对应所列项号和集装箱存在，件数和重量同填",
    "Goods in containers name an existing item and a container in transit, with packages and weight",
    fields=("transit_goods.item", "transit_goods.container", "transit_goods.packages", "transit_goods.weight"),
    basis=DATA_SET,
)
def transit_goods_exist(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The dictionary requires all four to submit."""
    if not d.transit_goods:
        return
    items, boxes = {line.item for line in d.goods}, {box.number for box in d.transit_containers}
    for number, one in enumerate(d.transit_goods):
        path = f"transit_goods[{number}]"
        if one.item not in items:
            told = said(one.item)
            yield fault(f"{path}.item", f"没有第 {told} 项商品", f"There is no item {told}")
        if one.container not in boxes:
            zh, en = f"转关集装箱中没有 {one.container}", f"No container {one.container} in transit"
            yield fault(f"{path}.container", zh, en)
        for name, zh, en in (("packages", "件数", "packages"), ("weight", "重量", "weight")):
            if getattr(one, name) is None:
                yield fault(f"{path}.{name}", f"未填{zh}", f"Fill in the {en}")


@rule(
    "WIN-X-176",
    "箱货对应的件数合计等于报关单件数，重量合计不大于毛重",
    "Packages in transit add up to those declared, and weigh no more than the gross weight",
    fields=("transit_goods.packages", "transit_goods.weight", "packages", "gross_weight"),
    severity="warning",
    basis=DATA_SET,
    needs=("transit_goods",),
)
def transit_adds_up(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Where every row has the number."""
    if not d.transit_goods:
        return
    counts = [one.packages for one in d.transit_goods if one.packages is not None]
    if counts and len(counts) == len(d.transit_goods) and d.packages is not None and sum(counts) != d.packages:
        zh, en = f"合计 {sum(counts)} 件，报关单 {d.packages} 件", f"{sum(counts)} in transit, {d.packages} declared"
        yield fault("transit_goods", zh, en)
    weights = [one.weight for one in d.transit_goods if one.weight is not None]
    weight = sum(weights, Decimal(0))
    if d.gross_weight is not None and weight > d.gross_weight:
        zh = f"合计 {said(weight)} 千克，大于毛重 {said(d.gross_weight)}"
        yield fault("transit_goods", zh, f"{said(weight)} kg in transit, gross is {said(d.gross_weight)}")


@rule(
    "WIN-X-177",
    "启用电子关锁的，集装箱列电子关锁号；关锁个数等于所列关锁",
    "With electronic seals every container lists them, and their number is counted",
    fields=("transit.electronic_seal", "transit_containers.seals", "transit_containers.seal_count"),
    basis=DATA_SET,
)
def seals_are_counted(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Numbers of seals are joined by commas."""
    used = d.transit is not None and d.transit.electronic_seal == "Y"
    for number, box in enumerate(d.transit_containers):
        seals = [text for text in box.seals.split(",") if text.strip()]
        if used and not seals:
            path = f"transit_containers[{number}].seals"
            yield fault(path, "启用电子关锁，须列关锁号", "Electronic seals are used: list them")
        if seals and box.seal_count not in ("", str(len(seals))):
            path = f"transit_containers[{number}].seal_count"
            zh, en = f"列了 {len(seals)} 个关锁", f"{len(seals)} seals are listed"
            yield mended(path, zh, en, box.seal_count, len(seals))


@rule(
    "WIN-X-178",
    "转关提运单号与报关单提运单号一致",
    "The bill of the transit is the bill of the declaration",
    fields=("transit_bills.bill_number", "bill_number"),
    severity="warning",
    basis=DATA_SET,
    needs=("transit_bills",),
)
def transit_bill_agrees(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A house bill may stand behind a star (to verify), so the master bill is compared."""
    if not d.bill_number:
        return
    master = d.bill_number.partition("*")[0]
    for number, one in enumerate(d.transit_bills):
        if one.bill_number and one.bill_number.partition("*")[0] != master:
            zh, en = f"报关单为 {d.bill_number}", f"The declaration says {d.bill_number}"
            yield mended(f"transit_bills[{number}].bill_number", zh, en, one.bill_number, d.bill_number)


@rule(
    "WIN-X-179",
    "出口二次转关、出口空运联程、市场采购出口只用于出口",
    "Kinds of transit that name an export are for exports",
    fields=("transit.kind",),
    basis=DATA_SET,
)
def transit_kind_fits_flow(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """By the words of the code."""
    if d.transit is not None and d.transit.kind in _EXPORT_KINDS:
        words = LISTS["transit-kind"].words(d.transit.kind)
        zh, en = (words.zh, words.en) if words else (d.transit.kind, d.transit.kind)
        yield fault("transit.kind", f"{d.transit.kind}（{zh}）用于出口", f"{d.transit.kind} ({en}) is for exports")


@rule(
    "WIN-X-180",
    "转关申报单位和自报自缴的统一社会信用代码校验位正确",
    "Credit codes of the transit and of the self-assessed tax have their check character",
    fields=("transit.applicant", "self_tax.trader_scc"),
    basis=CREDIT_CODE,
    standing="official",
)
def segment_credit_codes_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The edit is that of the check character alone."""
    applicant = d.transit.applicant if d.transit else ""
    trader = d.self_tax.trader_scc if d.self_tax else ""
    for path, code in (("transit.applicant", applicant), ("self_tax.trader_scc", trader)):
        if not code or is_uscc(code):
            continue
        right = uscc_check_character(code[:17]) if len(code) == 18 else None
        zh, en = f"统一社会信用代码 {code} 的长度或校验位不对", f"{code} fails its check character"
        yield mended(path, zh, en, code, code[:17] + right) if right else fault(path, zh, en)


CHECKS = (
    transit_is_told,
    relation_says_transit,
    lists_have_a_head,
    transit_is_whole,
    transit_containers_hold,
    transit_containers_are_declared,
    transit_goods_exist,
    transit_adds_up,
    seals_are_counted,
    transit_bill_agrees,
    segment_credit_codes_hold,
)
IMPORT_CHECKS = (transit_kind_fits_flow,)
