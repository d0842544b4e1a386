"""Pointers into a WCO declaration: from a place in our declaration, or in the message as it came, to the ids of the model.

The ids are those of the elements in the schema of the declaration (`wco_ids.csv`; see NOTICE). A place that the model does not
have points to the line that it is of, or to the declaration.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kouan.areas.window.answer import Place

from ._wco_codes import LINE, PARTIES, WAYS

_STEP = re.compile(r"([A-Za-z]+)(?:\[(\d+)\])?")
_LINE = re.compile(r"goods\[(\d+)\]\.?(.*)")
_ROW = re.compile(r"(containers|licences)\[(\d+)\](?:\.(\w+))?")
_ITEM = "GoodsShipment/GovernmentAgencyGoodsItem"
_WHOLE = (Place("42A"),)

HEAD: Mapping[str, str] = {
    "kind": "TypeCode",
    "gross_weight": "TotalGrossMassMeasure",
    "packages": "TotalPackageQuantity",
    "contract_number": "AdditionalDocument[1]/ID",
    "bill_number": "GoodsShipment/PreviousDocument[1]/ID",
    "trade_mode": f"{_ITEM}[1]/GovernmentProcedure[1]/CurrentCode",
    "levy_nature": f"{_ITEM}[1]/Commodity/DutyTaxFee[1]/DutyRegimeCode",
    "packing": f"{_ITEM}[1]/Packaging[1]/TypeCode",
    "marks": f"{_ITEM}[1]/Packaging[1]/MarksNumbersID",
    "freight": "GoodsShipment/CustomsValuation/FreightChargeAmount",
    "insurance": "GoodsShipment/CustomsValuation/ChargeDeduction[1]/OtherChargeDeductionAmount",
    "other_costs": "GoodsShipment/CustomsValuation/ChargeDeduction[2]/OtherChargeDeductionAmount",
}
"""Fields of the head that the mapper of declarations turns by hand."""
GOODS: Mapping[str, str] = {
    "item": "SequenceNumeric",
    "commodity_code": "Commodity/Classification[1]/ID",
    "total": "Commodity/InvoiceLine/ItemChargeAmount",
    "currency": "Commodity/InvoiceLine/ItemChargeAmount",
    "quantity": "Commodity/GoodsMeasure/TariffQuantity",
    "unit": "Commodity/GoodsMeasure/TariffQuantity",
    "first_quantity": "Commodity/GoodsMeasure/NetNetWeightMeasure",
    "duty_mode": "Commodity/DutyTaxFee[1]/Payment/MethodCode",
    "origin_country": "Origin[1]/CountryCode",
    "agreement_origin": "Origin[2]/CountryCode",
}
"""Fields of a line likewise."""
ROWS: Mapping[str, str] = {
    "containers": "GoodsShipment/Consignment/TransportEquipment",
    "licences": "AdditionalDocument",
}


def place_of(path: str, flow: str = "import") -> tuple[Place, ...]:
    """The pointer to a path of ours (`goods[0].total`) or of the message (`Declaration/GoodsShipment/...[1]/...`)."""
    if path.startswith("Declaration"):
        return pointer(path.removeprefix("Declaration").lstrip("/"))
    return pointer(_there(path, flow))


def _there(path: str, flow: str) -> str:
    """The path in the message, '' where there is none."""
    if line := _LINE.fullmatch(path):
        item, field = f"{_ITEM}[{int(line[1]) + 1}]", line[2]
        inner = _ways(flow)[1].get(field, "")
        return f"{item}/{inner}" if inner else item
    if row := _ROW.match(path):
        return f"{ROWS[row[1]]}[{int(row[2]) + 1}]/ID"
    head = _ways(flow)[0]
    return head.get(path) or head.get(path.partition(".")[0], "")


@cache
def _ways(flow: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Field -> path in the message, of the head and of a line."""
    parties = {f"{name}.{kind}": there for name, there in PARTIES[flow].items() for kind in ("scc", "code")}
    return (
        {**{w.here: w.there for w in WAYS[flow]}, **parties, **HEAD},
        {**{w.here: w.there for w in LINE}, **GOODS},
    )


@cache
def _ids() -> Mapping[str, str]:
    text = (files(__package__) / "wco_ids.csv").read_text("utf-8")
    return {row["path"]: row["ids"] for row in csv.DictReader(text.splitlines())}


def pointer(path: str) -> tuple[Place, ...]:
    """A path of elements below Declaration as ids; as far as the model knows it, at least the declaration."""
    steps = [m for m in map(_STEP.fullmatch, path.split("/")) if m] if path else []
    while steps:
        ids = _ids().get("/".join(("Declaration", *(m[1] for m in steps))), "")
        if ids:
            return _places(ids.split("."), [m[2] or "" for m in steps])
        steps.pop()
    return _WHOLE


def _places(ids: list[str], numbers: list[str]) -> tuple[Place, ...]:
    made = [Place(section, number) for section, number in zip(ids, ("", *numbers), strict=True)]
    if len(ids[-1]) == 3 and ids[-1][:2].isdecimal() and ids[-1][2].isalpha():
        return tuple(made)  # the way ends at a section: the whole of it is meant
    return (*made[:-2], Place(made[-2].section, made[-2].sequence, ids[-1]))
