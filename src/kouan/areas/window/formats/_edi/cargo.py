"""Values of a manifest and where CUSCAR has them. Qualifiers are to be verified against the code lists of D.24A."""

import datetime as dt
from collections.abc import Mapping

from kouan.areas.window.formats._wco_codes import FROM_MODE, TO_MODE

from .spots import KGM, Spot

_MINUTES = "%Y%m%d%H%M"
_ZONE = "UTC"


def to_instant(text: str) -> str | None:
    """CCYYMMDDHHMMZZZ (format 303, in UTC) as an ISO instant; nothing for another zone or form."""
    try:
        found = dt.datetime.strptime(text.removesuffix(_ZONE), _MINUTES).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return found.isoformat() if text.endswith(_ZONE) else None


def from_instant(text: str) -> str | None:
    """An ISO instant in UTC to the minute; one with seconds can not be carried."""
    if not text:
        return None
    found = dt.datetime.fromisoformat(text).astimezone(dt.UTC)
    return f"{found:{_MINUTES}}{_ZONE}" if not (found.second or found.microsecond) else None


LOADS: Mapping[str, str] = {"F": "5", "L": "7", "E": "4"}
"""Our load of a container -> 8169 full or empty indicator."""


def _time(name: str, code: str) -> Spot:
    return Spot(name, "", "DTM", code, (0, 1), to_instant, from_instant, {(0, 2): "303"})


HEAD: tuple[Spot, ...] = (
    _time("departure_at", "133"),
    _time("arrival_at", "132"),
    _time("loading_at", "334"),
    Spot("customs_office", "", "LOC", "22", (1, 0), also={(1, 2): "ZZZ"}),
    Spot("carrier_code", "SG2", "NAD", "CA", (1, 0), also={(1, 2): "ZZZ"}),
    Spot("carrier", "SG2", "NAD", "CA", (3, 0)),
    Spot("agent", "SG2", "NAD", "MS", (3, 0)),
    Spot("voyage", "SG4", "TDT", "20", (1, 0)),
    Spot("transport_mode", "SG4", "TDT", "20", (2, 0), TO_MODE.get, FROM_MODE.get),
    Spot("means_number", "SG4", "TDT", "20", (7, 0)),
    Spot("means_of_transport", "SG4", "TDT", "20", (7, 3)),
    Spot("loading_port", "SG4", "LOC", "9", (1, 0)),
    Spot("discharge_port", "SG4", "LOC", "11", (1, 0)),
)
BOX: tuple[Spot, ...] = (
    Spot("kind", "SG5", "EQD", "CN", (2, 0)),
    Spot("tare", "SG5", "MEA", "WT/T", (2, 1), also={(2, 0): KGM}),
    Spot("gross_weight", "SG5", "MEA", "WT/G", (2, 1), also={(2, 0): KGM}),
)


def _party(name: str, code: str) -> Spot:
    return Spot(name, "SG7/SG8/SG11", "NAD", code, (3, 0))


_GOODS = "SG7/SG8/SG14"
BILL: tuple[Spot, ...] = (
    Spot("master", "SG7", "CNI", "", (1, 0)),
    Spot("number", "SG7/SG8", "RFF", "BM", (0, 1)),
    _party("consignor", "CZ"),
    _party("consignee", "CN"),
    _party("notify", "NI"),
    Spot("consignor_code", "SG7/SG8/SG11", "NAD", "CZ", (1, 0), also={(1, 2): "ZZZ"}),
    Spot("consignee_code", "SG7/SG8/SG11", "NAD", "CN", (1, 0), also={(1, 2): "ZZZ"}),
    Spot("packages", _GOODS, "GID", "", (1, 0)),
    Spot("packing", _GOODS, "GID", "", (1, 1)),
    Spot("description", _GOODS, "FTX", "AAA", (3, 0)),
    Spot("gross_weight", _GOODS, "MEA", "WT/G", (2, 1), also={(2, 0): KGM}),
    Spot("volume", _GOODS, "MEA", "VOL/", (2, 1), also={(2, 0): "MTQ"}),
)
