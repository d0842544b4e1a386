"""Manifests in the WCO-shaped XML of the Chinese messages (MT1401 and its kin), read and written.

The message number is in the namespace and tells kind and mode. Instants are written CCYYMMDDHHMMSS and zone. A container
stands under each bill that is in it; read back it is one container again.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec
from lxml import etree

from kouan.areas.window.documents import loading_manifest, original_manifest, prestow_manifest
from kouan.areas.window.documents._manifest_parts import Manifest, listed
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Format, Loss, Reading, Writing
from kouan.kernel.words import Words
from kouan.syntax.told import finding
from kouan.syntax.xml import local, namespace, parse

from ._mt_tree import (
    BILL,
    BOX,
    BOX_NOT_CARRIED,
    CONSIGNMENT,
    DANGER,
    DANGERS,
    EQUIPMENT,
    HEAD,
    MESSAGES,
    NAMESPACE,
    NOT_CARRIED,
    TYPES,
    Path,
)

DOCUMENTS: Mapping[str, DocumentType] = {
    m.TYPE.code: m.TYPE for m in (original_manifest, prestow_manifest, loading_manifest)
}
_BEGINS = b"urn:Declaration:datamodel:standard:CN:MT"
_NO_PLACE = Words("该报文没有这一栏", "The message has no place for it")
_INSTANTS = ("loading_at", "arrival_at")


def likes(body: bytes, name: str) -> int:
    """By the namespace of the manifest messages."""
    return 92 if _BEGINS in body.replace(b"\0", b"") else 0


def read(body: bytes) -> Reading:
    """One manifest, with every fault of its text as a finding. Never raises for bad input."""
    root, faults = parse(body)
    if root is None:
        return Reading(findings=faults)
    message = namespace(root).rpartition(":CN:")[2].partition(":")[0]
    of = DOCUMENTS.get(TYPES.get(message, ("", ""))[0])
    if of is None or local(root) != "Manifest":
        told = (
            f"不认识的舱单报文 {message or local(root)}",
            f"Not a manifest message that is known: {message or local(root)}",
        )
        return Reading(findings=(finding("mt-unknown", f"line {root.sourceline}", *told),))
    found: list[Finding] = []
    raw = _head(root, found)
    document, unfit = of.convert(raw)
    found += [*_strange(root), *unfit]
    return Reading((Carried(of.code, document),) if document is not None else (), tuple(found))


def _head(root: etree._Element, found: list[Finding]) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for name, path in HEAD.items():
        text = _text(root, path)
        if text:
            raw[name] = _instant(text, "/".join(path), found) if name in _INSTANTS else text
    boxes: dict[str, dict[str, Any]] = {}
    bills: list[dict[str, Any]] = []
    dangers: list[dict[str, Any]] = []
    for row, part in enumerate(_all(root, CONSIGNMENT), 1):
        place = f"Declaration/Consignment[{row}]"
        bill = {name: text for name, path in BILL.items() if (text := _text(part, path))}
        _numbers(bill, place, found)
        bills.append(bill)
        for equipment in _all(part, (EQUIPMENT,)):
            _box(equipment, str(bill.get("number", "")), boxes)
        for danger in _all(part, (DANGER,)):
            told = {name: text for name, path in DANGERS.items() if (text := _text(danger, path))}
            dangers.append({"bill": bill.get("number", ""), **told})
    return {**raw, "bills": bills, "containers": list(boxes.values()), "dangerous": dangers}


def _numbers(bill: dict[str, Any], place: str, found: list[Finding]) -> None:
    """Packages as a whole number, weight and volume as decimals; what is none stays out and is told."""
    for name, kind in (("packages", int), ("gross_weight", Decimal), ("volume", Decimal)):
        if name not in bill:
            continue
        try:
            bill[name] = kind(bill[name])
        except (ValueError, InvalidOperation):
            told = f"“{bill.pop(name)}”不是数", "It is no number"
            found.append(finding("mt-number", f"{place}/{'/'.join(BILL[name])}", *told))


def _box(equipment: etree._Element, bill: str, boxes: dict[str, dict[str, Any]]) -> None:
    told = {name: text for name, path in BOX.items() if name != "seals" and (text := _text(equipment, path))}
    seals = [t.strip() for e in _all(equipment, BOX["seals"]) if (t := e.text or "").strip()]
    number = str(told.get("number", ""))
    box = boxes.setdefault(number, {**told, "bills": "", "seals": ",".join(seals)})
    box["bills"] = ",".join([*listed(box["bills"]), bill]) if bill else box["bills"]


def _instant(text: str, path: str, found: list[Finding]) -> str:
    """An instant of the message as ours; without a zone it is told, never guessed."""
    try:
        return dt.datetime.strptime(text, "%Y%m%d%H%M%S%z").isoformat()
    except ValueError:
        told = f"时刻“{text}”应为年月日时分秒加时区", "An instant is CCYYMMDDHHMMSS and a zone"
        found.append(finding("mt-instant", path, *told))
        return text


def _strange(root: etree._Element) -> Iterator[Finding]:
    """Elements that no field of ours is read from."""
    known = {("Head",), ("Declaration",), CONSIGNMENT, *_prefixes(HEAD.values(), ())}
    known |= _prefixes(BILL.values(), CONSIGNMENT) | _prefixes(BOX.values(), (*CONSIGNMENT, EQUIPMENT))
    known |= _prefixes(DANGERS.values(), (*CONSIGNMENT, DANGER)) | _FRAME
    seen: set[Path] = set()
    for element in root.iterdescendants("*"):
        path = tuple(local(e) for e in [*reversed(list(element.iterancestors("*"))), element])[1:]
        if path not in known and path not in seen:
            seen.add(path)
            told = (
                f"第 {element.sourceline} 行：没有对应的栏目，未读取",
                f"Line {element.sourceline}: no field of ours, not read",
            )
            yield finding("mt-element", "/".join(path), *told, "warning")


_FRAME: frozenset[Path] = frozenset(
    {("Head", n) for n in ("MessageType", "SenderID", "ReceiverID", "SendTime", "Version")}
)
_FRAME |= {("Declaration", "ID"), (*CONSIGNMENT, "ConsignmentItem", "SequenceNumeric")}


def _prefixes(paths: Any, above: Path) -> set[Path]:
    return {(*above, *path[:n]) for path in paths for n in range(1, len(path) + 1)} | {above}


def _all(part: etree._Element, path: Path) -> list[etree._Element]:
    here = [part]
    for name in path:
        here = [e for held in here for e in held.iterchildren("*") if local(e) == name]
    return here


def _text(part: etree._Element, path: Path) -> str:
    return next(((e.text or "").strip() for e in _all(part, path)), "")


def write(kind: str, document: msgspec.Struct) -> Writing:
    """A manifest as its message, with all that the message has no place for."""
    assert isinstance(document, Manifest)  # noqa: S101 -- only manifests are written here
    message = MESSAGES.get((kind, document.transport_mode))
    if message is None:
        why = Words("该运输方式没有对应的报文", "There is no message for this mode of transport")
        return Writing(b"", (Loss("transport_mode", document.transport_mode, why),))
    space = NAMESPACE.format(message=message)
    root = etree.Element(etree.QName(space, "Manifest"), nsmap={None: space})  # type: ignore[dict-item]
    _put(root, ("Head", "MessageType"), message)
    _put(root, ("Head", "Version"), "1.0")
    for name, path in HEAD.items():
        _put(root, path, getattr(document, name))
    _put(root, ("Declaration", "ID"), document.reference)
    for number, bill in enumerate(document.bills, 1):
        part = etree.SubElement(_at(root, ("Declaration",)), etree.QName(space, "Consignment"))
        for name, path in BILL.items():
            _put(part, path, getattr(bill, name))
        _put(part, ("ConsignmentItem", "SequenceNumeric"), number)
        _hang(part, document, bill.number)
    etree.indent(root)
    return Writing(etree.tostring(root, encoding="UTF-8", xml_declaration=True), tuple(_losses(document)))


def _hang(part: etree._Element, document: Manifest, bill: str) -> None:
    space = namespace(part)
    for box in document.containers:
        if bill in listed(box.bills):
            equipment = etree.SubElement(part, etree.QName(space, EQUIPMENT))
            for name in ("number", "kind", "load"):
                _put(equipment, BOX[name], getattr(box, name))
            for seal in listed(box.seals):
                held = etree.SubElement(equipment, etree.QName(space, "Seal"))
                _put(held, ("ID",), seal)
    for danger in document.dangerous:
        if danger.bill == bill:
            held = etree.SubElement(part, etree.QName(space, DANGER))
            for name, path in DANGERS.items():
                _put(held, path, getattr(danger, name))


def _put(part: etree._Element, path: Path, value: object) -> None:
    if value in (None, ""):
        return
    if isinstance(value, dt.datetime):
        value = f"{value:%Y%m%d%H%M%S%z}"
    _at(part, path).text = f"{value:f}" if isinstance(value, Decimal) else str(value)


def _at(part: etree._Element, path: Path) -> etree._Element:
    """The element at a path, made where it is not there."""
    space = namespace(part)
    for name in path:
        found = next((e for e in part.iterchildren("*") if local(e) == name), None)
        part = etree.SubElement(part, etree.QName(space, name)) if found is None else found
    return part


def _losses(m: Manifest) -> Iterator[Loss]:
    for name in NOT_CARRIED:
        value = getattr(m, name)
        if value:
            yield Loss(name, str(value), _NO_PLACE)
    bills = {b.number for b in m.bills}
    for row, box in enumerate(m.containers):
        for name in BOX_NOT_CARRIED:
            if getattr(box, name) is not None:
                yield Loss(f"containers[{row}].{name}", str(getattr(box, name)), _NO_PLACE)
        if not any(b in bills for b in listed(box.bills)):
            yield Loss(
                f"containers[{row}]", box.number, Words("空箱不在任何提单下", "An empty container is under no bill")
            )


FORMAT = Format(
    code="mt_manifest_xml",
    words=Words("舱单报文（MT1401 等，XML）", "Manifest message (MT1401 and kin, XML)"),
    media_type="application/xml",
    suffix=".xml",
    basis="舱单报文（WCO 形式），业内公开样例两份，待核",
    likes=likes,
    read=read,
    writes=tuple(DOCUMENTS),
    write=write,
)
