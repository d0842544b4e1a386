"""Between an answer and the segments of CUSRES and APERAK of D.24A. Qualifiers are to be verified against message guides.

The raw status rides in GEI with the name of its code list; BGM says its kind by data element 4343 for who knows no other.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from kouan.areas.window.answer import Answer, Due, Fault, Place, pointed
from kouan.areas.window.formats._wco_answer import KINDS, short
from kouan.areas.window.replies import RESPONSE, turned
from kouan.kernel.formats import Loss
from kouan.kernel.words import Words
from kouan.syntax.edifact.interchange import Message
from kouan.syntax.edifact.segments import Segment, segment

DOCUMENT, ERROR, APPLICATION = "962", "963", "313"
"""1001: document response, error response of customs; application error message."""
ISSUED, NOTE, FAULT = "137", "AAP", "AAO"
REFERENCE, NUMBER, SERIAL = "ABO", "ABT", "AFM"
"""1153: the filer's own number, the authority's, the window's."""
_OURS = {theirs: ours for ours, theirs in KINDS.items()}
_LONG = Words("超出标准长度，已截断", "Longer than the standard allows: cut")
_NO_PLACE = Words("该报文没有对应的位置", "This message has no place for it")
_STATUS_SIZE = 3
_REFUSED = frozenset({"RE"})


def cusres(answer: Answer) -> tuple[list[Segment], tuple[Loss, ...]]:
    """The segments of a CUSRES between UNH and UNT, and what was lost."""
    response = turned(answer.list, answer.code, RESPONSE)
    name = ERROR if response in _REFUSED and answer.faults else DOCUMENT
    made = [segment("BGM", name, answer.id[:70], "11", response)]
    made += _dated(answer)
    made += [segment("FTX", NOTE, "", "", answer.note[:512])] if answer.note else []
    made += [segment("LOC", "22", answer.office[:35])] if answer.office else []
    if answer.code:
        made.append(segment("GEI", "5", [answer.code[:_STATUS_SIZE], answer.list[:17], "ZZZ"]))
    made += _references(answer)
    for fault in answer.faults:
        made += _error(fault)
    made += [s for due in answer.dues if not due.item for s in _tax(due, "3")]
    made += _lines(answer.dues)
    return made, tuple(_lost(answer))


def aperak(answer: Answer) -> tuple[list[Segment], tuple[Loss, ...]]:
    """The segments of an APERAK between UNH and UNT: each error with its text and the segment that it is in."""
    response = turned(answer.list, answer.code, RESPONSE)
    made = [segment("BGM", APPLICATION, answer.id[:70], "27" if response in _REFUSED else "11", response)]
    made += _dated(answer)
    made += [segment("FTX", NOTE, "", "", answer.note[:512])] if answer.note else []
    made += _references(answer)
    for fault in answer.faults:
        made.append(segment("ERC", short(fault.code)))
        made.append(_text(fault))
        if fault.segment:
            made.append(segment("RFF", ["LI", fault.segment[:70], str(fault.position) if fault.position else ""]))
        if fault.place:
            made.append(segment("RFF", ["DM", pointed(fault.place)[:70]]))
    losses = [Loss("code", f"{answer.list} {answer.code}", _NO_PLACE)] if answer.list != RESPONSE else []
    losses += [Loss(f"dues[{n}]", f"{d.kind} {d.amount}", _NO_PLACE) for n, d in enumerate(answer.dues)]
    losses += [Loss("office", answer.office, _NO_PLACE)] if answer.office else []
    return made, (*losses, *_cut(answer))


def _dated(answer: Answer) -> list[Segment]:
    if not answer.at:
        return []
    at = dt.datetime.fromisoformat(answer.at).astimezone(dt.UTC)
    return [segment("DTM", [ISSUED, f"{at:%Y%m%d%H%M%S}UTC", "304"])]


def _references(answer: Answer) -> list[Segment]:
    made = [segment("RFF", [REFERENCE, answer.reference[:70]])] if answer.reference else []
    if answer.number or answer.version:
        made.append(segment("RFF", [NUMBER, answer.number[:70], "", "", answer.version[:6]]))
    return made + ([segment("RFF", [SERIAL, answer.serial[:70]])] if answer.serial else [])


def _error(fault: Fault) -> list[Segment]:
    section = "10" if any(p.section == "68A" for p in fault.place) else "1"
    spot = [fault.segment[:3], str(fault.position) if fault.position else ""] if fault.segment else [""]
    first = segment("ERP", [section, pointed(fault.place)[:35]], spot)
    return [first, segment("ERC", short(fault.code)), _text(fault)]


def _text(fault: Fault) -> Segment:
    return segment("FTX", FAULT, "", [fault.code[:17], "", "ZZZ"], fault.text[:512])


def _tax(due: Due, scope: str) -> list[Segment]:
    kind = KINDS.get(due.kind, due.kind)
    rate = ["", "", "", due.rate[:17]] if due.rate else [""]
    return [
        segment("TAX", scope, [kind[:3]], [""], due.base[:15], rate),
        segment("MOA", ["161", due.amount, due.currency]),
    ]


def _lines(dues: Sequence[Due]) -> list[Segment]:
    items = sorted({d.item for d in dues if d.item})
    made = [segment("DOC", ["929"])] if items else []
    for item in items:
        made.append(segment("CST", str(item)))
        made += [s for d in dues if d.item == item for s in _tax(d, "1")]
    return made


