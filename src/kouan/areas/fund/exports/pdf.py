"""The notice as PDF by typst, with its fonts embedded; the same notice gives the same bytes."""

import datetime as dt
from collections.abc import Sequence

import pylopdf_fonts_zh_cn as fonts
import typst

from kouan.areas.fund.exports import page
from kouan.areas.fund.exports.names import Source
from kouan.areas.fund.printed.cells import Cell
from kouan.areas.fund.rules.capitals import capitals_of

HEAD = f"""#set document(title: TITLE, author: ISSUER, date: DATE)
#let folio = context {{
  let n = counter(page).get().first()
  let said = text(size: {page.FOLIO_PT}pt)[#sym.dash.em #n #sym.dash.em]
  let side = if calc.odd(n) {{ right }} else {{ left }}
  align(side, pad(left: {page.FOLIO_PT}pt, right: {page.FOLIO_PT}pt, said))
}}
#set page(width: {page.A4[0]}mm, height: {page.A4[1]}mm, numbering: "1", footer: folio, footer-descent: {page.FOLIO_MM}mm,
  margin: (top: {page.TOP}mm, left: {page.LEFT}mm, right: {page.A4[0] - page.LEFT - page.WIDE}mm,
    bottom: {page.A4[1] - page.TOP - page.HIGH}mm))
#set text(font: "Noto Serif SC", size: {page.BODY_PT}pt, lang: "zh", region: "cn")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 12.95pt, spacing: 12.95pt)
#let plain(body) = par(first-line-indent: 0em, body)
"""


def pdf(source: Source) -> bytes:
    """The paper: the notice, and each annex on a page of its own."""
    parts = [
        HEAD.replace("TITLE", _text(source.title))
        .replace("ISSUER", _text(source.issuer))
        .replace("DATE", _date(source)),
        *_notice(source),
    ]
    parts += [*_plan(source), *_targets(source)]
    parts.append(_imprint(source))
    parts.append(f"#v(1em)\n#text(size: 9pt, plain({_text(page.NOTE.zh)}))")
    parts.append(f"#text(size: 9pt, plain({_text(f'{source.number} v{source.revision} sha256:{source.digest}')}))")
    made = typst.compile(
        "\n".join(parts).encode(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[fonts.serif_path().parent]),
        pdf_standards="a-2u",  # for keeping: fonts embedded, every sign maps to Unicode, nothing changes with time
        timestamp=int(dt.datetime.fromisoformat(source.modified).timestamp()),
    )
    return bytes(made)


def _notice(source: Source) -> list[str]:
    notice = source.notice
    parts = [f"#align(center, text(size: {page.TITLE_PT}pt, plain({_text(source.title)})))", "#v(1em)"]
    if notice.masthead:
        head = f'#align(center, text(fill: rgb("#c8102e"), size: 30pt, plain({_text(notice.masthead.text)})))'
        parts = [head, '#line(length: 100%, stroke: 1pt + rgb("#c8102e"))', *parts]
    parts += [f"#par({_text(cell.text)})" for cell in notice.paragraphs]
    parts += ["#v(1em)", *(f"#par({_text(entry.cell.text)})" for entry in notice.attachments), "#v(2em)"]
    return parts + [
        f"#align(right, pad(right: 4em, plain({_text(cell.text)})))"
        for cell in (notice.signature, notice.dated_printed)
        if cell
    ]


def _date(source: Source) -> str:
    """The instant of the version, as typst writes it."""
    at = dt.datetime.fromisoformat(source.modified).astimezone(dt.UTC)
    return f"datetime(year: {at.year}, month: {at.month}, day: {at.day}, hour: {at.hour}, minute: {at.minute}, second: {at.second})"


