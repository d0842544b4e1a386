"""Does one dead subscriber delay the others? Two firms, one receiver each; one of them silent, then again with both well.

    .venv/bin/python -m tests.bench.pushing [--replies 400]

Prints p50 and p99 of the time from a reply's entry in the log to its arrival at the well firm's receiver, in both runs.
"""

import argparse
import asyncio
import datetime as dt
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from kouan.journeys.replies import subscribing
from kouan.journeys.replies.book import Book
from kouan.journeys.replies.courier import Courier
from kouan.journeys.replies.log import LOG
from kouan.store.database import SqliteStore
from kouan.store.projections import follow
from kouan.store.roles import actor
from tests.spec.port import Port
from tests.support.stores import migrate

PACE = 0.02


class Receiver:
    """An HTTP server that notes when each reply came, or one that takes the connection and never answers."""

    def __init__(self, *, dead: bool) -> None:
        self.dead, self.came, self.url = dead, dict[str, float](), ""

    async def start(self) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/in"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                size = int(head.split("content-length: ")[1].split("\r\n")[0])
                body = json.loads(await reader.readexactly(size))
                if self.dead:
                    await asyncio.sleep(3600)
                self.came[body["data"]["id"]] = time.monotonic()
                writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()


async def run(n: int, *, dead: bool) -> dict[str, Any]:
    """One run: file for both firms at an even pace; how long each reply of the well firm took to arrive."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "k.sqlite3"
        await asyncio.to_thread(migrate, f"sqlite:///{path}", Path(folder))
        store = SqliteStore(path)
        port = await asyncio.to_thread(Port, store, Path(folder))
        well, other = Receiver(dead=False), Receiver(dead=dead)
        for receiver, firm in ((well, "kapok"), (other, "banyan")):
            await receiver.start()
            who = actor(firm, firm, "declarant")
            subscribing.begin(Book(store), who, receiver.url, "v1", now=port.now, demonstration=True)
        courier = Courier(store, lambda: dt.datetime.now(dt.UTC), demonstration=True).start()
        logged: dict[str, float] = {}
        for i in range(n):
            for firm in ("kapok", "banyan"):
                case = await asyncio.to_thread(port.file, "import_declaration", of=firm, key=f"{firm}{i}")
                logged[f"{case.id}.1"] = time.monotonic()
            await asyncio.to_thread(follow, store, LOG, now=port.now)
            await asyncio.sleep(PACE)
        until = time.monotonic() + 30
        while len(well.came) < n and time.monotonic() < until:
            await asyncio.sleep(0.05)
        courier.stop()
        port.house.writer.stop()
    took = sorted(1000 * (well.came[id] - logged[id]) for id in well.came)
    return {
        "other subscriber": "dead" if dead else "well",
        "arrived": len(took),
        "p50_ms": round(statistics.median(took), 1),
        "p99_ms": round(took[int(len(took) * 0.99) - 1], 1),
    }


def main() -> None:
    """Both runs, a line each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--replies", type=int, default=400)
    n = parser.parse_args().replies
    for dead in (False, True):
        print(json.dumps(asyncio.run(run(n, dead=dead))), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kouan.project.settings")
    main()