def _lost(answer: Answer) -> Iterator[Loss]:
    if len(answer.code) > _STATUS_SIZE:
        yield Loss("code", f"{answer.list} {answer.code}", _LONG)
    yield from _cut(answer)
    for n, fault in enumerate(answer.faults):
        if len(pointed(fault.place)) > 35 or len(fault.segment) > 3:
            yield Loss(f"faults[{n}].place", f"{pointed(fault.place)} {fault.segment}", _LONG)


def _cut(answer: Answer) -> Iterator[Loss]:
    sized = {"id": 70, "reference": 70, "number": 70, "serial": 70, "version": 6, "note": 512}
    for name, most in sized.items():
        if len(getattr(answer, name)) > most:
            yield Loss(name, getattr(answer, name), _LONG)
    for n, fault in enumerate(answer.faults):
        if len(fault.code) > 17 or len(fault.text) > 512:
            yield Loss(f"faults[{n}]", fault.text, _LONG)


def said(message: Message) -> Answer:
    """What a CUSRES or APERAK says."""
    head = [s for s in message.segments if not s.group or s.group in ("SG1", "SG2", "SG3")]
    begin = _first(head, "BGM")
    status = _first(head, "GEI")
    known = {s.at(0): s for s in reversed(head) if s.tag == "RFF"}
    number = known.get(NUMBER, Segment("RFF"))
    return Answer(
        list=status.at(1, 1) or RESPONSE,
        code=status.at(1) or begin.at(3),
        id=begin.at(1),
        at=_at(next((s for s in head if s.tag == "DTM" and s.at(0) == ISSUED), Segment("DTM"))),
        reference=known.get(REFERENCE, Segment("RFF")).at(0, 1),
        number=number.at(0, 1),
        version=number.at(0, 4),
        serial=known.get(SERIAL, Segment("RFF")).at(0, 1),
        office=next((s.at(1) for s in head if s.tag == "LOC" and s.at(0) == "22"), ""),
        note=next((s.at(3) for s in head if s.tag == "FTX" and s.at(0) == NOTE), ""),
        faults=tuple(_faults(message.segments)),
        dues=tuple(_dues(message.segments)),
    )


def _first(segments: Iterable[Segment], tag: str) -> Segment:
    return next((s for s in segments if s.tag == tag), Segment(tag))


_MOMENT = re.compile(r"(\d{8})(\d{4}(?:\d{2})?)(UTC|Z)?")


def _at(found: Segment) -> str:
    """ISO text in UTC; '' where the zone is not said or it is no instant."""
    match = _MOMENT.fullmatch(found.at(0, 1))
    if match is None:
        return ""
    try:
        moment = dt.datetime.fromisoformat(f"{match[1]}T{match[2]:0<6}+00:00")
    except ValueError:
        return ""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _faults(segments: Sequence[Segment]) -> Iterator[Fault]:
    place: tuple[Place, ...] = ()
    spot = ("", 0)
    for n, s in enumerate(segments):
        if s.tag == "ERP":
            place, spot = placed(s.at(0, 1)), (s.at(1), _number(s.at(1, 1)))
        if s.tag != "ERC":
            continue
        rest = list(_group(segments[n + 1 :]))
        text = _first(rest, "FTX")
        line = next((r for r in rest if r.tag == "RFF" and r.at(0) == "LI"), None)
        way = next((r for r in rest if r.tag == "RFF" and r.at(0) == "DM"), None)
        where = (line.at(0, 1), _number(line.at(0, 2))) if line else spot
        yield Fault(
            code=text.at(2) or s.at(0),
            text=" ".join(filter(None, text.elements[3][0])) if len(text.elements) > 3 else "",
            place=placed(way.at(0, 1)) if way else place,
            segment=where[0],
            position=where[1],
        )


def _group(segments: Iterable[Segment]) -> Iterator[Segment]:
    """What belongs to an error: up to the next one."""
    for s in segments:
        if s.tag in ("ERC", "ERP", "UNT", "TAX", "DOC"):
            return
        yield s


_SECTION = re.compile(r"\d{2}[A-Z]")


def placed(text: str) -> tuple[Place, ...]:
    """A pointer from its text. A number after a section that ends the text is an element where it has three digits."""
    made: list[Place] = []
    parts = [p for p in text.split(".") if p]
    for n, part in enumerate(parts):
        if _SECTION.fullmatch(part) or not made:
            made.append(Place(part))
        elif n == len(parts) - 1 and len(part) > 2:
            made[-1] = Place(made[-1].section, made[-1].sequence, part)
        else:
            made[-1] = Place(made[-1].section, part, made[-1].tag)
    return tuple(made)


def _dues(segments: Sequence[Segment]) -> Iterator[Due]:
    item = 0
    for n, s in enumerate(segments):
        if s.tag == "CST":
            item = _number(s.at(0))
        if s.tag == "TAX":
            paid = next((m for m in segments[n + 1 : n + 2] if m.tag == "MOA"), Segment("MOA"))
            kind = s.at(1)
            yield Due(
                kind=_OURS.get(kind, kind),
                amount=paid.at(0, 1),
                currency=paid.at(0, 2) or "CNY",
                item=item,
                base=s.at(3),
                rate=s.at(4, 3),
            )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
