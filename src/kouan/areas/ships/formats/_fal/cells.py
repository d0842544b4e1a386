"""The cells of a stranger's workbook with their kinds: a number in a text column is told from a text, a date from a number."""

import datetime as dt
import functools
import importlib
import io
import numbers
import re
import unicodedata
import zipfile
from typing import Any, Literal, NamedTuple

from kouan.syntax.workbook import BROKEN, MOST_BYTES

MOST_CELLS = 400_000
"""Cells that are looked at: the blank workbook has 6 000 prepared rows of 16."""
LONGEST = 512
"""Signs of one cell that are read."""
_HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

Kind = Literal["text", "number", "date", "empty"]


class Cell(NamedTuple):
    """One cell: where it stands, what it holds as text, and what kind of value that is in the file."""

    ref: str
    text: str
    kind: Kind


class Page(NamedTuple):
    """A sheet that is shown: its rows by number, only those that hold something, cells by column number."""

    name: str
    rows: dict[int, dict[int, Cell]]


class Book(NamedTuple):
    """The sheets that are shown, and the day that a serial number 0 stands for in this workbook."""

    pages: tuple[Page, ...]
    epoch: dt.date
    hidden: tuple[str, ...]
    cut: bool
    """More cells than are looked at."""


@functools.cache
def _openpyxl() -> Any:
    return importlib.import_module("openpyxl")


def opened(body: bytes) -> Book | None:
    """The workbook, or None where it is none, or a bomb. Never raises for bad input."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_BYTES:
                return None
        book = _openpyxl().load_workbook(io.BytesIO(body), data_only=True, read_only=True, keep_links=False)
        left, pages = MOST_CELLS, []
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                page, left = _page(sheet, left)
                pages.append(page)
        hidden = tuple(s.title for s in book.worksheets if s.sheet_state != "visible")
        return Book(tuple(pages), book.epoch.date(), hidden, left <= 0)
    except BROKEN:
        return None


def _page(sheet: Any, left: int) -> tuple[Page, int]:
    rows: dict[int, dict[int, Cell]] = {}
    for row in sheet.iter_rows():
        left -= len(row)
        if left <= 0:
            break
        for one in row:
            if one.value is not None and (cell := _cell(one)).text:
                rows.setdefault(one.row, {})[one.column] = cell
    return Page(sheet.title, rows), left


def _cell(one: Any) -> Cell:
    value, ref = one.value, one.coordinate
    if isinstance(value, dt.datetime):
        return Cell(ref, value.date().isoformat(), "date")
    if isinstance(value, bool):
        return Cell(ref, "Y" if value else "N", "text")
    if isinstance(value, numbers.Real):
        return Cell(ref, plain(value), "number")
    return Cell(ref, str(value)[:LONGEST] if str(value).strip() else "", "text")


def plain(value: Any) -> str:
    """A number of a cell as text without exponent: a cell holds a binary number, at most ten decimals of it were typed."""
    if isinstance(value, int) or value == int(value):
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".")


def half(text: str) -> str:
    """The text in half-width signs; nothing else of it is changed."""
    return text.translate(_HALF)


def tidy(text: str) -> str:
    """The text in half-width signs, without blanks around it and with single ones inside."""
    return " ".join(half(text).split())


def key(text: str) -> str:
    """Letters and digits of a heading only, small, what stands in brackets left out."""
    bare = re.sub(r"[(（][^)）]{0,80}[)）]", " ", unicodedata.normalize("NFKC", text).lower())
    return " ".join(re.sub(r"[^\w]+", " ", bare).split())


def column(number: int) -> str:
    """The letters of a column: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
