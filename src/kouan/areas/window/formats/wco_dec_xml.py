"""WCO declarations (MetaData with a Declaration, model 3.6 DEC) in XML: read as they are, and as our own declarations."""

import msgspec
from lxml import etree

from kouan.kernel.findings import Finding, Repair
from kouan.kernel.formats import Carried, Format, Reading, Writing
from kouan.kernel.words import Words
from kouan.syntax.told import finding
from kouan.syntax.xml import local, namespace, parse

from ._wco_from_ours import from_ours
from ._wco_parts import SHAPES, MetaData
from ._wco_places import DEC
from ._wco_to_ours import to_ours
from ._wco_tree import MD, Reader, encode

MESSAGE = "wco_declaration"
"""The kind of message as the standard has it: declaration, amendment, cancellation or arrival, by its function code."""


def likes(body: bytes, name: str) -> int:
    """By the names of model and message; a damaged namespace still likes a little."""
    plain = body.replace(b"\0", b"")
    if b"datamodel:WCO:DEC" in plain:
        return 90
    if b"MetaData" in plain and b"WCOTypeName>DEC<" in plain:
        return 60
    return 0


def read(body: bytes) -> Reading:
    """The message as it stands. Never raises for bad input."""
    root, faults = parse(body)
    return Reading(findings=faults) if root is None else read_tree(root)


def read_tree(root: etree._Element) -> Reading:
    """The message in a tree that is parsed already, perhaps because a schema looked at it first."""
    found: list[Finding] = []
    declaration = _find(root)
    if declaration is None:
        zh, en = "没有 WCO Declaration 元素", "There is no WCO Declaration in it"
        return Reading(findings=(finding("wco-no-declaration", f"line {root.sourceline}", zh, en),))
    _envelope(root, declaration, found)
    walk = Reader(found)
    message = _message(declaration, walk)
    ours, told = to_ours(message, walk.sources)
    carried = (Carried(MESSAGE, message), ours) if ours else (Carried(MESSAGE, message),)
    return Reading(carried, (*found, *told))


def _find(root: etree._Element) -> etree._Element | None:
    exact = next(root.iter(f"{{{DEC}}}Declaration"), None)
    if exact is not None:
        return exact
    near = (e for e in root.iter("*") if local(e) == "Declaration" and _is_near(namespace(e)))
    return next(near, None)


def _is_near(space: str) -> bool:
    """Is this the namespace with signs lost or another version, or none at all?"""
    letters = "".join(c for c in space if c.isalnum()).lower()
    return not space or letters.startswith("urnwcodatamodelwcodec")


def _envelope(root: etree._Element, declaration: etree._Element, found: list[Finding]) -> None:
    space = namespace(declaration)
    if space != DEC:
        zh, en = "命名空间与标准不符，按元素名读取", "The namespace is not the standard's: read by element names"
        repair = Repair(path="Declaration/@xmlns", old=space, new=DEC)
        words = Words(zh, en)
        found.append(Finding(code="wco-namespace", severity="error", path="Declaration", message=words, repair=repair))
    if root is not declaration and root.tag != f"{{{MD}}}MetaData":
        zh, en = f"根元素是 {local(root)}，不是 MetaData", f"The root is {local(root)}, not MetaData"
        parent = declaration.getparent()
        wrapped = parent is not None and parent.tag == f"{{{MD}}}MetaData"
        code = "wco-wrapped" if wrapped else "wco-root-damaged"
        found.append(finding(code, f"line {root.sourceline}", zh, en, "warning" if wrapped else "error"))


def _message(declaration: etree._Element, walk: Reader) -> msgspec.Struct:
    held = walk.read(declaration, SHAPES["Declaration"], "Declaration")
    parent = declaration.getparent()
    if parent is None or not local(parent).endswith("MetaData"):
        return MetaData(Declaration=held)  # type: ignore[no-any-return]
    known = set(SHAPES["MetaData"].__struct_fields__) - {"Declaration"}
    heads = {local(e).removeprefix("md"): (e.text or "").strip() for e in parent.iterchildren("*")}
    return MetaData(**{n: t for n, t in heads.items() if n in known}, Declaration=held)  # type: ignore[no-any-return]


def write(kind: str, document: msgspec.Struct) -> Writing:
    """A message as XML: one of the standard as it is, ours with the list of what it can not carry."""
    if kind == MESSAGE:
        return Writing(encode(document))
    message, losses = from_ours(document)
    return Writing(encode(message), losses)


FORMAT = Format(
    code="wco_dec_xml",
    words=Words("WCO 报关单（XML）", "WCO declaration (XML)"),
    media_type="application/xml",
    suffix=".xml",
    basis="WCO Data Model 3.6, DEC-DMS:2",
    likes=likes,
    read=read,
    writes=(MESSAGE, "import_declaration", "export_declaration"),
    write=write,
)
