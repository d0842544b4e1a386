"""From a WCO declaration to our import or export declaration. What has no place there is reported, place by place.

A message for China (ResponsibleCountryCode CN) holds our own codes where the model leaves them to the country. Of any
other, codes are translated where both sides mean the same; the rest stays behind, and the filing is a summary (概要申报).
"""

import functools
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried
from kouan.syntax.countries import THREE
from kouan.syntax.told import finding

from ._wco_codes import BILL_KINDS, CONTRACT, FILING, GENERAL_TRADE, LINE, PARTIES, WAYS, Way, party
from ._wco_flat import Source, left

TYPES = {"import": import_declaration.TYPE, "export": export_declaration.TYPE}
KILOGRAM = "035"
_ITEM = "GoodsShipment/GovernmentAgencyGoodsItem"
_SILENT = ("FunctionCode", "TypeCode", "GoodsItemQuantity")
"""Of the message, not of the goods: no loss."""


def to_ours(message: Any, sources: Sequence[Source]) -> tuple[Carried | None, tuple[Finding, ...]]:
    """Our declaration of a WCO one that declares goods (function 9), or None; and what could not be carried.

    `sources` are the values of the message: its head, and then its rows.
    """
    declaration = message.Declaration
    flow = "export" if (declaration.TypeCode or "").startswith("EX") else "import"
    if declaration.FunctionCode != "9" or not declaration.FunctionalReferenceID:
        return None, ()
    raw, told = _declaration(sources[0], flow, native=message.ResponsibleCountryCode == "CN")
    document, faults = TYPES[flow].convert(raw)
    lost = [_left_out(place, count) for place, count in left(sources).items()]
    if document is None:
        faults = tuple(msgspec.structs.replace(f, severity="warning") for f in faults)
        return None, (*told, *faults, *lost)
    return Carried(TYPES[flow].code, document), (*told, *lost)


def _declaration(source: Source, flow: str, *, native: bool) -> tuple[dict[str, Any], list[Finding]]:
    raw: dict[str, Any] = {}
    letter = source.look("TypeCode")[2:]
    for name in _SILENT:
        source.take(name)
    _along(WAYS[flow], source, raw)
    _parties(source, flow, raw)
    lines = source.rows(_ITEM)
    told = _modes(lines, raw, native=native)
    raw["goods"] = [_line(s, n, native=native) for n, s in enumerate(lines, 1)]
    _weights(source, lines, raw)
    _papers(source, raw)
    _boxes(source, lines, raw)
    if native:
        raw["filing"] = next((ours for ours, theirs in FILING.items() if theirs == letter and ours != "0"), "")
        _costs(source, raw)
        _packing(lines, raw)
    else:
        raw["filing"] = "5"
        zh, en = "外国报文，按概要申报读入，其余栏目待补", "Of another country: read as a summary, to be completed"
        told.append(finding("wco-read-as-summary", "TypeCode", zh, en, "info"))
    return raw, told


def _along(ways: Iterable[Way], source: Source, raw: dict[str, Any]) -> None:
    for way in ways:
        value = way.reads(source.look(way.there))
        if value is not None:
            source.take(way.there)
            group, _, name = way.here.rpartition(".")
            (raw.setdefault(group, {}) if group else raw)[name] = value


def _parties(source: Source, flow: str, raw: dict[str, Any]) -> None:
    for name, place in PARTIES[flow].items():
        known = party(source.look(place))
        if known:
            source.take(place)
            raw.setdefault(name, {})[known[0]] = known[1]


def _modes(lines: list[Source], raw: dict[str, Any], *, native: bool) -> list[Finding]:
    """Supervision mode and nature of levy from the first line; they hold for the whole declaration."""
    told: list[Finding] = []
    for number, line in enumerate(lines, 1):
        place = next((r for r in line.rows("GovernmentProcedure") if r.look("PreviousCode")), None)
        pair = place.look("CurrentCode") + place.look("PreviousCode") if place else ""
        mode = pair if native else "0110" if pair in GENERAL_TRADE else ""
        if place and mode and raw.setdefault("trade_mode", mode) == mode:
            place.take("CurrentCode"), place.take("PreviousCode")
            if not native:
                where = f"{_ITEM}[{number}]/GovernmentProcedure"
                zh, en = f"程序 {pair} 按 0110 一般贸易读入，请核对", f"Procedure {pair} is read as 0110: please check"
                told.append(finding("wco-assumed", where, zh, en, "warning"))
        levy = line.look("Commodity/DutyTaxFee[1]/DutyRegimeCode")
        if native and levy and raw.setdefault("levy_nature", levy) == levy:
            line.take("Commodity/DutyTaxFee[1]/DutyRegimeCode")
    return told


def _line(source: Source, number: int, *, native: bool) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    sequence = source.look("SequenceNumeric")
    raw["item"] = int(sequence) if sequence.isascii() and sequence.isdecimal() and len(sequence) < 6 else number
    if str(raw["item"]) == sequence:
        source.take("SequenceNumeric")
    raw["commodity_code"] = _code(source)
    raw["name"] = ""
    _along(LINE, source, raw)
    _value(source, raw)
    _quantities(source, raw, native=native)
    for row in source.rows("Origin"):
        name = {"1": "origin_country", "2": "agreement_origin"}.get(row.look("TypeCode"), "")
        if name and row.look("CountryCode") in THREE and (native or name == "origin_country"):
            raw[name] = THREE[row.take("CountryCode")]
            row.take("TypeCode")
    if native:
        raw["duty_mode"] = source.take("Commodity/DutyTaxFee[1]/Payment/MethodCode")
    return raw


