"""Workbooks from strangers, read safely: no formulas, no links, no bombs; cells as texts."""

import datetime as dt
import functools
import importlib
import io
import lzma
import numbers
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

MOST_BYTES = 40_000_000
"""Bytes of a workbook when unpacked."""
MOST_CELLS = 200_000
BROKEN = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    SyntaxError,
    OverflowError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)
"""What a broken package may raise: a flipped bit reaches the unpacking itself."""


@functools.cache
def _openpyxl() -> Any:
    """The library of workbooks: a third of a second to import, so it waits for the first workbook."""
    return importlib.import_module("openpyxl")


def sheets(body: bytes) -> Mapping[str, list[list[str]]] | None:
    """The sheets that are shown, by name, as rows of texts; None where this is no workbook, or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_BYTES:
                return None
        book = _openpyxl().load_workbook(io.BytesIO(body), data_only=True, read_only=True, keep_links=False)
        return {s.title: _rows(s) for s in book.worksheets if s.sheet_state == "visible"}
    except BROKEN:
        return None


def _rows(sheet: Any) -> list[list[str]]:
    found: list[list[str]] = []
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        cells += len(row)
        if cells > MOST_CELLS:
            raise ValueError("too many cells")
        texts = [_text(value) for value in row]
        if any(texts):
            found.append(texts)
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, numbers.Real):  # a cell holds a binary number: at most ten decimals of it were typed
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value).strip()


def packed(tables: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """A workbook of these sheets, every cell a text, so that codes keep their zeros; headings stay in sight."""
    book = _openpyxl().Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for column in sheet.columns:
            for cell in column:
                cell.number_format = "@"
                cell.data_type = "s"
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
