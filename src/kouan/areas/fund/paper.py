"""A notice as official paper: three sheets set as printed, each finding numbered where it points and said in the margin."""

import re
from collections.abc import Iterable

from kouan.areas.fund.printed.cells import Cell as PrintedCell
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.printed.origins import Origin
from kouan.areas.fund.printed.plan import AllocationPlan, PlanRow
from kouan.areas.fund.printed.target_table import TargetTable
from kouan.areas.fund.review.remarks import Remark
from kouan.kernel.words import Words
from kouan.kit.papers import Cell, Note, Paragraph, PrintedTable, Run, Sheet, Weight

WEIGHTS = {"block": Weight.BLOCK, "warn": Weight.ANSWER, "info": Weight.INFO}
Origins = tuple[Origin, ...]
ON_THE_WORD = ("D6", "D7", "D8")
"""Rules whose printed text is the very words that are marked."""


class Pins:
    """The notes that wait to be set beside the text; each is set once, at the first place drawn that it names."""

    def __init__(self, remarks: Iterable[Remark], origins: Origins) -> None:
        self.waiting = [(remark, note_of(remark, origins)) for remark in remarks]

    def at(self, cell: PrintedCell) -> list[tuple[Remark, Note]]:
        """The notes that point to this cell, taken away so that none is set twice."""
        here = [pair for pair in self.waiting if _points(pair[0], cell)]
        self.waiting = [pair for pair in self.waiting if pair not in here]
        return here

    def left(self) -> tuple[Paragraph, ...]:
        """A line for the notes whose place is not drawn, so that none is without its number in the text."""
        notes = tuple(note for _, note in self.waiting)
        return (Paragraph((Run("", notes),), "flat"),) if notes else ()


def sheets(notice: Notice, remarks: tuple[Remark, ...]) -> tuple[Sheet, ...]:
    """The notice, its plan and its target table, each with the remarks whose first line lies in it."""
    plan_from = _first_line(notice.plan) if notice.plan else 10**9
    targets_from = _first_line(notice.targets) if notice.targets else 10**9
    body = [remark for remark in remarks if _line(remark) < min(plan_from, targets_from)]
    plan = [remark for remark in remarks if plan_from <= _line(remark) < targets_from]
    targets = [remark for remark in remarks if _line(remark) >= targets_from]
    made = [_body_sheet(notice, body)]
    if notice.plan:
        made.append(_plan_sheet(notice.plan, plan, notice.origins))
    if notice.targets:
        made.append(_target_sheet(notice.targets, targets, notice.origins))
    return tuple(made)


def note_of(remark: Remark, origins: Origins = ()) -> Note:
    """A remark as a note of the margin, with its place in the words of the file that was read."""
    return Note(
        ref=remark.id,
        weight=WEIGHTS[remark.severity],
        message=remark.words,
        place=remark.spot(origins),
        proposal=remark.proposal,
    )


def _body_sheet(notice: Notice, remarks: list[Remark]) -> Sheet:
    pins = Pins(remarks, notice.origins)
    blocks = [Paragraph(_runs(cell, pins)) for cell in notice.paragraphs]
    for index, entry in enumerate(notice.attachments):
        blocks.append(Paragraph(_runs(entry.cell, pins), "" if index == 0 else "annex-2"))
    blocks += [Paragraph(_runs(cell, pins), "sign") for cell in (notice.signature, notice.dated_printed) if cell]
    return Sheet(
        name=Words("正文", "Notice"),
        issuer=notice.masthead.text if notice.masthead else "",
        title=notice.title.text if notice.title else "",
        blocks=(*blocks, *pins.left()),
        notes=tuple(note_of(remark, notice.origins) for remark in remarks),
    )


def _plan_sheet(plan: AllocationPlan, remarks: list[Remark], origins: Origins) -> Sheet:
    pins = Pins(remarks, origins)
    blocks: list[Paragraph | PrintedTable] = _captions(plan, pins)
    head = tuple(Cell(_runs(cell, pins), figure=cell.column == plan.amount_column) for cell in plan.columns)
    body = [tuple(_plan_cell(cell, row, plan, pins) for cell in row.cells) for row in plan.rows]
    if plan.total_cells:
        body.append(_spread(plan.total_cells, pins, figure=plan.amount_column))
    blocks.append(PrintedTable(Words("附件1 表", "Annex 1, table"), (head,), tuple(body)))
    return Sheet(
        name=Words("附件1", "Annex 1"),
        blocks=(*blocks, *pins.left()),
        notes=tuple(note_of(remark, origins) for remark in remarks),
    )


