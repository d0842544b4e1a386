"""A DecMessage as it stands: segments with their values in order, to and from XML. Nothing is interpreted here."""

import base64
import binascii
import re
from collections.abc import Mapping

import msgspec
from lxml import etree

from kouan.kernel.findings import Finding, Repair
from kouan.kernel.formats import Loss, Writing
from kouan.kernel.words import Words
from kouan.syntax.told import finding
from kouan.syntax.xml import local, namespace, parse

DEC = "http://www.chinaport.gov.cn/dec"
ROOT = "DecMessage"
POSITIONAL = frozenset({"Type", "DataSource", "BusinessItems", "SpecDeclFlag"})
"""Elements that count by position: a blank in them holds one."""
ABANDONED: Mapping[str, frozenset[str]] = {
    "DecHead": frozenset({"InspOrgCode", "VsaOrgCode", "OrgCode"}),
    "DecSign": frozenset({"HostId"}),
}
"""Elements that are still sent and mean nothing: read, and left out on writing (WIN-X-084)."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Part(msgspec.Struct, frozen=True):
    """A segment: its own values by element name, then the segments in it, each in the order of the message."""

    name: str
    values: tuple[tuple[str, str], ...] = ()
    parts: tuple["Part", ...] = ()


class DecMessage(msgspec.Struct, frozen=True):
    """The whole message and the version of the interface that it names."""

    version: str
    root: Part


def decode(body: bytes) -> tuple[DecMessage | None, list[Finding]]:
    """The message in the bytes, plain or in its transport envelope (DxpMsg). Never raises for bad input."""
    root, faults = parse(body)
    if root is not None and local(root) == "DxpMsg":
        root, faults = _opened(root)
    found = list(faults)
    if root is None:
        return None, found
    if local(root) != ROOT:
        zh, en = f"根元素是 {local(root)}，不是 {ROOT}", f"The root is {local(root)}, not {ROOT}"
        return None, [*found, finding("dec-no-message", f"line {root.sourceline}", zh, en)]
    if namespace(root) != DEC:
        words = Words("命名空间与标准不符，按元素名读取", "The namespace is not the standard's: read by element names")
        repair = Repair(path=f"{ROOT}/@xmlns", old=namespace(root), new=DEC)
        found.append(Finding(code="dec-namespace", severity="warning", path=ROOT, message=words, repair=repair))
    return DecMessage(root.get("Version", ""), _part(root, found)), found


def _opened(envelope: etree._Element) -> tuple[etree._Element | None, tuple[Finding, ...]]:
    data = next((e for e in envelope.iter("*") if local(e) == "Data"), None)
    try:
        return parse(base64.b64decode("".join((data.text or "").split()), validate=True) if data is not None else b"")
    except (binascii.Error, ValueError) as fault:
        zh, en = f"信封中的报文不是 base64：{fault}", f"The message in the envelope is not base64: {fault}"
        return None, (finding("dec-envelope", "DxpMsg/Data", zh, en),)


def _part(element: etree._Element, found: list[Finding]) -> Part:
    values, parts = [], []
    for child in element.iterchildren("*"):
        if child.attrib:
            zh, en = "元素属性不予保留", "Attributes of an element are not kept"
            found.append(finding("dec-attribute", f"line {child.sourceline}", zh, en, "warning"))
        if len(child):
            parts.append(_part(child, found))
        else:
            values.append((local(child), _text(child)))
    names = [name for name, _ in values]
    for name in sorted({n for n in names if names.count(n) > 1}):
        zh, en = f"元素 {name} 出现多次，无法判断以哪个为准", f"{name} stands more than once: which one counts?"
        found.append(finding("dec-doubled", f"{local(element)}/{name}", zh, en))
    return Part(local(element), tuple(values), tuple(parts))


def _text(element: etree._Element) -> str:
    """The text of an element. Blanks around it mean nothing, but in some they hold a position."""
    text = element.text or ""
    return text.strip("\r\n\t") if local(element) in POSITIONAL else text.strip()


def encode(message: DecMessage) -> Writing:
    """The message as XML without its abandoned elements, each of which is told as lost if it held something."""
    losses: list[Loss] = []
    root = etree.Element(f"{{{DEC}}}{ROOT}", nsmap={None: DEC})  # type: ignore[dict-item]
    root.set("Version", _clean(message.version, "@Version", losses))
    _fill(root, message.root, message.root.name, losses)
    return Writing(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True), tuple(losses))


def _fill(element: etree._Element, part: Part, path: str, losses: list[Loss]) -> None:
    for name, text in part.values:
        if name not in ABANDONED.get(part.name, ()):
            etree.SubElement(element, f"{{{DEC}}}{name}").text = _clean(text, f"{path}/{name}", losses)
        elif text:
            losses.append(Loss(f"{path}/{name}", text, Words("该栏目已停用", "This element is abandoned")))
    for inner in part.parts:
        _fill(etree.SubElement(element, f"{{{DEC}}}{inner.name}"), inner, f"{path}/{inner.name}", losses)


def _clean(text: str, path: str, losses: list[Loss]) -> str:
    cleaned = _NO_XML.sub("", text)
    if path.rpartition("/")[2] not in POSITIONAL and cleaned != cleaned.strip():
        losses.append(Loss(path, repr(text), Words("首尾空格读回时会去掉", "Blanks around a value do not come back")))
    if cleaned != text:
        losses.append(Loss(path, repr(text), Words("控制字符不能写入 XML", "XML carries no control characters")))
    return cleaned
