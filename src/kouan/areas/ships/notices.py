"""What somebody else tells of a ship's call: a port's own system, a carrier, a terminal. All optional, all as told.

Nothing here is declared or decided. What the teller writes for "not known" is told as a finding and left out here.
"""

import datetime as dt
from decimal import Decimal

import msgspec

NOTICE = "port_call_notice"
"""The kind of message, as formats name it."""


class ToldTime(msgspec.Struct, frozen=True, omit_defaults=True):
    """A time with who said it and when; one that is told is not yet true."""

    at: dt.datetime | None = None
    source: str = ""
    stated: dt.datetime | None = None


class BerthNotice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One stay at one berth."""

    code: str = ""
    name: str = ""
    area: str = ""
    eta: ToldTime = ToldTime()
    etd: ToldTime = ToldTime()
    ata: ToldTime = ToldTime()
    atd: ToldTime = ToldTime()
    draught_in: Decimal | None = None
    """Metres."""
    draught_out: Decimal | None = None


class AgentNotice(msgspec.Struct, frozen=True, omit_defaults=True):
    """An agent in a role of the teller's own list."""

    name: str = ""
    role: str = ""
    direction: str = ""


class ShipNotice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The ship as the teller's register has her."""

    name: str = ""
    imo: str = ""
    mmsi: str = ""
    call_sign: str = ""
    flag: str = ""
    type_code: str = ""
    type_name: str = ""
    gross_tonnage: int | None = None
    net_tonnage: int | None = None
    length_overall: Decimal | None = None
    """Metres, unless `dimension_unit` says FOT (feet)."""
    width: Decimal | None = None
    dimension_unit: str = ""


class PortCallNotice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One call as somebody tells it."""

    id: str = ""
    told: dt.datetime | None = None
    port: str = ""
    previous_port: str = ""
    next_port: str = ""
    visit_reference: str = ""
    customs_reference: str = ""
    discharge: str = ""
    itinerary: str = ""
    ship: ShipNotice = ShipNotice()
    agents: tuple[AgentNotice, ...] = ()
    berths: tuple[BerthNotice, ...] = ()
    crew_arriving: int | None = None
    crew_leaving: int | None = None
    passengers_arriving: int | None = None
    passengers_leaving: int | None = None
    security_level: int | None = None
    issc_issuer: str = ""
    issc_expires: dt.date | None = None
    master_arriving: str = ""
    master_leaving: str = ""


class NoticeList(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A message with the calls that it tells of."""

    sender: str = ""
    sent: dt.datetime | None = None
    sent_text: str = ""
    """The instant of sending as it is written."""
    calls: tuple[PortCallNotice, ...] = ()
