"""A declaration, manifest, invoice or packing list as a workbook: a sheet of the head, a sheet a list, headings in Chinese and English. Read and written."""

from typing import Any

import msgspec

from kouan.areas.window.documents import (
    arrival_report,
    commercial_invoice,
    export_declaration,
    import_declaration,
    loading_manifest,
    original_manifest,
    packing_list,
    prestow_manifest,
    tally_report,
)
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Carried, Format, Reading, Writing
from kouan.kernel.shapes import fields
from kouan.kernel.words import Words
from kouan.syntax.told import finding
from kouan.syntax.workbook import packed, sheets

from ._sheet import head, listed, read_head, read_list, table_of

_MODULES = (
    import_declaration,
    export_declaration,
    original_manifest,
    prestow_manifest,
    loading_manifest,
    arrival_report,
    tally_report,
    commercial_invoice,
    packing_list,
)
TYPES = {m.TYPE.code: m.TYPE for m in _MODULES}
HEAD = "表头 Head"
KIND = "单证 Document"
"""The cell of the head that names the type."""


def likes(body: bytes, name: str) -> int:
    """A packed workbook whose sheets are named as ours."""
    if not body.startswith(b"PK") or b"xl/workbook.xml" not in body:
        return 0
    held = sheets(body)
    return 80 if held is not None and HEAD in held else 0


def read(body: bytes) -> Reading:
    """The declaration, or what is wrong with the workbook. Never raises for bad input."""
    held = sheets(body)
    if held is None or HEAD not in held:
        zh, en = "不是可读的单证工作簿", "This is no workbook of a document"
        return Reading(findings=(finding("sheet-no-declaration", "", zh, en),))
    of = next((TYPES[c] for row in held[HEAD] for c in row if c in TYPES), import_declaration.TYPE)
    rows = [row for row in held[HEAD] if KIND not in row]
    raw, found = read_head(of.shape, rows)
    for field in fields(of.shape):
        if field.kind == "rows" and field.shape:
            made, told = read_list(field.shape, held.get(_sheet(field.words), []), field.name)
            found += told
            if made:
                raw[field.name] = _numbered(made) if field.name == "goods" else made
    document, faults = of.convert(raw)
    carried = (Carried(of.code, document),) if document is not None else ()
    return Reading(carried, (*found, *faults))


def _sheet(words: Words) -> str:
    """The name of a list's sheet: a spreadsheet takes 31 characters, no slash and no colon."""
    return f"{words.zh} {words.en}".replace("/", "-").replace(":", "")[:31]


def _numbered(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines without an item number are numbered in their order."""
    return [{"item": n, **line} for n, line in enumerate(lines, 1)]


def write(kind: str, document: msgspec.Struct) -> Writing:
    """A workbook of the declaration; nothing is lost. Rarely asked lists have a sheet only where they hold something."""
    tables = {HEAD: [*head(document)[:1], [KIND, "", "", kind], *head(document)[1:]]}
    for field in fields(type(document)):
        if (
            field.kind == "rows"
            and field.shape
            and (getattr(document, field.name) or not hasattr(field.shape, "ASKED"))
        ):
            tables[_sheet(field.words)] = listed(field.shape, getattr(document, field.name))
    return Writing(packed(tables))


def goods_of(of: DocumentType, body: bytes) -> tuple[list[dict[str, Any]], tuple[Finding, ...]]:
    """Goods lines of a workbook, a CSV (UTF-8 or GBK) or pasted cells, as plain data; and what was not understood."""
    goods = next(f for f in fields(of.shape) if f.name == "goods")
    table = _goods_table(body, _sheet(goods.words))
    if table is None or goods.shape is None:
        zh, en = "不是 xlsx，也不是 UTF-8 或 GBK 的 CSV", "Neither an xlsx nor a CSV in UTF-8 or GBK"
        return [], (finding("sheet-unreadable", "", zh, en),)
    made, found = read_list(goods.shape, table, "goods")
    if not made:
        zh, en = "没有读到商品行：第一行须是栏目名", "No goods were found: the first row holds the headings"
        found.append(finding("sheet-no-goods", "goods", zh, en))
    return _numbered(made), tuple(found)


def _goods_table(body: bytes, name: str) -> Any:
    if not body.startswith(b"PK"):
        return table_of(body)
    held = sheets(body)
    return None if held is None else held.get(name) or next(iter(held.values()), None)


FORMAT = Format(
    code="declaration_xlsx",
    words=Words("单证工作簿（xlsx）", "Workbook of a document (xlsx)"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix=".xlsx",
    basis="本系统约定",
    likes=likes,
    read=read,
    writes=tuple(TYPES),
    write=write,
)
