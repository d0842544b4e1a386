"""The Harmonized System: chapters, headings and subheadings of 2, 4 and 6 digits, from a table of others.

Columns: section, hscode, description, parent, level. Codes are text: leading zeros count. A row that is no code (a total
over all) is kept apart; nothing is mended silently.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

LEVELS = ("2", "4", "6")


class Entry(msgspec.Struct, frozen=True):
    """One code with its words (English, as the table has them) and the code above it."""

    code: str
    section: str
    description: str
    parent: str


class Faults(msgspec.Struct, frozen=True, kw_only=True):
    """What is odd about a table."""

    orphans: tuple[str, ...]
    duplicates: tuple[str, ...]
    parent_not_prefix: tuple[str, ...]
    not_codes: tuple[str, ...]


class System(msgspec.Struct, frozen=True):
    """The codes of a table in order, by code; and what is odd about it. `rows` counts all rows by their level."""

    entries: Mapping[str, Entry]
    rows: Mapping[str, int]
    sections: tuple[str, ...]
    faults: Faults

    def above(self, code: str) -> list[Entry]:
        """What a commodity code of 2 to 10 digits stands under, from the chapter down; empty where it is unknown."""
        return [self.entries[code[:n]] for n in (2, 4, 6) if len(code) >= n and code[:n] in self.entries]

    def knows(self, code: str) -> bool:
        """Is the subheading of a commodity code (its first 6 digits, or the whole of a shorter one) in the table?"""
        return code[:6] in self.entries

    def under(self, code: str) -> list[Entry]:
        """The codes right below a code."""
        return [e for e in self.entries.values() if e.parent == code]

    def chapters(self) -> dict[str, int]:
        """Every chapter with how many subheadings of 6 digits it has."""
        return dict(sorted(Counter(c[:2] for c in self.entries if len(c) == 6).items()))


def read_system(text: str) -> System:
    """Read a table. Raises ValueError where a column is missing."""
    rows = list(csv.DictReader(text.splitlines()))
    try:
        entries = [Entry(r["hscode"], r["section"], r["description"], r["parent"]) for r in rows]
        levels = [r["level"] for r in rows]
    except KeyError as fault:
        raise ValueError(f"the table of the Harmonized System has no column {fault}") from fault
    codes = [e for e in entries if e.code.isascii() and e.code.isdecimal() and len(e.code) in (2, 4, 6)]
    return System(
        {e.code: e for e in codes},
        Counter(levels),
        tuple(dict.fromkeys(e.section for e in entries)),
        _faults(entries, codes),
    )


def _faults(entries: Sequence[Entry], codes: Sequence[Entry]) -> Faults:
    known = {e.code for e in entries}
    below = [e for e in codes if len(e.code) > 2]
    return Faults(
        orphans=tuple(e.code for e in below if e.parent not in known),
        duplicates=tuple(sorted(c for c, n in Counter(e.code for e in entries).items() if n > 1)),
        parent_not_prefix=tuple(e.code for e in below if not e.code.startswith(e.parent)),
        not_codes=tuple(e.code for e in entries if e not in codes),
    )
