"""From our import or export declaration to a WCO one for China, with the list of all that it can not carry."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from kouan.kernel.formats import Loss
from kouan.kernel.words import Words
from kouan.syntax.countries import TWO

from ._wco_codes import BILLS, CONTRACT, FILING, LINE, PARTIES, WAYS, Way
from ._wco_flat import Flat, unflatten
from ._wco_parts import SHAPES, MetaData

KILOGRAM = "035"
_WHY = Words("WCO 模型中没有对应元素", "The WCO model has no element for it")


class Ours:
    """Our declaration by paths; what is taken is gone, what remains is the loss."""

    def __init__(self, document: msgspec.Struct) -> None:
        unsaid = dict(leaves(msgspec.to_builtins(_emptied(document))))
        said = leaves(msgspec.to_builtins(document))
        self.values = {p: v for p, v in said if v != unsaid.get(p, "false" if v == "false" else "")}

    def look(self, path: str) -> str:
        return self.values.get(path, "")

    def take(self, path: str) -> str:
        return self.values.pop(path, "")


def _emptied(document: msgspec.Struct) -> msgspec.Struct:
    """The same kind of declaration with nothing filled in but what must be: its defaults are no loss."""
    return type(document)(reference="", goods=())


def leaves(value: Any, path: str = "") -> Iterable[tuple[str, str]]:
    """Every single value of plain data with its path, as text."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        for number, row in enumerate(value):
            yield from leaves(row, f"{path}[{number}]")
    elif value is not None:
        yield path, str(value).lower() if isinstance(value, bool) else str(value)


def from_ours(document: Any) -> tuple[msgspec.Struct, tuple[Loss, ...]]:
    """The WCO message and what was lost."""
    ours, flat = Ours(document), Flat()
    flow, count = document.FLOW, len(document.goods)
    letter = FILING.get(ours.take("filing"), "A")
    flat["FunctionCode"], flat["TypeCode"] = ("9", None), (("IM" if flow == "import" else "EX") + letter, None)
    flat["GoodsItemQuantity"] = (str(count), None)
    _along(WAYS[flow], ours, flat)
    _head(ours, flat, flow, count)
    for number in range(count):
        _line(ours, flat, number)
    _weights(document, ours, flat)
    _boxes(document, ours, flat)
    losses = tuple(Loss(path, value, _WHY) for path, value in ours.values.items())
    held = unflatten(SHAPES["Declaration"], flat)
    message = MetaData(WCODataModelVersionCode="3.6", WCOTypeName="DEC", ResponsibleCountryCode="CN", Declaration=held)
    return message, losses


def _along(ways: Iterable[Way], ours: Ours, flat: Flat, here: str = "", there: str = "") -> None:
    for way in ways:
        value = way.writes(ours.look(here + way.here))
        if value is not None:
            ours.take(here + way.here)
            flat[there + way.there] = (value, None)


def _head(ours: Ours, flat: Flat, flow: str, count: int) -> None:
    for name, place in PARTIES[flow].items():
        code = ours.take(f"{name}.scc") or ours.take(f"{name}.code")
        if code:
            flat[place] = (code, None)
    kind = BILLS.get(_mode(flat), "")
    if kind and ours.look("bill_number"):
        row = "GoodsShipment/PreviousDocument[1]/"
        flat |= {f"{row}CategoryCode": ("Z", None), f"{row}TypeCode": (kind, None)}
        flat[f"{row}ID"] = (ours.take("bill_number"), None)
    _documents(ours, flat)
    _costs(ours, flat)
    mode, levy = ours.look("trade_mode"), ours.take("levy_nature")
    for number in range(1, count + 1):
        item = f"GoodsShipment/GovernmentAgencyGoodsItem[{number}]/"
        if len(mode) == 4:
            flat[f"{item}GovernmentProcedure[1]/CurrentCode"] = (mode[:2], None)
            flat[f"{item}GovernmentProcedure[1]/PreviousCode"] = (mode[2:], None)
            ours.take("trade_mode")
        if levy:
            flat[f"{item}Commodity/DutyTaxFee[1]/DutyRegimeCode"] = (levy, None)
    for name, element in {"packing": "TypeCode", "marks": "MarksNumbersID"}.items():
        if ours.look(name):
            flat[f"GoodsShipment/GovernmentAgencyGoodsItem[1]/Packaging[1]/{element}"] = (ours.take(name), None)
            flat["GoodsShipment/GovernmentAgencyGoodsItem[1]/Packaging[1]/SequenceNumeric"] = ("1", None)


def _mode(flat: Flat) -> str:
    theirs = flat.get("BorderTransportMeans/ModeCode", ("", None))[0]
    return {"1": "2", "4": "5", "2": "3", "3": "4"}.get(theirs, "")


