"""What a sheet of earlier years says, line by line, and what becomes of each line. Money in 分."""

from typing import Literal

import msgspec

from kouan.kernel.words import Words

Fate = Literal["ok", "proposal", "refused", "there", "total"]
Kind = Literal["allocation", "payment", "progress"]
KINDS: dict[Kind, Words] = {
    "allocation": Words("安排", "granted"),
    "payment": Words("支付", "paid"),
    "progress": Words("支出", "spent"),
}


class Money(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of a line: granted, paid, or spent by a quarter's end (0: as of the sheet). `day` is ISO 8601 or ""."""

    kind: Kind
    fen: int
    quarter: int = 0
    day: str = ""
    voucher: str = ""


class EarlierLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a sheet. `why` says what is proposed or refused; `inferred` where the applicant stood further up."""

    place: Words
    fate: Fate
    why: tuple[Words, ...] = ()
    year: int = 0
    direction: str = ""
    applicant: str = ""
    project: str = ""
    inferred: bool = False
    requested_fen: int | None = None
    money: tuple[Money, ...] = ()

    def keys(self) -> list[tuple[str, ...]]:
        """What makes each of its facts the same fact when it comes again."""
        who = (str(self.year), self.applicant, self.project)
        return [(*who, one.kind, str(one.quarter), one.voucher, one.day) for one in self.money]


class EarlierSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One table of a file: how its columns were read, its unit, its lines, its totals."""

    name: str
    unit: str
    unit_said: bool
    columns: tuple[tuple[str, Words], ...]
    unused: tuple[str, ...]
    lines: tuple[EarlierLine, ...]
    remarks: tuple[Words, ...] = ()


class EarlierFile(msgspec.Struct, frozen=True, kw_only=True):
    """A whole file as it would be imported."""

    sheets: tuple[EarlierSheet, ...]

    @property
    def lines(self) -> tuple[EarlierLine, ...]:
        """All lines of all sheets."""
        return tuple(line for sheet in self.sheets for line in sheet.lines)

    def count(self, fate: Fate) -> int:
        """How many lines have this fate."""
        return sum(line.fate == fate for line in self.lines)


class EarlierImport(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a commit beside the file: the lines that were new."""

    lines: tuple[EarlierLine, ...]
