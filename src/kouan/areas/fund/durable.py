"""A fund's event made durable with the rows that follow from it: one transaction, so there is never one without the other."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

import msgspec

from kouan.kernel.journal import Event, instant, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.models import JournalEvent
from kouan.store.units import Fact, Key, Receipt, TablesRefuse, Unit, Writes, fact

BOOKS = Words("账目不能这样记，请核对内容", "The books do not take this: check what was entered")


class Seen(msgspec.Struct, frozen=True):
    """What surrounds an event in its entry."""

    version: int
    at: dt.datetime
    by: str


def unseen(kinds: Iterable[type[Event]], known: Mapping[str, int]) -> list[tuple[str, Event, Seen]]:
    """The events of these kinds that tables have not seen, in the order of the journal: case, event, what surrounds it.

    `known` is the version that the tables have, by case.
    """
    named = {kind.__name__: kind for kind in kinds}
    rows = JournalEvent.objects.filter(kind__in=named).order_by("seq").iterator()
    return [
        (
            row.case_id,
            msgspec.json.decode(row.body, type=named[row.kind]),
            Seen(row.version, instant(row.at), row.actor),
        )
        for row in rows
        if row.version > known.get(row.case_id, 0)
    ]


def put(
    writer: Writes,
    event: Event,
    case: str,
    version: int,
    tables: Callable[[], None],
    *,
    actor: Actor,
    now: dt.datetime,
    answer: object = None,
    key: Key | None = None,
    revision: tuple[object, ...] | None = None,
) -> Receipt:
    """Write one event under its case, and the rows that `tables` makes of it. Raises as `keep`."""
    at = stamp(now)
    entry = fact(event, case=case, version=version, actor=actor, at=at, recorded_at=at)
    return keep(writer, (entry,), tables, answer=answer, key=key, revision=revision)


def keep(
    writer: Writes,
    facts: tuple[Fact, ...],
    tables: Callable[[], None],
    *,
    answer: object = None,
    key: Key | None = None,
    revision: tuple[object, ...] | None = None,
) -> Receipt:
    """Write facts and the rows that `tables` makes of them; a key that was used before changes nothing.

    Raises `Refused` where the tables do not take it, and the writer's `Conflict`, `Busy` and `Unavailable`; then
    neither the journal nor a table has anything of it.
    """
    said = msgspec.json.encode(answer or {})
    try:
        return writer.write(Unit(facts=facts, revision=revision, key=key, answer=said, tables=tables))
    except TablesRefuse:
        raise Refused("books-refuse", BOOKS) from None
