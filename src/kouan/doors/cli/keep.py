"""`kouan backup` and `kouan restore`: a whole copy while the port works, and back again, verified both times."""

import argparse
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from kouan.kernel.journal import verify
from kouan.store.database import SqliteStore, Taken, Unavailable, store_for
from kouan.store.reader import Reader

from .wired import Wired


def add(verbs: Any) -> None:
    """Register the verbs."""
    backup = verbs.add_parser("backup", help="备份（运行中可做） · a whole copy while the port works")
    backup.add_argument("out", metavar="FILE")
    backup.set_defaults(verb=back_up)
    restore = verbs.add_parser("restore", help="从备份恢复 · put a copy in the place of the data")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="替换现有数据 · even where a journal is already")
    restore.set_defaults(verb=put_back)


def back_up(asked: argparse.Namespace, wired: Wired) -> int:
    """Copy the store to a file and verify the copy's chain."""
    store, out = store_for(wired.database_url), Path(asked.out)
    if out.exists() and not out.is_file():
        return _failed(f"不是普通文件，不写 · not a plain file, not written: {out}")
    if not isinstance(store, SqliteStore):
        return _run(["pg_dump", "--format=custom", f"--file={out}", wired.database_url])
    part = out.with_name(out.name + ".part")
    source, copy = store.connect(), sqlite3.connect(part)
    source.backup(copy, pages=2000)
    copy.execute("PRAGMA journal_mode=DELETE")
    copy.close()
    source.close()
    held = _verified(part)
    if held is None:
        return 1
    part.rename(out)
    print(f"已备份 · backed up: {out}, {held} 条 entries")
    return 0


def put_back(asked: argparse.Namespace, wired: Wired) -> int:
    """Put a verified copy in the place of the data; refuses to replace a journal unless told to."""
    store, source = store_for(wired.database_url), Path(asked.file)
    if not isinstance(store, SqliteStore):
        return _run(["pg_restore", "--clean", "--if-exists", f"--dbname={wired.database_url}", str(source)])
    if not source.exists():
        return _failed(f"没有这个文件 · no such file: {source}")
    held = _verified(source)
    if held is None:
        return 1
    if store.path.exists() and _entries(store) and not asked.replace:
        return _failed(
            "现有数据中已有日志；确要替换请加 --replace · there is a journal already: add --replace to replace it"
        )
    wired.var.mkdir(parents=True, exist_ok=True)
    return _swap(store, source, held)


def _swap(store: SqliteStore, source: Path, held: int) -> int:
    try:
        store.claim(sqlite3.connect(":memory:"))
    except Taken:
        return _failed("服务正在运行，先停止再恢复 · the port is running: stop it first")
    part = store.path.with_name(store.path.name + ".part")
    shutil.copyfile(source, part)
    for ending in ("-wal", "-shm"):
        store.path.with_name(store.path.name + ending).unlink(missing_ok=True)
    part.rename(store.path)
    store.release()
    print(f"已恢复 · restored: {held} 条 entries")
    return 0


def _entries(store: SqliteStore) -> int:
    try:
        return Reader(store).head()[0]
    except Unavailable:
        return 0


def _verified(path: Path) -> int | None:
    try:
        good, _, broken = verify(Reader(SqliteStore(path)).walk())
    except Unavailable as unreadable:
        _failed(f"不是本系统的备份 · not a backup of ours: {unreadable}")
        return None
    if broken:
        _failed(f"备份的链在第 {broken.seq} 条断开 · the copy's chain breaks at {broken.seq}: {broken.why}")
        return None
    return good


def _run(command: list[str]) -> int:
    if shutil.which(command[0]) is None:
        return _failed(f"需要 PostgreSQL 客户端工具 · needs PostgreSQL's client tool: {command[0]}")
    return subprocess.run(command, check=False).returncode


def _failed(why: str) -> int:
    print(why, file=sys.stderr)
    return 1
