"""Between the elements of a WCO message and its structs, both ways. What has no place in the structs is reported."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from lxml import etree

from kouan.kernel.findings import Finding
from kouan.syntax.told import finding
from kouan.syntax.xml import local

from ._wco_flat import Source
from ._wco_parts import ATTRIBUTE, CHILDREN, Child, Moment
from ._wco_places import DEC, Place, places

MD = "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2"
DS = "urn:wco:datamodel:WCO:Declaration_DS:DMS:2"


class Reader:
    """One walk over the elements of a message: its struct, the values by their places, and what is wrong.

    `sources` holds the head and then the rows, in the order of the message.
    """

    def __init__(self, found: list[Finding]) -> None:
        self.found = found
        self.sources: list[Source] = []

    def read(self, element: etree._Element, shape: type[msgspec.Struct], path: str) -> msgspec.Struct:
        """An element as a struct of that shape; faults are added to `found`."""
        held = self._part(element, places(shape), path, self._source())
        return msgspec.convert(held, type=shape)

    def _source(self) -> Source:
        made = Source()
        self.sources.append(made)
        return made

    def _part(self, element: etree._Element, place: Place, path: str, source: Source) -> dict[str, Any]:
        """What stands in an element, by name. Plain data, that become structs all at once."""
        inside, plain = place.inside, source.values
        values: dict[str, Any] = {}
        for child in element:
            known = inside.get(child.tag) or place.called(child)
            if known is None:
                self._unknown(child, path)
                continue
            name = known.name
            if known.many:
                rows = values.setdefault(name, [])
                rows.append(self._part(child, known, f"{path}/{name}[{len(rows) + 1}]", self._row(source, known)))
            elif name in values:
                self._doubled(child, path)
            elif known.is_part:
                values[name] = self._part(child, known, f"{path}/{name}", source)
            elif known.attribute:
                values[name] = self._value(child, known, f"{path}/{name}", source)
            else:
                if child.keys() or len(child):
                    self._plain(child, f"{path}/{name}")
                values[name] = text = (child.text or "").strip()
                plain[known.near] = (text, None, known.at)
        return values

    def _row(self, source: Source, known: Place) -> Source:
        row = self._source()
        source.inner.setdefault(known.near, []).append(row)
        return row

    def _value(self, element: etree._Element, known: Place, path: str, source: Source) -> dict[str, str | None] | None:
        """A value that may have one attribute: its currency, unit or form of date."""
        holder = self._dated(element, path) if known.attribute == ATTRIBUTE[Moment] else element
        if holder is None:
            return None
        self._plain(holder, path, known.attribute)
        text, said = (holder.text or "").strip(), holder.get(known.attribute)
        source.values[known.near] = (text, said, known.at)
        return {"value": text, known.attribute: said}

    def _dated(self, element: etree._Element, path: str) -> etree._Element | None:
        """The element that holds the text of a date: DateTimeString inside it; itself, told, where that is left out."""
        inside = next(element.iterchildren("*"), element)
        if local(inside) == "DateTimeString":
            return inside
        zh, en = "日期应在 DateTimeString 元素内", "A date stands in an element DateTimeString"
        self.found.append(finding("wco-date-unfit", path, zh, en, "warning"))
        return element if inside is element else None

    def _plain(self, element: etree._Element, path: str, attribute: str | None = None) -> None:
        """Tell of attributes other than the one, and of elements inside a plain value."""
        for name in map(str, element.keys()):
            if name != attribute:
                zh, en = "此处没有这个属性", "There is no such attribute here"
                self.found.append(finding("wco-attribute-unknown", f"{path}/@{name}", zh, en, "warning"))
        if len(element):
            zh, en = "此处只应有文字", "Only text belongs here"
            self.found.append(finding("wco-value-unfit", path, zh, en, "warning"))

    def _unknown(self, child: etree._Element, path: str) -> None:
        line, where = child.sourceline, f"{path}/{local(child)}"
        zh, en = f"第 {line} 行：数据模型中没有这个元素", f"Line {line}: no such element here"
        self.found.append(finding("wco-element-unknown", where, zh, en, "warning"))

    def _doubled(self, child: etree._Element, path: str) -> None:
        where = f"{path}/{local(child)}"
        zh, en = f"第 {child.sourceline} 行：只能出现一次，取第一个", "May stand once: the first one counts"
        self.found.append(finding("wco-element-doubled", where, zh, en, "error"))


def decode(element: etree._Element, shape: type[msgspec.Struct], path: str, found: list[Finding]) -> msgspec.Struct:
    """An element as a struct of that shape; faults are added to `found`."""
    return Reader(found).read(element, shape, path)


class Spelling(msgspec.Struct, frozen=True):
    """How a message is written: the part below the envelope, its namespace and that of its dates, and the order of the elements
    of parts where it is another than the table's.
    """

    part: str = "Declaration"
    space: str = DEC
    dates: str = DS
    order: Mapping[str, tuple[str, ...]] = {}

    def children(self, shape: type[msgspec.Struct]) -> Iterable[Child]:
        """What a part may hold, in the order of the schema."""
        plan = CHILDREN[shape]
        first = self.order.get(shape.__name__, ())
        return (*(plan[n] for n in first), *(c for n, c in plan.items() if n not in first)) if first else plan.values()


DECLARED = Spelling()
"""How declarations are written."""


def encode(document: msgspec.Struct, how: Spelling = DECLARED) -> bytes:
    """A message as XML in the order of the schema, UTF-8."""
    root = etree.Element(etree.QName(MD, "MetaData"), nsmap={"md": MD, None: how.space, "ds": how.dates})  # type: ignore[dict-item]
    _fill(root, document, MD, how)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _fill(element: etree._Element, part: msgspec.Struct, space: str, how: Spelling) -> None:
    for child in how.children(type(part)):
        value = getattr(part, child.name)
        for one in value if child.many else (value,):
            if one is not None:
                inner = how.space if child.name == how.part else space
                _write(etree.SubElement(element, etree.QName(inner, child.name)), one, inner, how)


def _write(element: etree._Element, value: object, space: str, how: Spelling) -> None:
    if isinstance(value, str):
        element.text = value
    elif type(value) in CHILDREN:
        _fill(element, value, space, how)  # type: ignore[arg-type]
    else:
        attribute = ATTRIBUTE[type(value)]  # type: ignore[index]
        if isinstance(value, Moment):
            element = etree.SubElement(element, etree.QName(how.dates, "DateTimeString"))
        element.text = value.value  # type: ignore[attr-defined]
        if getattr(value, attribute) is not None:
            element.set(attribute, getattr(value, attribute))
