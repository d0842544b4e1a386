"""`kouan bench`: how fast this machine and this disk take filings, on a store of its own that is thrown away."""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from kouan.journeys import catalogue
from kouan.journeys.filing import file_json
from kouan.kernel.documents import DocumentType, encode
from kouan.store.database import SqliteStore
from kouan.store.roles import actor
from kouan.store.writer import Writer

from .verbs import purpose
from .wired import Wired

THREADS = 32


def add(verbs: Any) -> None:
    """Register the verb."""
    bench = verbs.add_parser("bench", help=purpose("bench"))
    bench.add_argument("-n", type=int, default=3000, help="件数 · filings a type")
    bench.set_defaults(verb=measure)


def measure(asked: argparse.Namespace, wired: Wired) -> int:
    """Print a line a document type: durable filings a second and processor time a filing."""
    wired.var.mkdir(parents=True, exist_ok=True)
    for of in catalogue.types().values():
        with tempfile.TemporaryDirectory(dir=wired.var) as folder:
            store = _fresh(Path(folder))
            rate, cpu = _file_many(store, of, asked.n, wired)
        print(
            f"{of.code:24} {rate:8.0f} 件/秒 filings/s   {cpu * 1e6:6.0f} µs CPU/件 a filing   ({asked.n}, synchronous=FULL)"
        )
    return 0


def _fresh(folder: Path) -> SqliteStore:
    """A migrated store on the disk of the data."""
    path = folder / "bench.sqlite3"
    env = {**os.environ, "KOUAN_VAR": str(folder), "KOUAN_DATABASE": f"sqlite:///{path}"}
    subprocess.run([sys.executable, "-m", "kouan", "migrate"], env=env, check=True)
    return SqliteStore(path)


def _file_many(store: SqliteStore, of: DocumentType, n: int, wired: Wired) -> tuple[float, float]:
    filer = actor("bench", "bench", of.machine.lodge_by[0])
    body = encode(next(e.document for e in of.examples if not e.finds))
    writer = Writer(store).start()

    def file(keys: Sequence[int]) -> None:
        for key in keys:
            writer.write(file_json(of, body, actor=filer, key=f"{key:08d}", now=wired.clock()))

    started, used = time.perf_counter(), _cpu()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(file, [range(t, n, THREADS) for t in range(THREADS)]))
    took, cost = time.perf_counter() - started, _cpu() - used
    writer.stop()
    return n / took, cost / n


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
