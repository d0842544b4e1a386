"""HTML: what a page shows, in order; scripts, styles and what is hidden are not text. Cells spread over their spans."""

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree, html

from kouan.areas.fund.printed.origins import Origin
from kouan.areas.fund.sources.delimited import text_of
from kouan.areas.fund.sources.transcript import Line, Row, Table, Transcript, Unreadable, lay, said, tidy
from kouan.kernel.words import Words

SILENT = frozenset(
    ("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "button", "nav")
)
INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "label",
        "mark",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    )
)
WIDEST = 200


def transcript(body: bytes) -> Transcript:
    """Read a page saved from the web. Raises `Unreadable`."""
    text, encoding = text_of(body)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError) as fault:
        raise Unreadable("file-broken", Words("不是可读的网页", "Not a page that can be read")) from fault
    remarks = [said("notice-encoding", Words(f"按 {encoding} 读取", f"read as {encoding}"))]
    scripts = sum(1 for _ in root.iter("script"))
    if scripts:
        words = Words("网页里有 {n} 段脚本，未执行，也不算文字", "{n} scripts in the page were not run and are no text")
        remarks.append(said("notice-scripts", words.with_values(n=scripts)))
    try:
        return lay(list(_parts(root, _Count())), remarks)
    except RecursionError as fault:
        raise Unreadable("file-broken", Words("网页嵌套过深", "The page is nested far too deep")) from fault


class _Count:
    """Tables met so far."""

    tables = 0


def _parts(element: etree._Element, count: _Count) -> Iterator[Line | Table]:
    """Blocks become lines; text between blocks is a line of its own."""
    pending = _flat(element.text)
    origin = _origin(element)
    for child in element:
        if not isinstance(child.tag, str) or child.tag in SILENT or _hidden(child):
            pending += _flat(child.tail)
        elif child.tag == "br":
            pending += "\n" + _flat(child.tail)
        elif child.tag in INLINE and not any(child.iter("table", "p", "div")):
            pending += _inline(child) + _flat(child.tail)
        else:
            yield from _line(pending, origin)
            yield from _block(child, count)
            pending, origin = _flat(child.tail), _origin(child)
    yield from _line(pending, origin)


def _block(element: etree._Element, count: _Count) -> Iterator[Line | Table]:
    if element.tag != "table":
        yield from _parts(element, count)
        return
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    if any(True for _ in element.iter("table") if _ is not element) or all(len(_cells(row)) <= 1 for row in rows):
        for row in rows:  # a table that only lays the page out
            for cell in _cells(row):
                yield from _parts(cell, count)
        return
    count.tables += 1
    for caption in element.iterchildren("caption"):
        yield from _line(_inline(caption), _origin(caption))
    yield Table(tuple(_grid(rows, count.tables)))


def _grid(rows: list[etree._Element], number: int) -> Iterator[Row]:
    """Cells on the grid of their rows: a span's other places are blank."""
    taken: dict[int, int] = {}
    drawn: list[tuple[list[str], int, etree._Element]] = []
    for row in rows:
        texts: list[str] = []
        began = 0
        below = {column: left for column, left in taken.items() if left > 0}
        for cell in _cells(row):
            while below.get(len(texts), 0):
                texts.append("")
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            began += 1
            for column in range(len(texts), len(texts) + wide):
                below[column] = max(below.get(column, 0), high)
            texts += [tidy(_inline(cell)), *[""] * (wide - 1)]
        taken = {column: left - 1 for column, left in below.items()}
        drawn.append((texts[:WIDEST], began, row))
    width = max((len(texts) for texts, _, _ in drawn), default=0)
    for at, (texts, began, row) in enumerate(drawn, start=1):
        line = _at(row)
        where = Words(f"第{line}行（表{number}第{at}行）", f"line {line} (table {number} row {at})")
        wide_cell = began == 1 and len(texts) >= width > 1
        yield Row((*texts, *[""] * (width - len(texts))), Origin(where), wide=wide_cell)


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name, "").strip()
    return min(max(int(value), 1), WIDEST) if value.isdecimal() else 1


def _inline(element: etree._Element) -> str:
    """All text inside, blocks parted by a blank."""
    if element.tag in SILENT or _hidden(element):
        return ""
    pieces = [_flat(element.text)]
    for child in element:
        if isinstance(child.tag, str):
            gap = "\n" if child.tag == "br" else "" if child.tag in INLINE else " "
            pieces += [gap, _inline(child), gap]
        pieces.append(_flat(child.tail))
    return "".join(pieces)


def _line(text: str, origin: Origin) -> Iterator[Line]:
    joined = "\n".join(line for line in map(tidy, text.split("\n")) if line)
    if joined:
        yield Line(joined, origin)


def _flat(text: str | None) -> str:
    """Line ends of the source are blanks; only <br> ends a line."""
    return re.sub(r"\s+", " ", text or "")


def _hidden(element: etree._Element) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return "hidden" in element.attrib or "display:none" in style or "visibility:hidden" in style


def _at(element: etree._Element) -> int:
    """The line of the source; 0 where the parser does not know it."""
    return cast("int | None", element.sourceline) or 0


def _origin(element: etree._Element) -> Origin:
    line = _at(element)
    return Origin(Words(f"第{line}行", f"line {line}"))
