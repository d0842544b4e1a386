"""Between the elements of a WCO message and its structs, both ways. What has no place in the structs is reported."""

from collections.abc import Callable

import msgspec
from lxml import etree

from kouan.kernel.findings import Finding

from ._wco_parts import ATTRIBUTE, CHILDREN, Child, Moment
from ._xml import finding, local

MD = "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2"
DEC = "urn:wco:datamodel:WCO:DEC-DMS:2"
DS = "urn:wco:datamodel:WCO:Declaration_DS:DMS:2"


_NAMES: dict[str, str] = {}
"""Names of elements by their tags: the same few hundred tags stand in every message."""


def _name(tag: str) -> str:
    name = tag.rpartition("}")[2]
    if len(_NAMES) < 5000:
        _NAMES[tag] = name
    return name


def decode(element: etree._Element, shape: type[msgspec.Struct], path: str, found: list[Finding]) -> msgspec.Struct:
    """An element as a struct of that shape; faults are added to `found`."""
    plan, values = CHILDREN[shape], dict[str, object]()
    for child in element.iterchildren("*"):
        name = _NAMES.get(child.tag) or _name(str(child.tag))
        known = plan.get(name)
        if known is None:
            where = f"{path}/{name}"
            zh, en = (
                f"第 {child.sourceline} 行：数据模型中没有这个元素",
                f"Line {child.sourceline}: no such element here",
            )
            found.append(finding("wco-element-unknown", where, zh, en, "warning"))
        elif known.many:
            rows: list[object] = values.setdefault(name, [])  # type: ignore[assignment]
            rows.append(_value(child, known, f"{path}/{name}[{len(rows) + 1}]", found))
        elif name in values:
            where = f"{path}/{name}"
            zh, en = f"第 {child.sourceline} 行：只能出现一次，取第一个", "May stand once: the first one counts"
            found.append(finding("wco-element-doubled", where, zh, en, "error"))
        else:
            values[name] = _value(child, known, f"{path}/{name}", found)
    return shape(**{name: tuple(v) if isinstance(v, list) else v for name, v in values.items()})


def _value(element: etree._Element, child: Child, path: str, found: list[Finding]) -> object:
    if child.shape in CHILDREN:
        return decode(element, child.shape, path, found)
    if child.shape is None:
        if len(element) or element.keys():
            _attributes(element, None, path, found)
            return _text(element, path, found)
        return (element.text or "").strip()
    holder = _dated(element, path, found) if child.shape is Moment else element
    if holder is None:
        return None
    attribute = ATTRIBUTE[child.shape]
    _attributes(holder, attribute, path, found)
    made: Callable[[str, str | None], object] = child.shape
    return made(_text(holder, path, found), holder.get(attribute))


def _dated(element: etree._Element, path: str, found: list[Finding]) -> etree._Element | None:
    """The element that holds the text of a date: DateTimeString inside it; itself, told, where that is left out."""
    inside = next(element.iterchildren("*"), element)
    if local(inside) == "DateTimeString":
        return inside
    zh, en = "日期应在 DateTimeString 元素内", "A date stands in an element DateTimeString"
    found.append(finding("wco-date-unfit", path, zh, en, "warning"))
    return element if inside is element else None


def _text(element: etree._Element, path: str, found: list[Finding]) -> str:
    """The text as printed, without white space around it. Elements inside a plain value are reported."""
    if len(element):
        zh, en = "此处只应有文字", "Only text belongs here"
        found.append(finding("wco-value-unfit", path, zh, en, "warning"))
    return (element.text or "").strip()


def _attributes(element: etree._Element, known: str | None, path: str, found: list[Finding]) -> None:
    for name in map(str, element.keys()):
        if name != known:
            zh, en = "此处没有这个属性", "There is no such attribute here"
            found.append(finding("wco-attribute-unknown", f"{path}/@{name}", zh, en, "warning"))


def encode(document: msgspec.Struct) -> bytes:
    """A message as XML in the order of the schema, UTF-8."""
    root = etree.Element(etree.QName(MD, "MetaData"), nsmap={"md": MD, None: DEC, "ds": DS})  # type: ignore[dict-item]
    _fill(root, document, MD)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _fill(element: etree._Element, part: msgspec.Struct, space: str) -> None:
    for child in CHILDREN[type(part)].values():
        value = getattr(part, child.name)
        for one in value if child.many else (value,):
            if one is not None:
                inner = DEC if child.name == "Declaration" else space
                _write(etree.SubElement(element, etree.QName(inner, child.name)), one, inner)


def _write(element: etree._Element, value: object, space: str) -> None:
    if isinstance(value, str):
        element.text = value
    elif type(value) in CHILDREN:
        _fill(element, value, space)  # type: ignore[arg-type]
    else:
        attribute = ATTRIBUTE[type(value)]  # type: ignore[index]
        if isinstance(value, Moment):
            element = etree.SubElement(element, etree.QName(DS, "DateTimeString"))
        element.text = value.value  # type: ignore[attr-defined]
        if getattr(value, attribute) is not None:
            element.set(attribute, getattr(value, attribute))
