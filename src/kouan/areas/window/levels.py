"""What a declaration must hold to count as saved, and what it must hold to be submitted: the two lists of the data set.

Source: 报关单数据字典, flags "required at save" and "required at submit" (secondary, to verify). The names are the elements of
the message, the paths our fields. A draft below the first list is kept all the same; it only counts as incomplete.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding
from kouan.kernel.shapes import fields
from kouan.kernel.words import Words

from .documents import export_declaration, import_declaration
from .documents._check_required import SUMMARY, named
from .documents._law import DATA_SET
from .documents._parts import AT_SUBMIT
from .documents._rare import AT_SAVE

Level = Literal["save", "submit", "summary", "answers"]
LEVELS: Mapping[Level, Words] = {"save": AT_SAVE, "submit": AT_SUBMIT}
OF_SUMMARY: Mapping[Level, Words] = {
    "summary": Words("概要申报必填（三问与九项）", "Asked of a summary: three answers, nine data"),
    "answers": Words("涉证、涉检答“是”时必填", "Asked where licences or inspection apply"),
}
NINE = (
    *(f"two_step.{name}" for name in ("licences", "inspection", "taxed")),
    *("trader.code", "trader.name", "transport_mode", "means_of_transport", "voyage", "bill_number", "trade_mode"),
    *(
        f"goods[].{name}"
        for name in ("commodity_code", "name", "quantity", "unit", "total", "currency", "origin_country")
    ),
)
"""The three questions and the places of the nine data (to verify)."""
MORE = (
    *("licences[].kind", "licences[].number", "containers[].items", "goods_limits[].kind", "goods_limits[].number"),
    *(f"goods[].inspection.{name}" for name in ("class_name", "attributes", "purpose")),
)
"""The places of the two data more under licences and the five under inspection (to verify)."""
CODE = "required-at-save"

SAVE: Mapping[str, str] = {
    "AgentCode": "agent.code",
    "AgentName": "agent.name",
    "CopCode": "entry.unit_code",
    "CopName": "entry.unit_name",
    "CustomMaster": "customs_office",
    "DeclTrnRel": "numbers.transit_relation",
    "IEFlag": "",
    "InputerName": "entry.clerk",
    "TypistNo": "entry.clerk_card",
    "PromiseItmes": "price_statements.special_relation",
    "TradeAreaCode": "trading_country",
    "DeclareName": "entry.declarant",
}
"""Twelve elements; the direction is the document's own type, so that it is never missing."""
SUBMIT: Mapping[str, str] = {
    "AgentCodeScc": "agent.scc",
    "DistinatePort": "partner_port",
    "EdiId": "numbers.edi_mark",
    "EntryType": "entry_type",
    "GrossWet": "gross_weight",
    "IEPort": "border_office",
    "NetWt": "net_weight",
    "OwnerName": "owner.name",
    "OwnerCodeScc": "owner.scc",
    "PackNo": "packages",
    "TradeCountry": "partner_country",
    "TradeMode": "trade_mode",
    "TradeCode": "trader.code",
    "TrafMode": "transport_mode",
    "TradeName": "trader.name",
    "TransMode": "deal_terms",
    "Type": "",
    "WrapType": "packing",
    "TradeCoScc": "trader.scc",
    "DespPortCode": "dispatch_port",
    "EntyPortCode": "border_port",
    "GoodsPlace": "goods_place",
}
"""What the header must hold at submission beside `SAVE`: 34 elements together. `Type` is positional and may be blank."""
SUBMIT_LINE: Mapping[str, str] = {
    "CodeTS": "commodity_code",
    "DeclPrice": "unit_price",
    "DeclTotal": "total",
    "DutyMode": "duty_mode",
    "FirstUnit": "first_unit",
    "FirstQty": "first_quantity",
    "GUnit": "unit",
    "GName": "name",
    "GNo": "item",
    "GQty": "quantity",
    "OriginCountry": "origin_country",
    "SecondQty": "second_quantity",
    "TradeCurr": "currency",
    "DestinationCountry": "destination_country",
    "DistrictCode": "district",
}
"""Fifteen elements of a line; the second quantity only where the code has a second unit."""
IMPORT_ONLY = frozenset({"DespPortCode", "GoodsPlace"})
"""Not asked of exports (to verify)."""
TYPES = frozenset({import_declaration.TYPE.code, export_declaration.TYPE.code})


def marks(of: DocumentType, filing: str = "") -> Mapping[str, Level]:
    """Which place of the form is asked for at which level; `goods[].unit` stands for every line."""
    if of.code not in TYPES:
        return {}
    if filing == SUMMARY:
        asked: dict[str, Level] = dict.fromkeys(NINE, "summary")
        return asked | dict.fromkeys(MORE, "answers")
    head = {e: p for e, p in SUBMIT.items() if e not in IMPORT_ONLY or of.code == import_declaration.TYPE.code}
    made: dict[str, Level] = dict.fromkeys(filter(None, head.values()), "submit")
    made |= dict.fromkeys((f"goods[].{path}" for path in SUBMIT_LINE.values()), "submit")
    return made | dict.fromkeys(filter(None, SAVE.values()), "save")


def missing(of: DocumentType, raw: Mapping[str, Any]) -> tuple[Finding, ...]:
    """What plain data lacks to count as saved, in the order of the list. None for a type without such a list, and for the
    first of the two steps, of which the data set asks only its nine data.
    """
    if of.code not in TYPES or raw.get("filing") == SUMMARY:
        return ()
    return tuple(_lacking(of.shape, raw))


def at(of: DocumentType, raw: Mapping[str, Any], level: Level, on: dt.date) -> tuple[Finding, ...]:
    """What stands against plain data at a level: what it lacks to count as saved, or all that is found when it is filed."""
    if level == "save":
        return missing(of, raw)
    document, faults = of.convert(raw)
    return faults if document is None else of.findings(document, on)


def _lacking(shape: type[msgspec.Struct], raw: Mapping[str, Any]) -> Iterator[Finding]:
    for path in filter(None, SAVE.values()):
        if _value(shape, raw, path) in (None, ""):
            words = named(shape, path)
            message = Words(f"暂存所需：{words.zh}", f"Needed to count as saved: {words.en}")
            yield Finding(code=CODE, severity="warning", path=path, message=message, basis=DATA_SET)


def _value(shape: type[msgspec.Struct], raw: Mapping[str, Any], path: str) -> Any:
    """What plain data holds at a path, or else what stands there before anybody typed."""
    *groups, last = path.split(".")
    held: Any = raw
    for name in groups:
        shape = next(f.shape for f in fields(shape) if f.name == name and f.shape)
        held = held.get(name) if isinstance(held, Mapping) else None
    field = next(f for f in fields(shape) if f.name == last)
    value = held.get(last) if isinstance(held, Mapping) else None
    return field.default if value is None else value
