"""The notice as .docx in the measures of GB/T 9704, with the fonts that the standard names set for East Asian text."""

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kouan.areas.fund.exports import page
from kouan.areas.fund.exports.names import Source
from kouan.areas.fund.exports.packing import undated
from kouan.areas.fund.printed.cells import Cell
from kouan.areas.fund.rules.capitals import capitals_of

BODY, TITLE, BLACK = "仿宋_GB2312", "方正小标宋简体", "黑体"
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def document(source: Source) -> bytes:
    """The paper as bytes."""
    made = docx.Document()
    _page(made)
    notice = source.notice
    if notice.masthead:
        _line(made, notice.masthead.text, font=TITLE, size=30, align=CENTRE, red=True)
    _line(made, source.title, font=TITLE, size=page.TITLE_PT, align=CENTRE)
    for cell in notice.paragraphs:
        _line(made, cell.text, indent=2)
    for entry in notice.attachments:
        _line(made, entry.cell.text, indent=2)
    for sign in (notice.signature, notice.dated_printed):
        if sign:
            _line(made, sign.text, align=RIGHT, right=4)
    _plan(made, source)
    _targets(made, source)
    _line(made, page.NOTE.zh, size=9)
    out = io.BytesIO()
    made.save(out)
    return undated(out.getvalue())


def _page(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(page.A4[0]), Mm(page.A4[1])
    section.top_margin, section.left_margin = Mm(page.TOP), Mm(page.LEFT)
    section.right_margin = Mm(page.A4[0] - page.LEFT - page.WIDE)
    section.bottom_margin = Mm(page.A4[1] - page.TOP - page.HIGH)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    # 225 mm / 22 lines in twentieths of a point; 28 signs of 16 pt are wider than 156 mm by 0.21 pt each.
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), "579")
    grid.set(qn("w:charSpace"), "-860")
    made.settings.odd_and_even_pages_header_footer = True
    section.footer_distance = Mm(page.A4[1] - page.TOP - page.HIGH - page.FOLIO_MM - 5)
    _folio(section.footer, RIGHT)
    _folio(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    _font(made.styles["Normal"].font, made.styles["Normal"].element.get_or_add_rPr(), BODY, page.BODY_PT)


def _folio(footer: Any, side: Any) -> None:
    """The page's number between dashes, 4号, one sign in from the edge: odd pages right, even pages left."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(page.FOLIO_PT)
    for piece in ("— ", "begin", "PAGE", "end", " —"):
        run = paragraph.add_run("" if piece.isalpha() else piece)
        _font(run.font, run._element.get_or_add_rPr(), "宋体", page.FOLIO_PT)
        if piece == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = piece
            run._element.append(code)
        elif piece.isalpha():
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), piece)
            run._element.append(mark)


def _font(font: Any, properties: Any, name: str, size: int) -> None:
    font.name, font.size = "Times New Roman", Pt(size)
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)


def _line(
    made: Any,
    text: str,
    *,
    font: str = BODY,
    size: int = page.BODY_PT,
    align: Any = None,
    indent: int = 0,
    right: int = 0,
    red: bool = False,
) -> None:
    paragraph = made.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(29, size + 6) if size > 9 else 12)
    layout.first_line_indent, layout.right_indent = Pt(size * indent), Pt(size * right)
    if align is not None:
        paragraph.alignment = align
    run = paragraph.add_run(text)
    _font(run.font, run._element.get_or_add_rPr(), font, size)
    if red:
        run.font.color.rgb = RGBColor(0xC8, 0x10, 0x2E)


def _captions(made: Any, mark: Cell | None, title: Cell | None, unit: Cell | None) -> None:
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    if mark:
        _line(made, mark.text, font=BLACK)
    if title:
        _line(made, title.text, font=TITLE, size=page.TITLE_PT, align=CENTRE)
    if unit:
        _line(made, unit.text, size=12, align=RIGHT)


def _plan(made: Any, source: Source) -> None:
    plan = source.notice.plan
    if plan is None:
        return
    _captions(made, plan.mark, plan.title, plan.unit_printed)
    rows = [plan.columns, *(row.cells for row in plan.rows), *([plan.total_cells] if plan.total_cells else [])]
    _table(made, rows, 12)
    _line(made, f"合计人民币（大写）：{capitals_of(plan.computed_fen)}", size=12)


def _targets(made: Any, source: Source) -> None:
    table = source.notice.targets
    if table is None:
        return
    _captions(made, table.mark, table.title, table.unit_printed)
    _table(made, [row for row in table.cells if row[0] not in table.notes], 9)
    for note in table.notes:
        _line(made, note.text, size=9)


def _table(made: Any, rows: list[tuple[Cell, ...]], size: int) -> None:
    width = max(map(len, rows))
    table = made.add_table(len(rows), width, style="Table Grid")
    for drawn, row in zip(table.rows, rows, strict=True):
        for place, cell in zip(drawn.cells, row, strict=False):
            run = place.paragraphs[0].add_run(cell.text)
            _font(run.font, run._element.get_or_add_rPr(), BODY, size)
