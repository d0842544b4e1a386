"""What other agencies have on the same boxes now: inspections one could join, goods that are held or stopped."""

from collections.abc import Iterator, Sequence

import msgspec

from kouan.areas.window.inspecting.reading import of_box
from kouan.areas.window.reconciling.views import plain
from kouan.kernel.words import Words
from kouan.store.reader import Reader

from .subjects import TYPES

MOST = 20
_HELD = "SELECT case_id, state, since FROM window_claim WHERE boxes LIKE ? AND state IN ('inspecting', 'held') LIMIT 10"
_STOPPED = "SELECT case_id, code, lifted, reason, at, bill FROM window_notice WHERE box = ? ORDER BY seq"


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """Something on one of the boxes. `kind` is `inspection` (may be joined), `declaration` (of customs) or `stop`."""

    kind: str
    id: str
    container: str
    agency: str
    words: Words
    since: str


def nearby(reader: Reader, containers: Sequence[str], *, but: str = "") -> list[Near]:
    """What stands on these boxes, inspections first. `but` is the inspection that asks."""
    boxes = [b for b in dict.fromkeys(plain(c) for c in containers if c.strip()) if b][:MOST]
    found = [n for box in boxes for n in (*_inspections(reader, box, but), *_held(reader, box), *_stops(reader, box))]
    return sorted(found, key=lambda n: n.kind != "inspection")


def _inspections(reader: Reader, box: str, but: str) -> Iterator[Near]:
    ids = [i for i in of_box(reader, box) if i != but]
    for case in reader.cases_called(ids).values() if ids else ():
        yield Near(
            kind="inspection",
            id=case.id,
            container=box,
            agency=case.facts.get("requester", ""),
            words=case.title,
            since=case.since,
        )


def _held(reader: Reader, box: str) -> Iterator[Near]:
    for id_, state, since in reader.connections.query(_HELD, [f'%"{box}"%']):
        of = TYPES["import_declaration"]
        words = of.machine.states[of.machine.at(state)].words
        yield Near(kind="declaration", id=id_, container=box, agency="customs", words=words, since=since)


def _stops(reader: Reader, box: str) -> Iterator[Near]:
    last = {(row[1], row[5]): row for row in reader.connections.query(_STOPPED, [box])}
    for id_, code, lifted, reason, at, _ in last.values():
        if not lifted and code in ("12", "13"):
            words = Words(f"舱单回执 {code}：{reason}", f"Notice {code}: {reason}")
            yield Near(kind="stop", id=id_, container=box, agency="customs", words=words, since=at)
