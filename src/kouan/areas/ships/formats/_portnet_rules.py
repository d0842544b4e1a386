"""What a port call notification's own schema asks of its attributes: facts of that schema, one line an attribute."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from lxml import etree

from kouan.syntax.xml import local

_LOCODE = re.compile(r"[A-Z]{5}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_INSTANT = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_ICE = ("IAS", "IA", "IB", "IC", "II", "III", "Unknown")
_TYPES = (
    "10",
    "20",
    "30",
    "40",
    "44",
    "50",
    "60",
    "70",
    "80",
    "81",
    "82",
    "83",
    "90",
    "91",
    "93",
    "94",
    "95",
    "96",
    "97",
    "99",
)
_DIRECTIONS = ("Arrival or whole PortCall", "Departure", "Other")
_COUNTS = (
    "numberOfCrew", "numberOfPassengers", "cargoDeclarationsOnBoard", "crewListsOnBoard", "crewsEffectsDeclarationsOnBoard",
    "shipStoresDeclarationsOnBoard", "passengerListsOnBoard", "healthDeclarationsOnBoard",
)  # fmt: skip
_SOURCES = ("Agent", "Port", "Pilot / VTS")
_TIMES = ("eta", "etd", "ata", "atd")
COUNT, PLACE, NATION, INSTANT, TRUTH, NUMBER = "count", "locode", "country", "instant", "truth", "number"

ASKS: dict[str, dict[str, str | int | tuple[str, ...]]] = {
    "Header": {"SentAt": INSTANT, "lang": ("FI", "SE", "EN")},
    "PortCallNotification": {"portCallId": "integer", "portCallTimestamp": INSTANT},
    "PortCallDetails": {
        "portToVisit": PLACE, "prevPort": PLACE, "nextPort": PLACE, "discharge": ("1", "2", "3", "4"),
        "domesticTrafficArrival": TRUTH, "domesticTrafficDeparture": TRUTH, "arrivalWithCargo": TRUTH, "notLoading": TRUTH,
        "shipMasterArrival": 50, "shipMasterDeparture": 50, "managementNameArrival": 50, "managementNameDeparture": 50,
        "forwarderNameArrival": 50, "forwarderNameDeparture": 50, "freeTextArrival": 2000, "freeTextDeparture": 2000,
    },
    "AgentInfo": {"role": ("1", "2", "3"), "portCallDirection": _DIRECTIONS, "name": 50, "ediNumber": 13},
    "ImoInformation": {"portOfDischarge": PLACE, **dict.fromkeys(_COUNTS, COUNT)},
    "SecurityMeasures": {
        "shipCertificateValidity": TRUTH, "certificateStartDate": INSTANT, "certificateEndDate": INSTANT,
        "currentSecurityLevel": "positive",
    },
    "BerthDetails": {
        **dict.fromkeys(_TIMES, INSTANT), **{f"{t}TimeStamp": INSTANT for t in _TIMES}, **{f"{t}Source": _SOURCES for t in _TIMES},
        "arrivalDraught": NUMBER, "departureDraught": NUMBER,
    },
    "CargoInfo": {"cargoDischargeCode": tuple(str(n) for n in range(301, 311)), "cargoDescription": 50, "cargoAmount": NUMBER},
    "IdentificationData": {
        "vesselId": "integer", "name": 50, "namePrefix": 4, "radioCallSign": 8, "radioCallSignType": ("real", "fake"),
        "imoLloyds": "imo", "mmsi": COUNT, "dataSource": ("Portnet",), "updateTimeStamp": INSTANT,
    },
    "RegistrationData": {"nationality": NATION, "portOfRegistry": 50},
    "ConstructionData": {"vesselTypeCode": _TYPES, "vesselTypeName": 50, "iceClassCode": _ICE, "doubleBottom": TRUTH,
                         "inertGasSystem": TRUTH, "ballastTank": TRUTH},
    "Dimensions": {
        "grossTonnage": COUNT, "netTonnage": COUNT, "deathWeight": COUNT, "totalPower": COUNT, "maxPersons": COUNT,
        "maxPassengers": COUNT, "length": NUMBER, "overallLength": NUMBER, "height": NUMBER, "breadth": NUMBER,
        "draught": NUMBER, "maxSpeed": NUMBER,
    },
}  # fmt: skip
"""Element -> attribute -> what it asks: a kind, a longest length, or a list of values."""
NEEDS: dict[str, tuple[str, ...]] = {
    "Header": ("Version", "SentAt", "From", "lang"),
    "IdentificationData": ("vesselId", "name", "radioCallSign", "radioCallSignType", "updateTimeStamp"),
    "RegistrationData": ("nationality",),
    "ConstructionData": ("vesselTypeCode", "vesselTypeName", "iceClassCode"),
    "Dimensions": ("grossTonnage", "netTonnage"),
}


class Deviation(NamedTuple):
    """An attribute that is not as the schema asks; `value` is None where it is missing."""

    element: etree._Element
    attribute: str
    value: str | None
    asked: str


def deviations(root: etree._Element) -> Iterator[Deviation]:
    """Every attribute of a message that its schema would refuse, in the order of the file."""
    for element in root.iter(etree.Element):
        name = local(element)
        for attribute in NEEDS.get(name, ()):
            if attribute not in element.attrib:
                yield Deviation(element, attribute, None, "required")
        for attribute, asked in ASKS.get(name, {}).items():
            value = element.get(attribute)
            if value is not None and not _fits(value, asked):
                yield Deviation(element, attribute, value, _said(asked))


def _said(asked: str | int | tuple[str, ...]) -> str:
    if isinstance(asked, tuple):
        return " | ".join(asked[:6])
    return f"<= {asked}" if isinstance(asked, int) else asked


def _fits(value: str, asked: str | int | tuple[str, ...]) -> bool:
    if isinstance(asked, tuple):
        return value in asked or (value.strip() in asked and value.strip().isdecimal())
    if isinstance(asked, int):
        return len(value) <= asked
    return _KINDS[asked](" ".join(value.split()) if asked not in (PLACE, NATION) else value)


def _whole(value: str, digits: int) -> bool:
    bare = value.removeprefix("+")
    return bare.isascii() and bare.isdigit() and int(bare[:40]) > 0 and len(bare.lstrip("0")) <= digits


def _integer(value: str) -> bool:
    bare = value[1:] if value[:1] in ("+", "-") else value
    return bare.isascii() and bare.isdigit()


def _number(value: str) -> bool:
    try:
        return Decimal(value).is_finite() and "e" not in value.lower()
    except InvalidOperation:
        return False


def _instant(value: str) -> bool:
    return _INSTANT.fullmatch(value) is not None and _day(value[:10])


def _day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


_KINDS = {
    COUNT: lambda v: _whole(v, 9),
    "imo": lambda v: _whole(v, 7),
    "positive": lambda v: _whole(v, 30),
    "integer": _integer,
    PLACE: lambda v: _LOCODE.fullmatch(v) is not None,
    NATION: lambda v: _COUNTRY.fullmatch(v) is not None,
    INSTANT: _instant,
    TRUTH: lambda v: v in ("true", "false", "1", "0"),
    NUMBER: _number,
}
