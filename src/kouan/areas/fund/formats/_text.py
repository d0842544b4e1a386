"""The lines of pasted text, cut into body and tables."""

import re
from datetime import date

import msgspec

from kouan.areas.fund.printed.cells import Cell

MARK = re.compile(r"附件\s*(?P<no>\d+)?\s*[:：]?")
UNIT_LINE = re.compile(r"(?:金额)?单位\s*[:：]\s*(?P<unit>\S+)")
DAY = re.compile(r"(?:(?P<y>\d{4})\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")


class Block(msgspec.Struct, frozen=True):
    """A table and the lines over it: mark (附件1), title, unit."""

    mark: Cell | None
    title: Cell | None
    unit: Cell | None
    rows: tuple[tuple[Cell, ...], ...]


def plain(line: str) -> str:
    """A line without the signs of headings and lists that pasting leaves."""
    return re.sub(r"^\s*(?:#+\s*|[-*]\s+)", "", line).strip()


def blocks(lines: tuple[str, ...]) -> tuple[tuple[Cell, ...], tuple[Block, ...]]:
    """The body's lines before the first table's captions, and every table with its captions."""
    tables: list[Block] = []
    waiting: list[Cell] = []
    number = 0
    body: tuple[Cell, ...] | None = None
    while number < len(lines):
        if "\t" not in lines[number]:
            if plain(lines[number]):
                waiting.append(Cell(plain(lines[number]), number + 1))
            number += 1
            continue
        end = _table_end(lines, number)
        captions = waiting
        if body is None:
            cut = _first_caption(waiting)
            body, captions = tuple(waiting[:cut]), waiting[cut:]
        block = _block(captions, lines, number, end)
        if not captions and tables:  # a blank line inside a table
            above = tables.pop()
            block = msgspec.structs.replace(above, rows=above.rows + block.rows)
        tables.append(block)
        waiting, number = [], end
    return (tuple(waiting) if body is None else body), tuple(tables)


def day_of(found: re.Match[str], year: int | None = None) -> date | None:
    """The day a match of `DAY` names, with `year` where none is printed; None where there is no such day."""
    try:
        return date(int(found["y"] or year or 0), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def _table_end(lines: tuple[str, ...], start: int) -> int:
    """One past the last line of a table; a remark under it (备注) belongs to it even where its tabs were lost."""
    end = start
    while end < len(lines) and ("\t" in lines[end] or re.match(r"\s*(?:备注|注)\s*[:：]", lines[end])):
        end += 1
    return end


def _first_caption(waiting: list[Cell]) -> int:
    """Where the captions of the first table begin: after the line that dates the notice, else at the mark."""
    for index in range(len(waiting) - 1, -1, -1):
        if DAY.fullmatch(waiting[index].text.strip()):
            return index + 1
    for index, cell in enumerate(waiting):
        if MARK.fullmatch(cell.text):
            return index
    return max(len(waiting) - 1, 0)


def _block(captions: list[Cell], lines: tuple[str, ...], start: int, end: int) -> Block:
    mark = next((cell for cell in captions if MARK.fullmatch(cell.text)), None)
    unit = next((cell for cell in captions if UNIT_LINE.search(cell.text)), None)
    titles = [cell for cell in captions if cell not in (mark, unit)]
    rows = tuple(
        tuple(Cell(text.strip(), row + 1, column + 1) for column, text in enumerate(lines[row].split("\t")))
        for row in range(start, end)
    )
    return Block(mark, titles[-1] if titles else None, unit, rows)
