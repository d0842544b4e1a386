"""Files that others wrote are read to the same findings as pasted text, each at its place in the file."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from kouan.areas.fund.exports import docx as docx_export
from kouan.areas.fund.exports import pdf
from kouan.areas.fund.exports.names import Source
from kouan.areas.fund.formats.notice_text import read_text
from kouan.areas.fund.reading import FORMATS, form_of, joined, plain, read_any
from kouan.areas.fund.review.remarks import Remark
from kouan.areas.fund.review.rules import review
from kouan.areas.fund.sources.transcript import Unreadable
from kouan.areas.fund.sources.workbook import printed
from kouan.journeys import catalogue
from kouan.kernel.formats import detect

from . import written
from .notices import remarks_on, seed_text

WRITERS = {
    "docx": written.as_docx,
    "xlsx": written.as_xlsx,
    "html": written.as_html,
    "csv": written.as_csv,
    "pdf": written.as_pdf,
}


@pytest.fixture(scope="session")
def files(shared: Path) -> dict[str, bytes]:
    """The seed in every kind of file."""
    return {kind: write(seed_text(shared)) for kind, write in WRITERS.items()}


def remarks_in(body: bytes, name: str = "") -> dict[str, Remark]:
    """What a review says of a file, by id."""
    return {remark.id: remark for remark in review(read_any(body, name).notice)}


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_every_kind_of_file_gives_the_same_findings(kind: str, files: dict[str, bytes], shared: Path) -> None:
    """36 findings in each kind: the same ids, weights, words, columns and quoted text; no other one."""
    expected, found = remarks_on(seed_text(shared)), remarks_in(files[kind])
    assert sorted(found) == sorted(expected)
    assert len(found) == 36
    for name, remark in expected.items():
        other = found[name]
        assert (other.severity, other.words, other.printed) == (remark.severity, remark.words, remark.printed), name
        assert other.place.column == remark.place.column, name


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_every_kind_is_known_by_its_bytes(kind: str, files: dict[str, bytes]) -> None:
    """`kouan read` and the fund's own reading choose the same format, with or without a name."""
    for name in ("", f"x.{kind}", "x.bin"):
        form = detect(catalogue.formats().values(), files[kind], name)
        assert form is not None
        assert form.code == f"fund-notice-{kind}" == form_of(files[kind], name).code


@pytest.mark.parametrize(
    ("kind", "finding", "zh", "en"),
    [
        ("xlsx", "D4.1", "附件1!B7", "附件1!B7"),
        ("xlsx", "D12.2", "附件2!F7", "附件2!F7"),
        ("xlsx", "D18.2", "附件2!F15:G26", "附件2!F15:G26"),
        ("xlsx", "D17", "附件2!F23:G23、附件2!D24:E24", "附件2!F23:G23, 附件2!D24:E24"),
        ("docx", "D4.2", "表1第5行第2列", "table 1 row 5, column 2"),
        ("docx", "D6", "第10段", "paragraph 10"),
        ("csv", "D4.1", "第15行第2列", "line 15, column 2"),
        ("pdf", "D4.1", "第2页表第4行第2列", "page 2, table row 4, column 2"),
        ("html", "D4.1", "第15行（表1第4行）第2列", "line 15 (table 1 row 4), column 2"),
    ],
)
def test_a_place_is_said_as_in_the_file(kind: str, finding: str, zh: str, en: str, files: dict[str, bytes]) -> None:
    """Cell, paragraph, line or page: who has the file open finds the fault."""
    read = read_any(files[kind])
    spot = {remark.id: remark.spot(read.notice.origins) for remark in review(read.notice)}[finding]
    assert (spot.zh, spot.en) == (zh, en)


