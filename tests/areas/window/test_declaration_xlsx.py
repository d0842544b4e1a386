"""Promises of the workbook and of goods lines from CSV: what is written comes back, own headings and GBK are read."""

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.areas.window.formats import declaration_xlsx as sheet
from kouan.journeys import catalogue
from kouan.kernel.documents import DocumentType, Example
from kouan.kernel.formats import detect

CASES = [(t, e) for t in (import_declaration.TYPE, export_declaration.TYPE) for e in t.examples]


@pytest.mark.parametrize(("of", "example"), CASES[::7], ids=lambda v: getattr(getattr(v, "title", None), "en", ""))
def test_a_workbook_comes_back_as_it_went(of: DocumentType, example: Example) -> None:
    """Written, found by looking, read: the same declaration, codes with their zeros, without loss or finding."""
    document: Any = example.document
    written = sheet.write(of.code, document)
    found = detect(catalogue.formats().values(), written.body)
    assert found is not None
    assert found.code == "declaration_xlsx"
    reading = sheet.read(written.body)
    assert written.losses == ()
    assert [(c.type, c.document) for c in reading.documents] == [(of.code, document)]
    assert reading.findings == ()


GOODS = '商品编号,商品名称,成交数量,成交单位,单价,总价,币制,备注栏\n0306179090,冻虾（虚构）,"1,200",035,6.5,7800,USD,x\n0307439000,鱿鱼,600,035,4.25,2550,USD,\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_goods_come_from_a_csv_with_own_headings(encoding: str) -> None:
    """Chinese headings in any order, GBK or UTF-8, commas between thousands; an unknown column is told, not dropped unsaid."""
    lines, findings = sheet.goods_of(import_declaration.TYPE, GOODS.encode(encoding))
    assert [(one["item"], one["commodity_code"], one["quantity"], one["name"]) for one in lines] == [
        (1, "0306179090", "1200", "冻虾（虚构）"),
        (2, "0307439000", "600", "鱿鱼"),
    ]
    assert [(f.code, f.path) for f in findings] == [("sheet-no-field", "goods C8")]
    pasted, _ = sheet.goods_of(import_declaration.TYPE, b"Commodity code\tQuantity\n0306179090\t5\n")
    assert pasted == [{"item": 1, "commodity_code": "0306179090", "quantity": "5"}]


def _odd_book() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet.HEAD  # type: ignore[union-attr]
    book.active.append(["栏目", "Field", "place", "值 Value"])  # type: ignore[union-attr]
    book.active.append(["没有的栏目", "", "", "1"])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 50_000_000)
    return out.getvalue()


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04rubbish", _bomb(), _odd_book(), b"\xff\xfe\x00"])
def test_a_broken_or_hostile_workbook_is_told(body: bytes) -> None:
    """No declaration comes of it, nothing crashes, and each is answered with a finding in both languages."""
    reading = sheet.read(body)
    assert reading.documents == ()
    assert all(f.message.zh and f.message.en for f in reading.findings)
    assert reading.findings
    lines, findings = sheet.goods_of(import_declaration.TYPE, body)
    assert lines == []
    assert findings
