"""Checks against reference tables: what the code, the mode, the record, the mandate or the licence allows.

Where the table is not loaded nothing is found, and the rule's page says that it is unverified.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kouan.areas.window import reference
from kouan.areas.window.reference.tables import (
    Commodity,
    HandbookItem,
    LicenceBalance,
    LiveItem,
    LiveLicence,
    Mandate,
    Membership,
    PriceSpan,
    RecordLetter,
    Reference,
    Triple,
)
from kouan.kernel.documents import Fault

from ._law import CUSTOMS_LAW, FILLING_IN, fault, mended, said
from ._parts import Declaration, Line
from ._rule import rule


@rule(
    "WIN-X-005",
    "商品编号当日有效，法定单位为该编号的单位；有第二单位才填第二数量",
    "The code is in force on the day, statutory units are its own; a second quantity only with a second unit",
    fields=("goods.commodity_code", "goods.first_unit", "goods.second_unit", "goods.second_quantity"),
    tables=("commodities",),
)
def units_are_the_code_s(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A code that the table has in other spans has ended, or has not begun; one that it lacks is unverified."""
    tables = reference.of(d)
    if tables is None or d.filing == "5":
        return
    for number, line in enumerate(d.goods):
        spans = tables.rows(Commodity, line.commodity_code)
        now = next((row for row in spans if row.holds(on)), None)
        if now is not None:
            yield from _units(number, line, now)
        elif spans:
            ends = max(row.valid_to or row.valid_from or on for row in spans)
            zh, en = (
                f"编号 {line.commodity_code} 在申报日无效（{ends}）",
                f"{line.commodity_code} is not in force ({ends})",
            )
            yield fault(f"goods[{number}].commodity_code", zh, en)


def _units(number: int, line: Line, row: Commodity) -> Iterator[Fault]:
    path = f"goods[{number}]"
    for name, right in (("first_unit", row.first_unit), ("second_unit", row.second_unit)):
        held = getattr(line, name)
        if held != right:
            zh, en = f"该编号的法定单位为 {right or '无'}", f"The code's unit is {right or 'none'}"
            yield mended(f"{path}.{name}", zh, en, held, right or None)
    if row.second_unit and line.second_quantity is None:
        yield fault(
            f"{path}.second_quantity", "该编号有第二单位，须填第二数量", "The code has a second unit: fill it in"
        )
    elif not row.second_unit and line.second_quantity is not None:
        held = line.second_quantity
        yield mended(f"{path}.second_quantity", "该编号没有第二单位", "The code has no second unit", held, None)


