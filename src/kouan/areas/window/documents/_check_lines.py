"""Checks of goods lines beyond amounts: countries, preference, transport, records, inspection, currency."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from kouan.areas.window.codes import LISTS
from kouan.kernel.documents import Fault

from ._check_required import NO_CROSSING
from ._law import DATA_SET, fault, mended, said
from ._parts import Declaration, Line
from ._rule import rule

HALF_FACTOR = Decimal("0.0005")
"""Half a step of a ratio of units, which has three decimals."""
HOME = "CHN"
NOTHING = Line.__struct_defaults__[Line.__struct_fields__.index("inspection") - len(Line.__struct_fields__)]
"""The very default of a line's inspection group: nobody touched it."""


@rule(
    "WIN-X-017",
    "成交数量乘比例因子等于法定第一数量",
    "Quantity times ratio is the first statutory quantity",
    fields=("goods.processing.factor", "goods.quantity", "goods.first_quantity"),
    severity="warning",
    basis=DATA_SET,
    needs=("goods.processing",),
)
def factors_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Tolerance: the quantity times half a step of the ratio, at least 0.01."""
    for number, line in enumerate(d.goods):
        factor = line.processing.factor
        if factor is None or line.quantity is None or line.first_quantity is None:
            continue
        should = line.quantity * factor
        if abs(should - line.first_quantity) > max(Decimal("0.01"), line.quantity * HALF_FACTOR):
            zh = f"{said(line.quantity)} × {said(factor)} ≠ {said(line.first_quantity)}"
            yield fault(f"goods[{number}].processing.factor", f"比例因子不符：{zh}", f"The ratio does not hold: {zh}")


@rule(
    "WIN-X-018",
    "成交数量大于零",
    "A quantity is above zero",
    fields=("goods.quantity",),
)
def quantities_are_positive(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Of the deal."""
    for number, line in enumerate(d.goods):
        if line.quantity is not None and line.quantity == 0:
            yield fault(f"goods[{number}].quantity", "成交数量为零", "The quantity is zero")


