"""`kouan serve` and `kouan doctor`."""

import argparse
import os
import shutil
import signal
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import uvicorn
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from kouan.areas.fund.following import catch_up as fund_tables_catch_up
from kouan.areas.window import reference
from kouan.areas.window.taking.references import inspect
from kouan.doors.api.replies import Leaving
from kouan.journeys import catalogue
from kouan.journeys.licences import lay_loaded
from kouan.kernel.journal import verify
from kouan.store.database import Taken, Unavailable
from kouan.store.house import House
from kouan.store.reader import Reader

from .protocol import Guarded
from .verbs import purpose
from .wired import Wired

DRAIN_SECONDS = 30


def add(verbs: Any) -> None:
    """Register the verbs."""
    serve = verbs.add_parser("serve", help=purpose("serve"))
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=port_number, default=8000)
    serve.set_defaults(verb=serve_house)
    verbs.add_parser("migrate", help=purpose("migrate")).set_defaults(verb=migrate)
    verbs.add_parser("doctor", help=purpose("doctor")).set_defaults(verb=doctor)


def port_number(text: str) -> int:
    """A port of TCP. Raises ValueError."""
    number = int(text)
    if not 0 <= number < 65_536:
        raise ValueError(text)
    return number


def migrate(asked: argparse.Namespace, wired: Wired) -> int:
    """Lay the tables."""
    lay_tables(wired)
    return 0


def lay_tables(wired: Wired) -> None:
    """Create the data folder and bring the tables up to date."""
    wired.var.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)


def serve_house(asked: argparse.Namespace, wired: Wired) -> int:
    """Serve until told to stop; SIGTERM drains what is under way."""
    lay_tables(wired)
    house = opened(wired)
    if house is None:
        return 1
    fund_tables_catch_up(house.reader)
    lay_loaded(house)
    return run_server(house, wired, asked.host, asked.port)


def opened(wired: Wired) -> House | None:
    """The house open for writing, or None with the reason printed."""
    try:
        return wired.open_for_writing()
    except Taken:
        print("另一个进程正在写这本日志 · another process is the writer of this journal", file=sys.stderr)
    except Unavailable as gone:
        print(f"数据库无法连接 · the database can not be reached: {gone}", file=sys.stderr)
    return None


def run_server(house: House, wired: Wired, host: str, port: int, started: Callable[[], None] | None = None) -> int:
    """Run the one process until SIGTERM or SIGINT; 1 with the reason printed where the address is not to be had."""
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as taken:
        print(f"地址 {host}:{port} 不能使用 · the address is not to be had: {taken.strerror}", file=sys.stderr)
        house.writer.stop()
        return 1
    config = uvicorn.Config(
        wired.application(house),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        http=Guarded,
    )
    signal.signal(signal.SIGTERM, _already_drained)
    _Server(config, started).run([listening])
    return 0


def _already_drained(number: int, frame: object) -> None:
    """The server gives SIGTERM on to this handler once everything is answered: being told to stop is no failure."""


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._told = started

    async def shutdown(self, sockets: Any = None) -> None:
        Leaving.now = True
        await super().shutdown(sockets=sockets)

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets=sockets)
        if self._told and not self.should_exit:
            self._told()


def doctor(asked: argparse.Namespace, wired: Wired) -> int:
    """Print a line a check; 1 when one fails."""
    good = True
    for name, fine, said in _checks(wired):
        print(f"{'✓' if fine else '✗'} {name}: {said}")
        good = good and fine
    return 0 if good else 1


def _checks(wired: Wired) -> Iterator[tuple[str, bool, str]]:
    yield "Python", sys.version_info >= (3, 11), sys.version.split()[0]
    yield "SQLite", sqlite3.sqlite_version_info >= (3, 35), sqlite3.sqlite_version
    free = shutil.disk_usage(wired.var if wired.var.exists() else Path.cwd()).free // 2**20
    yield "磁盘 disk", free > 500, f"{free} MiB free"
    folder = os.environ.get(reference.FOLDER)
    shelves = [s for s in inspect(Path(folder) if folder else None) if s.file]
    faulty = [f"{s.file} 第 {s.faults[0].row} 行 row: {s.faults[0].message}" for s in shelves if s.faults]
    yield "参考表 reference", not faulty, "; ".join(faulty) or f"{len(shelves)} 张已装入 loaded"
    types = catalogue.types()
    yield "单证 types", bool(types), ", ".join(types)
    try:
        plan = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
        yield "数据表 tables", not plan, "up to date" if not plan else f"{len(plan)} to lay: kouan migrate"
        if not plan:
            yield "日志 journal", *_journal(wired.open_for_reading().reader)
    except DatabaseError as gone:
        yield "数据库 database", False, str(gone)


def _journal(reader: Reader) -> tuple[bool, str]:
    followed = reader.followed()
    n, _, broken = verify(reader.walk())
    if broken:
        return False, f"{n} entries, broken at {broken.seq}"
    if n < followed:
        return False, f"{n} entries, cut off: read models stand at {followed}"
    return True, f"{n} entries, chain holds"
