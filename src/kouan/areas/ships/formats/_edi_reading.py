"""From the segments of one message to what it tells of a ship; what all messages of ships have in common.

Qualifiers are those of the directory D.24A (to verify against message guides of the port that uses them).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Format, Reading
from kouan.kernel.words import Words
from kouan.syntax.edifact import interchange
from kouan.syntax.edifact.interchange import Message
from kouan.syntax.edifact.segments import Segment

from ._edi_told import CallTold, ShipTold

TOLD = "ship_told"
"""What a message of a ship is called among the documents of a reading."""

Raw = dict[str, Any]
Numbered = tuple[int, Segment]

IMO, CALL_SIGN = "146", "103"
ETA, ETD, LEFT, ARRIVED = ("132", "232"), ("133", "189"), ("136", "186"), ("178",)
CREW, PASSENGERS, PERSONS = "115", "114", "463"
LEVELS = {"139": 1, "140": 2, "141": 3}
ROLES = {"9": "this", "60": "this", "94": "previous", "125": "previous", "61": "next", "152": "next", "153": "listed"}
"""LOC 3227: what a place is to this call."""


def numbered(message: Message) -> list[Numbered]:
    """The segments of a message with their numbers, UNH being 1."""
    return list(enumerate(message.segments, 1))


def place(number: int, s: Segment) -> str:
    """How a finding names a segment."""
    return f"segment {number} {s.tag}"


def runs(segments: Sequence[Numbered], *begins: str) -> Iterator[list[Numbered]]:
    """The stretches that begin with a segment of these tags; what stands before the first is left out."""
    run: list[Numbered] = []
    for number, s in segments:
        if s.tag in begins:
            if run:
                yield run
            run = []
        if run or s.tag in begins:
            run.append((number, s))
    if run:
        yield run


def instant(s: Segment) -> str:
    """DTM in format 203, 102 or 201 as ISO text without an offset; anything else as it stands."""
    text, form = s.at(0, 1), s.at(0, 2)
    if form == "203" and len(text) == 12 and text.isdecimal():
        return f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[8:10]}:{text[10:]}"
    if form == "102" and len(text) == 8 and text.isdecimal():
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if form == "201" and len(text) == 10 and text.isdecimal():
        return f"20{text[:2]}-{text[2:4]}-{text[4:6]}T{text[6:8]}:{text[8:]}"
    return text


def common(message: Message) -> Raw:
    """Ship, voyage, ports, times, counts and free texts: wherever in the message they stand."""
    raw: Raw = {"message": message.type, "reference": message.reference}
    for _, s in numbered(message):
        reader = _COMMON.get(s.tag)
        if reader:
            reader(raw, s)
    raw["calls"] = tuple(calls(numbered(message)))
    for run in stretches(numbered(message)):
        if run[0][1].tag == "TDT":
            raw = {**times(run), **raw}
    _itinerary(raw)
    return raw


def _begin(raw: Raw, s: Segment) -> None:
    raw |= {"document": s.at(0), "function": s.at(2)}


def _transport(raw: Raw, s: Segment) -> None:
    if s.at(0) != "20" or "ship_name" in raw:
        return
    raw["voyage"] = s.at(1)
    number, kind = s.at(7), s.at(7, 1)
    if number:
        raw["imo" if kind == IMO else "call_sign" if kind == CALL_SIGN else "ship_id"] = number
    raw.pop("ship_id", None)
    raw["ship_name"] = s.at(7, 3)
    raw["flag"] = s.at(7, 4)


def _quantity(raw: Raw, s: Segment) -> None:
    name = {CREW: "crew", PASSENGERS: "passengers", PERSONS: "persons"}.get(s.at(0))
    if name and s.at(0, 1).isdecimal():
        raw.setdefault(name, int(s.at(0, 1)))


def _purpose(raw: Raw, s: Segment) -> None:
    raw["purposes"] = (*raw.get("purposes", ()), s.at(0))


def _measure(raw: Raw, s: Segment) -> None:
    name = {"AFM": "draught", "AAN": "net_tonnage"}.get(s.at(1))
    if name:
        raw.setdefault(name, s.at(2, 1))


def _document(raw: Raw, s: Segment) -> None:
    raw["documents"] = (*raw.get("documents", ()), s.at(0))


def _text(raw: Raw, s: Segment) -> None:
    parts = s.elements[3][0] if len(s.elements) > 3 else ()
    said: str | tuple[str, ...] = parts[0] if len(parts) == 1 else tuple(parts)
    raw["texts"] = (*raw.get("texts", ()), said)


def _party(raw: Raw, s: Segment) -> None:
    if s.at(0) in ("AG", "CG"):
        raw.setdefault("agent", s.at(3) or s.at(1))


_COMMON: Mapping[str, Callable[[Raw, Segment], None]] = {
    "BGM": _begin,
    "TDT": _transport,
    "QTY": _quantity,
    "POC": _purpose,
    "MEA": _measure,
    "DOC": _document,
    "FTX": _text,
    "NAD": _party,
}


def calls(segments: Sequence[Numbered]) -> Iterator[CallTold]:
    """Every place of the itinerary with the times that follow it."""
    for run in stretches(segments):
        number, head = run[0]
        if head.tag != "LOC" or head.at(0) not in ROLES:
            continue
        made: Raw = {"port": head.at(1), "role": ROLES[head.at(0)], "place": place(number, head), "berth": head.at(2)}
        level = next((LEVELS[s.at(1)] for _, s in run if s.tag == "STS" and s.at(1) in LEVELS), None)
        yield CallTold(**made, **times(run), level=level)


def stretches(segments: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """A place, a transport, a party ... each with what is said of it."""
    return runs(segments, "LOC", "TDT", "NAD", "CNI", "GID", "DGS", "EQD", "TSR", "DOC")


def times(run: Sequence[Numbered]) -> Raw:
    """The times in a stretch, by what they are."""
    told = [(s.at(0), instant(s)) for _, s in run if s.tag == "DTM"]
    return {name: time for kind, time in told for name, kinds in _TIMES.items() if kind in kinds}


_TIMES = {"eta": ETA, "etd": ETD, "atd": LEFT, "ata": ARRIVED}


def _itinerary(raw: Raw) -> None:
    """This port, the one before and the one after, out of the list of calls."""
    seen: dict[str, CallTold] = {}
    for call in raw["calls"]:
        seen.setdefault(call.role, call)
    this = seen.get("this")
    if this:
        named = {"port": this.port, "eta": this.eta, "etd": this.etd, "berth": this.berth}
        raw |= {name: value for name, value in named.items() if value}
    for role in ("previous", "next"):
        if role in seen:
            raw[f"{role}_port"] = seen[role].port


def _dotted(message: Message, decimal: str) -> Message:
    """Quantities and measures with a full stop, whatever the interchange writes for one."""
    if decimal == ".":
        return message
    made = tuple(_with_stop(s, decimal) if s.tag in ("MEA", "QTY") else s for s in message.segments)
    return replace(message, segments=made)


def _with_stop(s: Segment, decimal: str) -> Segment:
    elements = tuple(tuple(tuple(c.replace(decimal, ".") for c in r) for r in e) for e in s.elements)
    return replace(s, elements=elements)


Interpret = Callable[[Message], tuple[Raw, list[Finding]]]


def made(kind: str, words: Words, basis: str, interpret: Interpret) -> Format:
    """The format of one message type: read as it stands and as what it tells; an interchange is written as it was."""

    def likes(body: bytes, name: str) -> int:
        return interchange.likes(body, kind)

    def read(body: bytes) -> Reading:
        whole, found = interchange.read(body)
        if whole is None:
            return Reading(findings=found)
        carried = [Carried(interchange.MESSAGE, whole)]
        told: list[Finding] = []
        for message in whole.messages:
            if message.type == kind:
                raw, faults = interpret(_dotted(message, whole.signs.decimal))
                carried.append(Carried(TOLD, ShipTold(**raw)))
                told += faults
        return Reading(tuple(carried), (*found, *told))

    return Format(
        code=f"edi_{kind.lower()}",
        words=words,
        media_type="application/edifact",
        suffix=".edi",
        basis=basis,
        likes=likes,
        read=read,
        writes=(interchange.MESSAGE,),
        write=lambda _, document: interchange.round_written(document),
    )
