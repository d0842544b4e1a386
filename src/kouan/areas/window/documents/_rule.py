"""Rules of a declaration that hold from a day, till a day, or only where a reference table is loaded."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kouan.kernel.documents import Check, Fault
from kouan.kernel.findings import Severity
from kouan.kernel.rules import Standing
from kouan.kernel.words import Words

from ._law import FILLING_IN

TABLES = "beside the declaration: reference tables"
"""What a rule that reads reference tables needs: without any it finds nothing."""
Find = Callable[[Any, dt.date], Iterable[Fault]]


class Rule(Check, frozen=True, kw_only=True):
    """A check with its days in force (included at both ends, None is open) and the reference tables it reads."""

    since: dt.date | None = None
    until: dt.date | None = None
    tables: tuple[str, ...] = ()


def rule(
    id: str,
    zh: str,
    en: str,
    *,
    fields: tuple[str, ...],
    severity: Severity = "error",
    basis: str = FILLING_IN,
    standing: Standing = "to-verify",
    since: dt.date | None = None,
    until: dt.date | None = None,
    tables: tuple[str, ...] = (),
    needs: tuple[str, ...] | None = None,
) -> Callable[[Find], Rule]:
    """Make a `Rule` of a function that yields the faults of a declaration; outside its days it finds nothing.

    One that reads `tables` is asked only where there are any.
    """

    def made(find: Find) -> Rule:
        return Rule(
            id=id,
            sentence=Words(zh, en),
            basis=basis,
            standing=standing,
            severity=severity,
            fields=fields,
            find=_in_force(find, since, until) if since or until else find,
            since=since,
            until=until,
            tables=tables,
            needs=(TABLES,) if tables and needs is None else needs,
        )

    return made


def _in_force(find: Find, since: dt.date | None, until: dt.date | None) -> Find:
    def within(document: Any, on: dt.date) -> Iterator[Fault]:
        if (since is None or since <= on) and (until is None or on <= until):
            yield from find(document, on)

    return within
