"""A remark on a notice: which rule, how grave, where, what is printed there, and what is proposed instead."""

from typing import Literal

import msgspec

from kouan.areas.fund.printed.cells import Cell
from kouan.areas.fund.printed.origins import Origin, spot
from kouan.kernel.findings import Finding, Repair
from kouan.kernel.words import Words

Grade = Literal["block", "warn", "info"]
CONSISTENT = Words("文件内部一致性", "consistency of the document")
CONFLICT = Words("利益冲突", "conflict of interest")
PLAN, TARGETS = "附件1", "附件2"


class Place(msgspec.Struct, frozen=True):
    """Lines, columns (tab cells), table and row numbers, each as printed: `31,40,48`, `4 / 4,6`, `附件1`, `3`."""

    line: str
    column: str = ""
    table: str = ""
    row: str = ""

    def __str__(self) -> str:
        column = f" c{self.column}" if self.column else ""
        table = f" {self.table}" if self.table else ""
        return f"L{self.line}{column}{table}"


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One finding of a review. `id` is stable: the same fault keeps its number when another is mended."""

    id: str
    severity: Grade
    place: Place
    printed: str
    words: Words
    proposal: Words | None = None
    basis: Words = CONSISTENT

    @property
    def rule(self) -> str:
        return self.id.split(".")[0]

    def spot(self, origins: tuple[Origin, ...]) -> Words:
        """The place in the words of the file that was read (`附件1!B5`, `表1第4行第2列`); line and column of pasted text."""
        return spot(self.place.line, self.place.column, origins) if origins else same(str(self.place))

    def finding(self, origins: tuple[Origin, ...] = ()) -> Finding:
        """The same in the house's own form, at its place in the file."""
        path = self.spot(origins).zh
        repair = Repair(path, self.printed, str(self.proposal.zh)) if self.proposal else None
        return Finding(
            code=self.id,
            severity="warning" if self.severity == "warn" else self.severity,
            path=path,
            message=self.words,
            basis=str(self.basis),
            repair=repair,
        )


def at(cell: Cell, table: str = "", row: str = "") -> Place:
    """The place of one cell."""
    return Place(str(cell.line), str(cell.column or ""), table, row)


def same(text: str) -> Words:
    """Words that are a quotation: alike in both languages."""
    return Words(text, text)


def clauses(parts: list[Words], zh: str = "；", en: str = "; ") -> Words:
    """Several half sentences as one."""
    return Words(zh.join(part.zh for part in parts), en.join(part.en for part in parts))


def listed(words: list[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
