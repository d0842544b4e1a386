"""A tariff taken over: what a file would change, what the last declarations would pay more or less, and taking it."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from kouan.areas.window.documents import import_declaration
from kouan.areas.window.paying.work import Work
from kouan.areas.window.taking import merging, tariff
from kouan.areas.window.taking.keeping import TARIFF, as_csv, content, newest, taken
from kouan.areas.window.taking.merging import Merged, Mode
from kouan.areas.window.taking.tariff import Defaults, Taken
from kouan.areas.window.tax.bill import assess
from kouan.areas.window.tax.tables import Exchange, Row, Tables, read_tables
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.house import House
from kouan.store.reader import Reader
from kouan.store.units import Unit

from .impact import filings
from .taxes import tables

LAST = 500
"""So many declarations are looked at unless another number is asked for."""


class Preview(msgspec.Struct, frozen=True):
    """What a file would do over version `over` (0: none was taken yet)."""

    taken: Taken
    merged: Merged
    over: int

    @property
    def fit(self) -> bool:
        """May it be taken: rows, no error among them, and something that is new."""
        return bool(self.taken.rows) and not self.taken.errors and bool(self.merged.added + self.merged.gone)


class Payer(msgspec.Struct, frozen=True):
    """One declaration that would pay otherwise. Yuan; `after` is None where it could not be worked out any more."""

    case: str
    before: Decimal
    after: Decimal | None


class Weight(msgspec.Struct, frozen=True):
    """N of the last M: worked out under the law and the rates of one day, with the old tariff and with the new one."""

    on: dt.date
    looked_at: int
    unknown: int
    changed: tuple[Payer, ...]

    @property
    def lost(self) -> int:
        """How many could not be worked out any more: the new tariff lacks a rate for them."""
        return sum(1 for p in self.changed if p.after is None)

    @property
    def sum(self) -> Decimal:
        """Yuan more (or less) in all, over those that can be worked out both ways."""
        return sum((p.after - p.before for p in self.changed if p.after is not None), Decimal(0))


def held_rows(reader: Reader) -> tuple[tuple[Row, ...], int]:
    """The rows of the newest version that was taken, and its number. The sample is nobody's tariff."""
    number = newest(reader).get(TARIFF, 0)
    return (tuple(read_tables(content(reader, TARIFF, number), "").tariff), number) if number else ((), 0)


def preview(reader: Reader, body: bytes, mode: Mode, defaults: Defaults) -> Preview:
    """Read a file and lay it over what is held. Nothing is recorded."""
    found = tariff.take(body, defaults)
    before, number = held_rows(reader)
    return Preview(found, merging.merged(before, found.rows, mode if number else "whole"), number)


def weigh(reader: Reader, after: Sequence[Row], *, today: dt.date, since: dt.date | None, last: int = LAST) -> Weight:
    """What the last declarations would pay on the first day that is other than today's, under both tariffs."""
    on = max(today, since) if since else today
    held, _ = tables(reader)
    exchange = tuple(_lasting(held.exchange))
    old, new = Tables(held.tariff, exchange), Tables(tuple(after), exchange)
    changed: list[Payer] = []
    unknown = 0
    filed = [f for f in filings(reader, import_declaration.TYPE, last) if f.taken]
    for one in filed:
        before, then = (assess(one.document, held_, on)[0] for held_ in (old, new))
        if before is None:
            unknown += 1
        elif then is None or then.total != before.total:
            changed.append(Payer(one.id, before.total, then.total if then else None))
    return Weight(on, len(filed), unknown, tuple(changed))


def _lasting(rates: Sequence[Exchange]) -> list[Exchange]:
    """The last rate of each currency as if it stayed: the rates of a day to come are not known."""
    last: dict[str, Exchange] = {}
    for rate in sorted(rates, key=lambda r: r.valid_from or dt.date.min):
        last[rate.currency] = msgspec.structs.replace(rate, valid_from=None, valid_to=None)
    return list(last.values())


def take(
    house: House, body: bytes, *, file: str, mode: Mode, defaults: Defaults, over: int, actor: Actor, now: dt.datetime
) -> Unit:
    """The unit of taking a file over the version that was seen. Raises `Refused`."""
    made = preview(house.reader, body, mode, defaults)
    if made.over != over:
        raise Refused("table-moved", Words("税则已被他人更新，请重新预览", "The tariff has moved on: preview it again"))
    if not made.fit:
        raise Refused("table-unfit", Words("有错误或没有新的内容，未装入", "It has errors or nothing new: not taken"))
    work = Work(actor, stamp(now))
    since = made.merged.since.isoformat() if made.merged.since and made.merged.since > dt.date.min else None
    text = as_csv(made.merged.rows)
    rows = len(made.merged.rows)
    done = taken(work, name=TARIFF, number=over + 1, file=file, mode=mode, text=text, rows=rows, since=since)
    return work.unit({"version": done.number, "rows": rows, "since": since})