def _documents(ours: Ours, flat: Flat) -> None:
    rows = [("1", CONTRACT, ours.take("contract_number"))] if ours.look("contract_number") else []
    number = 0
    while ours.look(f"licences[{number}].kind"):
        rows.append((ours.take(f"licences[{number}].kind"), "LIC", ours.take(f"licences[{number}].number")))
        number += 1
    for place, (category, kind, code) in enumerate(rows, 1):
        row = f"AdditionalDocument[{place}]/"
        flat |= {f"{row}CategoryCode": (category, None), f"{row}ID": (code, None), f"{row}TypeCode": (kind, None)}


def _costs(ours: Ours, flat: Flat) -> None:
    """A total has a currency, a rate has none; a price a unit (mark 2) can not be carried."""
    where, row = "GoodsShipment/CustomsValuation/", 0
    for name, kind in {"freight": "", "insurance": "INS", "other_costs": "OTH"}.items():
        if ours.look(f"{name}.mark") not in ("1", "3"):
            continue
        ours.take(f"{name}.mark")
        value = (ours.take(f"{name}.amount"), ours.take(f"{name}.currency") or None)
        if not kind:
            flat[f"{where}FreightChargeAmount"] = value
            continue
        row += 1
        flat[f"{where}ChargeDeduction[{row}]/ChargesTypeCode"] = (kind, None)
        flat[f"{where}ChargeDeduction[{row}]/OtherChargeDeductionAmount"] = value


def _line(ours: Ours, flat: Flat, number: int) -> None:
    here, there = f"goods[{number}].", f"GoodsShipment/GovernmentAgencyGoodsItem[{number + 1}]/"
    flat[f"{there}SequenceNumeric"] = (ours.take(f"{here}item"), None)
    _along(LINE, ours, flat, here, there)
    code = ours.take(f"{here}commodity_code")
    for row, (kind, part) in enumerate((("TSP", code[:8]), ("TRC", code[8:])), 1):
        if part:
            flat[f"{there}Commodity/Classification[{row}]/ID"] = (part, None)
            flat[f"{there}Commodity/Classification[{row}]/IdentificationTypeCode"] = (kind, None)
    if ours.look(f"{here}total") and ours.look(f"{here}currency"):
        value = (ours.take(f"{here}total"), ours.take(f"{here}currency"))
        flat[f"{there}Commodity/InvoiceLine/ItemChargeAmount"] = value
    if ours.look(f"{here}quantity") and ours.look(f"{here}unit"):
        counted = (ours.take(f"{here}quantity"), ours.take(f"{here}unit"))
        flat[f"{there}Commodity/GoodsMeasure/TariffQuantity"] = counted
    if ours.look(f"{here}first_unit") == KILOGRAM and ours.look(f"{here}first_quantity"):
        ours.take(f"{here}first_unit")
        flat[f"{there}Commodity/GoodsMeasure/NetNetWeightMeasure"] = (ours.take(f"{here}first_quantity"), "KGM")
    duty = ours.take(f"{here}duty_mode")
    if duty:
        flat[f"{there}Commodity/DutyTaxFee[1]/Payment/MethodCode"] = (duty, None)
    row = 0
    for name, kind in {"origin_country": "1", "agreement_origin": "2"}.items():
        if ours.look(here + name) in TWO:
            row += 1
            flat[f"{there}Origin[{row}]/CountryCode"] = (TWO[ours.take(here + name)], None)
            flat[f"{there}Origin[{row}]/TypeCode"] = (kind, None)


def _weights(document: Any, ours: Ours, flat: Flat) -> None:
    """The net weight is carried by its lines: a loss only where they do not add up to it."""
    if ours.look("gross_weight"):
        flat["TotalGrossMassMeasure"] = (ours.take("gross_weight"), "KGM")
    if ours.look("packages"):
        flat["TotalPackageQuantity"] = (ours.take("packages"), None)
    lines = [line.first_quantity for line in document.goods if line.first_unit == KILOGRAM]
    if len(lines) == len(document.goods) and sum((q or Decimal(0) for q in lines), Decimal(0)) == document.net_weight:
        ours.take("net_weight")


def _boxes(document: Any, ours: Ours, flat: Flat) -> None:
    items = {str(line.item): number for number, line in enumerate(document.goods, 1)}
    rows: dict[int, int] = {}
    for place, box in enumerate(document.containers, 1):
        number = ours.take(f"containers[{place - 1}].number")
        where = f"GoodsShipment/Consignment/TransportEquipment[{place}]/"
        flat |= {f"{where}SequenceNumeric": (str(place), None), f"{where}ID": (number, None)}
        named = [items[text.strip()] for text in box.items.split(",") if text.strip() in items]
        if named:
            ours.take(f"containers[{place - 1}].items")
        for item in named:
            rows[item] = rows.get(item, 0) + 1
            inside = f"GoodsShipment/GovernmentAgencyGoodsItem[{item}]/Commodity/TransportEquipment[{rows[item]}]/"
            flat |= {f"{inside}SequenceNumeric": (str(rows[item]), None), f"{inside}ID": (number, None)}