def _target_sheet(table: TargetTable, remarks: list[Remark], origins: Origins) -> Sheet:
    pins = Pins(remarks, origins)
    blocks: list[Paragraph | PrintedTable] = _captions(table, pins)
    head_line = table.head.line if table.head else 10**9
    notes = [cell for row in table.cells for cell in row[:1] if cell in table.notes]
    rows = [row for row in table.cells if row[0] not in notes]
    upper = tuple(_spread(row, pins) for row in rows if row[0].line < head_line)
    block = tuple(tuple(Cell(_runs(cell, pins)) for cell in row) for row in rows if row[0].line > head_line)
    head = tuple(_spread(row, pins) for row in rows if row[0].line == head_line)
    blocks.append(PrintedTable(Words("附件2 表头", "Annex 2, head of the table"), (), upper))
    blocks.append(PrintedTable(Words("附件2 绩效指标", "Annex 2, indicators"), head, block))
    blocks += [Paragraph(_runs(cell, pins), "flat") for cell in notes]
    return Sheet(
        name=Words("附件2", "Annex 2"),
        blocks=(*blocks, *pins.left()),
        notes=tuple(note_of(remark, origins) for remark in remarks),
    )


def _captions(part: AllocationPlan | TargetTable, pins: Pins) -> list[Paragraph | PrintedTable]:
    found = ((part.mark, "annex"), (part.title, "title"), (part.unit_printed, "unitline"))
    return [Paragraph(_runs(cell, pins), style) for cell, style in found if cell and not cell.column]


def _plan_cell(cell: PrintedCell, row: PlanRow, plan: AllocationPlan, pins: Pins) -> Cell:
    """A cell as printed; a blank applicant stays visible as a blank, with what is inferred said to be inferred."""
    if cell.column == plan.applicant_column and row.inferred:
        notes = tuple(note for _, note in pins.at(cell))
        return Cell((Run(f"（空白；推定：{row.applicant_resolved}，待确认）", notes, inferred=True),))
    return Cell(_runs(cell, pins), figure=cell.column == plan.amount_column)


def _spread(row: tuple[PrintedCell, ...], pins: Pins, figure: int = 0) -> tuple[Cell, ...]:
    """A head row: a filled cell spreads over the blanks after it, which are the rest of a merged cell."""
    cells: list[Cell] = []
    for cell in row:
        runs = _runs(cell, pins)
        if cells and not cell and not runs:
            cells[-1] = Cell(cells[-1].runs, figure=cells[-1].figure, columns=cells[-1].columns + 1)
        else:
            cells.append(Cell(runs, figure=cell.column == figure))
    return tuple(cells)


def _runs(cell: PrintedCell, pins: Pins) -> tuple[Run, ...]:
    """The text of a cell with its notes, each after the words it quotes, else at the end."""
    notes = pins.at(cell)
    spots = sorted((_spot(remark, cell.text), index, remark, note) for index, (remark, note) in enumerate(notes))
    runs: list[Run] = []
    done = 0
    for (start, end), _, remark, note in spots:
        marked = remark.rule in ON_THE_WORD and start >= done
        if marked:
            runs += [Run(cell.text[done:start]), Run(cell.text[start:end], (note,), marked=True)]
        else:
            runs.append(Run(cell.text[done : max(end, done)], (note,)))
        done = max(end, done)
    rest = cell.text[done:]
    return tuple(run for run in [*runs, Run(rest)] if run.text or run.refs)


def _spot(remark: Remark, text: str) -> tuple[int, int]:
    """Where in a text the quoted words stand; the text's end where they are not there."""
    for piece in re.split(r" / |; |\|", remark.printed):
        where = text.find(piece) if len(piece) > 1 else -1
        if where >= 0:
            word = re.match(r"([\u4e00-\u9fff]{2,4})\1", piece)
            return where, where + len(word[0] if word else piece)
    return len(text), len(text)


def _points(remark: Remark, cell: PrintedCell) -> bool:
    """Whether a remark names this cell: its line, and the first column given for that line where there is one."""
    lines = remark.place.line.split(",")
    columns = remark.place.column.split(" / ")
    if len(columns) != len(lines):
        columns = columns[:1] * len(lines)
    for line, column in zip(lines, columns, strict=True):
        first, _, last = line.partition("-")
        named = re.match(r"\d+", column)
        if int(first) <= cell.line <= int(last or first):
            return not cell.column or not named or cell.column == int(named[0])
    return False


def _line(remark: Remark) -> int:
    found = re.match(r"\d+", remark.place.line)
    return int(found[0]) if found else 0


def _first_line(part: AllocationPlan | TargetTable) -> int:
    lines = [cell.line for cell in (part.mark, part.title, part.unit_printed) if cell]
    return min([*lines, part.first_line if isinstance(part, TargetTable) else part.columns[0].line])
