"""The pages of a PDF: tables by their ruling lines, the rest as paragraphs by the places of their lines."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from kouan.areas.fund.printed.origins import Origin
from kouan.areas.fund.sources.transcript import Line, Row, Table
from kouan.kernel.words import Words

MOST_PAGES = 60
NEAR = 3.0
"""Points within which two edges are one."""
GAP = 0.35
"""Of a sign's size: less is no blank. Typesetting puts a quarter between Chinese and figures."""
HEADING = 17.0
"""Points above which a line is a heading: the body of official paper has 16."""
FOLIO = re.compile(r"[-—–－ ]*\d{1,3}[-—–－ ]*|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?")
CJK = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…]"
BREAKS = re.compile(rf"(?<={CJK})\s*\n\s*|\s*\n\s*(?={CJK})")


class Drawn(msgspec.Struct, frozen=True):
    """One line of words: its page, its box, its size, its text."""

    page: int
    x0: float
    x1: float
    top: float
    size: float
    text: str


class Box(msgspec.Struct):
    """A cell: its left and right edge, its text, and whether its last line reaches its right edge."""

    left: float
    right: float
    text: str
    full: bool


class Ruled(msgspec.Struct, frozen=True):
    """One row of a ruled table: its cells, and of which page."""

    origin: Origin
    page: int
    cells: tuple[Box, ...]


Piece = Drawn | list[Ruled]


def parts_of(pages: Sequence[Any]) -> tuple[list[Line | Table], int]:
    """Lines and tables of all pages in order, and how many page numbers were left out.

    A table that goes on over the page, with nothing in between, stays one table.
    """
    pieces: list[Piece] = []
    dropped = 0
    for number, page in enumerate(pages, start=1):
        found = page.find_tables()
        drawn, folios = _lines(page, [table.bbox for table in found], number)
        dropped += folios
        for piece in _in_order(drawn, found):
            above = pieces[-1] if pieces else None
            made = piece if isinstance(piece, Drawn) else _rows(piece, number)
            if isinstance(made, list) and isinstance(above, list) and _same_frame(above, made):
                above += _mended(above[-1], made)
            else:
                pieces.append(made)
        page.close()
    return _joined(pieces), dropped


def _same_frame(above: list[Ruled], below: list[Ruled]) -> bool:
    """Tables that have the same left and right edge: one table, broken at a page's end."""
    edges = [
        (min(one.left for row in part for one in row.cells), max(one.right for row in part for one in row.cells))
        for part in (above, below)
    ]
    return all(abs(a - b) < NEAR for a, b in zip(*edges, strict=True))


def _mended(last: Ruled, rows: list[Ruled]) -> list[Ruled]:
    """The rows of the next page without the rest of a row that a page's end broke.

    Such a rest stands under cells whose last line is full: its text goes on in them.
    """
    first = rows[0]
    filled = [one for one in first.cells if one.text]
    over = {id(one): next((c for c in last.cells if abs(c.left - one.left) < NEAR), None) for one in filled}
    if not filled or not all(cell and cell.text and cell.full for cell in over.values()):
        return rows
    for one in filled:
        cell = over[id(one)]
        if cell is not None:
            cell.text = _cell(f"{cell.text}\n{one.text}")
            cell.full = one.full
    return rows[1:]


def _lines(page: Any, boxes: list[tuple[float, float, float, float]], number: int) -> tuple[list[Drawn], int]:
    """The lines of words outside the tables, without page numbers at the foot or head."""
    outside = page.filter(lambda one: not any(_within(one, box) for box in boxes))
    made: list[Drawn] = []
    folios = 0
    for line in outside.extract_text_lines(return_chars=True, strip=True, x_tolerance_ratio=GAP):
        text = line["text"].strip()
        edge = line["top"] > page.height * 0.88 or line["bottom"] < page.height * 0.08
        if edge and FOLIO.fullmatch(text):
            folios += 1
        elif text:
            size = max(char["size"] for char in line["chars"])
            made.append(Drawn(number, line["x0"], line["x1"], line["top"], size, text))
    return made, folios


