"""CUSDEC of UN/EDIFACT D.24A: the customs declaration, read as it stands and as our own import or export declaration."""

from collections.abc import Sequence
from typing import Any

import msgspec

from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Format, Loss, Reading, Writing
from kouan.kernel.words import Words
from kouan.syntax.edifact import interchange
from kouan.syntax.edifact.interchange import Interchange, Message
from kouan.syntax.edifact.segments import Segment, segment
from kouan.syntax.told import finding

from ._edi.filling import Filling, in_order, keyed
from ._edi.spots import BY_FLOW, EXPORT, HEAD, LINE, Spot
from ._wco_from_ours import Ours

KIND = "CUSDEC"
DOCUMENT = {"import": "929", "export": "830"}
"""Flow -> 1001 document name code: goods declaration for importation, for exportation."""
TYPES = {"import": import_declaration.TYPE, "export": export_declaration.TYPE}
_WHY = Words("CUSDEC 中没有对应的位置", "CUSDEC has no place for it")
_TOTALS = {"freight", "insurance", "other_costs"}


def likes(body: bytes, name: str) -> int:
    """By the message type."""
    return interchange.likes(body, KIND)


def read(body: bytes) -> Reading:
    """The interchange as it stands, and each goods declaration in it as ours. Never raises for bad input."""
    whole, found = interchange.read(body)
    if whole is None:
        return Reading(findings=found)
    carried: list[Carried] = [Carried(interchange.MESSAGE, whole)]
    told: list[Finding] = []
    for message in whole.messages:
        ours, findings = _ours(message)
        told += findings
        carried += [ours] if ours else []
    return Reading(tuple(carried), (*found, *told))


def _ours(message: Message) -> tuple[Carried | None, Sequence[Finding]]:
    begin = next((s for s in message.segments if s.tag == "BGM"), Segment("BGM"))
    flow = next((f for f, code in DOCUMENT.items() if code == begin.at(0)), "")
    if message.type != KIND or not flow:
        zh, en = (
            f"BGM 的单证名称代码 {begin.at(0)!r} 不是进出口申报",
            f"BGM says {begin.at(0)!r}: no import or export declaration",
        )
        return None, [finding("edi-not-a-declaration", "BGM 1001", zh, en, "warning")]
    raw: dict[str, Any] = {"reference": begin.at(1)}
    head = keyed(s for s in message.segments if not s.group.startswith("SG32"))
    for spot in (*HEAD, *BY_FLOW[flow]):
        _take(raw, spot, head.get((spot.group, spot.tag, _called(spot, flow))))
    for name in _TOTALS & raw.keys():
        raw[name]["mark"] = "3"
    raw["goods"] = [_line(part) for part in _lines(message.segments)]
    _counts(raw, message.segments)
    document, faults = TYPES[flow].convert(raw)
    return (Carried(TYPES[flow].code, document), faults) if document is not None else (None, faults)


def _take(raw: dict[str, Any], spot: Spot, found: Segment | None) -> None:
    value = spot.reads(found.at(*spot.at)) if found else None
    if value is None:
        return
    *way, last = spot.here.split(".")
    spot_of = raw
    for name in way:
        spot_of = spot_of.setdefault(name, {})
    spot_of[last] = value


def _called(spot: Spot, flow: str) -> str:
    return EXPORT.get(spot.qualifier, spot.qualifier) if flow == "export" and spot in HEAD else spot.qualifier


def _lines(segments: Sequence[Segment]) -> list[list[Segment]]:
    made: list[list[Segment]] = []
    for s in segments:
        if s.group.startswith("SG32"):
            if s.tag == "CST":
                made.append([])
            made[-1].append(s)
    return made


def _line(segments: Sequence[Segment]) -> dict[str, Any]:
    raw: dict[str, Any] = {"item": _whole(segments[0].at(0))}
    held = keyed(segments)
    for spot in LINE:
        _take(raw, spot, held.get((spot.group, spot.tag, spot.qualifier)))
    return raw


