"""`make drill`: at least 1,000 kills under load; 0 acknowledged filings lost, 0 doubled, the chain holds each time.

    python -m tests.drill [--kills 1000] [--store sqlite|postgres|both] [--seed 1]

The server is a real process with the lane and its writer, forked by one that has imported everything, so that a round
takes a fraction of a second. Every round retries the keys that got no answer in the round before.
"""

import argparse
import asyncio
import contextlib
import itertools
import multiprocessing
import random
import socket
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import msgspec

from kouan.kernel.journal import GENESIS, verify
from kouan.store.database import Store, store_for
from kouan.store.reader import Reader
from simulator.samples import filings
from tests.bench import stores
from tests.bench.apps import TYPE
from tests.support import postgres as pg

from . import client
from .server import serve

EARLY = 0.03

FORKS = multiprocessing.get_context("forkserver")
"""Servers are forked by a process that never opened a store: SQLite must not be carried through a fork."""


class Tally(msgspec.Struct):
    """What the rounds came to."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    broken: int = 0


def main() -> None:
    """Run the drill on SQLite and on a PostgreSQL of its own; exit 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.drill")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--store", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    kinds = ("sqlite", "postgres") if asked.store == "both" else (asked.store,)
    tallies: list[Tally] = []
    for kind in kinds:
        tallies.append(_drill_on(kind, asked.kills, asked.seed))
        print(f"{kind}: {msgspec.json.encode(tallies[-1]).decode()}", flush=True)
    sys.exit(1 if any(t.lost or t.doubled or t.broken for t in tallies) else 0)


def _drill_on(kind: str, kills: int, seed: int) -> Tally:
    with contextlib.ExitStack() as open_things:
        folder = Path(open_things.enter_context(tempfile.TemporaryDirectory()))
        server = open_things.enter_context(pg.server(pg.SAFE)).dsn("postgres") if kind == "postgres" else ""
        return drill(stores.fresh(kind, server, folder), kills, random.Random(seed))


def drill(url: str, kills: int, dice: random.Random) -> Tally:
    """Kill the server that many times and verify after each."""
    FORKS.set_forkserver_preload(["tests.drill.server"])
    tally, store = Tally(), store_for(url)
    bodies = filings(TYPE, 50)
    fresh, retry = (f"{n:08d}" for n in itertools.count()), list[str]()
    acknowledged: set[str] = set()
    place = (0, GENESIS)
    while tally.kills < kills:
        promises = _round(url, itertools.chain(retry, fresh), bodies, dice)
        tally.kills += 1
        acknowledged |= promises.acknowledged
        retry = sorted(promises.unanswered)
        place = _check_chain(store, place, tally)
        lost = _missing(store, promises.acknowledged)
        tally.lost += len(lost)
        if tally.kills % 50 == 0:
            print(
                f"\r{tally.kills} kills, {place[0]} entries, {len(acknowledged)} acknowledged", end="", file=sys.stderr
            )
    tally.acknowledged = len(acknowledged)
    tally.lost += len(_missing(store, acknowledged))
    tally.doubled = _doubled(store)
    _check_chain(store, (0, GENESIS), tally)
    print(file=sys.stderr)
    return tally


def _round(url: str, keys: Iterator[str], bodies: list[bytes], dice: random.Random) -> client.Promises:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    child = FORKS.Process(target=serve, args=(url, listening))
    child.start()
    port: int = listening.getsockname()[1]
    listening.close()
    try:
        return asyncio.run(_storm_and_kill(child, port, keys, bodies, dice.uniform(0.005, 0.25)))
    finally:
        child.join()


async def _storm_and_kill(
    child: ForkServerProcess, port: int, keys: Iterator[str], bodies: list[bytes], after: float
) -> client.Promises:
    """Kill so many seconds after the first promise; one round in eight already while the server starts."""
    first = asyncio.Event()
    if after < EARLY:
        first.set()

    async def kill() -> None:
        await first.wait()
        await asyncio.sleep(after)
        child.kill()

    killing = asyncio.create_task(kill())
    promises = await client.storm(port, keys, bodies, stores.TOKEN, first)
    await killing
    return promises


def _check_chain(store: Store, place: tuple[int, bytes], tally: Tally) -> tuple[int, bytes]:
    """Verify from the last good place on: what is there must still join it."""
    seq, previous = place
    good, last, broken = verify(Reader(store).walk(seq), previous=previous, first=seq + 1)
    tally.broken += broken is not None
    return seq + good, last


def _missing(store: Store, keys: set[str]) -> set[str]:
    """Acknowledged keys without a journal entry of their case."""
    found: set[str] = set()
    connection = store.connect()
    for chunk in _chunks(sorted(keys), 500):
        marks = ", ".join("?" * len(chunk))
        text = (
            "SELECT a.key FROM answered a JOIN journal_event e ON e.seq ="
            f" {_seq(store)} JOIN case_row c ON c.id = e.case_id WHERE a.key IN ({marks})"
        )
        found |= {row[0] for row in connection.execute(store.sql(text), list(chunk)).fetchall()}
    connection.close()
    return keys - found


def _chunks(keys: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def _seq(store: Store) -> str:
    """The journal place inside a stored answer."""
    if hasattr(store, "url"):
        return "(a.answer::jsonb -> 'journal' ->> 'seq')::bigint"
    return "json_extract(a.answer, '$.journal.seq')"


def _doubled(store: Store) -> int:
    """Cases that were filed more than once, and keys with more than one case."""
    text = "SELECT count(*) FROM (SELECT case_id FROM journal_event WHERE version = 1 GROUP BY case_id HAVING count(*) > 1) d"
    connection = store.connect()
    twice = int(connection.execute(text).fetchone()[0])
    keys = int(connection.execute("SELECT count(*) FROM answered").fetchone()[0])
    cases = int(connection.execute("SELECT count(*) FROM case_row").fetchone()[0])
    connection.close()
    return twice + abs(keys - cases)


if __name__ == "__main__":
    main()
