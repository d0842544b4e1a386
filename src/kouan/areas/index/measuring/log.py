"""Which events stand: rules 1 to 5. The journal's own frame and logs that others wrote come to the same columns here."""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import ibis
import msgspec
import pyarrow as pa

KEYS = ("bl_no", "declaration_no", "container_no")
UNIT_KEY: Mapping[str, str] = {"bl": "bl_no", "declaration": "declaration_no", "container": "container_no"}
TEXTS = ("event_id", "activity", "port", "mode", "flow", "source", "supersedes", *KEYS)
SCHEMA = pa.schema([*((name, pa.string()) for name in TEXTS), ("us", pa.int64()), ("recorded_us", pa.int64())])
LINKS = pa.schema([(key, pa.string()) for key in KEYS])
CONTENT = ("event_id", "activity", "us", "port", "mode", "flow", "source", "supersedes", *KEYS)
SAME = ("activity", "us", "source", "port", "supersedes", *KEYS)

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
EARLIEST, LATEST = dt.datetime(1992, 1, 1, tzinfo=dt.UTC), dt.datetime(2060, 1, 1, tzinfo=dt.UTC)

NO_OFFSET = "timestamp without offset"
UNREADABLE = "timestamp unreadable"
CONFLICT = "same event_id, different content"
DUPLICATE = "duplicate"


class Remark(msgspec.Struct, frozen=True, order=True):
    """What was found about one event of a log."""

    code: str
    event_id: str


class Log(msgspec.Struct, frozen=True):
    """Events and the links between bills, declarations and containers, as Ibis tables.

    A `sealed` log comes from the journal: ids are unique, offsets known, each event names its own declaration; there is
    nothing for rules 1 and 3 to 5 to find.
    """

    events: Any
    links: Any = None
    sealed: bool = False


def microseconds(moment: dt.datetime) -> int:
    """Whole microseconds since 1970 of an aware instant. Raises ValueError without offset."""
    if moment.tzinfo is None:
        raise ValueError("an instant without offset is never guessed")
    return (moment - EPOCH) // dt.timedelta(microseconds=1)


def from_journal(entries: Any, by_kind: Mapping[str, str]) -> Log:
    """The log of a journal frame (entries with their cases' facts): each kind of fact that counts as an activity."""
    kinds = ibis.memtable({"kind": list(by_kind), "activity": list(by_kind.values())})
    found = entries.join(kinds, "kind")
    events = found.select(
        event_id=found.seq,
        activity=found.activity,
        us=found.at_us,
        recorded_us=found.recorded_us,
        port=found.port,
        mode=found["mode"],
        flow=found.flow,
        declaration_no=found["case"],
    )
    return Log(events, sealed=True)


def from_rows(events: Iterable[Mapping[str, str]], links: Iterable[Mapping[str, str]]) -> tuple[Log, list[Remark]]:
    """A log that others wrote, row by row with the texts of `TEXTS` and instants `ts`, `recorded_at`, and its remarks."""
    remarks: list[Remark] = []
    rows = []
    for raw in events:
        row: dict[str, Any] = {name: raw.get(name) or None for name in TEXTS}
        try:
            row["us"], row["recorded_us"] = _instant(raw["ts"]), _instant(raw["recorded_at"])
        except _Unfit as unfit:
            remarks.append(Remark(str(unfit), raw["event_id"]))
            continue
        rows.append(row)
    pairs = [{key: raw.get(key) or None for key in KEYS} for raw in links]
    tables = pa.Table.from_pylist(rows, SCHEMA), pa.Table.from_pylist(pairs, LINKS)
    return Log(ibis.memtable(tables[0]), ibis.memtable(tables[1])), remarks


def from_csv(events: str, links: str) -> tuple[Log, list[Remark]]:
    """The same from two CSV texts."""
    return from_rows(csv.DictReader(events.splitlines()), csv.DictReader(links.splitlines()))


class _Unfit(ValueError):
    """A timestamp that can not be placed in time; the message is the remark's code."""


def _instant(text: str) -> int:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as fault:
        raise _Unfit(UNREADABLE) from fault
    if moment.tzinfo is None:
        raise _Unfit(NO_OFFSET)
    if not EARLIEST <= moment < LATEST:
        raise _Unfit(UNREADABLE)
    return microseconds(moment)


def known_by(log: Log, as_of_us: int) -> Log:
    """Rule 2: what was recorded by that instant. Later knowledge is left out, so that a past figure can be told again."""
    return msgspec.structs.replace(log, events=log.events.filter(log.events.recorded_us <= as_of_us))


def conflicting(events: Any) -> Any:
    """Rule 3: ids that stand for different contents. When an event was recorded is not part of its content."""
    contents = events.select(*CONTENT).distinct()
    counted = contents.group_by("event_id").aggregate(n=contents.count())
    return counted.filter(counted.n > 1).select("event_id")


def _repeats(events: Any) -> Any:
    """Rule 4: events with `nth` among those of the same activity, instant, source, port, keys and supersedes."""
    same = ibis.window(group_by=[events[name] for name in SAME], order_by=events.event_id)
    return events.mutate(nth=ibis.row_number().over(same))


def duplicates(events: Any) -> Any:
    """The ids that rule 4 leaves out."""
    ids = conflicting(events)
    found = _repeats(events.anti_join(ids, "event_id"))
    return found.filter(found.nth > 0).select("event_id")


def standing(log: Log) -> Log:
    """Rules 3 to 5: duplicates and superseded events are gone, events in conflict are marked `conflict`."""
    if log.sealed:
        return msgspec.structs.replace(log, events=log.events.mutate(conflict=ibis.literal(False)))
    ids = conflicting(log.events)
    sound = _repeats(log.events.anti_join(ids, "event_id"))
    single = sound.filter(sound.nth == 0).drop("nth").mutate(conflict=ibis.literal(False))
    named = log.events.filter(log.events.supersedes.notnull()).select(event_id="supersedes").distinct()
    kept = single.anti_join(named, "event_id").filter(ibis._.activity != "void")
    torn = log.events.semi_join(ids, "event_id").mutate(conflict=ibis.literal(True))
    return msgspec.structs.replace(log, events=kept.union(torn.select(*kept.columns)))
