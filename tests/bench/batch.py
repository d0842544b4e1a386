"""A batch of 10,000 filings as NDJSON through the lane, against a bare executemany of the very rows that it wrote."""

import asyncio
import itertools
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from kouan.doors.api.app import build
from kouan.journeys import catalogue
from kouan.store import statements as sql
from kouan.store.database import Store, store_for
from kouan.store.house import House, open_house
from kouan.store.reader import Reader
from kouan.store.writer import Writer
from simulator.samples import filings

from . import stores
from .apps import TYPE, clock
from .figures import Figure, figure
from .intake import SAMPLES

N = 10_000
TABLES = {
    "journal_event": (
        sql.EVENT,
        "seq, at, recorded_at, kind, case_id, version, actor, organisation, role, body, previous, hash",
    ),
    "case_row": (
        sql.NEW_CASE,
        "type, number, owner, state, holder, opened, since, version, revision, title_zh, title_en, port, facts, lanes, warnings, id",
    ),
    "document_revision": (sql.REVISION, "case_id, number, digest, format, body, document"),
    "answered": (sql.ANSWERED, "organisation, key, digest, answer"),
}


def figures(kind: str, server: str) -> list[Figure]:
    """The batch's rate, and its ratio to writing the same rows with nothing around."""
    with tempfile.TemporaryDirectory() as folder:
        source = store_for(stores.fresh(kind, server, Path(folder)))
        lane = _batch(source)
        bare = _bare(source, store_for(stores.fresh(kind, server, Path(folder))))
    name = f"batch {kind}: {N} lines NDJSON"
    return [
        figure(name, N / lane, "filings/s", limit=N / bare, against="a bare executemany of the same rows", goal=0.5)
    ]


def _batch(store: Store) -> float:
    house = open_house(House(store, Writer(store).start(), Reader(store), clock))
    app = build(house, catalogue.types())
    bodies = itertools.cycle(filings(TYPE, SAMPLES))
    lines = b"\n".join(b'{"key":"%06d","document":%b}' % (i, next(bodies)) for i in range(N))
    return _timed(app, house, lines)


def _timed(app: Any, house: House, lines: bytes) -> float:

    async def send() -> float:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            started = time.perf_counter()
            answer = await client.post(
                f"/api/v1/{TYPE}:batch", content=lines, headers={"authorization": f"Bearer {stores.TOKEN}"}, timeout=300
            )
            took = time.perf_counter() - started
        good = sum(b'"status":201' in line for line in answer.content.splitlines())
        if good != N:
            raise RuntimeError(f"{good} of {N} lines were taken")
        return took

    took = asyncio.run(send())
    house.writer.stop()
    return took


def _bare(source: Store, target: Store) -> float:
    reading, writing = source.connect(), target.connect()
    rows = {t: reading.execute(f"SELECT {columns} FROM {t}").fetchall() for t, (_, columns) in TABLES.items()}  # noqa: S608
    started = time.perf_counter()
    target.begin(writing)
    for table, (statement, _) in TABLES.items():
        writing.cursor().executemany(target.sql(statement), rows[table])
    writing.execute("COMMIT")
    return time.perf_counter() - started
