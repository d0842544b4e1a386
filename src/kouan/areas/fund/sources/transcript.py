"""A file as lines of text: table rows as tab cells, each line with its place in the file; nothing is mended."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from kouan.areas.fund.printed.origins import Origin
from kouan.kernel.findings import Finding, Severity
from kouan.kernel.words import Words

LABELS = frozenset(
    ("项目名称", "项目类型", "项目等级", "主管部门", "用款单位", "实施期限", "预算金额", "项目概述", "总体绩效目标")
)
"""Cells that begin a row of a target table even where the rest of the row is blank."""
HEADS = frozenset(("序号", "编号", "项目名称"))
"""What the first row of a table begins with."""
MOST_LINES = 20_000
MOST_CELLS = 200_000
"""What one notice may have at all; the longest known has some hundreds of lines."""


class Unreadable(ValueError):
    """A file that is not read, and why, in words for who sent it."""

    def __init__(self, code: str, words: Words) -> None:
        super().__init__(words.zh)
        self.code, self.words = code, words

    def finding(self) -> Finding:
        """The same in the house's own form."""
        return Finding(code=self.code, severity="error", path="", message=self.words)


class Line(msgspec.Struct, frozen=True):
    """A paragraph, a caption, a heading."""

    text: str
    origin: Origin


class Row(msgspec.Struct, frozen=True):
    """One row of a table on its grid: the rest of a merged cell is "". `wide`: its one cell spans the whole table."""

    cells: tuple[str, ...]
    origin: Origin
    wide: bool = False


class Table(msgspec.Struct, frozen=True):
    """Rows in order. `caption` stands for the captions that the table itself lacks (a sheet's name), or None.

    `loose` where the source knows no merged cells over the whole width: a lone cell is then a caption by what it says.
    """

    rows: tuple[Row, ...]
    caption: Line | None = None
    loose: bool = False


class Transcript(msgspec.Struct, frozen=True):
    """Lines, where each came from, and what must be said of the reading itself."""

    lines: tuple[str, ...]
    origins: tuple[Origin, ...]
    remarks: tuple[Finding, ...] = ()

    @property
    def text(self) -> str:
        """All lines as one text."""
        return "\n".join(self.lines)


def said(code: str, words: Words, severity: Severity = "info", path: str = "") -> Finding:
    """A remark about the reading."""
    return Finding(code=code, severity=severity, path=path, message=words)


def lay(parts: Iterable[Line | Table], remarks: Sequence[Finding] = ()) -> Transcript:
    """The parts as lines. Raises `Unreadable` where there is no text at all, or far too much."""
    lines: list[Line] = []
    cells = 0
    for part in parts:
        if isinstance(part, Line):
            lines += [Line(text, part.origin) for text in _split(part.text)]
        else:
            lines += [line for table in _tables(part) for line in _table(table)]
            cells += sum(len(row.cells) for row in part.rows)
        if len(lines) > MOST_LINES or cells > MOST_CELLS:
            raise Unreadable("file-too-long", Words("内容过多，不是一份公示", "Far more than one notice holds"))
    if not any(line.text.strip() for line in lines):
        raise Unreadable("file-empty", Words("文件里没有文字", "There is no text in the file"))
    return Transcript(tuple(line.text for line in lines), tuple(line.origin for line in lines), tuple(remarks))


def tidy(text: str) -> str:
    """A cell's text on one line: runs of blanks and line ends become one blank."""
    return re.sub(r"\s+", " ", text).strip()


def _split(text: str) -> list[str]:
    return [re.sub(r"[\t\x0b\x0c ]+", " ", line).strip() for line in text.splitlines() if line.strip()]


def _tables(table: Table) -> list[Table]:
    """A loose table cut before each head row and the captions over it, each part as wide as it is used."""
    if not table.loose:
        return [table]
    parts: list[list[Row]] = [[]]
    for row in (row for row in table.rows if any(row.cells)):
        filled = [cell for cell in row.cells if cell]
        if filled[0] in HEADS and len(filled) > 1 and any(not _alone(above, True) for above in parts[-1]):
            over = len(parts[-1])
            while over and _alone(parts[-1][over - 1], True):
                over -= 1
            parts.append(parts[-1][over:])
            del parts[-2][over:]
        parts[-1].append(row)
    return [msgspec.structs.replace(table, rows=tuple(_trimmed(rows))) for rows in parts if rows]


def _trimmed(rows: list[Row]) -> list[Row]:
    """Without the columns at the right that no row of these uses."""
    width = max(at + 1 for row in rows for at, cell in enumerate(row.cells) if cell)
    return [msgspec.structs.replace(row, cells=row.cells[:width]) for row in rows]


def _table(table: Table) -> list[Line]:
    """Rows as tab lines; captions that stand inside the table's own frame as plain lines."""
    rows = [row for row in table.rows if any(row.cells)]
    first = next((i for i, row in enumerate(rows) if not _alone(row, table.loose)), len(rows))
    last = max((i for i, row in enumerate(rows) if not _alone(row, table.loose)), default=-1)
    made = [table.caption] if table.caption and first == 0 else []
    for index, row in enumerate(rows):
        inside = first <= index <= last
        if _alone(row, table.loose) and (not inside or row.wide):
            made.append(_caption(row))
        else:
            made.append(Line("\t".join(row.cells), row.origin))
    return made


def _alone(row: Row, loose: bool) -> bool:
    """One filled cell that is a caption or a remark, not a label whose value is blank."""
    filled = [cell for cell in row.cells if cell]
    if len(filled) != 1 or filled[0] in LABELS:
        return False
    return row.wide or loose or len(row.cells) == 1


def _caption(row: Row) -> Line:
    at = next(index for index, cell in enumerate(row.cells) if cell)
    cell = row.origin.cells[at] if at < len(row.origin.cells) else ""
    return Line(row.cells[at], Origin(row.origin.where, (cell,) if cell else ()))