def _whole(text: str) -> int | str:
    """A whole number where it is one; else the text, for the shape to complain about."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else text


def _counts(raw: dict[str, Any], segments: Sequence[Segment]) -> None:
    """Packages and their kind, containers, licences: what comes in rows or at the end."""
    for s in segments:
        if s.tag == "CNT" and s.at(0) == "11":
            raw["packages"] = _whole(s.at(0, 1))
        if s.tag == "PAC" and s.group == "SG32/SG33" and s.at(2):
            raw.setdefault("packing", s.at(2))
    raw["containers"] = [{"number": s.at(1)} for s in segments if s.tag == "EQD" and s.at(0) == "CN" and not s.group]
    papers = [s for s in segments if s.tag == "DOC" and s.group == "SG5" and s.at(0, 1) == "licence-document"]
    raw["licences"] = [{"kind": s.at(0), "number": s.at(1)} for s in papers]


def write(kind: str, document: msgspec.Struct) -> Writing:
    """An interchange that was read as it was; or our declaration, with the list of what CUSDEC can not carry."""
    if isinstance(document, Interchange):
        return interchange.round_written(document)
    ours, made = Ours(document), Filling()
    flow: str = document.FLOW  # type: ignore[attr-defined]
    reference = ours.take("reference")
    for name in _TOTALS:
        if ours.look(f"{name}.mark") == "3" and ours.look(f"{name}.currency"):
            ours.take(f"{name}.mark")
    for spot in (*HEAD, *BY_FLOW[flow]):
        if spot.here.partition(".")[0] not in _TOTALS or not ours.look(f"{spot.here.partition('.')[0]}.mark"):
            _put(made, ours, spot, spot.here, _called(spot, flow))
    body = [*made.segments(), *_rows(ours)]
    lines = [s for n in range(len(document.goods)) for s in _line_out(ours, n)]  # type: ignore[attr-defined]
    begin = Segment("BGM", (((DOCUMENT[flow],),), ((reference,),), (("9",),)))
    packages = ours.take("packages")
    tail = [segment("CNT", ["11", packages])] if packages else []
    count = segment("CNT", ["5", str(len(document.goods))])  # type: ignore[attr-defined]
    segments = [begin, *in_order(KIND, body), segment("UNS", "D"), *lines, segment("UNS", "S"), count, *tail]
    losses = tuple(Loss(path, value, _WHY) for path, value in ours.values.items())
    return Writing(interchange.write(interchange.enveloped(KIND, reference, segments)), losses)


def _put(made: Filling, ours: Ours, spot: Spot, here: str, called: str) -> None:
    value = spot.writes(ours.look(here))
    if value is not None:
        ours.take(here)
        made.put(spot, value, called)


def _rows(ours: Ours) -> list[Segment]:
    made: list[Segment] = []
    n = 0
    while ours.look(f"containers[{n}].number"):
        made.append(segment("EQD", "CN", ours.take(f"containers[{n}].number")))
        n += 1
    n = 0
    while ours.look(f"licences[{n}].kind"):
        kind, number = ours.take(f"licences[{n}].kind"), ours.take(f"licences[{n}].number")
        made.append(msgspec.structs.replace(segment("DOC", [kind, "licence-document", "ZZZ"], number), group="SG5"))
        n += 1
    return made


def _line_out(ours: Ours, n: int) -> list[Segment]:
    made, here = Filling(), f"goods[{n}]."
    for spot in LINE:
        _put(made, ours, spot, here + spot.here, spot.qualifier)
    item = ours.take(f"{here}item")
    segments = [_numbered(s, item) if s.tag == "CST" else s for s in made.segments()]
    if n == 0 and ours.look("packing"):
        pack = segment("PAC", "", "", [ours.take("packing"), "packing", "ZZZ"])
        segments.append(msgspec.structs.replace(pack, group="SG32/SG33"))
    return in_order(KIND, segments)


def _numbered(s: Segment, item: str) -> Segment:
    return msgspec.structs.replace(s, elements=(((item,),), *s.elements[1:]))


FORMAT = Format(
    code="cusdec",
    words=Words("EDIFACT 报关单（CUSDEC）", "EDIFACT declaration (CUSDEC)"),
    media_type="application/edifact",
    suffix=".edi",
    basis="UN/EDIFACT D.24A CUSDEC",
    likes=likes,
    read=read,
    writes=(interchange.MESSAGE, "import_declaration", "export_declaration"),
    write=write,
)