@rule(
    "WIN-X-012",
    "监管方式、征免性质、征免方式为当日允许的组合",
    "Supervision mode, nature of levy and way of levy are an allowed triple on that day",
    fields=("trade_mode", "levy_nature", "goods.duty_mode"),
    tables=("levy-matrix",),
)
def triples_are_allowed(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A mode that the matrix does not name is unverified."""
    tables = reference.of(d)
    if tables is None or not d.levy_nature:
        return
    rows = tables.on(Triple, on, d.trade_mode, d.levy_nature)
    if not rows:
        if _names_mode(tables, d.trade_mode):
            zh, en = f"{d.trade_mode} 不能与 {d.levy_nature} 并用", f"{d.trade_mode} does not go with {d.levy_nature}"
            yield fault("levy_nature", f"征免性质不符：{zh}", en)
        return
    ways = {way for row in rows for way in row.duty_modes.split()}
    for number, line in enumerate(d.goods):
        if "*" not in ways and line.duty_mode and line.duty_mode not in ways:
            only = "、".join(sorted(ways))
            path, zh, en = f"goods[{number}].duty_mode", f"征免方式应为 {only}", f"The way of levy is {only}"
            if len(ways) == 1:
                yield mended(path, zh, en, line.duty_mode, only)
            else:
                yield fault(path, zh, en)


def _names_mode(tables: Reference, mode: str) -> bool:
    return any(key[0] == mode for key in tables.tables.get("levy-matrix", {}))


@rule(
    "WIN-X-013",
    "备案号首字母与监管方式相符",
    "The first letter of the record number fits the mode",
    fields=("record_number", "trade_mode"),
    tables=("record-letters",),
)
def records_fit_modes(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A letter that the table does not name is unverified."""
    tables = reference.of(d)
    rows = tables.on(RecordLetter, on, d.record_number[:1]) if tables and d.record_number else ()
    if rows and d.trade_mode not in {row.trade_mode for row in rows}:
        modes = "、".join(sorted({row.trade_mode for row in rows}))
        zh, en = f"{d.record_number[0]} 类备案用于 {modes}", f"Records of letter {d.record_number[0]} are for {modes}"
        yield fault("record_number", zh, en)


@rule(
    "WIN-X-014",
    "商品编号的监管条件所要求的单证都已列明编号",
    "Every document the code asks for is listed with a number",
    fields=("goods.commodity_code", "licences"),
    tables=("commodities",),
)
def asked_documents_are_listed(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """By the code of the document, import and export apart."""
    tables = reference.of(d)
    if tables is None:
        return
    held = {one.kind for one in d.licences}
    for number, line in enumerate(d.goods):
        for row in tables.on(Commodity, on, line.commodity_code):
            for kind in row.import_documents if d.FLOW == "import" else row.export_documents:
                if kind not in held:
                    zh, en = f"该编号要求单证 {kind}", f"The code asks for document {kind}"
                    yield fault(f"goods[{number}].commodity_code", zh, en)


@rule(
    "WIN-X-015",
    "手册项号存在，编号、单位相符，余量足够",
    "The item of the handbook exists, matches code and unit, and has remainder",
    fields=("record_number", "goods.manual_item", "goods.quantity"),
    tables=("handbooks",),
)
def handbooks_cover(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Lines of one item count together."""
    tables = reference.of(d)
    if tables is None or not d.record_number or not tables.has("handbooks"):
        return
    used: dict[int, Decimal] = {}
    for number, line in enumerate(d.goods):
        if line.manual_item is None:
            continue
        used[line.manual_item] = used.get(line.manual_item, Decimal(0)) + (line.quantity or Decimal(0))
        row = next(iter(tables.on(HandbookItem, on, d.record_number, line.manual_item)), None)
        yield from _handbook(number, line, row, used[line.manual_item])


def _handbook(number: int, line: Line, row: HandbookItem | None, used: Decimal) -> Iterator[Fault]:
    path = f"goods[{number}]"
    if row is None:
        zh, en = f"备案中没有第 {line.manual_item} 项", f"The record has no item {line.manual_item}"
        yield fault(f"{path}.manual_item", zh, en)
        return
    if row.code != line.commodity_code or row.unit != line.unit:
        zh, en = f"备案为 {row.code}、单位 {row.unit}", f"The record has {row.code} in unit {row.unit}"
        yield fault(f"{path}.manual_item", zh, en)
    if used > row.remainder:
        yield _short(f"{path}.quantity", line.quantity, used, row.remainder, not isinstance(row, LiveItem) or row.told)


@rule(
    "WIN-X-021",
    "申报要素个数与编号要求一致；品牌类型为0则不填品牌",
    "Declaration elements are as many as the code demands; brand kind 0 means no brand",
    fields=("goods.specification", "goods.inspection.brands"),
    tables=("commodities",),
)
def elements_are_counted(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Elements are joined by |."""
    tables = reference.of(d)
    if tables is None or d.filing == "5":
        return
    for number, line in enumerate(d.goods):
        for row in tables.on(Commodity, on, line.commodity_code):
            elements = line.specification.split("|")
            if row.elements is not None and len(elements) != row.elements:
                zh = f"要求 {row.elements} 个申报要素，填了 {len(elements)} 个"
                en = f"{row.elements} elements are asked for, {len(elements)} are given"
                yield fault(f"goods[{number}].specification", zh, en)
            if (
                row.brand_element
                and elements[row.brand_element - 1 : row.brand_element] == ["0"]
                and line.inspection.brands
            ):
                path, held = f"goods[{number}].inspection.brands", line.inspection.brands
                yield mended(path, "品牌类型为0，不填品牌", "Brand kind 0: no brand", held, None)


@rule(
    "WIN-X-042",
    "申报单位与境内收发货人不同时，当日有有效委托",
    "An agent that is not the domestic party holds a mandate valid that day",
    fields=("agent.code", "trader.code"),
    basis=CUSTOMS_LAW,
    tables=("mandates",),
)
def agents_are_mandated(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """By customs codes."""
    tables = reference.of(d)
    if tables is None or not tables.has("mandates") or not d.agent.code or d.agent.code == d.trader.code:
        return
    if not tables.on(Mandate, on, d.trader.code, d.agent.code):
        zh, en = (
            f"{d.trader.code} 没有给 {d.agent.code} 的有效委托",
            f"{d.agent.code} holds no mandate of {d.trader.code}",
        )
        yield fault("agent.code", zh, en)


_ASKED: Mapping[str, str] = {"ciq_code": "检验检疫编码", "purpose": "用途", "attributes": "货物属性"}


@rule(
    "WIN-X-061",
    "须检验检疫的编号填检验检疫编码、用途和货物属性",
    "A code under inspection has class, purpose and attributes",
    fields=("goods.ciq_code", "goods.inspection.purpose", "goods.inspection.attributes"),
    tables=("commodities",),
)
def inspected_codes_say_more(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Condition A for imports, B for exports."""
    tables = reference.of(d)
    if tables is None or d.filing == "5":
        return
    letter = "A" if d.FLOW == "import" else "B"
    for number, line in enumerate(d.goods):
        for row in tables.on(Commodity, on, line.commodity_code):
            for name, zh in _ASKED.items() if letter in row.inspected else ():
                place = name if name == "ciq_code" else f"inspection.{name}"
                if not (line.ciq_code if name == "ciq_code" else getattr(line.inspection, name)):
                    path = f"goods[{number}].{place}"
                    yield fault(path, f"须检验检疫：填{zh}", "Under inspection: fill it in")


@rule(
    "WIN-X-070",
    "核销不超过许可证余量，单位、单位名称、商品、国别、日期相符；一批一证用一次",
    "A write-off is within the licence's remainder, in its unit, for its party, goods, country and day; one batch, once",
    fields=("goods_limits",),
    tables=("licences",),
)
def licences_have_remainder(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """Write-offs of one licence count together. A class that the table does not name is unverified."""
    tables = reference.of(d)
    if tables is None or not tables.has("licences"):
        return
    used: dict[tuple[str, str], Decimal] = {}
    lines = {line.item: line for line in d.goods}
    for number, limit in enumerate(d.goods_limits):
        key = limit.kind, limit.number
        used[key] = used.get(key, Decimal(0)) + (limit.quantity or Decimal(0))
        row = next(iter(tables.on(LicenceBalance, on, *key)), None)
        if row is not None and row.party == d.trader.code:
            yield from _for_goods(number, row, lines.get(limit.item))
            yield from _written_off(number, limit, row, used[key])
        elif any(kind == limit.kind for kind, _ in tables.tables["licences"]):
            zh = f"没有本单位（{d.trader.code}）当日有效的许可证 {limit.number}"
            en = f"The party ({d.trader.code}) holds no licence {limit.number} in force that day"
            yield fault(f"goods_limits[{number}].number", zh, en)


def _for_goods(number: int, row: LicenceBalance, line: Line | None) -> Iterator[Fault]:
    path = f"goods_limits[{number}].number"
    if isinstance(row, LiveLicence) and row.used:
        yield fault(path, "一批一证，已用过", "It is for one batch, and was used")
    if line is None:
        return
    if row.country and row.country != line.origin_country:
        zh = f"许可证限国别 {row.country}，申报为 {line.origin_country or '空'}"
        yield fault(path, zh, f"It is for {row.country}, declared is {line.origin_country or 'nothing'}")
    if not row.covers(line.commodity_code):
        zh = f"许可证限商品编号 {row.codes}，申报为 {line.commodity_code}"
        yield fault(path, zh, f"It is for codes {row.codes}, declared is {line.commodity_code}")


def _written_off(number: int, limit: Any, row: LicenceBalance, used: Decimal) -> Iterator[Fault]:
    path = f"goods_limits[{number}]"
    live = row if isinstance(row, LiveLicence) else None
    if live and (limit.quantity is None or not limit.quantity > 0):
        yield fault(f"{path}.quantity", "许可证按数量核销：填核销数量", "The licence is counted: say how much is used")
    elif limit.unit and limit.unit != row.unit:
        yield mended(
            f"{path}.unit", f"许可证单位为 {row.unit}", f"The licence is in unit {row.unit}", limit.unit, row.unit
        )
    elif used > row.remainder and not (live and live.used):
        yield _short(f"{path}.quantity", limit.quantity, used, row.remainder, live is None or live.told)


def _short(path: str, quantity: Decimal | None, used: Decimal, remainder: Decimal, told: bool) -> Fault:
    """Too much: with both values and the smallest edit for whoever may know the remainder."""
    if not told:
        return fault(
            path,
            f"核销 {said(used)} 超过余量；余量只告知持证单位",
            f"{said(used)} is above what remains: ask its holder",
        )
    zh, en = f"核销 {said(used)} 超过余量 {said(remainder)}", f"{said(used)} is above the remainder {said(remainder)}"
    left = (quantity or Decimal(0)) - (used - remainder)
    return mended(path, zh, en, quantity, left) if left > 0 else fault(path, zh, en)


@rule(
    "WIN-X-073",
    "协定项下原产地为该协定的成员",
    "The origin under an agreement is a party to it",
    fields=("goods.agreement", "goods.agreement_origin"),
    tables=("agreements",),
)
def origins_are_parties(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """The part of WIN-X-024 that needs the table of agreements."""
    tables = reference.of(d)
    if tables is None:
        return
    for number, line in enumerate(d.goods):
        rows = tables.on(Membership, on, line.agreement) if line.agreement and line.agreement_origin else ()
        if rows and line.agreement_origin not in {row.country for row in rows}:
            zh = f"{line.agreement_origin} 不是协定 {line.agreement} 的成员"
            yield fault(
                f"goods[{number}].agreement_origin", zh, f"{line.agreement_origin} is no party to {line.agreement}"
            )


@rule(
    "WIN-X-090",
    "每法定单位的价格在该编号的通常范围内",
    "The price a statutory unit is within the usual span of the code",
    fields=("goods.total", "goods.first_quantity"),
    severity="warning",
    basis=FILLING_IN,
    standing="house",
    tables=("price-spans",),
)
def prices_are_usual(d: Declaration, on: dt.date) -> Iterator[Fault]:
    """A warning that stays visible on an accepted declaration."""
    tables = reference.of(d)
    if tables is None:
        return
    for number, line in enumerate(d.goods):
        if not line.total or not line.first_quantity:
            continue
        for row in tables.on(PriceSpan, on, line.commodity_code, line.currency):
            if not row.least * line.first_quantity <= line.total <= row.most * line.first_quantity:
                zh = f"单价不在通常的 {said(row.least)} 至 {said(row.most)} {row.currency} 之间"
                en = f"Not within the usual {said(row.least)} to {said(row.most)} {row.currency} a unit"
                yield fault(f"goods[{number}].total", zh, en)


CHECKS = (
    units_are_the_code_s,
    triples_are_allowed,
    records_fit_modes,
    asked_documents_are_listed,
    handbooks_cover,
    elements_are_counted,
    agents_are_mandated,
    inspected_codes_say_more,
    licences_have_remainder,
    origins_are_parties,
    prices_are_usual,
)