def _code(source: Source) -> str:
    """Eight digits and two: split there, joined here."""
    kinds = {row.look("IdentificationTypeCode"): row for row in source.rows("Commodity/Classification")}
    found = [kinds[kind] for kind in ("TSP", "TRC") if kind in kinds]
    joined = "".join(row.look("ID") for row in found)
    if len(joined) > 10:
        return ""
    for row in found:
        row.take("ID"), row.take("IdentificationTypeCode")
    return joined


def _value(source: Source, raw: dict[str, Any]) -> None:
    for place in ("Commodity/InvoiceLine/ItemChargeAmount", "CustomsValueAmount", "StatisticalValueAmount"):
        currency = source.attribute(place)
        if currency and _is_number(source.look(place)):
            raw["total"], raw["currency"] = source.take(place), currency
            return


def _quantities(source: Source, raw: dict[str, Any], *, native: bool) -> None:
    net, counted = "Commodity/GoodsMeasure/NetNetWeightMeasure", "Commodity/GoodsMeasure/TariffQuantity"
    if native and source.attribute(counted) and _is_number(source.look(counted)):
        raw["unit"] = source.attribute(counted)
        raw["quantity"] = source.take(counted)
    if source.attribute(net) in ("", "KGM") and _is_number(source.look(net)):
        raw["first_unit"], raw["first_quantity"] = KILOGRAM, source.look(net)
        raw.setdefault("unit", KILOGRAM)
        raw.setdefault("quantity", source.look(net))


def _weights(source: Source, lines: list[Source], raw: dict[str, Any]) -> None:
    """Header weights: as given, else the sum of all lines where each has one."""
    if source.attribute("TotalGrossMassMeasure") in ("", "KGM") and _is_number(source.look("TotalGrossMassMeasure")):
        raw["gross_weight"] = source.take("TotalGrossMassMeasure")
    places = {"gross_weight": "Commodity/GoodsMeasure/GrossMassMeasure"}
    places["net_weight"] = "Commodity/GoodsMeasure/NetNetWeightMeasure"
    for name, place in places.items():
        usable = [line for line in lines if line.attribute(place) in ("", "KGM") and _is_number(line.look(place))]
        if lines and len(usable) == len(lines):
            summed = sum((Decimal(line.take(place)) for line in usable), Decimal(0))
            raw.setdefault(name, f"{summed:f}")
    packages = source.look("TotalPackageQuantity")
    if packages.isascii() and packages.isdecimal() and len(packages) < 10:
        raw["packages"] = int(source.take("TotalPackageQuantity"))


def _papers(source: Source, raw: dict[str, Any]) -> None:
    for row in source.rows("GoodsShipment/PreviousDocument"):
        if row.look("TypeCode") in BILL_KINDS and len(row.look("ID")) <= 32 and "bill_number" not in raw:
            raw["bill_number"] = row.take("ID")
            row.take("TypeCode"), row.take("CategoryCode")
    for row in source.rows("AdditionalDocument"):
        number = row.look("ID")
        if row.look("TypeCode") == CONTRACT and 0 < len(number) <= 32 and "contract_number" not in raw:
            raw["contract_number"] = row.take("ID")
            row.take("TypeCode"), row.take("CategoryCode")
        elif row.look("TypeCode") == "LIC" and row.look("CategoryCode"):
            raw.setdefault("licences", []).append({"kind": row.take("CategoryCode"), "number": row.take("ID")})
            row.take("TypeCode")


def _boxes(source: Source, lines: list[Source], raw: dict[str, Any]) -> None:
    """Containers of the consignment hold the lines that name them; those that none names hold all lines."""
    held: dict[str, list[str]] = {}
    for line, made in zip(lines, raw["goods"], strict=True):
        for row in line.rows("Commodity/TransportEquipment"):
            row.take("SequenceNumeric")
            held.setdefault(row.take("ID"), []).append(str(made["item"]))
    every = [str(made["item"]) for made in raw["goods"]]
    for row in source.rows("GoodsShipment/Consignment/TransportEquipment"):
        row.take("SequenceNumeric")
        held.setdefault(row.take("ID"), every)
    raw["containers"] = [{"number": number, "items": ",".join(items)} for number, items in held.items() if number]


def _costs(source: Source, raw: dict[str, Any]) -> None:
    """Freight, insurance and other costs of a message for China: with currency a total, without a rate."""
    where = "GoodsShipment/CustomsValuation/"
    rows = [(source, f"{where}FreightChargeAmount", "freight")]
    for row in source.rows(f"{where}ChargeDeduction"):
        name = {"INS": "insurance", "OTH": "other_costs"}.get(row.take("ChargesTypeCode"), "")
        rows.append((row, "OtherChargeDeductionAmount", name))
    for row, place, name in rows:
        if name and _is_number(row.look(place)):
            currency = row.attribute(place)
            raw[name] = {"mark": "3" if currency else "1", "amount": row.take(place), "currency": currency}


def _packing(lines: list[Source], raw: dict[str, Any]) -> None:
    for line in lines:
        for row in line.rows("Packaging"):
            row.take("SequenceNumeric")
            for name, element in {"packing": "TypeCode", "marks": "MarksNumbersID"}.items():
                if name not in raw and row.look(element):
                    raw[name] = row.take(element)


def _is_number(text: str) -> bool:
    """Is this a number that a weight or an amount could be? Exponents beyond reason are none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return text.isascii() and number.is_finite() and abs(number.adjusted()) < 20 and len(text) < 40


@functools.lru_cache(maxsize=8192)
def _left_out(place: str, count: int) -> Finding:
    """One finding a place, rows counted together. The same places are left out of message after message."""
    zh, en = (
        f"我方报关单没有对应栏目，未带入（{count} 处）",
        f"Our declaration has no place for it ({count} left out)",
    )
    return finding("wco-not-carried", place, zh, en, "info")
