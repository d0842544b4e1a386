"""A .docx: paragraphs and tables in order, with merged cells as their first cell, tracked changes and automatic numbers."""

from collections.abc import Iterator

from lxml import etree

from kouan.areas.fund.printed.origins import Origin
from kouan.areas.fund.sources.numbering import Numbers
from kouan.areas.fund.sources.package import BROKEN, parts_of
from kouan.areas.fund.sources.transcript import Line, Row, Table, Transcript, lay, said, tidy
from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SKIPPED = frozenset((f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}txbxContent", f"{W}instrText"))
"""What is not text of the paragraph: deleted, moved away, properties, boxes (read on their own), codes of fields."""
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
WIDEST = 63
"""Columns that Word allows in a table."""


def transcript(body: bytes) -> Transcript:
    """Read the main text. Raises `Unreadable`."""
    parts = parts_of(body)
    root = parsed(parts.get("word/document.xml"))
    numbering, styles = (
        parsed(parts[name]) if name in parts else None for name in ("word/numbering.xml", "word/styles.xml")
    )
    reader = _Reader(Numbers(numbering, styles))
    text = root.find(f"{W}body")
    return lay(reader.parts(text) if text is not None else (), tuple(_remarks(root)))


def parsed(content: bytes | None) -> etree._Element:
    """A part as a tree; no entity is ever resolved. Raises `Unreadable`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content or b"", parser)
    except etree.XMLSyntaxError as fault:
        raise BROKEN from fault
    if root is None:
        raise BROKEN
    return root


class _Reader:
    """Counts paragraphs and tables as it walks; automatic numbers run through both."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers, self.paragraph, self.table = numbers, 0, 0

    def parts(self, inside: etree._Element) -> Iterator[Line | Table]:
        """Paragraphs and tables, through content controls."""
        for element in inside:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                self.table += 1
                yield Table(tuple(self._rows(element, self.table)))
            elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
                yield from self.parts(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Line]:
        self.paragraph += 1
        n = self.paragraph
        origin = Origin(Words(f"第{n}段", f"paragraph {n}"))
        for box in element.iter(f"{W}txbxContent"):
            if not any(up.tag == FALLBACK for up in box.iterancestors()):
                yield Line("\n".join(text_of(one) for one in box.iter(f"{W}p")), origin)
        yield Line(self.numbers.before(element) + text_of(element), origin)

    def _rows(self, table: etree._Element, number: int) -> Iterator[Row]:
        drawn = [(row, list(self._cells(row))) for row in table.iter(f"{W}tr") if _own(row, table)]
        width = min(max((len(cells) for _, cells in drawn), default=0), WIDEST)
        for at, (_, cells) in enumerate(drawn, start=1):
            texts = tuple(text for text, _ in cells[:width]) + ("",) * (width - len(cells))
            wide = sum(1 for _, first in cells if first) == 1 and len(cells) >= width > 1
            yield Row(texts, Origin(Words(f"表{number}第{at}行", f"table {number} row {at}")), wide=wide)

    def _cells(self, row: etree._Element) -> Iterator[tuple[str, bool]]:
        """Text of every grid column, and whether a cell begins there."""
        properties = row.find(f"{W}trPr")
        yield from (("", False),) * _whole(properties, "gridBefore")
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            properties = cell.find(f"{W}tcPr")
            merged = properties.find(f"{W}vMerge") if properties is not None else None
            below = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            words = " ".join(self._inner(one) for one in cell.iter(f"{W}p"))
            yield ("" if below else tidy(words)), True
            yield from (("", False),) * (_whole(properties, "gridSpan", 1) - 1)

    def _inner(self, element: etree._Element) -> str:
        return self.numbers.before(element) + text_of(element)


def text_of(paragraph: etree._Element) -> str:
    """The text of a paragraph with insertions taken and deletions left out."""
    pieces: list[str] = []
    for element in paragraph:
        if element.tag in SKIPPED or element.tag == FALLBACK or not isinstance(element.tag, str):
            continue
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag in (f"{W}br", f"{W}cr"):
            pieces.append("\n")
        elif element.tag in (f"{W}tab", f"{W}ptab"):
            pieces.append(" ")
        elif element.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        else:
            pieces.append(text_of(element))
    return "".join(pieces)


def _own(row: etree._Element, table: etree._Element) -> bool:
    return next(row.iterancestors(f"{W}tbl")) is table


def _whole(properties: etree._Element | None, name: str, otherwise: int = 0) -> int:
    found = properties.find(f"{W}{name}") if properties is not None else None
    value = found.get(f"{W}val", "") if found is not None else ""
    return min(int(value), WIDEST) if value.isdecimal() else otherwise


def _remarks(root: etree._Element) -> Iterator[Finding]:
    changes = sum(1 for _ in root.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"))
    if changes:
        words = Words(
            "文中有 {n} 处未接受的修订，按接受后的文字读取", "{n} tracked changes are open; read as if accepted"
        )
        yield said("notice-tracked-changes", words.with_values(n=changes), "warning")
    merged = sum(1 for one in root.iter(f"{W}vMerge") if one.get(f"{W}val") == "restart")
    if merged:
        words = Words(
            "有 {n} 处竖向合并的单元格，只在第一行有文字",
            "{n} cells are merged downwards; only their first row has text",
        )
        yield said("notice-merged-cells", words.with_values(n=merged))
