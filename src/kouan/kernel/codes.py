"""Code lists: dated, bilingual, each code with its standing. Read from CSV files that lie beside the code that uses them.

Columns: code, zh, en, valid_from, valid_to, standing. Dates are included at both ends; empty means open.
"""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

import msgspec

from .words import Words


class Code(msgspec.Struct, frozen=True):
    """One code of a list. `standing` says how sure we are of it: official, secondary, to verify, house."""

    code: str
    words: Words
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    standing: str = ""

    def valid_on(self, day: dt.date) -> bool:
        """Is the code in force on that day?"""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class CodeList(msgspec.Struct, frozen=True):
    """A list of codes by code. A look-up is one dictionary access; a code that stands twice keeps both meanings."""

    name: str
    codes: Mapping[str, tuple[Code, ...]]

    def __contains__(self, code: str) -> bool:
        return code in self.codes

    def __iter__(self) -> Iterator[Code]:
        return (code for same in self.codes.values() for code in same)

    def __len__(self) -> int:
        return sum(len(same) for same in self.codes.values())

    def on(self, code: str, day: dt.date) -> Code | None:
        """The meaning of the code on that day, or None where it has none."""
        return next((c for c in self.codes.get(code, ()) if c.valid_on(day)), None)

    def words(self, code: str) -> Words | None:
        """The newest words of a code, in force or not, so that old documents stay readable."""
        same = self.codes.get(code)
        return same[-1].words if same else None


def read_codes(name: str, text: str) -> CodeList:
    """Read one CSV file. Raises ValueError naming list and line where a row can not be read."""
    lists: dict[str, list[Code]] = {}
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        try:
            code = Code(
                row["code"],
                Words(row["zh"], row["en"]),
                _day(row["valid_from"]),
                _day(row["valid_to"]),
                row["standing"],
            )
        except (KeyError, ValueError) as fault:
            raise ValueError(f"code list {name}, line {number}: {fault}") from fault
        lists.setdefault(code.code, []).append(code)
    return CodeList(name, {code: tuple(same) for code, same in lists.items()})


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def read_folder(folder: Traversable) -> dict[str, CodeList]:
    """All lists of a folder, by file name without ending."""
    files = (f for f in folder.iterdir() if f.name.endswith(".csv"))
    return {f.name[:-4]: read_codes(f.name[:-4], f.read_text("utf-8-sig")) for f in files}
