"""Declarations judged by the ledger as it stands now: its balances go over the loaded tables, the rules stay the same."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from kouan.areas.window import reference
from kouan.areas.window.licensing import reading
from kouan.areas.window.licensing.draws import draws
from kouan.areas.window.licensing.things import HANDBOOK, LICENCE, Account, Holding, Licence, plain
from kouan.areas.window.reference.tables import LiveItem, LiveLicence, Reference, Row
from kouan.journeys.references import NUMBERED
from kouan.store.reader import Reader

COUNTED = frozenset({"WIN-X-015", "WIN-X-070"})
"""The rules that read a balance."""
Table = dict[tuple[Any, ...], tuple[Row, ...]]


_own: ContextVar[str] = ContextVar("own case", default="")


@contextmanager
def belonging(case: str) -> Iterator[None]:
    """Inside, what is judged is a revision of this case: what the case holds is not counted against it."""
    token = _own.set(case)
    try:
        yield
    finally:
        _own.reset(token)


@contextmanager
def judged(reader: Reader | None, code: str, document: Any, *, organisation: str, case: str = "") -> Iterator[None]:
    """Inside, a declaration is judged by what is left now, what its own `case` holds already not counted against it.

    Only the holder's organisation is told a remainder.
    """
    asked = draws(document) if reader is not None and code in NUMBERED else {}
    if reader is None or not asked:
        yield
        return
    with reference.judged_by(_tables(reader, document, asked, organisation, case or _own.get())):
        yield


def _tables(reader: Reader, document: Any, asked: Mapping[Account, int], organisation: str, case: str) -> Reference:
    base = reference.of(document)
    tables = dict(base.tables) if base is not None else {}
    kept = reading.books(reader)
    found = reading.accounts(reader, asked)
    held = reading.holdings(reader, case) if case else {}
    mine = reading.code_of(reader, organisation) if found else ""
    licences: Table = {(kind, ""): () for book, kind, _ in kept if book == LICENCE}
    handbooks: Table = {}
    for account in asked:
        one = found.get(account.id)
        if one is None:
            continue
        own, told = held.get(one.id, Holding()), bool(mine) and one.scc == mine
        if account.book == LICENCE:
            licences[account.kind, account.number] = (_licence(one, own, told=told),)
        else:
            handbooks[account.number, account.item] = (_item(one, own, told=told),)
    number = document.record_number
    if (HANDBOOK, "", number) in kept:
        handbooks.setdefault((number, 0), ())
    for name, live in (("licences", licences), ("handbooks", handbooks)):
        if live:
            tables[name] = {**tables.get(name, {}), **live}
    return Reference(tables)


def _licence(one: Licence, own: Holding, *, told: bool) -> LiveLicence:
    return LiveLicence(
        kind=one.kind,
        number=one.number,
        party=one.party,
        codes=one.codes,
        country=one.country,
        unit=one.unit,
        remainder=plain(one.remaining + own.total),
        one_batch=one.one_batch,
        used=one.one_batch and one.remaining + own.total != one.issued,
        told=told,
        valid_from=dt.date.fromisoformat(one.valid_from),
        valid_to=dt.date.fromisoformat(one.valid_to) if one.valid_to and not own.total else None,
    )


def _item(one: Licence, own: Holding, *, told: bool) -> LiveItem:
    return LiveItem(
        record_number=one.number,
        item=one.item,
        code=one.codes,
        unit=one.unit,
        remainder=plain(one.remaining + own.total),
        told=told,
        valid_from=dt.date.fromisoformat(one.valid_from),
        valid_to=dt.date.fromisoformat(one.valid_to) if one.valid_to and not own.total else None,
    )
