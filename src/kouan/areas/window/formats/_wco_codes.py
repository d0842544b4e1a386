"""Values that WCO messages and our declarations write differently, both ways; None where one has no word for the other."""

from collections.abc import Callable, Mapping

import msgspec

from kouan.kernel.parties import is_uscc
from kouan.syntax.countries import THREE, TWO

Turn = Callable[[str], str | None]

TO_MODE: Mapping[str, str] = {"1": "2", "2": "3", "3": "4", "4": "5", "5": "6", "7": "G", "8": "2", "9": "9"}
"""UN Recommendation 19 -> 运输方式."""
FROM_MODE: Mapping[str, str] = {"2": "1", "3": "2", "4": "3", "5": "4", "6": "5", "G": "7", "9": "9"}
TO_TERMS: Mapping[str, str] = {"CIF": "1", "CFR": "2", "FOB": "3", "EXW": "7"}
"""Incoterms -> 成交方式, only where they are the same (secondary)."""
FROM_TERMS: Mapping[str, str] = {ours: theirs for theirs, ours in TO_TERMS.items()}
GENERAL_TRADE = frozenset({"4000", "1000", "1040"})
"""Procedures of other administrations that we read as 0110 一般贸易: an assumption, and reported as one."""
FILING: Mapping[str, str] = {"": "A", "0": "A", "5": "B", "6": "X"}
"""申报步骤 -> second part of the type of declaration: standard, simplified, supplementary to it."""
BILLS: Mapping[str, str] = {"2": "705", "5": "740", "3": "720", "4": "730"}
"""Mode of transport -> kind of transport document (UN/EDIFACT 1001): bill of lading, air, rail, road waybill."""
BILL_KINDS = frozenset({"703", "704", "705", "714", "720", "730", "740", "741"})
CONTRACT = "315"


def same(text: str) -> str | None:
    """As it is; nothing for an empty one."""
    return text or None


def office(text: str) -> str | None:
    """A customs office of four digits; others can not be carried."""
    return text if len(text) == 4 and text.isascii() and text.isdecimal() else None


def up_to(length: int) -> Turn:
    """As it is, where it is not longer than the field."""
    return lambda text: text if 0 < len(text) <= length else None


class Way(msgspec.Struct, frozen=True):
    """One value: its place there, its field here, and how it turns on the way in and out."""

    there: str
    here: str
    reads: Turn = same
    writes: Turn = same


_SHIP = "GoodsShipment/"
_CARGO = "GoodsShipment/Consignment/"

BOTH = (
    Way("FunctionalReferenceID", "reference", up_to(35)),
    Way("DeclarationOfficeID", "customs_office", office),
    Way("BorderTransportMeans/ModeCode", "transport_mode", TO_MODE.get, FROM_MODE.get),
    Way("Declarant/Name", "agent.name", up_to(100)),
    Way(f"{_SHIP}TradeTerms/ConditionCode", "deal_terms", TO_TERMS.get, FROM_TERMS.get),
)
WAYS: Mapping[str, tuple[Way, ...]] = {
    "import": (
        *BOTH,
        Way(f"{_SHIP}Importer/Name", "trader.name", up_to(100)),
        Way(f"{_SHIP}Consignee/Name", "owner.name", up_to(100)),
        Way("Exporter/Name", "overseas_party", up_to(400)),
        Way("Exporter/ID", "overseas_code", up_to(50)),
        Way(f"{_SHIP}ExportCountry/ID", "partner_country", THREE.get, TWO.get),
        Way(f"{_CARGO}ArrivalTransportMeans/ID", "means_of_transport", up_to(50)),
        Way(f"{_CARGO}GoodsLocation/Name", "goods_place", up_to(100)),
        Way(f"{_CARGO}LoadingLocation/ID", "dispatch_port", up_to(8)),
        Way("PresentationOffice/ID", "border_office", office),
    ),
    "export": (
        *BOTH,
        Way("Exporter/Name", "trader.name", up_to(100)),
        Way(f"{_SHIP}Consignor/Name", "owner.name", up_to(100)),
        Way(f"{_SHIP}Consignee/Name", "overseas_party", up_to(400)),
        Way(f"{_SHIP}Consignee/ID", "overseas_code", up_to(50)),
        Way(f"{_SHIP}Destination/CountryCode", "partner_country", THREE.get, TWO.get),
        Way(f"{_CARGO}DepartureTransportMeans/ID", "means_of_transport", up_to(50)),
        Way(f"{_CARGO}LoadingLocation/ID", "border_port", up_to(8)),
        Way("ExitOffice/ID", "border_office", office),
    ),
}
PARTIES: Mapping[str, Mapping[str, str]] = {
    "import": {"agent": "Declarant/ID", "trader": f"{_SHIP}Importer/ID", "owner": f"{_SHIP}Consignee/ID"},
    "export": {"agent": "Declarant/ID", "trader": "Exporter/ID", "owner": f"{_SHIP}Consignor/ID"},
}
LINE = (
    Way("Commodity/Description", "name", up_to(255)),
    Way("Commodity/DangerousGoods[1]/UNDGID", "un_number", up_to(20)),
    Way("Destination/CountryCode", "destination_country", THREE.get, TWO.get),
)


def party(text: str) -> tuple[str, str] | None:
    """Which of a party's codes an ID is, and the code: the unified social credit code where it is one."""
    return ("scc" if is_uscc(text) else "code", text) if 0 < len(text) <= 18 else None
