"""Values of a goods declaration and where CUSDEC has them. Qualifiers are to be verified against the code lists of D.24A.

A value that has no place of its own in the standard is not squeezed in: it is told as lost. Codes of ours travel where the
directory leaves the code list to its users (data element 1131 names the list, 3055 `ZZZ` says that it is agreed between parties).
"""

from collections.abc import Mapping

import msgspec

from kouan.areas.window.formats._wco_codes import FROM_MODE, FROM_TERMS, TO_MODE, TO_TERMS, Turn, same
from kouan.syntax.countries import THREE, TWO

KILOGRAM, KGM = "035", "KGM"


def to_unit(text: str) -> str | None:
    """KGM is our 035; other units are our own codes."""
    return KILOGRAM if text == KGM else text or None


def from_unit(text: str) -> str | None:
    """Our 035 is KGM."""
    return KGM if text == KILOGRAM else text or None


def to_day(text: str) -> str | None:
    """CCYYMMDD as an ISO date."""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdecimal() else None


def from_day(text: str) -> str | None:
    """An ISO date as CCYYMMDD."""
    return text.replace("-", "") or None


class Spot(msgspec.Struct, frozen=True):
    """One value: our field; the group, tag and qualifier of its segment; element and component, counted from 0."""

    here: str
    group: str
    tag: str
    qualifier: str
    at: tuple[int, int]
    reads: Turn = same
    writes: Turn = same
    also: Mapping[tuple[int, int], str] = {}


def _cost(name: str, code: str) -> tuple[Spot, ...]:
    return (
        Spot(f"{name}.amount", "SG8", "MOA", code, (0, 1)),
        Spot(f"{name}.currency", "SG8", "MOA", code, (0, 2)),
    )


def _party(name: str, code: str) -> tuple[Spot, ...]:
    return (
        Spot(f"{name}.code", "SG6", "NAD", code, (1, 0), also={(1, 2): "ZZZ"}),
        Spot(f"{name}.name", "SG6", "NAD", code, (3, 0)),
        Spot(f"{name}.scc", "SG6", "NAD", code, (2, 0)),
    )


_OWN = {(1, 1): "trade-mode", (1, 2): "ZZZ"}
HEAD: tuple[Spot, ...] = (
    Spot("trade_mode", "", "CST", "", (1, 0), also=_OWN),
    Spot("levy_nature", "", "CST", "", (2, 0), also={(2, 1): "levy-nature", (2, 2): "ZZZ"}),
    Spot("customs_office", "", "LOC", "22", (1, 0), also={(1, 2): "ZZZ"}),
    Spot("border_office", "", "LOC", "42", (1, 0), also={(1, 2): "ZZZ"}),
    Spot("partner_port", "", "LOC", "9", (1, 0)),
    Spot("border_port", "", "LOC", "60", (1, 0)),
    Spot("trading_country", "", "LOC", "162", (1, 0), THREE.get, TWO.get),
    Spot("border_date", "", "DTM", "178", (0, 1), to_day, from_day, {(0, 2): "102"}),
    Spot("gross_weight", "", "MEA", "WT/G", (2, 1), also={(2, 0): KGM}),
    Spot("net_weight", "", "MEA", "WT/N", (2, 1), also={(2, 0): KGM}),
    Spot("contract_number", "SG1", "RFF", "CT", (0, 1)),
    Spot("bill_number", "SG1", "RFF", "BM", (0, 1)),
    Spot("record_number", "SG1", "RFF", "ABQ", (0, 1)),
    Spot("licence_number", "SG1", "RFF", "IP", (0, 1)),
    Spot("voyage", "SG4", "TDT", "11", (1, 0)),
    Spot("transport_mode", "SG4", "TDT", "11", (2, 0), TO_MODE.get, FROM_MODE.get),
    Spot("means_of_transport", "SG4", "TDT", "11", (7, 3)),
    *_party("trader", "IM"),
    *_party("owner", "UC"),
    *_party("agent", "AE"),
    Spot("overseas_party", "SG6", "NAD", "EX", (3, 0)),
    Spot("overseas_code", "SG6", "NAD", "EX", (1, 0), also={(1, 2): "ZZZ"}),
    Spot("deal_terms", "SG7", "TOD", "6", (2, 0), TO_TERMS.get, FROM_TERMS.get),
    *_cost("freight", "64"),
    *_cost("insurance", "67"),
    *_cost("other_costs", "106"),
)
"""Head of an import declaration; `EXPORT` names what an export says otherwise."""

BY_FLOW: Mapping[str, tuple[Spot, ...]] = {
    "import": (
        Spot("partner_country", "", "LOC", "35", (1, 0), THREE.get, TWO.get),
        Spot("dispatch_date", "", "DTM", "189", (0, 1), to_day, from_day, {(0, 2): "102"}),
        Spot("discharge_date", "", "DTM", "151", (0, 1), to_day, from_day, {(0, 2): "102"}),
        Spot("dispatch_port", "", "LOC", "5", (1, 0)),
        Spot("goods_place", "", "LOC", "14", (1, 3)),
    ),
    "export": (Spot("partner_country", "", "LOC", "28", (1, 0), THREE.get, TWO.get),),
}
EXPORT: Mapping[str, str] = {"IM": "EX", "EX": "IM", "UC": "SU", "9": "12", "60": "9", "178": "186"}
"""Qualifiers of an export where the sides change: parties, ports, the day that counts."""

LINE: tuple[Spot, ...] = (
    Spot("commodity_code", "SG32", "CST", "", (1, 0), also={(1, 1): "HS", (1, 2): "ZZZ"}),
    Spot("duty_mode", "SG32", "CST", "", (2, 0), also={(2, 1): "duty-mode", (2, 2): "ZZZ"}),
    Spot("district", "SG32", "CST", "", (3, 0), also={(3, 1): "district", (3, 2): "ZZZ"}),
    Spot("ciq_code", "SG32", "CST", "", (4, 0), also={(4, 1): "ciq-class", (4, 2): "ZZZ"}),
    Spot("name", "SG32", "FTX", "AAA", (3, 0)),
    Spot("specification", "SG32", "FTX", "AAA", (3, 1)),
    Spot("origin_country", "SG32", "LOC", "27", (1, 0), THREE.get, TWO.get),
    Spot("destination_country", "SG32", "LOC", "28", (1, 0), THREE.get, TWO.get),
    Spot("quantity", "SG32", "MEA", "CT/", (2, 1)),
    Spot("unit", "SG32", "MEA", "CT/", (2, 0), to_unit, from_unit),
    Spot("first_quantity", "SG32", "MEA", "AAI/", (2, 1)),
    Spot("first_unit", "SG32", "MEA", "AAI/", (2, 0), to_unit, from_unit),
    Spot("total", "SG32/SG35", "MOA", "38", (0, 1)),
    Spot("currency", "SG32/SG35", "MOA", "38", (0, 2)),
    Spot("unit_price", "SG32/SG35", "MOA", "146", (0, 1)),
)