def _within(one: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _in_order(drawn: list[Drawn], tables: list[Any]) -> list[Any]:
    placed = [(line.top, line) for line in drawn] + [(table.bbox[1], table) for table in tables]
    return [piece for _, piece in sorted(placed, key=lambda pair: pair[0])]


def _rows(table: Any, page: int) -> list[Ruled]:
    texts = table.extract(x_tolerance_ratio=GAP)
    made = []
    for at, (row, cells) in enumerate(zip(table.rows, texts, strict=True), start=1):
        where = Words(f"第{page}页表第{at}行", f"page {page}, table row {at}")
        lowest = at == len(texts)
        drawn = [_box(table.page, box, text, lowest) for box, text in zip(row.cells, cells, strict=True) if box]
        made.append(Ruled(Origin(where), page, tuple(drawn)))
    return made


def _box(page: Any, box: tuple[float, float, float, float], text: str | None, lowest_row: bool) -> Box:
    """A cell. Whether its last line is full matters only in a page's last row, which the page's end may have broken."""
    inside = [one for one in page.chars if _within(one, box) and one["text"].strip()] if text and lowest_row else []
    lowest = max((one["bottom"] for one in inside), default=0.0)
    last = [one for one in inside if one["bottom"] > lowest - 2]
    full = any(one["x1"] > box[2] - 2.5 * one["size"] for one in last)
    return Box(box[0], box[2], _cell(text), full)


def _gridded(rows: list[Ruled]) -> Table:
    """Rows on the columns that all their edges make together, over the pages."""
    lefts: list[float] = []
    for left in sorted(one.left for row in rows for one in row.cells):
        if not lefts or left - lefts[-1] > NEAR:
            lefts.append(left)
    width, right = len(lefts), max(one.right for row in rows for one in row.cells)
    made = []
    for row in rows:
        texts = [""] * width
        for one in row.cells:
            at = max(index for index, edge in enumerate(lefts) if edge <= one.left + NEAR)
            texts[at] = f"{texts[at]}{one.text}"
        whole = len(row.cells) == 1 < width and row.cells[0].right >= right - NEAR
        made.append(Row(tuple(texts), row.origin, wide=whole and row.cells[0].left <= lefts[0] + NEAR))
    return Table(tuple(made))


def _cell(text: str | None) -> str:
    """A cell's lines as one: Chinese goes on without a blank."""
    return re.sub(r"\s+", " ", BREAKS.sub("", (text or "").strip()))


def _joined(pieces: list[Piece]) -> list[Line | Table]:
    """Drawn lines as paragraphs, over the ends of pages too; tables stay as they are."""
    made: list[Line | Table] = []
    waiting: list[Drawn] = []
    drawn = [piece for piece in pieces if isinstance(piece, Drawn)]
    edges = {
        page: (min(one.x0 for one in drawn if one.page == page), max(one.x1 for one in drawn if one.page == page))
        for page in {one.page for one in drawn}
    }
    for piece in pieces:
        if isinstance(piece, Drawn):
            if waiting and not _goes_on(waiting[-1], piece, edges):
                made += _paragraph(waiting)
                waiting = []
            waiting.append(piece)
        else:
            made += [*_paragraph(waiting), _gridded(piece)]
            waiting = []
    return [*made, *_paragraph(waiting)]


def _goes_on(above: Drawn, line: Drawn, edges: dict[int, tuple[float, float]]) -> bool:
    """Does this line go on where the one above ended: full to the right, or a centred heading of the same size?"""
    if abs(above.size - line.size) > 0.6 or (above.page == line.page and line.top - above.top > 2.6 * above.size):
        return False
    if line.x0 <= edges[line.page][0] + 0.6 * line.size:
        short = edges[above.page][1] - above.x1
        body = above.x0 <= edges[above.page][0] + 2.6 * above.size and above.text[-1] not in "。；：:;"
        return (body and short < 6 * above.size) or (above.page == line.page and short < 2.2 * above.size)
    centred = abs((above.x0 + above.x1) - (line.x0 + line.x1)) < 2 * line.size
    return centred and above.size > HEADING


def _paragraph(lines: list[Drawn]) -> Iterator[Line]:
    if lines:
        text = BREAKS.sub("", "\n".join(one.text for one in lines)).replace("\n", " ")
        yield Line(text, Origin(Words(f"第{lines[0].page}页", f"page {lines[0].page}")))
