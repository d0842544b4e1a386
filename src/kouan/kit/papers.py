"""Official paper: a sheet set as it was printed, with a margin of findings that never changes a word of it."""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from kouan.kernel.words import Words
from kouan.kit.marks import Chip, Kind


class Weight(StrEnum):
    """How much a note of the margin weighs; the value is its class."""

    BLOCK = "stop"
    ANSWER = "warn"
    INFO = "info"


WEIGHT_CHIPS = {
    Weight.BLOCK: Chip(Kind.HELD, Words("阻断", "blocks")),
    Weight.ANSWER: Chip(Kind.DUE, Words("须答", "to answer")),
    Weight.INFO: Chip(Kind.DRAFT, Words("提示", "note")),
}


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A finding in the margin: its number, where it points, what is wrong, and what is proposed beside it."""

    ref: str
    weight: Weight
    message: Words
    place: str | Words = ""
    proposal: Words | None = None
    basis: str = ""

    @property
    def where(self) -> Words:
        """Where it points, in both languages."""
        return self.place if isinstance(self.place, Words) else Words(self.place, self.place)

    @property
    def chip(self) -> Chip:
        """Shape and word of the weight."""
        return WEIGHT_CHIPS[self.weight]


class Run(msgspec.Struct, frozen=True):
    """A stretch of printed text. `marked` has a finding on these very words; `inferred` was blank in print."""

    text: str
    refs: tuple[Note, ...] = ()
    marked: bool = False
    inferred: bool = False


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph; `style` is one of: empty (two characters indented), flat, sign, annex, annex-2, title, unitline."""

    runs: tuple[Run, ...]
    style: str = ""


class Cell(msgspec.Struct, frozen=True):
    """A cell of a printed table; spans as printed."""

    runs: tuple[Run, ...] = ()
    figure: bool = False
    columns: int = 1
    rows: int = 1


class PrintedTable(msgspec.Struct, frozen=True):
    """A table of the paper. Head and body rows hold cells as printed, blanks included."""

    label: Words
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One paper with its margin: the notice itself, or one annex. Only the notice has an issuer in red."""

    name: Words
    blocks: tuple[Paragraph | PrintedTable, ...]
    notes: tuple[Note, ...] = ()
    issuer: str = ""
    title: str = ""

    def parts(self) -> Iterator[tuple[str, Paragraph | PrintedTable]]:
        """The blocks with the name of what draws them."""
        return (("table" if isinstance(b, PrintedTable) else "paragraph", b) for b in self.blocks)


def plain(text: str, style: str = "") -> Paragraph:
    """A paragraph without findings."""
    return Paragraph((Run(text),), style)
