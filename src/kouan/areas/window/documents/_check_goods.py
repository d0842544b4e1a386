"""Checks of lines, containers, packing, dangerous goods, preference, transport and statements."""

import datetime as dt
from collections.abc import Iterator

from kouan.kernel.documents import Fault, check
from kouan.kernel.words import Words
from kouan.syntax.containers import check_digit, is_container_number

from ._check_amounts import WOODEN
from ._check_required import NO_CROSSING
from ._law import CONTAINERS, FILLING_IN, fault, mended
from ._parts import Declaration, Line


@check(
    "WIN-X-008",
    Words("项号从1起连续", "Items run from 1 without gaps"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("goods.item",),
)
def items_run(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The number of lines (at most 50) is held by the shape."""
    for number, line in enumerate(d.goods):
        if line.item != number + 1:
            yield mended(f"goods[{number}].item", f"应为 {number + 1}", f"It is {number + 1}", line.item, number + 1)


@check(
    "WIN-X-022",
    Words("经停港/指运港所属国与启运国/运抵国一致，中转除外", "The port lies in the country named, unless transhipped"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("partner_port", "partner_country"),
    severity="warning",
)
def port_lies_in_country(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Port codes of this list begin with the letters of their country."""
    country = d.partner_port[:3]
    if country.isalpha() and len(d.partner_country) == 3 and country != d.partner_country:
        zh = f"港口属 {country}，国别填的是 {d.partner_country}；中转请注明"
        yield fault("partner_port", zh, f"The port lies in {country}, the country named is {d.partner_country}")


@check(
    "WIN-X-023",
    Words(
        "无实际进出境的运输方式：国别为中国，不填提运单号和航次",
        "Where nothing crosses the border: China, no bill, no voyage",
    ),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("transport_mode", "partner_country", "bill_number", "voyage"),
)
def no_crossing_no_bill(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Modes 0, 1, 7, 8, W, X, Y, Z."""
    if d.transport_mode not in NO_CROSSING:
        return
    if d.partner_country and d.partner_country != "CHN":
        yield mended("partner_country", "无实际进出境填中国", "Nothing crosses: CHN", d.partner_country, "CHN")
    for name in ("bill_number", "voyage"):
        if getattr(d, name):
            yield mended(name, "无实际进出境不填", "Nothing crosses: leave it empty", getattr(d, name), None)


@check(
    "WIN-X-024",
    Words("享受协定税率须填协定、协定原产地、证明编号和项号", "A preference has agreement, origin, proof and its item"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("goods.agreement", "goods.agreement_origin", "goods.origin_proof", "goods.origin_proof_item"),
)
def preference_is_whole(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """All four or none. Whether the origin is a party needs the table of agreements."""
    names = ("agreement", "agreement_origin", "origin_proof", "origin_proof_item")
    for number, line in enumerate(d.goods):
        empty = [n for n in names if getattr(line, n) in ("", None)]
        if empty and len(empty) < len(names):
            for name in empty:
                yield fault(
                    f"goods[{number}].{name}", "优惠原产地四项须同填", "The four data of a preference belong together"
                )


@check(
    "WIN-X-030",
    Words("集装箱号校验位正确", "A container number has its check digit"),
    basis=CONTAINERS,
    standing="official",
    fields=("containers.number",),
)
def container_numbers_hold(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Four letters, six digits, one check digit."""
    for number, box in enumerate(d.containers):
        if is_container_number(box.number):
            continue
        path, right = f"containers[{number}].number", check_digit(box.number[:10])
        if right and len(box.number) in (10, 11):
            zh, en = f"校验位应为 {right}", f"The check digit is {right}"
            yield mended(path, zh, en, box.number, box.number[:10] + right)
        else:
            yield fault(path, "应为4位字母、6位数字和1位校验位", "Four letters, six digits and a check digit")


@check(
    "WIN-X-033",
    Words(
        "集装箱所列项号须存在，每项商品至少在一个集装箱内", "Containers name existing items, and every item is in one"
    ),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("containers.items", "goods.item"),
    needs=("containers",),
)
def containers_hold_the_goods(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Only where there are containers at all."""
    items = {str(line.item) for line in d.goods}
    loaded: set[str] = set()
    for number, box in enumerate(d.containers):
        named = {text.strip() for text in box.items.split(",") if text.strip()}
        loaded |= named
        for stray in sorted(named - items):
            yield fault(f"containers[{number}].items", f"没有第 {stray} 项商品", f"There is no item {stray}")
    if d.containers:
        for stray in sorted(items - loaded, key=int):
            yield fault("containers", f"第 {stray} 项商品不在任何集装箱内", f"Item {stray} is in no container")


def _dangerous(line: Line) -> dict[str, str]:
    return {n: getattr(line, n) for n in ("un_number", "dangerous_name", "packing_group", "dangerous_packing")}


@check(
    "WIN-X-060",
    Words("危险货物四项同填；申明非危险化学品则都不填", "Dangerous goods have all four data; declared harmless, none"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("goods.un_number", "goods.dangerous_name", "goods.packing_group", "goods.not_dangerous"),
    needs=("goods.un_number", "goods.dangerous_name", "goods.packing_group", "goods.dangerous_packing"),
)
def dangerous_goods_are_whole(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """UN number, name, packing group, packing specification."""
    for number, line in enumerate(d.goods):
        data, path = _dangerous(line), f"goods[{number}]"
        if line.not_dangerous and any(data.values()):
            for name in (n for n, value in data.items() if value):
                zh, en = "申明非危险化学品则不填", "Declared harmless: leave it empty"
                yield mended(f"{path}.{name}", zh, en, data[name], None)
        elif any(data.values()) and not all(data.values()):
            for name in (n for n, value in data.items() if not value):
                yield fault(f"{path}.{name}", "危险货物四项须同填", "The four data of dangerous goods belong together")


@check(
    "WIN-X-062",
    Words(
        "木质包装须答检疫问题；有其他包装则不勾“无其他包装”", "Wood brings quarantine; other packing is told or denied"
    ),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("packing", "other_packs", "no_other_packing"),
    severity="warning",
)
def packing_is_told(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Kinds 23, 33, 92, 93 and 98 are of wood or plants."""
    if d.no_other_packing and d.other_packs:
        yield mended("no_other_packing", "填了其他包装", "Other packing is listed", "true", "false")
    if not d.no_other_packing and not d.other_packs:
        yield mended("no_other_packing", "没有列明其他包装", "No other packing is listed", "false", "true")
    if d.packing in WOODEN or any(p.kind in WOODEN for p in d.other_packs):
        yield fault("packing", "植物性包装：可能须检疫，请备好证明", "Packing of plant material may need quarantine")


@check(
    "WIN-X-080",
    Words("价格影响确认为“是”时，特殊关系确认须为“是”", "A price is influenced by a relation only where there is one"),
    basis=FILLING_IN,
    standing="to-verify",
    fields=("price_statements",),
)
def influence_needs_relation(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Flags are 1, 0 or 9."""
    stated = d.price_statements
    if stated.price_influence == "1" and stated.special_relation != "1":
        path = "price_statements.special_relation"
        yield mended(path, "价格受影响则存在特殊关系", "Influence needs a relation", stated.special_relation, 1)


CHECKS = (
    items_run,
    port_lies_in_country,
    no_crossing_no_bill,
    preference_is_whole,
    container_numbers_hold,
    containers_hold_the_goods,
    dangerous_goods_are_whole,
    packing_is_told,
    influence_needs_relation,
)
