"""CUSCAR of UN/EDIFACT D.24A: the cargo report, read as it stands and as our manifests (original, pre-stowage, loading)."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from kouan.areas.window.documents import loading_manifest, original_manifest, prestow_manifest
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Format, Loss, Reading, Writing
from kouan.kernel.words import Words
from kouan.syntax.edifact import interchange
from kouan.syntax.edifact.interchange import Interchange, Message
from kouan.syntax.edifact.segments import Segment, segment

from ._edi.cargo import BILL, BOX, HEAD, LOADS
from ._edi.filling import Filling, in_order, keyed
from ._edi.spots import Spot
from ._wco_from_ours import Ours, leaves

KIND, DOCUMENT = "CUSCAR", "785"
"""Message type, and 1001 document name code: cargo manifest."""
TYPES = {t.TYPE.code: t.TYPE for t in (original_manifest, prestow_manifest, loading_manifest)}
_WHY = Words("CUSCAR 中没有对应的位置", "CUSCAR has no place for it")
_DEFAULTS = {"function": "9", "transport_mode": "2", "load": "F"}
_OPENS = Spot("", "SG7", "CNI", "", (0, 0))
"""What begins a consignment that has no master bill."""


def likes(body: bytes, name: str) -> int:
    """By the message type."""
    return interchange.likes(body, KIND)


def read(body: bytes) -> Reading:
    """The interchange as it stands, and each manifest in it as ours. Never raises for bad input."""
    whole, found = interchange.read(body)
    if whole is None:
        return Reading(findings=found)
    carried: list[Carried] = [Carried(interchange.MESSAGE, whole)]
    told: list[Finding] = []
    for message in whole.messages:
        if message.type == KIND:
            ours, faults = _ours(message)
            carried += [ours] if ours else []
            told += faults
    return Reading(tuple(carried), (*found, *told))


def _ours(message: Message) -> tuple[Carried | None, Sequence[Finding]]:
    begin = next((s for s in message.segments if s.tag == "BGM"), Segment("BGM"))
    of = TYPES.get(begin.at(0, 3), original_manifest.TYPE)
    raw: dict[str, Any] = {"reference": begin.at(1), "function": begin.at(2) or "9"}
    _fill(raw, HEAD, message.segments)
    raw["bills"], raw["containers"], raw["dangerous"] = (
        [],
        [_box(p) for p in _parts(message.segments, "SG5", "EQD")],
        [],
    )
    held: dict[str, list[str]] = {}
    for part in _parts(message.segments, "SG7", "CNI"):
        _bill(raw, part, held)
    for box in raw["containers"]:
        box["bills"] = ",".join(held.get(box["number"], ()))
    document, faults = of.convert(raw)
    return (Carried(of.code, document), faults) if document is not None else (None, faults)


def _parts(segments: Sequence[Segment], group: str, trigger: str) -> list[list[Segment]]:
    """The repetitions of a group, each with the segments of the groups in it."""
    made: list[list[Segment]] = []
    for s in segments:
        if s.group.partition("/")[0] == group:
            if s.tag == trigger and s.group == group:
                made.append([])
            made[-1].append(s)
    return made


def _fill(raw: dict[str, Any], spots: Iterable[Spot], segments: Sequence[Segment]) -> None:
    found = keyed(segments)
    for spot in spots:
        s = found.get((spot.group, spot.tag, spot.qualifier))
        value = spot.reads(s.at(*spot.at)) if s else None
        if value is not None:
            raw[spot.here] = value


def _box(part: Sequence[Segment]) -> dict[str, Any]:
    raw: dict[str, Any] = {"number": part[0].at(1)}
    _fill(raw, BOX, part)
    raw["load"] = next((ours for ours, theirs in LOADS.items() if theirs == part[0].at(5)), "F")
    raw["seals"] = ",".join(s.at(0) for s in part if s.tag == "SEL")
    return raw


def _bill(raw: dict[str, Any], part: Sequence[Segment], held: dict[str, list[str]]) -> None:
    bill: dict[str, Any] = {}
    _fill(bill, BILL, part)
    number = str(bill.get("number", ""))
    if "packages" in bill:
        text = str(bill["packages"])
        bill["packages"] = int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else text
    raw["bills"].append(bill)
    for s in part:
        if s.tag == "SGP":
            held.setdefault(s.at(0), []).append(number)
        if s.tag == "DGS":
            raw["dangerous"].append({"bill": number, "hazard_class": s.at(1), "un_number": s.at(2)})


def write(kind: str, document: msgspec.Struct) -> Writing:
    """An interchange that was read as it was; or our manifest, with the list of what CUSCAR can not carry."""
    if isinstance(document, Interchange):
        return interchange.round_written(document)
    ours = _left(document)
    reference, function = ours.take("reference"), ours.take("function") or "9"
    begin = segment("BGM", [DOCUMENT, "document-type", "ZZZ", kind], reference, function)
    head = Filling()
    for spot in HEAD:
        _put(head, ours, spot, spot.here)
    body = [begin, *in_order(KIND, head.segments())]
    boxes = [s for n, _ in enumerate(document.containers) for s in _box_out(ours, n)]  # type: ignore[attr-defined]
    bills = [s for n, _ in enumerate(document.bills) for s in _bill_out(ours, document, n)]  # type: ignore[attr-defined]
    whole = interchange.enveloped(KIND, reference, [*body, *boxes, *bills])
    losses = tuple(Loss(path, value, _WHY) for path, value in ours.values.items())
    return Writing(interchange.write(whole), losses)


def _left(document: Any) -> Ours:
    ours = Ours.__new__(Ours)
    said = leaves(msgspec.to_builtins(document))
    ours.values = {p: v for p, v in said if v not in ("", "false", _DEFAULTS.get(p.rpartition(".")[2]))}
    ours.values.setdefault("transport_mode", document.transport_mode)
    return ours


def _put(made: Filling, ours: Ours, spot: Spot, here: str) -> None:
    value = spot.writes(ours.look(here))
    if value is not None:
        ours.take(here)
        made.put(spot, value, spot.qualifier)


def _box_out(ours: Ours, n: int) -> list[Segment]:
    here, made = f"containers[{n}].", Filling()
    for spot in BOX:
        _put(made, ours, spot, here + spot.here)
    load = LOADS.get(ours.look(f"{here}load") or "F", "")
    if load:
        ours.take(f"{here}load")
    kind = next((s.at(2) for s in made.segments() if s.tag == "EQD"), "")
    begin = segment("EQD", "CN", ours.take(f"{here}number"), kind, *(("", "", load) if load else ()))
    rest = [s for s in made.segments() if s.tag != "EQD"]
    seals = [segment("SEL", seal.strip()) for seal in ours.take(f"{here}seals").split(",") if seal.strip()]
    return [begin, *rest, *seals]


def _bill_out(ours: Ours, document: Any, n: int) -> list[Segment]:
    here, made = f"bills[{n}].", Filling()
    number = document.bills[n].number
    for spot in BILL:
        _put(made, ours, spot, here + spot.here)
    if not ours.look(f"{here}master") and not any(s.tag == "CNI" for s in made.segments()):
        made.put(_OPENS, "", "")
    segments = [_numbered(s, n + 1) for s in made.segments()]
    goods: list[Segment] = []
    for at, box in enumerate(document.containers):
        if number in [b.strip() for b in box.bills.split(",")]:
            goods.append(segment("SGP", box.number))
            ours.take(f"containers[{at}].bills")
    for at, danger in enumerate(document.dangerous):
        if danger.bill == number:
            row = f"dangerous[{at}]."
            ours.take(f"{row}bill")
            goods.append(segment("DGS", "IMD", ours.take(f"{row}hazard_class"), ours.take(f"{row}un_number")))
    inside = [msgspec.structs.replace(s, group="SG7/SG8/SG14") for s in goods]
    return in_order(KIND, [*segments, *inside])


def _numbered(s: Segment, number: int) -> Segment:
    if s.tag not in ("CNI", "GID"):
        return s
    first = str(number) if s.tag == "CNI" else "1"
    return msgspec.structs.replace(s, elements=(((first,),), *s.elements[1:]))


FORMAT = Format(
    code="cuscar",
    words=Words("EDIFACT 舱单（CUSCAR）", "EDIFACT cargo report (CUSCAR)"),
    media_type="application/edifact",
    suffix=".edi",
    basis="UN/EDIFACT D.24A CUSCAR",
    likes=likes,
    read=read,
    writes=(interchange.MESSAGE, *TYPES),
    write=write,
)
