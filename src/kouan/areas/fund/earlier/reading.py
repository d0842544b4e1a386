"""A file of earlier years as it would be imported: nothing guessed silently, every line with its fate and its place."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from kouan.areas.fund.earlier.cells import Cells
from kouan.areas.fund.earlier.columns import HEADS, MONEY, WORDS, bare, is_head, meanings, unit_in
from kouan.areas.fund.earlier.shape import KINDS, EarlierFile, EarlierLine, EarlierSheet
from kouan.areas.fund.rules.money import wan_of
from kouan.areas.fund.sources import delimited, workbook
from kouan.areas.fund.sources.package import is_package
from kouan.areas.fund.sources.transcript import Row, Table, Unreadable
from kouan.kernel.words import Words

YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
MOST_LINES = 20_000
LOOKED_FOR_HEADS = 30
"""Rows at the top of a table in which its head is looked for."""


def read_earlier(body: bytes, name: str) -> EarlierFile:
    """Read an .xlsx or a CSV. Raises `Unreadable`: no such file, or no table with a head that is known."""
    tables = _tables(body)
    if sum(len(table.rows) for _, table in tables) > MOST_LINES:
        raise Unreadable("file-too-long", Words("行数过多，请分批导入", "Too many lines: import it in parts"))
    stem = PurePath(name).stem
    sheets = [sheet for title, table in tables if (sheet := _sheet(title, table, f"{title} {stem}"))]
    if not sheets:
        words = Words(
            "没有找到表头：至少要有申请单位或项目，和一列金额",
            "No head was found: an applicant or a project, and a column of money, are needed",
        )
        raise Unreadable("no-head", words)
    return EarlierFile(sheets=tuple(sheets))


def _tables(body: bytes) -> list[tuple[str, Table]]:
    if is_package(body):
        book, _ = workbook.opened(body)
        return [(sheet.title, workbook.table_of(sheet)) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if body.startswith(b"%PDF-"):
        raise Unreadable("not-a-sheet", Words("请交 .xlsx 或 CSV 表格", "Send a sheet: .xlsx or CSV"))
    text, _ = delimited.text_of(body)
    return [("", table) for table in delimited.tables_of(text)]


def _sheet(title: str, table: Table, around: str) -> EarlierSheet | None:
    rows = [row for row in table.rows if any(row.cells)]
    found = _head(rows)
    if found is None:
        return None
    at, heads, where = found
    captions = " ".join(cell for row in rows[:at] for cell in row.cells if cell)
    body = rows[at + (2 if _continues(rows, at) else 1) :]
    said = _unit(heads, where, f"{captions} {title}")
    year = YEAR.search(captions) or YEAR.search(around)
    cells = Cells(where=where, unit=said or "万元", unit_said=bool(said), year=int(year[1]) if year else 0)
    lines = tuple(_lines(body, cells))
    return EarlierSheet(
        name=title,
        unit=cells.unit,
        unit_said=cells.unit_said,
        columns=tuple((heads[column], WORDS[meaning]) for meaning, column in sorted(where.items(), key=lambda p: p[1])),
        unused=tuple(head for column, head in enumerate(heads) if head and column not in where.values()),
        lines=lines,
        remarks=tuple(_remarks(lines, body, cells)),
    )


def _head(rows: Sequence[Row]) -> tuple[int, list[str], dict[str, int]] | None:
    """The first row that reads as a head, alone or with the row under it (two lines of merged heads)."""
    for at in range(min(len(rows), LOOKED_FOR_HEADS)):
        heads = list(rows[at].cells)
        if sum(map(bool, heads)) < 2:
            continue
        if _continues(rows, at):
            heads = _two_lines(heads, rows[at + 1].cells)
        where = meanings(heads)
        if is_head(where):
            return at, heads, where
    return None


def _continues(rows: Sequence[Row], at: int) -> bool:
    """Does the row under a head go on with it? It names columns, has no figures, and fills what is blank above."""
    if at + 1 >= len(rows):
        return False
    upper, under = rows[at].cells, rows[at + 1].cells
    figures = any(re.fullmatch(r"[\d,.\s]+", cell) for cell in under if cell)
    return not figures and bool(meanings(under)) and any(b and not a for a, b in zip(upper, under, strict=False))


def _two_lines(upper: Sequence[str], under: Sequence[str]) -> list[str]:
    """`支出进度` over `一季度 | 二季度`: each column with both; a merged head goes on to the right where something is under it."""
    heads: list[str] = []
    carried = ""
    for a, b in zip(upper, under, strict=False):
        carried = a or (carried if b else "")
        heads.append(f"{carried} {b}".strip() if b else a)
    return heads


def _unit(heads: Sequence[str], where: dict[str, int], captions: str) -> str:
    own = [unit_in(heads[column]) for meaning, column in where.items() if meaning in MONEY]
    return next((unit for unit in own if unit), "") or unit_in(captions)


def _lines(rows: Sequence[Row], cells: Cells) -> Iterator[EarlierLine]:
    """Each line read; the applicant of a merged cell comes from above, and so does the project of a second payment."""
    above = ("", "")
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        if _is_total(row):
            yield EarlierLine(place=row.origin.where, fate="total", money=cells.money(row)[0])
            above = ("", "")
            continue
        line = cells.line(row, above)
        above = (line.applicant or above[0], line.project or above[1])
        twice = line.fate in ("ok", "proposal") and any(key in seen for key in line.keys())  # noqa: SIM118 - our own
        if twice:
            words = Words(
                "同一年度、单位、项目在表中重复", "the same year, applicant and project stands twice in the sheet"
            )
            line = _refused(line, words)
        seen.update(line.keys())
        yield line


def _refused(line: EarlierLine, words: Words) -> EarlierLine:
    return EarlierLine(
        place=line.place,
        fate="refused",
        why=(*line.why, words),
        year=line.year,
        direction=line.direction,
        applicant=line.applicant,
        project=line.project,
        inferred=line.inferred,
        requested_fen=line.requested_fen,
        money=line.money,
    )


def _is_total(row: Row) -> bool:
    return any(
        bare(re.sub(r"\s", "", cell)) in HEADS.totals or bare(cell) in HEADS.totals for cell in row.cells if cell
    )


def _remarks(lines: Sequence[EarlierLine], rows: Sequence[Row], cells: Cells) -> Iterator[Words]:
    """Totals that are not the sum of the lines over them, and a unit that is nowhere said."""
    if not cells.unit_said:
        yield Words("没有写单位，按万元读，须确认", "no unit is said; read as 万元, to be confirmed")
    sums: dict[str, int] = {}
    parts: dict[str, int] = {}
    for line, row in zip(lines, rows, strict=True):
        sub = any("小计" in cell or "subtotal" in cell.lower() for cell in row.cells)
        for one in line.money:
            kind = f"{one.kind} {one.quarter}".removesuffix(" 0")
            if line.fate != "total":
                sums[kind] = sums.get(kind, 0) + one.fen
                parts[kind] = parts.get(kind, 0) + one.fen
            elif one.fen != (parts if sub else sums).get(kind, 0):
                known = (parts if sub else sums).get(kind, 0)
                said, quarter = KINDS[one.kind], f" Q{one.quarter}" if one.quarter else ""
                yield Words(
                    f"{line.place.zh}：合计{wan_of(one.fen)}万元与各行之和{wan_of(known)}万元不符（{said.zh}{quarter}）",
                    f"{line.place.en}: the total {wan_of(one.fen)} 万元 is not the sum {wan_of(known)} 万元 ({said.en}{quarter})",
                )
        if line.fate == "total":
            parts = {}
