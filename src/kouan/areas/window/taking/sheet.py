"""A table out of a file: CSV (UTF-8 or GBK, comma or tab) or the first sheet of a workbook, with the rows' own numbers."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from kouan.kernel.words import Words
from kouan.syntax.workbook import BROKEN, _openpyxl, _text

MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 60
NO_TABLE = Words("读不出表：须为 CSV（UTF-8 或 GBK）或 xlsx", "No table: a CSV (UTF-8 or GBK) or an xlsx is needed")
TOO_LARGE = Words("文件或行数过多", "The file is too large, or has too many rows")


class RowFault(msgspec.Struct, frozen=True):
    """What is wrong in a file: the row as a spreadsheet counts it (0: the whole file), the column's heading, the cell."""

    row: int
    column: str
    value: str
    message: Words
    severity: Literal["error", "warning"] = "error"


class Sheet(msgspec.Struct, frozen=True):
    """The rows below the heading: number and cells by the name of their column. `unread` are headings nobody knows."""

    rows: Sequence[tuple[int, Mapping[str, str]]]
    headings: Mapping[str, str]
    unread: tuple[str, ...]
    faults: tuple[RowFault, ...] = ()


Names = Mapping[str, Sequence[str]]
"""A column's name with what its heading may say."""


def read(body: bytes, names: Names) -> Sheet:
    """The table of a file. Where none can be read, no rows and the fault that says why."""
    if len(body) > MOST_BYTES:
        return _none(TOO_LARGE)
    try:
        rows = list(_cells(body))
    except (*BROKEN, csv.Error, UnicodeDecodeError, OverflowError):
        return _none(NO_TABLE)
    rows = [(n, row) for n, row in rows if any(row)]
    if len(rows) < 2 or len(rows) > MOST_ROWS:
        return _none(NO_TABLE if len(rows) < 2 else TOO_LARGE)
    return _headed(rows, names)


def plain(text: str) -> str:
    """A heading without blanks, capitals and the kind of brackets."""
    swapped = text.translate(str.maketrans("（）％", "()%"))
    return "".join(swapped.split()).lower().removeprefix("\ufeff")


def _none(why: Words) -> Sheet:
    return Sheet((), {}, (), (RowFault(0, "", "", why),))


def _cells(body: bytes) -> Iterator[tuple[int, list[str]]]:
    if body[:2] == b"PK":
        yield from _workbook(body)
        return
    text = _decoded(body)
    if "\0" in text:
        raise ValueError("no text")
    mark = "\t" if text.partition("\n")[0].count("\t") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    for row in reader:
        yield reader.line_num, [cell.strip() for cell in row[:MOST_COLUMNS]]


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030")


def _workbook(body: bytes) -> Iterator[tuple[int, list[str]]]:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
            raise ValueError("a bomb")
    book = _openpyxl().load_workbook(io.BytesIO(body), data_only=True, read_only=True, keep_links=False)
    shown: Any = next(s for s in [*book.worksheets, None] if s is None or s.sheet_state == "visible")
    if shown is None:
        raise ValueError("no sheet")
    for number, row in enumerate(shown.iter_rows(values_only=True), 1):
        if number > MOST_ROWS:
            break
        yield number, [_text(cell) for cell in row[:MOST_COLUMNS]]


def _headed(rows: Sequence[tuple[int, Sequence[str]]], names: Names) -> Sheet:
    known: dict[str, str] = {}
    for name, all_ in names.items():
        for said in (name, *all_):
            known.setdefault(plain(said), name)
    first = rows[0][1]
    columns = [known.get(plain(cell), "") for cell in first]
    twice = {c for c in columns if c and columns.count(c) > 1}
    faults = tuple(
        RowFault(rows[0][0], first[columns.index(c)], "", Words("这一列出现两次", "This column stands twice"))
        for c in sorted(twice)
    )
    read_ = [(n, {c: cell for c, cell in zip(columns, row, strict=False) if c and cell.strip()}) for n, row in rows[1:]]
    headings = {c: cell for c, cell in zip(columns, first, strict=True) if c}
    unread = tuple(cell for c, cell in zip(columns, first, strict=True) if cell and not c)
    return Sheet([(n, row) for n, row in read_ if row], headings, unread, faults)