def _imprint(source: Source) -> str:
    """版记: who issues it and when, between rules of 0.35 mm, parted by one of 0.25 mm, in 14 points."""
    notice = source.notice
    issuer = notice.signature.text if notice.signature else ""
    day = f"{notice.dated_printed.text}印发" if notice.dated_printed else ""
    row = f"grid(columns: (1fr, auto), inset: (x: 14pt, y: 4pt), {_text(issuer)}, {_text(day)})"
    thick, thin = f"line(length: 100%, stroke: {page.RULE_MM}mm)", f"line(length: 100%, stroke: {page.THIN_MM}mm)"
    copies = f"pad(x: 14pt, y: 4pt, {_text(f'公示编号：{source.number} 第{source.revision}版')})"
    return f"#v(1fr)\n#block(breakable: false, width: 100%, text(size: 14pt, stack({thick}, {copies}, {thin}, {row}, {thick})))"


def _plan(source: Source) -> list[str]:
    plan = source.notice.plan
    if plan is None:
        return []
    parts = _captions(plan.mark, plan.title, plan.unit_printed)
    rows = [[(cell.text, 1) for cell in row.cells] for row in plan.rows]
    total = [(cell.text, 1) for cell in plan.total_cells]
    parts.append(
        _table(
            [cell.text for cell in plan.columns],
            [*rows, *([total] if total else [])],
            "(auto, 1fr, 2fr, auto)",
            len(plan.columns),
        )
    )
    parts.append(f"#plain({_text('合计人民币（大写）：' + capitals_of(plan.computed_fen))})")
    return parts


def _targets(source: Source) -> list[str]:
    table = source.notice.targets
    if table is None:
        return []
    parts = _captions(table.mark, table.title, table.unit_printed)
    width = max(len(row) for row in table.cells)
    head_line = table.head.line if table.head else 0
    rows = [
        _spread(row, width)
        if row[0].line < head_line
        else [(cell.text, 1) for cell in row] + [("", 1)] * (width - len(row))
        for row in table.cells
        if row[0] not in table.notes
    ]
    parts.append("#set text(size: 9pt)\n#set par(leading: 4pt, first-line-indent: 0em)")
    parts.append(_table([], rows, f"({', '.join(['1fr'] * width)})", width))
    return parts + [f"#plain({_text(note.text)})" for note in table.notes]


def _captions(mark: Cell | None, title: Cell | None, unit: Cell | None) -> list[str]:
    parts = ["#pagebreak()"]
    if mark:
        parts.append(f'#text(font: "Noto Sans SC", plain({_text(mark.text)}))')
    if title:
        parts.append(f"#align(center, text(size: {page.TITLE_PT}pt, plain({_text(title.text)})))")
    if unit:
        parts.append(f"#align(right, text(size: 12pt, plain({_text(unit.text)})))")
    return parts


def _spread(row: Sequence[Cell], width: int) -> list[tuple[str, int]]:
    """A row of the head: a filled cell spreads over the blanks after it, a blank label over the blanks before the next."""
    cells: list[tuple[str, int]] = []
    for cell in row:
        if cells and not cell.text:
            cells[-1] = (cells[-1][0], cells[-1][1] + 1)
        else:
            cells.append((cell.text, 1))
    cells[-1] = (cells[-1][0], cells[-1][1] + width - len(row))
    return cells


def _table(head: Sequence[str], rows: Sequence[Sequence[tuple[str, int]]], columns: str, count: int) -> str:
    cells = [
        _text(text) if wide == 1 else f"table.cell(colspan: {wide}, {_text(text)})"
        for row in rows
        for text, wide in row
    ]
    top = f"table.header({', '.join(map(_text, head))})," if head else ""
    sized = columns if columns.count(",") + 1 == count else str(count)
    return f"#[#set par(first-line-indent: 0em, justify: false, leading: 6pt)\n#table(columns: {sized}, stroke: 0.5pt, inset: 4pt, {top} {', '.join(cells)})]"


def _text(text: str) -> str:
    """A typst string: what a notice says is never read as markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ")
    return f'"{escaped}"'