@pytest.mark.parametrize("finding", ["D2", "D5", "D6", "D7", "D8", "D12.1", "D12.2"])
def test_the_cell_that_a_finding_names_holds_what_it_quotes(finding: str, files: dict[str, bytes]) -> None:
    """Open the workbook at the place said: there stands what the finding quotes."""
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    read = read_any(files["xlsx"])
    remark = {remark.id: remark for remark in review(read.notice)}[finding]
    sheet, _, cell = remark.spot(read.notice.origins).zh.partition("!")
    assert remark.printed in str(book[sheet][cell].value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_of_a_csv_is_found_and_said(encoding: str, shared: Path) -> None:
    """UTF-8 with and without mark, GB 18030 and UTF-16: the same findings, and the reading says which it was."""
    body = written.as_csv(seed_text(shared), encoding)
    read = read_any(body, "x.csv")
    assert {remark.id for remark in review(read.notice)} == set(remarks_on(seed_text(shared)))
    said = next(one for one in read.transcript.remarks if one.code == "notice-encoding")
    assert encoding.removesuffix("-sig") in said.message.en


def test_the_tables_of_the_vectors_are_read(shared: Path) -> None:
    """The printed tables as CSV by others: six rows with two blank applicants, six indicators with their values."""
    folder = shared / "vectors/fund/seed"
    plan = read_any((folder / "allocation_printed.csv").read_bytes(), "a.csv").notice.plan
    assert plan
    assert [row.amount.printed.text for row in plan.rows] == ["100", "200", "500", "100", "500", "2290"]
    assert [row.applicant.text for row in plan.rows].count("") == 2
    targets = read_any((folder / "targets_printed.csv").read_bytes(), "t.csv").notice.targets
    assert targets
    assert [one.no for one in targets.indicators] == [1, 2, 4, 5, 6, 7]


def test_files_together_are_one_notice(shared: Path) -> None:
    """The text in one file and the annexes in two others are reviewed as one notice, places with the file's name."""
    lines = seed_text(shared).split("\n")
    parts = {"正文.txt": lines[:17], "附件1.csv": lines[17:31], "附件2.txt": lines[31:]}
    read = [(name, plain("\n".join(part).encode())) for name, part in parts.items()]
    notice = joined(read)
    found = {remark.id: remark for remark in review(notice)}
    assert sorted(found) == sorted(remarks_on(seed_text(shared)))
    assert found["D6"].spot(notice.origins).zh == "附件1.csv 第3行"


def test_automatic_numbers_and_tracked_changes_of_word_are_read() -> None:
    """Word stores neither `1.` nor the state of a change in the text: numbers are printed, changes read as accepted, and said."""
    made = docx.Document()
    made.add_paragraph("第一项", style="List Number")
    made.add_paragraph("第二项", style="List Number")
    changed = made.add_paragraph("金额")
    for tag, text, holder in (("del", "100", "delText"), ("ins", "200", "t")):
        changed._p.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x"><w:r><w:{holder}>{text}</w:{holder}></w:r></w:{tag}>'
            )
        )
    out = io.BytesIO()
    made.save(out)
    read = read_any(out.getvalue())
    assert read.transcript.lines[2] == "金额200"
    assert [line[0] + line[-3:] for line in read.transcript.lines[:2]] == ["1第一项", "2第二项"]
    assert any(one.code == "notice-tracked-changes" for one in read.transcript.remarks)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [(2290, "General", "2290"), (0.02, "0%", "2%"), (0.1 + 0.2, "0.0", "0.3"), (1e15, "0", "1000000000000000")],
)
def test_numbers_of_a_sheet_are_printed_as_excel_prints_them(value: float, form: str, text: str) -> None:
    """No float dust, percent signs where the cell shows them."""
    assert printed(value, form) == text


def test_hidden_rows_and_sheets_are_said() -> None:
    """What a sheet hides can not slip through: hidden rows are read and named, a hidden sheet is named."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("序号", "申请单位", "项目名称", "金额"), (1, "甲（虚构）", "x", 5), ("合计", None, None, 5)):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    book.create_sheet("旧").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    read = read_any(out.getvalue())
    assert {one.code for one in read.transcript.remarks} == {"notice-hidden-rows", "notice-hidden-sheet"}
    assert read.notice.plan
    assert read.notice.plan.rows[0].applicant.text == "甲（虚构）"


def zipped(parts: dict[str, bytes], store: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", store) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def with_part(body: bytes, name: str, content: bytes) -> bytes:
    """A package with one part more."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return zipped({one: package.read(one) for one in package.namelist()} | {name: content})


def lying(body: bytes) -> bytes:
    """A package whose directory says that its first part is small."""
    at = body.index(b"PK\x01\x02") + 24
    return body[:at] + (1).to_bytes(4, "little") + body[at + 4 :]


