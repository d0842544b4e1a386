"""What only several rows say together: one paper of two persons, one person on two lists, a paper that runs out."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kouan.kernel.findings import Severity
from kouan.syntax.proposals import Proposal

from .cells import half
from .people import Row
from .told import Issue, proposal


class Stay(NamedTuple):
    """The days of the call that a workbook belongs to, in the port's time."""

    arrives: dt.date
    leaves: dt.date


def who(row: Row) -> tuple[str, str]:
    """The same for two rows of one person: the name and the date of birth, as they stand."""
    name = " ".join(half(f"{row.raw.get('family_name', '')} {row.raw.get('given_names', '')}").casefold().split())
    return name, str(row.raw.get("birth_date", ""))


def _paper(row: Row) -> tuple[str, str]:
    number = "".join(half(str(row.raw.get("document_number", ""))).upper().split())
    return str(row.raw.get("document_issuer", "")).strip().upper(), number


def doubles(rows: Iterable[Row]) -> Iterator[Proposal]:
    """The later of two rows with one paper: another person, or the same one again."""
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        paper = _paper(row)
        if not paper[1]:
            continue
        first = seen.setdefault(paper, row)
        if first is not row:
            yield _double(first, row)


def _double(first: Row, row: Row) -> Proposal:
    at = first.path("document_number")
    if who(first) != who(row):
        issue = _ask("doc-duplicate", f"与 {at} 同一证件，却是另一人", f"The same paper as {at}, but another person")
    elif first.table.list != row.table.list:
        zh, en = (
            f"与 {at} 是同一人：列入两份名单，人数多算一次",
            f"The same person as {at}: on two lists, counted twice",
        )
        issue = _ask("person-on-two-lists", zh, en)
    else:
        issue = _ask("person-twice", f"与 {at} 是同一人", f"The same person as {at}")
    return proposal(issue, row.path("document_number"), str(row.raw.get("document_number", "")), "")


def _ask(code: str, zh: str, en: str) -> Issue:
    return Issue(code, "error", zh, en, "ask")


def expired(rows: Iterable[Row], stay: Stay) -> Iterator[Proposal]:
    """Papers that are out of date on arrival, or run out before the ship leaves."""
    for row in rows:
        try:
            until = dt.date.fromisoformat(str(row.raw.get("document_expires", "")))
        except ValueError:
            continue
        code, severity = "", "error"
        if until < stay.arrives:
            code, zh, en = "doc-expired", "抵港前已过期", "Expired before the arrival"
        elif until < stay.leaves:
            code, severity = "doc-expires-during-stay", "warning"
            zh, en = "抵港时有效，离港时已过期", "Valid on arrival, not on departure"
        if code:
            said: Severity = "error" if severity == "error" else "warning"
            yield proposal(Issue(code, said, zh, en), row.path("document_expires"), until.isoformat(), "")
