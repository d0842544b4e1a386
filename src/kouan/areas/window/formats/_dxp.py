"""The transport envelope DxpMsg as it stands: who sends what to whom, the message in base64, what is added. Secondary."""

import base64
import binascii
import re

import msgspec
from lxml import etree

from kouan.kernel.findings import Finding
from kouan.kernel.formats import Loss, Writing
from kouan.kernel.words import Words
from kouan.syntax.told import finding
from kouan.syntax.xml import local, namespace, parse

DXP = "http://www.chinaport.gov.cn/dxp"
ROOT = "DxpMsg"
VERSION = "1.0"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Node(msgspec.Struct, frozen=True):
    """An element of the envelope: its name, text, attributes and the elements in it, in their order."""

    name: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    parts: tuple["Node", ...] = ()


class Envelope(msgspec.Struct, frozen=True):
    """The envelope. `data` is the message in base64 without blanks; nothing of it is interpreted here."""

    version: str
    info: Node
    data: str
    added: Node


def opened(body: bytes) -> tuple[Envelope | None, bytes, list[Finding]]:
    """The envelope and the bytes of the message in it. Never raises for bad input."""
    root, faults = parse(body)
    found = list(faults)
    if root is None:
        return None, b"", found
    if local(root) != ROOT:
        zh, en = f"根元素是 {local(root)}，不是 {ROOT}", f"The root is {local(root)}, not {ROOT}"
        return None, b"", [*found, finding("dxp-no-envelope", f"line {root.sourceline}", zh, en)]
    if namespace(root) != DXP:
        zh, en = "命名空间与标准不符", "The namespace is not the standard's"
        found.append(finding("dxp-namespace", ROOT, zh, en, "warning"))
    held = {local(child): _node(child, 0) for child in root.iterchildren("*")}
    for name in held.keys() - {"TransInfo", "Data", "AddInfo"}:
        zh, en = f"信封中的 {name} 未保留", f"{name} of the envelope is not kept"
        found.append(finding("dxp-not-kept", f"{ROOT}/{name}", zh, en, "warning"))
    data = "".join(held.get("Data", Node("Data")).text.split())
    made = Envelope(
        root.get("ver", ""), held.get("TransInfo", Node("TransInfo")), data, held.get("AddInfo", Node("AddInfo"))
    )
    try:
        return made, base64.b64decode(data, validate=True), found
    except (binascii.Error, ValueError) as fault:
        zh, en = f"信封中的报文不是 base64：{fault}", f"The message in the envelope is not base64: {fault}"
        return made, b"", [*found, finding("dec-envelope", f"{ROOT}/Data", zh, en)]


DEEPEST = 8


def _node(element: etree._Element, depth: int) -> Node:
    inner = element.iterchildren("*") if depth < DEEPEST else ()
    parts = tuple(_node(child, depth + 1) for child in inner)
    attributes = tuple(
        (str(name), str(value)) for name, value in element.attrib.items() if not str(name).startswith("{")
    )
    return Node(local(element), "" if parts else (element.text or "").strip(), attributes, parts)


def sealed(envelope: Envelope) -> Writing:
    """The envelope as XML; control characters are told as lost."""
    losses: list[Loss] = []
    root = etree.Element(f"{{{DXP}}}{ROOT}", nsmap={None: DXP})  # type: ignore[dict-item]
    root.set("ver", _clean(envelope.version, "@ver", losses))
    for node in (envelope.info, Node("Data", envelope.data), envelope.added):
        if node.text or node.parts or node.name != "AddInfo":
            _fill(root, node, ROOT, losses)
    return Writing(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True), tuple(losses))


def _fill(parent: etree._Element, node: Node, path: str, losses: list[Loss]) -> None:
    here = f"{path}/{node.name}"
    element = etree.SubElement(parent, f"{{{DXP}}}{node.name}")
    for name, value in node.attributes:
        element.set(name, _clean(value, f"{here}/@{name}", losses))
    if node.text:
        element.text = _clean(node.text, here, losses)
    for inner in node.parts:
        _fill(element, inner, here, losses)


def _clean(text: str, path: str, losses: list[Loss]) -> str:
    cleaned = _NO_XML.sub("", text)
    if cleaned != text:
        losses.append(Loss(path, repr(text), Words("控制字符不能写入 XML", "XML carries no control characters")))
    return cleaned
