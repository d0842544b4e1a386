"""Printed text with its place in the source, so that every value can be shown where it stood."""

import msgspec


class Cell(msgspec.Struct, frozen=True):
    """Text as printed. `line` counts from 1; `column` is the tab cell from 1, 0 where the line is no table row."""

    text: str
    line: int
    column: int = 0

    def __bool__(self) -> bool:
        return bool(self.text.strip())


class Money(msgspec.Struct, frozen=True):
    """An amount as printed and as 分; `fen` is None where it can not be read. `unit` is "" where none is printed."""

    printed: Cell
    unit: str
    fen: int | None


def span(numbers: list[int]) -> str:
    """Lines or columns as printed in a place: `4`, `6-7`, `31,40`; a run of neighbours becomes a span."""
    ordered = sorted(set(numbers))
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}-{ordered[-1]}"
    return ",".join(str(number) for number in ordered)
