"""What a change of a rule would have done to the last declarations: switched off, weighed anew, of another day, by other tables."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from kouan.areas.window import reference
from kouan.areas.window.reference.tables import NAMES, Reference, columns, read_tables
from kouan.kernel.documents import Check, DocumentType
from kouan.kernel.findings import Finding, Severity, refusing
from kouan.kernel.journal import instant
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.store.reader import Reader

MOST = 5_000
"""So many declarations are looked at in one run."""
VERDICTS = {
    "clean": Words("通过", "passes"),
    "warned": Words("提醒", "passes with a warning"),
    "refused": Words("拒收", "refused"),
}


_TAKEN = (
    "SELECT c.id, c.opened, COALESCE(r.document, r.body) FROM case_row c JOIN document_revision r"
    " ON r.case_id = c.id AND r.number = c.revision"
    " WHERE c.type = ? AND (? = '' OR c.owner = ?) ORDER BY c.opened DESC LIMIT ?"
)
_REFUSED = (
    "SELECT id, at, body FROM refused_filing WHERE type = ? AND (? = '' OR organisation = ?) ORDER BY at DESC LIMIT ?"
)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: the rule off, of another weight, under the law of another day, or with more rows of a table."""

    off: bool = False
    severity: Severity | None = None
    on: dt.date | None = None
    table: str = ""
    rows: str = ""


class Filed(msgspec.Struct, frozen=True):
    """A declaration as it was filed: the case, or the name that a refused filing is kept under."""

    id: str
    at: str
    taken: bool
    document: Any


class Changed(msgspec.Struct, frozen=True):
    """One declaration that the change would have treated differently, with the rule's findings after it."""

    id: str
    at: str
    taken: bool
    before: str
    after: str
    findings: tuple[Finding, ...]


class Impact(msgspec.Struct, frozen=True):
    """N of M: how many were looked at, and those that change. `spared` are refused no longer, `struck` newly refused."""

    looked_at: int
    changed: tuple[Changed, ...]

    @property
    def spared(self) -> int:
        """Refused before, not after."""
        return sum(1 for c in self.changed if c.before == "refused" != c.after)

    @property
    def struck(self) -> int:
        """Not refused before, refused after."""
        return sum(1 for c in self.changed if c.after == "refused" != c.before)


def filings(reader: Reader, of: DocumentType, last: int, *, owner: str = "") -> list[Filed]:
    """The last filings of a type, taken and refused, newest first. `owner` narrows them to one organisation."""
    rows = [(*row, True) for row in reader.connections.query(_TAKEN, [of.code, owner, owner, last])]
    rows += [(*row, False) for row in reader.connections.query(_REFUSED, [of.code, owner, owner, last])]
    rows.sort(key=lambda row: row[1], reverse=True)
    return list(_read(of, rows[:last]))


def _read(of: DocumentType, rows: Sequence[tuple[Any, ...]]) -> Iterator[Filed]:
    """Those that can be read as the type now; a refused filing in another form is passed over."""
    for id_, at, body, taken in rows:
        document, _ = of.read(bytes(body))
        if document is not None:
            yield Filed(id_, at, taken, document)


def impact(of: DocumentType, check: Check, filed: Sequence[Filed], change: Change) -> Impact:
    """Judge each filing by the law of its day as it stands and as it would stand. Raises ValueError for odd rows."""
    tables = _tables(change)
    changed = []
    for one in filed:
        day = law_day(instant(one.at))
        others = [f for c in of.checks if c is not check for f in c.findings(one.document, day)]
        before = tuple(check.findings(one.document, day))
        after = _after(check, one, day, change, tables)
        if _told(before) != _told(after):
            was, now = verdict((*others, *before)), verdict((*others, *after))
            changed.append(Changed(one.id, one.at, one.taken, was, now, after))
    return Impact(len(filed), tuple(changed))


def _tables(change: Change) -> Reference | None:
    if not change.table:
        return None
    if change.table not in NAMES:
        raise ValueError(f"there is no table {change.table!r}; there are {', '.join(NAMES)}")
    first, *_ = change.rows.splitlines() or [""]
    headed = set(first.replace(" ", "").split(",")) <= set(columns(change.table))
    text = change.rows if headed else ",".join(heading(change.table)) + "\n" + change.rows
    return (reference.loaded() or read_tables({})).with_rows(change.table, text)


def heading(table: str) -> tuple[str, ...]:
    """The columns that rows without a heading are in: the table's own, then those every table has."""
    shared = ("valid_from", "valid_to", "reference", "standing")
    return (*(c for c in columns(table) if c not in shared), *shared)


def _after(check: Check, one: Filed, day: dt.date, change: Change, tables: Reference | None) -> tuple[Finding, ...]:
    if change.off:
        return ()
    if tables is None:
        found = check.findings(one.document, change.on or day)
    else:
        with reference.judged_by(tables):
            found = check.findings(one.document, change.on or day)
    severity = change.severity
    return tuple(msgspec.structs.replace(f, severity=severity) if severity else f for f in found)


def _told(found: Sequence[Finding]) -> set[tuple[str, str, str]]:
    return {(f.code, f.path, f.severity) for f in found}


def verdict(found: Sequence[Finding]) -> str:
    """What findings mean for a filing: one of the names of `VERDICTS`."""
    return "refused" if refusing(tuple(found)) else "warned" if found else "clean"
