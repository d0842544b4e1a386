"""The seed written as others would hand it in: docx, xlsx, html, pdf, csv, with the merged cells of the original."""

import csv
import html
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
import openpyxl
import pylopdf_fonts_zh_cn as fonts
import typst

Merge = tuple[int, int, int, int]
"""First line, first column, last line, last column; lines as in the seed, columns from 1."""

MERGED: tuple[Merge, ...] = (
    (26, 2, 28, 2),
    (31, 1, 31, 3),
    *((line, 1, line, 2) for line in range(35, 42)),
    *((line, 3, line, 7) for line in (35, 36, 37, 41)),
    (38, 3, 38, 4),
    *((line, 6, line, 7) for line in (38, 39, 40)),
    (42, 1, 44, 2),
    *((line, 4, line, 7) for line in (42, 43, 44)),
    (45, 1, 46, 2),
    *((line, 3, line, 4) for line in (45, 46)),
    *((line, 5, line, 7) for line in (45, 46)),
    (47, 1, 56, 1),
    *((line, 4, line, 5) for line in range(47, 57)),
    (48, 2, 51, 2),
    (52, 2, 55, 2),
    *((line, 3, line + 1, 3) for line in (48, 50, 52, 54)),
    (60, 1, 60, 7),
)
"""What the original must have merged. Lines 57 to 59 stand shifted, as printed."""


@dataclass
class Grid:
    """One table of the seed with its merges."""

    first: int
    rows: list[list[str]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Columns."""
        return max(len(row) for row in self.rows)

    def spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Rows and columns that the cell at (row, column), from 0, covers."""
        last = self.first + len(self.rows) - 1
        return {
            (top - self.first, left - 1): (bottom - top + 1, right - left + 1)
            for top, left, bottom, right in MERGED
            if self.first <= top <= last
        }

    def cells(self) -> Iterator[tuple[int, int, str, int, int]]:
        """Row, column, text, rows, columns of every cell that is drawn."""
        spans = self.spans()
        covered = {
            (row + down, column + right)
            for (row, column), (high, wide) in spans.items()
            for down in range(high)
            for right in range(wide)
            if down or right
        }
        for row, texts in enumerate(self.rows):
            for column in range(self.width):
                if (row, column) not in covered:
                    text = texts[column].strip() if column < len(texts) else ""
                    high, wide = spans.get((row, column), (1, 1))
                    yield row, column, text, high, wide


def pieces(seed: str) -> list[str | Grid]:
    """Paragraphs and tables in order."""
    made: list[str | Grid] = []
    for number, line in enumerate(seed.split("\n"), start=1):
        if "\t" in line or line.startswith("备注"):
            if not made or isinstance(made[-1], str):
                made.append(Grid(number))
            grid = made[-1]
            assert isinstance(grid, Grid)
            grid.rows.append(line.split("\t"))
        elif line.strip():
            made.append(line.strip("#- ").strip())
    return made


def as_docx(seed: str) -> bytes:
    """With python-docx: merged cells are merged there."""
    made = docx.Document()
    for piece in pieces(seed):
        if isinstance(piece, str):
            made.add_paragraph(piece)
            continue
        table = made.add_table(len(piece.rows), piece.width)
        for row, column, text, high, wide in piece.cells():
            cell = table.cell(row, column)
            if (high, wide) != (1, 1):
                cell = cell.merge(table.cell(row + high - 1, column + wide - 1))
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def as_xlsx(seed: str) -> bytes:
    """With openpyxl: the notice, the plan and the targets on sheets of their own, amounts as numbers."""
    book = openpyxl.Workbook()
    sheets: list[Any] = [book.active, book.create_sheet("附件1"), book.create_sheet("附件2")]
    sheets[0].title = "公示"
    at, line = 0, 1
    for piece in pieces(seed):
        if isinstance(piece, str):
            starts = piece.startswith("附件1") or (at == 1 and "绩效目标" in piece)
            at, line = (at + 1, 1) if starts else (at, line)
            sheets[at].cell(line, 1, piece)
            line += 1
            continue
        for row, column, text, high, wide in piece.cells():
            number = text.isdigit() and int(text)
            sheets[at].cell(line + row, column + 1, number or text or None)
            if (high, wide) != (1, 1):
                sheets[at].merge_cells(None, line + row, column + 1, line + row + high - 1, column + wide)
        line += len(piece.rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_html(seed: str) -> bytes:
    """As a page with spans, and with what pages carry besides."""
    parts = ['<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title><script>var a = "公示";</script></head>']
    parts.append('<body><div class="content"><style>p { color: red }</style>')
    for piece in pieces(seed):
        if isinstance(piece, str):
            parts.append(f"<p><span>{html.escape(piece[:9])}</span>{html.escape(piece[9:])}</p>\n")
            continue
        parts.append("<table border=1><tbody>")
        drawn: dict[int, list[str]] = {row: [] for row in range(len(piece.rows))}
        for row, _, text, high, wide in piece.cells():
            spans = (f' rowspan="{high}"' if high > 1 else "") + (f' colspan="{wide}"' if wide > 1 else "")
            drawn[row].append(f"<td{spans}><p>{html.escape(text) or '&nbsp;'}</p></td>")
        parts += [f"<tr>{''.join(cells)}</tr>\n" for cells in drawn.values()]
        parts.append("</tbody></table>")
    return "".join([*parts, "</div></body></html>"]).encode()


def as_csv(seed: str, encoding: str = "utf-8-sig") -> bytes:
    """As a spreadsheet exports it: merged cells are blanks."""
    out = io.StringIO()
    writer = csv.writer(out)
    for piece in pieces(seed):
        if isinstance(piece, str):
            writer.writerow([piece])
        else:
            writer.writerows([cell.strip() for cell in row] for row in piece.rows)
    return out.getvalue().encode(encoding)


def as_pdf(seed: str) -> bytes:
    """As official paper: body of 16 points, a title over several lines, ruled tables, numbered pages."""
    parts = [
        '#set page(width: 210mm, height: 297mm, margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), numbering: "- 1 -")',
        '#set text(font: "Noto Serif SC", size: 16pt, lang: "zh")',
        "#set par(first-line-indent: (amount: 2em, all: true), leading: 12pt, spacing: 12pt)",
        "#let flat(body) = par(first-line-indent: 0em, body)",
    ]
    for number, piece in enumerate(pieces(seed)):
        if isinstance(piece, Grid):
            parts.append(_ruled(piece))
        elif number < 2 or ("绩效目标" in piece[-4:] and len(piece) < 30) or piece.endswith("分配方案表"):
            centre = number < 2 or (not piece[0].isdigit() and "附件" not in piece)
            body = f"text(size: 22pt, flat({_quoted(piece)}))"
            parts.append(f"#align(center, {body})" if centre else f"#par({_quoted(piece)})")
        elif piece.startswith("附件1"):
            parts.append(f"#pagebreak()\n#flat({_quoted(piece)})")
        else:
            parts.append(f"#par({_quoted(piece)})")
    return bytes(
        typst.compile(
            "\n".join(parts).encode(),
            format="pdf",
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[fonts.serif_path().parent]),
        )
    )


def _ruled(grid: Grid) -> str:
    cells = [
        f"table.cell(rowspan: {high}, colspan: {wide}, {_quoted(text)})" for _, _, text, high, wide in grid.cells()
    ]
    return (
        f"#[#set text(size: 9pt)\n#set par(first-line-indent: 0em)\n"
        f"#table(columns: ({', '.join(['1fr'] * grid.width)}), stroke: 0.5pt, {', '.join(cells)})]"
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
