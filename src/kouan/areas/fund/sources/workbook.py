"""An .xlsx: every sheet that is shown, row by row; values as they were last computed, printed as Excel prints them."""

import datetime as dt
import functools
import importlib
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from kouan.areas.fund.printed.origins import Origin
from kouan.areas.fund.rules.calendar import printed_day
from kouan.areas.fund.sources.package import BOMB, BROKEN, parts_of
from kouan.areas.fund.sources.transcript import Line, Row, Table, Transcript, Unreadable, lay, said, tidy
from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

MOST_CELLS = 400_000
"""Cells of one sheet's used range, and of its merged ranges together."""
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?)\"")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
SHEET = "xl/worksheets/"


@functools.cache
def _openpyxl() -> Any:
    """The library of workbooks: a third of a second to import, so it waits for the first workbook."""
    return importlib.import_module("openpyxl")


def transcript(body: bytes) -> Transcript:
    """Read all visible sheets. Raises `Unreadable`."""
    book, formulas = opened(body)
    remarks: list[Finding] = []
    parts: list[Line | Table] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            words = Words("工作表“{sheet}”是隐藏的，未读", "the sheet “{sheet}” is hidden and was not read")
            remarks.append(said("notice-hidden-sheet", words.with_values(sheet=sheet.title), "warning"))
            continue
        remarks += _hidden(sheet)
        parts.append(table_of(sheet))
    if formulas:
        words = Words("有 {n} 个公式，读的是上次计算的值", "{n} cells are formulas; the values are those last computed")
        remarks.append(said("notice-formulas", words.with_values(n=formulas)))
    return lay(parts, remarks)


def opened(body: bytes) -> tuple[Any, int]:
    """The workbook with computed values, and its number of formulas. Raises `Unreadable`."""
    parts = parts_of(body)
    sheets = [content for name, content in parts.items() if name.startswith(SHEET) and name.endswith(".xml")]
    if not sheets:
        raise BROKEN
    for content in sheets:
        if sum(_area(found[1].decode()) for found in MERGED.finditer(content)) > MOST_CELLS:
            raise BOMB
    try:
        book = _openpyxl().load_workbook(io.BytesIO(body), data_only=True, keep_links=False)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError) as fault:
        raise BROKEN from fault
    for sheet in book.worksheets:
        if (sheet.max_row or 0) * (sheet.max_column or 0) > MOST_CELLS:
            raise Unreadable(
                "file-too-long",
                Words(
                    f"工作表“{sheet.title}”的范围过大，请删去表外的格式和空行",
                    f"The sheet “{sheet.title}” spans far too much: delete formats and rows outside the table",
                ),
            )
    return book, sum(len(FORMULA.findall(content)) for content in sheets)


def table_of(sheet: Any) -> Table:
    """The used range of a sheet; a sheet without captions of its own has its name for one."""
    wide = {
        (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        if area.max_col - area.min_col + 1 >= _width(sheet) > 1
    }
    columns = _columns(sheet)
    name = Line(sheet.title, Origin(Words(f"工作表“{sheet.title}”", f"sheet “{sheet.title}”")))
    return Table(tuple(_rows(sheet, columns, wide)), caption=name, loose=True)


def printed(value: Any, form: str) -> str:
    """A value as a person sees it in its cell. Numbers have at most fifteen digits, as in Excel."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime | dt.date):
        return printed_day(value)
    if isinstance(value, int | float):
        return _number(value, form)
    return tidy(str(value))


def _number(value: float, form: str) -> str:
    exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return str(value)
    share = "%" in form
    whole = (exact * 100 if share else exact).normalize()
    return f"{whole:f}" + ("%" if share else "")


def _rows(sheet: Any, columns: tuple[int, int], wide: set[tuple[int, int]]) -> Iterator[Row]:
    first, last = columns
    for row in sheet.iter_rows(min_col=first, max_col=last):
        cells = tuple(printed(cell.value, str(cell.number_format or "")) for cell in row)
        at = row[0].row
        names = tuple(f"{sheet.title}!{_openpyxl().utils.get_column_letter(first + i)}{at}" for i in range(len(row)))
        where = Words(f"工作表“{sheet.title}”第{at}行", f"sheet “{sheet.title}” row {at}")
        yield Row(cells, Origin(where, names), wide=(at, first) in wide)


def _columns(sheet: Any) -> tuple[int, int]:
    """The first and last column that is used, merged cells in full."""
    used = [cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None]
    ends = [area.max_col for area in sheet.merged_cells.ranges]
    return min(used, default=1), max([*used, *ends], default=1)


def _width(sheet: Any) -> int:
    first, last = _columns(sheet)
    return last - first + 1


def _area(ref: str) -> int:
    left, top, right, bottom = _openpyxl().utils.range_boundaries(ref)
    return (int(right or 0) - int(left or 0) + 1) * (int(bottom or 0) - int(top or 0) + 1)


def _hidden(sheet: Any) -> Iterator[Finding]:
    rows = [str(at) for at, one in sheet.row_dimensions.items() if one.hidden]
    columns = [name for name, one in sheet.column_dimensions.items() if one.hidden]
    if rows or columns:
        words = Words(
            "工作表“{sheet}”有隐藏的行或列，也读了：{which}",
            "the sheet “{sheet}” hides rows or columns, read all the same: {which}",
        )
        which = "、".join([*rows, *columns])[:80]
        yield said("notice-hidden-rows", words.with_values(sheet=sheet.title, which=which), "warning", sheet.title)
