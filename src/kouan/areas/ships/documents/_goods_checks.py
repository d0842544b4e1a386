"""The checks of cargo, dangerous goods, stores and effects, by themselves and against the declaration."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from kouan.kernel.documents import Fault, check
from kouan.kernel.findings import Repair
from kouan.kernel.shapes import Field, fields
from kouan.kernel.words import Words
from kouan.syntax.containers import is_container_number

from . import _numbers as numbers
from ._declaration import ShipCall
from ._faults import misplaced, untidy

HOUSE = "本系统约定 · House rule"
FAL_2 = "IMO FAL 公约 表格2 货物申报单 · IMO FAL Convention, form 2"
FAL_4 = "IMO FAL 公约 表格4 船员物品申报单 · IMO FAL Convention, form 4"
FAL_7 = "IMO FAL 公约 表格7 危险货物舱单 · IMO FAL Convention, form 7"
_HAZARD = re.compile(r"1\.[1-6][A-HJ-LNS]|[2-9](\.[1-6])?")
_POSITION = re.compile(r"\d{7}")


@check(
    "quantities",
    Words(
        "清单中的数量、重量、体积不为负；毛重大于0。",
        "Quantities, weights and volumes are not below zero; gross weight is above.",
    ),
    basis=HOUSE,
    standing="house",
    fields=("stores", "crew_effects", "cargo_items", "dangerous_items", "wastes", "ballast", "ballast_tanks"),
)
def quantities(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for place, field, amount in decimals(call):
        if field.name == "gross_weight" and amount <= 0:
            yield Fault(place, Words("毛重应大于0", "Gross weight is above zero"))
        elif field.name != "flash_point" and amount < 0:
            yield Fault(place, Words("不应为负", "Not below zero"))


def decimals(document: msgspec.Struct, path: str = "") -> Iterator[tuple[str, Field, Decimal]]:
    """Every decimal in a document with its place and its field."""
    for field in fields(type(document)):
        value, place = getattr(document, field.name), f"{path}{field.name}"
        if isinstance(value, Decimal):
            yield place, field, value
        elif field.kind == "part" and value is not None:
            yield from decimals(value, f"{place}.")
        elif field.kind == "rows":
            for number, row in enumerate(value):
                yield from decimals(row, f"{place}[{number}].")


@check(
    "list-contradicts-nil",
    Words("声明“无”的，不附清单。", "What is stated nil has no list."),
    basis=FAL_2,
    standing="to-verify",
    fields=("nil.cargo", "nil.dangerous_goods", "nil.waste", "nil.illness"),
)
def list_contradicts_nil(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    lists = {
        "cargo": bool(call.cargo_items),
        "dangerous_goods": bool(call.dangerous_items),
        "waste": any(w.to_deliver for w in call.wastes),
        "illness": bool(call.health_cases) or bool(call.health.death or call.health.ill_now),
    }
    for name, listed in lists.items():
        if listed and getattr(call.nil, name) == "nil":
            words = Words("声明为无，却列有内容", "Stated nil, and yet listed")
            yield Fault(f"nil.{name}", words, Repair(f"nil.{name}", "nil", "listed"))


@check(
    "dangerous-listed",
    Words("声明有危险货物的，附危险货物舱单。", "Dangerous goods that are stated come with their manifest."),
    basis=FAL_7,
    standing="to-verify",
    fields=("nil.dangerous_goods", "dangerous_items"),
    severity="warning",
)
def dangerous_listed(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    if call.nil.dangerous_goods == "listed" and not call.dangerous_items:
        yield Fault("dangerous_items", Words("危险货物舱单尚未填", "The dangerous goods manifest is not given yet"))


@check(
    "un-number",
    Words("联合国编号为四位数字。", "A UN number has four digits."),
    basis=FAL_7,
    standing="secondary",
    fields=("dangerous_items",),
)
def un_number(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for number, item in enumerate(call.dangerous_items):
        if numbers.is_digits(item.un, 4):
            continue
        bare, place = numbers.tidied(item.un).removeprefix("UN"), f"dangerous_items[{number}].un"
        repair = Repair(place, item.un, bare) if numbers.is_digits(bare, 4) else None
        yield Fault(place, Words("应为四位数字", "Four digits are expected"), repair)


@check(
    "hazard-class",
    Words(
        "危险类别为 1 至 9 的类或项，第 1 类带配装类字母。", "A class or division from 1 to 9; class 1 has its letter."
    ),
    basis=FAL_7,
    standing="to-verify",
    fields=("dangerous_items",),
)
def hazard_class(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for number, item in enumerate(call.dangerous_items):
        if not _HAZARD.fullmatch(item.hazard):
            words = Words("“{h}”不是危险类别", '"{h}" is no class of dangerous goods').with_values(h=item.hazard)
            yield Fault(f"dangerous_items[{number}].hazard", words)


@check(
    "flash-point",
    Words("第 3 类及次要危险含第 3 类的填闪点。", "Class 3, and subsidiary risk 3, state the flash point."),
    basis=FAL_7,
    standing="to-verify",
    fields=("dangerous_items",),
)
def flash_point(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for number, item in enumerate(call.dangerous_items):
        flammable = item.hazard == "3" or "3" in re.split(r"[,，\s]+", item.subsidiary)
        if flammable and item.flash_point is None:
            yield Fault(f"dangerous_items[{number}].flash_point", Words("请填闪点", "Give the flash point"))


@check(
    "dangerous-weights",
    Words("净重不大于毛重，第 1 类填净爆炸物质量。", "Net is not above gross; class 1 states its explosive mass."),
    basis=FAL_7,
    standing="to-verify",
    fields=("dangerous_items",),
)
def dangerous_weights(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for number, item in enumerate(call.dangerous_items):
        place = f"dangerous_items[{number}]"
        if item.net_weight is not None and item.net_weight > item.gross_weight:
            yield Fault(f"{place}.net_weight", Words("净重大于毛重", "Net is above gross"))
        if item.hazard.startswith("1.") and item.explosive_weight is None:
            yield Fault(f"{place}.explosive_weight", Words("请填净爆炸物质量", "Give the net explosive mass"))


@check(
    "dangerous-stowed",
    Words("危险货物填积载位置或所在集装箱。", "Dangerous goods say where they are stowed, or in which container."),
    basis=FAL_7,
    standing="to-verify",
    fields=("dangerous_items",),
    severity="warning",
)
def dangerous_stowed(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for number, item in enumerate(call.dangerous_items):
        place = f"dangerous_items[{number}].position"
        if not item.position and not item.container:
            yield Fault(place, Words("没有积载位置，也没有集装箱", "Neither a position nor a container"))
        elif item.position and not _POSITION.fullmatch(item.position):
            yield Fault(place, Words("应为七位数字", "Seven digits are expected"))


@check(
    "container-number",
    Words("集装箱号合乎 ISO 6346，末位为校验码。", "A container number fits ISO 6346, the last digit a check."),
    basis="ISO 6346",
    standing="secondary",
    fields=("cargo_items", "dangerous_items"),
    severity="warning",
)
def container_number(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for name in ("cargo_items", "dangerous_items"):
        for number, item in enumerate(getattr(call, name)):
            if item.container and not is_container_number(item.container):
                words = Words("箱号或校验码不符", "The number or its check digit does not fit")
                yield untidy(f"{name}[{number}].container", item.container, is_container_number, words)


@check(
    "cargo-place-codes",
    Words("装货港、卸货港为5位地点代码。", "Ports of loading and discharge are place codes of five characters."),
    basis="UN/LOCODE",
    standing="secondary",
    fields=("cargo_items",),
)
def cargo_place_codes(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for number, item in enumerate(call.cargo_items):
        for name in ("loaded_at", "discharged_at"):
            yield from misplaced(f"cargo_items[{number}].{name}", getattr(item, name))


@check(
    "effects-name-a-seafarer",
    Words("船员物品的序号在船员名单内。", "The effects name a row of the crew list."),
    basis=FAL_4,
    standing="secondary",
    fields=("crew_effects", "crew_list"),
)
def effects_name_a_seafarer(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for number, effect in enumerate(call.crew_effects):
        if effect.seafarer > len(call.crew_list):
            words = Words("船员名单没有第{n}行", "The crew list has no row {n}").with_values(n=effect.seafarer)
            yield Fault(f"crew_effects[{number}].seafarer", words)


CHECKS = (
    quantities,
    list_contradicts_nil,
    dangerous_listed,
    un_number,
    hazard_class,
    flash_point,
    dangerous_weights,
    dangerous_stowed,
    container_number,
    cargo_place_codes,
    effects_name_a_seafarer,
)
"""In the order of the lists."""
