"""Where a line of a transcript stood in the file that it came from, and how to say so of a place."""

import re

import msgspec

from kouan.kernel.words import Words

FIRST = re.compile(r"\d+")


class Origin(msgspec.Struct, frozen=True):
    """A line's place in words (`第2页`, `表1第4行`), and each cell's own name where cells have one (`附件1!B5`)."""

    where: Words
    cells: tuple[str, ...] = ()


def spot(line: str, column: str, origins: tuple[Origin, ...]) -> Words:
    """The place `line`, `column` (as a remark has them: `31,40`, `4 / 4,6`, `48-59`) in the words of the source."""
    columns = column.split(" / ")
    lines = line.split(",")
    if len(lines) == 1 and len(columns) > 1 and len(_apart(line)) == len(columns):
        lines = _apart(line)
    if len(columns) != len(lines):
        columns = columns[:1] * len(lines) if len(columns) == 1 else [""] * len(lines)
    said = [_one(each, where, origins) for each, where in zip(lines, columns, strict=True)]
    zh, en = dict.fromkeys(words.zh for words in said), dict.fromkeys(words.en for words in said)
    return Words("、".join(zh), ", ".join(en))


def _one(line: str, column: str, origins: tuple[Origin, ...]) -> Words:
    first, _, last = line.partition("-")
    begin, end = _at(first, origins), _at(last or first, origins)
    if begin is None or end is None:
        return Words(f"L{line}", f"L{line}")
    numbers = [int(each) for each in FIRST.findall(column)]
    if begin.cells and end.cells:
        a, b = _cell(begin, min(numbers, default=1)), _cell(end, max(numbers, default=len(end.cells)))
        shown = a if a == b or (not numbers and begin is end and len(begin.cells) == 1) else _range(a, b)
        return Words(shown, shown)
    zh, en = begin.where.zh, begin.where.en
    if end is not begin and end.where != begin.where:
        zh, en = f"{zh}至{end.where.zh}", f"{en} to {end.where.en}"
    return Words(f"{zh}第{column}列", f"{en}, column {column}") if column else Words(zh, en)


def _apart(line: str) -> list[str]:
    """`56-57` as its lines, where each has columns of its own."""
    first, _, last = line.partition("-")
    return [str(at) for at in range(int(first), int(last) + 1)] if first.isdigit() and last.isdigit() else [line]


def _range(first: str, last: str) -> str:
    """`附件2!F48:G59`: the sheet is named once."""
    sheet, _, cell = last.rpartition("!")
    return f"{first}:{cell}" if sheet and first.startswith(f"{sheet}!") else f"{first}:{last}"


def _cell(origin: Origin, column: int) -> str:
    return origin.cells[min(max(column, 1), len(origin.cells)) - 1]


def _at(line: str, origins: tuple[Origin, ...]) -> Origin | None:
    number = int(line) if line.isdigit() else 0
    return origins[number - 1] if 0 < number <= len(origins) else None