@rule(
    "WIN-X-019",
    "按率填报的费用小于100%",
    "A cost given as a rate is below 100 %",
    fields=("freight", "insurance", "other_costs"),
    severity="warning",
)
def rates_are_rates(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Who writes 300 as a rate meant a total."""
    for name in ("freight", "insurance", "other_costs"):
        cost = getattr(d, name)
        if cost.mark == "1" and cost.amount is not None and cost.amount >= 100:
            zh, en = f"费率 {said(cost.amount)}% 过大，是否应按总价填报", f"A rate of {said(cost.amount)} %: a total?"
            yield fault(f"{name}.amount", zh, en)


@rule(
    "WIN-X-020",
    "出口货物的最终目的国不是中国；报文中两栏对换，本单证的原产国和最终目的国从不对换",
    "Exports do not end in China: a message swaps the two countries, this document never does",
    fields=("goods.origin_country", "goods.destination_country"),
)
def exports_leave(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """An export with destination CHN and a foreign origin was filled in as the message has it."""
    if d.transport_mode in NO_CROSSING:
        return
    for number, line in enumerate(d.goods):
        if line.destination_country == HOME and line.origin_country not in ("", HOME):
            zh = f"原产国 {line.origin_country} 与最终目的国 CHN 像是填反了"
            en = f"Origin {line.origin_country} and destination CHN seem swapped"
            yield fault(f"goods[{number}].destination_country", zh, en)


@rule(
    "WIN-X-025",
    "非直接运输须填中转国（地区）",
    "Goods that did not come directly name the countries of transit",
    fields=(
        "goods.transit.direct",
        "goods.transit.countries",
        "supplements.origin.direct",
        "supplements.origin.countries",
    ),
    basis=DATA_SET,
)
def transit_is_named(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Direct transport is a condition of a preference. At the line, and where a supplement tells the origin."""
    zh, en = "非直接运输，须填中转国（地区）", "Not direct: name the countries of transit"
    for number, line in enumerate(d.goods):
        if line.transit.direct == "0" and not line.transit.countries:
            yield fault(f"goods[{number}].transit.countries", zh, en)
    for number, one in enumerate(d.supplements):
        if one.origin.direct == "0" and not one.origin.countries:
            yield fault(f"supplements[{number}].origin.countries", zh, en)


@rule(
    "WIN-X-026",
    "协定项下原产地一般与原产国一致",
    "The origin under an agreement is usually the country of origin",
    fields=("goods.agreement_origin", "goods.origin_country"),
    severity="warning",
    needs=("goods.agreement_origin",),
)
def origins_agree(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Differing origins are lawful in some agreements."""
    for number, line in enumerate(d.goods):
        if line.agreement_origin and line.origin_country and line.agreement_origin != line.origin_country:
            zh = f"协定项下 {line.agreement_origin}，原产国 {line.origin_country}"
            en = f"Under the agreement {line.agreement_origin}, origin {line.origin_country}"
            yield fault(f"goods[{number}].agreement_origin", zh, en)


@rule(
    "WIN-X-027",
    "享受协定税率须在随附单证中列原产地证明（代码Y）",
    "A preference lists its proof of origin (code Y) among the documents",
    fields=("goods.agreement", "licences"),
    severity="warning",
)
def proofs_are_listed(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """One document Y a declaration, whatever the number of lines."""
    if any(line.agreement for line in d.goods) and not any(one.kind == "Y" for one in d.licences):
        yield fault("licences", "随附单证中没有原产地证明（Y）", "The documents list no proof of origin (Y)")


@rule(
    "WIN-X-028",
    "使用手册、账册备案号时每项填备案序号",
    "Under a handbook or ledger every line names its item there",
    fields=("record_number", "goods.manual_item"),
    severity="warning",
)
def records_name_items(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Records whose number begins with B, C, D or E."""
    if d.record_number[:1] not in ("B", "C", "D", "E"):
        return
    for number, line in enumerate(d.goods):
        if line.manual_item is None:
            yield fault(f"goods[{number}].manual_item", "未填备案序号", "Name the item of the record")


@rule(
    "WIN-X-029",
    "进口货物的最终目的国一般为中国",
    "Imports usually end in China",
    fields=("goods.destination_country",),
    severity="warning",
)
def imports_stay(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Transit and re-export are told in the remarks."""
    for number, line in enumerate(d.goods):
        if line.destination_country not in ("", HOME):
            zh, en = f"最终目的国为 {line.destination_country}", f"The destination is {line.destination_country}"
            yield mended(f"goods[{number}].destination_country", zh, en, line.destination_country, HOME)


@rule(
    "WIN-X-058",
    "一份报关单一种币制",
    "One declaration, one currency",
    fields=("goods.currency",),
    severity="warning",
    basis=DATA_SET,
)
def one_currency(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """To verify."""
    first = d.goods[0].currency
    for number, line in enumerate(d.goods):
        if line.currency != first and line.currency and first:
            zh, en = (
                f"首项币制 {first}，本项 {line.currency}",
                f"The first line is in {first}, this one in {line.currency}",
            )
            yield fault(f"goods[{number}].currency", zh, en)
            return


@rule(
    "WIN-X-063",
    "货物属性代码在代码表内",
    "Attributes of the goods stand in their list",
    fields=("goods.inspection.attributes",),
    basis=DATA_SET,
    standing="secondary",
)
def attributes_exist(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Several, comma-separated."""
    known = LISTS["goods-attribute"]
    for number, line in enumerate(d.goods):
        for code in filter(None, line.inspection.attributes.split(",")):
            if known.on(code.strip(), on) is None:
                yield fault(f"goods[{number}].inspection.attributes", f"没有货物属性 {code}", f"No attribute {code}")


def _as_day(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y%m%d").replace(tzinfo=dt.UTC).date() if len(text) == 8 else None
    except ValueError:
        return None


@rule(
    "WIN-X-064",
    "生产日期为年月日8位，多个以分号相连；有效期为年月日8位",
    "Days of production are yyyyMMdd joined by semicolons; so is the day of validity",
    fields=("goods.inspection.produced", "goods.inspection.valid_until"),
    basis=DATA_SET,
)
def days_are_days(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Half-width semicolons."""
    for number, line in enumerate(d.goods):
        if line.inspection is NOTHING:
            continue
        held = line.inspection
        odd = [t for t in held.produced.split(";") if t and not _as_day(t)]
        if odd:
            path = f"goods[{number}].inspection.produced"
            yield fault(path, f"{odd[0]} 不是年月日8位", f"{odd[0]} is no day of 8 digits")
        if held.valid_until and not _as_day(held.valid_until):
            path = f"goods[{number}].inspection.valid_until"
            yield fault(path, f"{held.valid_until} 不是年月日8位", f"{held.valid_until} is no day of 8 digits")


@rule(
    "WIN-X-065",
    "产品未过有效期，生产日期不晚于申报日",
    "Goods have not expired and were not made after the filing",
    fields=("goods.inspection.valid_until", "goods.inspection.produced"),
    severity="warning",
)
def goods_are_fresh(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Against the day of the law."""
    for number, line in enumerate(d.goods):
        if line.inspection is NOTHING:
            continue
        ends = _as_day(line.inspection.valid_until)
        if ends and ends < on:
            path = f"goods[{number}].inspection.valid_until"
            yield fault(path, f"已于 {ends} 过期", f"Expired on {ends}")
        made = [day for t in line.inspection.produced.split(";") if (day := _as_day(t))]
        if made and max(made) > on:
            path = f"goods[{number}].inspection.produced"
            yield fault(path, f"生产日期 {max(made)} 晚于申报日", f"Made on {max(made)}, after the filing")


@rule(
    "WIN-X-072",
    "联合国危险货物编号为4位数字",
    "A UN number has four digits",
    fields=("goods.un_number",),
    severity="warning",
)
def un_numbers_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """With or without the letters UN before it."""
    for number, line in enumerate(d.goods):
        digits = line.un_number.removeprefix("UN")
        if line.un_number and not (len(digits) == 4 and digits.isascii() and digits.isdecimal()):
            path = f"goods[{number}].un_number"
            yield fault(path, f"{line.un_number} 不是4位编号", f"{line.un_number} is not of four digits")


@rule(
    "WIN-X-087",
    "禁限管制识别码为4位",
    "A code of bans and controls has 4 characters",
    fields=("goods.inspection.control_code",),
    basis=DATA_SET,
)
def control_codes_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Which codes there are is not public."""
    for number, line in enumerate(d.goods):
        text = line.inspection.control_code
        if text and len(text) != 4:
            path = f"goods[{number}].inspection.control_code"
            yield fault(path, f"{text} 不是4位", f"{text} has not 4 characters")


CHECKS = (
    factors_hold,
    quantities_are_positive,
    rates_are_rates,
    transit_is_named,
    origins_agree,
    proofs_are_listed,
    records_name_items,
    one_currency,
    attributes_exist,
    days_are_days,
    goods_are_fresh,
    un_numbers_hold,
    control_codes_hold,
)
EXPORT_CHECKS = (exports_leave,)
IMPORT_CHECKS = (imports_stay,)
