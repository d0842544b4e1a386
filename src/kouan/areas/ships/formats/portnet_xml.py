"""Port call notifications of a national port system (attributes, not elements): the calls as told, nothing refused."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from kouan.areas.ships.notices import NOTICE, AgentNotice, BerthNotice, NoticeList, PortCallNotice, ShipNotice, ToldTime
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Format, Reading
from kouan.kernel.words import Words
from kouan.syntax.told import finding
from kouan.syntax.xml import local, parse

from ._fal.places import BY_NAME
from ._portnet_findings import UNKNOWN_DAYS, UNKNOWN_WORDS, blank, odd
from ._portnet_rules import deviations

_ROOTS = ("PortCallList", "PortCallPublicList")


def likes(body: bytes, name: str) -> int:
    """By the name of the root and of what is in it."""
    head = body[:4_000]
    return 85 if any(f"<{root}".encode() in head or f":{root}".encode() in head for root in _ROOTS) else 0


def read(body: bytes) -> Reading:
    """The calls, and every deviation from the message's own schema. Never raises for bad input, never drops a call."""
    root, faults = parse(body)
    if root is None:
        return Reading(findings=faults)
    calls = [e for e in root.iter(etree.Element) if local(e) == "PortCallNotification"]
    if local(root) not in _ROOTS and not calls:
        return Reading(findings=(finding("portnet-no-list", "", "不是靠港通知", "This is no list of port calls"),))
    header = next((e for e in root.iter(etree.Element) if local(e) == "Header"), None)
    sent = header.get("SentAt", "") if header is not None else ""
    sender = header.get("From", "") if header is not None else ""
    made = NoticeList(sender=sender, sent=_instant(sent), sent_text=sent, calls=tuple(_call(c) for c in calls))
    return Reading((Carried(NOTICE, made),), (*_told(root), *(f for call in calls for f in _odd(call))))


def _told(root: etree._Element) -> Iterator[Finding]:
    for found in deviations(root):
        at = f"{_path(found.element)}/{local(found.element)}/@{found.attribute}"
        value = "—" if found.value is None else f"“{found.value}”"
        zh = f"与该报文自己的架构不符：{value}，要求 {found.asked}；已接受"
        en = f"Not as the message's own schema asks: {value}, asked: {found.asked}; accepted"
        yield finding("schema-deviation", at, zh, en, "info")


def _path(element: etree._Element) -> str:
    above = next((e for e in (element, *element.iterancestors()) if local(e) == "PortCallNotification"), None)
    return f"PortCallNotification[{above.get('portCallId', '')}]" if above is not None else ""


def _odd(call: etree._Element) -> Iterator[Finding]:
    path = _path(call)
    for element in call.iter(etree.Element):
        yield from odd(element, path)
    told = _call(call)
    arriving, leaving = told.crew_arriving, told.crew_leaving
    if arriving is not None and leaving is not None and arriving != leaving:
        zh, en = f"抵港船员 {arriving} 人，离港 {leaving} 人", f"Crew on arrival {arriving}, on departure {leaving}"
        yield finding("crew-count-differs", path, zh, en, "warning")
    ports = [p.strip() for p in told.itinerary.split(" - ")]
    here = {told.previous_port, told.port}
    if len(ports) > 1 and told.previous_port and _code(ports[0]) not in here:
        zh = f"航程文字“{told.itinerary}”与上一港 {told.previous_port} 是否一致，请人看"
        en = f"Does the text {told.itinerary!r} agree with the previous port {told.previous_port}? For a person to look at"
        yield finding("itinerary-text-differs", path, zh, en, "info")


def _code(name: str) -> str:
    return BY_NAME.get(name.upper(), name.upper())


def _parts(call: etree._Element, name: str) -> list[etree._Element]:
    return [e for e in call.iter(etree.Element) if local(e) == name]


def _one(call: etree._Element, name: str) -> dict[str, str]:
    held = next(iter(_parts(call, name)), None)
    return {str(k): str(v) for k, v in held.attrib.items()} if held is not None else {}