def locked_pdf(body: bytes) -> bytes:
    """The PDF with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    writer.encrypt("geheim", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def blank_pdf() -> bytes:
    """A page without any text, as a scan without recognition."""
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


MERGED_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/>'
    b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
)


def hostile(files: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:
    """Files by name with the code of the refusal."""
    bomb = b"\0" * (60 * 1024 * 1024)
    return {
        "a.docm": (with_part(files["docx"], "word/vbaProject.bin", b"x"), "file-macros"),
        "a.xlsm": (with_part(files["xlsx"], "xl/vbaProject.bin", b"x"), "file-macros"),
        "bomb.docx": (zipped({"word/document.xml": bomb}), "file-bomb"),
        "lying.docx": (lying(zipped({"word/document.xml": bomb})), "file-broken"),
        "merged.xlsx": (zipped({"xl/worksheets/sheet1.xml": MERGED_SHEET}), "file-bomb"),
        "half.docx": (files["docx"][: len(files["docx"]) // 2], "file-broken"),
        "half.xlsx": (files["xlsx"][:4000], "file-broken"),
        "half.pdf": (files["pdf"][:900], "file-broken"),
        "locked.pdf": (locked_pdf(files["pdf"]), "file-locked"),
        "scan.pdf": (blank_pdf(), "file-scanned"),
        "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file-old-office"),
        "locked.docx": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99) + "EncryptedPackage".encode("utf-16-le"),
            "file-locked",
        ),
        "empty.docx": (zipped({"word/document.xml": b"<a/>"}), "file-empty"),
        "entities.docx": (
            zipped({"word/document.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
            "file-empty",
        ),
        "noise": (bytes(range(256)) * 9, "format-unknown"),
    }


def test_hostile_files_are_refused_in_words(files: dict[str, bytes]) -> None:
    """Macros, bombs, broken and locked files, scans: each refused for its own reason in both languages, none crashes."""
    for name, (body, code) in hostile(files).items():
        with pytest.raises(Unreadable) as refused:
            read_any(body, name)
        assert refused.value.code == code, name
        assert refused.value.words.zh != refused.value.words.en


def test_scripts_of_a_page_are_no_text(files: dict[str, bytes]) -> None:
    """Scripts and hidden parts of a page are neither run nor read, and the reading says how many there were."""
    page = files["html"].replace(b"</body>", b'<p style="display: none">secret</p><script>alert(1)</script></body>')
    read = read_any(page)
    assert "secret" not in read.transcript.text
    assert "alert" not in read.transcript.text
    assert any(one.code == "notice-scripts" and "2" in one.message.en for one in read.transcript.remarks)


@given(data=st.data(), kind=st.sampled_from(["docx", "xlsx", "html", "csv"]))
@settings(max_examples=60, deadline=None)
def test_damaged_files_never_crash(data: st.DataObject, kind: str, files: dict[str, bytes]) -> None:
    """Change bytes anywhere: the file is read, or refused in words; nothing else."""
    body = bytearray(files[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        review(read_any(bytes(body), f"x.{kind}").notice)


def test_the_registry_has_every_format() -> None:
    """Each of the fund's formats is known to `kouan read`."""
    assert {form.code for form in FORMATS} <= set(catalogue.formats())
    assert read_text("").origins == ()


@pytest.mark.parametrize("make", [pdf.pdf, docx_export.document])
def test_our_own_paper_is_read_back_with_the_same_findings(make: Callable[[Source], bytes], shared: Path) -> None:
    """The paper that we publish, read like anybody's: the same 36 findings, nothing lost and nothing added by its imprint."""
    text = seed_text(shared)
    source = Source(
        number="FN-1",
        revision=1,
        digest="ab" * 32,
        modified="2021-04-23T00:00:00+08:00",
        url="https://example.org/",
        notice=read_text(text),
        earliest="2021-04-30",
    )
    assert sorted(remarks_in(make(source))) == sorted(remarks_on(text))


def test_the_pdf_is_for_keeping_and_numbers_its_pages(shared: Path) -> None:
    """It says PDF/A-2u of itself; odd pages have their number at the right, even pages at the left, between dashes."""
    source = Source(
        number="FN-1",
        revision=1,
        digest="ab" * 32,
        modified="2021-04-23T00:00:00+08:00",
        url="https://example.org/",
        notice=read_text(seed_text(shared)),
        earliest="2021-04-30",
    )
    body = pdf.pdf(source)
    assert b"<pdfaid:part>2</pdfaid:part>" in body
    assert b"<pdfaid:conformance>U</pdfaid:conformance>" in body
    with pdfplumber.open(io.BytesIO(body)) as document:
        for number, page in enumerate(document.pages, start=1):
            words = [word for word in page.extract_words() if word["top"] > page.height * 0.88]
            assert "".join(word["text"] for word in words).replace("—", "").strip() == str(number)
            middle = (words[0]["x0"] + words[-1]["x1"]) / 2
            assert (middle > page.width / 2) == (number % 2 == 1)