def _call(call: etree._Element) -> PortCallNotice:
    details, security = _one(call, "PortCallDetails"), _one(call, "SecurityMeasures")
    imo = {str(e.get("imoGeneralDeclaration", "")): e for e in reversed(_parts(call, "ImoInformation"))}
    arrival, departure = imo.get("Arrival"), imo.get("Departure")
    expires = _instant(security.get("certificateEndDate", ""))
    return PortCallNotice(
        id=call.get("portCallId", ""),
        told=_instant(call.get("portCallTimestamp", "")),
        port=_text(details, "portToVisit"),
        previous_port=_text(details, "prevPort"),
        next_port=_text(details, "nextPort"),
        customs_reference=_text(details, "customsReference"),
        discharge=_text(details, "discharge"),
        itinerary=_text({"t": arrival.get("briefParticularsVoyage", "")}, "t") if arrival is not None else "",
        ship=_ship(call),
        agents=tuple(
            AgentNotice(e.get("name", ""), e.get("role", ""), e.get("portCallDirection", ""))
            for e in _parts(call, "AgentInfo")
        ),
        berths=tuple(_berth(e) for e in _parts(call, "BerthDetails")),
        crew_arriving=_count(arrival, "numberOfCrew"),
        crew_leaving=_count(departure, "numberOfCrew"),
        passengers_arriving=_count(arrival, "numberOfPassengers"),
        passengers_leaving=_count(departure, "numberOfPassengers"),
        security_level=_whole(security.get("currentSecurityLevel", "")),
        issc_issuer=_text(security, "certificateIssuer"),
        issc_expires=expires.date() if expires else None,
        master_arriving=_text(details, "shipMasterArrival"),
        master_leaving=_text(details, "shipMasterDeparture"),
    )


def _ship(call: etree._Element) -> ShipNotice:
    known, size, built = (_one(call, n) for n in ("IdentificationData", "Dimensions", "ConstructionData"))
    return ShipNotice(
        name=_text(known, "name"),
        imo=_text(known, "imoLloyds"),
        mmsi=_text(known, "mmsi").strip("0") and _text(known, "mmsi"),
        call_sign=_text(known, "radioCallSign"),
        flag=_text(_one(call, "RegistrationData"), "nationality"),
        type_code=_text(built, "vesselTypeCode"),
        type_name=_text(built, "vesselTypeName"),
        gross_tonnage=_whole(size.get("grossTonnage", "")),
        net_tonnage=_whole(size.get("netTonnage", "")),
        length_overall=_metres(size.get("overallLength", "")),
    )


def _berth(element: etree._Element) -> BerthNotice:
    above = element.getparent()
    held = {str(k): str(v) for k, v in element.attrib.items()}
    times = {
        t: ToldTime(_instant(held.get(t, "")), held.get(f"{t}Source", ""), _instant(held.get(f"{t}TimeStamp", "")))
        for t in ("eta", "etd", "ata", "atd")
    }
    return BerthNotice(
        code=_text(held, "berthCode"),
        name=_text(held, "berthName"),
        area=str(above.get("portAreaCode", "")) if above is not None else "",
        draught_in=_metres(held.get("arrivalDraught", "")),
        draught_out=_metres(held.get("departureDraught", "")),
        **times,
    )


def _text(held: dict[str, str], name: str) -> str:
    value = held.get(name, "").strip()
    return "" if blank(value) or value.casefold() in UNKNOWN_WORDS else value


def _instant(text: str) -> dt.datetime | None:
    """The instant, None where there is none, or where it stands for "not known"; without an offset it is no instant."""
    try:
        made = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return made if made.tzinfo and text.strip()[:10] not in UNKNOWN_DAYS else None


def _count(element: etree._Element | None, name: str) -> int | None:
    return _whole(element.get(name, "")) if element is not None else None


def _whole(text: str) -> int | None:
    bare = text.strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 12 else None


def _metres(text: str) -> Decimal | None:
    try:
        made = Decimal(text.strip())
    except InvalidOperation:
        return None
    return made if made.is_finite() and made > 0 else None


FORMAT = Format(
    code="portnet_xml",
    words=Words("靠港通知（Portnet XML）", "Port call notifications (Portnet XML)"),
    media_type="application/xml",
    suffix=".xml",
    basis="PortCallNotification (schema of a public port system; secondary)",
    likes=likes,
    read=read,
)
