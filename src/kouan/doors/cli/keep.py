"""`kouan backup` and `kouan restore`: a whole copy while the port works, and back again, verified both times."""

import argparse
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from kouan.kernel.cases import digest
from kouan.kernel.journal import verify
from kouan.store.database import SqliteStore, Taken, Unavailable, store_for
from kouan.store.reader import Reader

from .outfile import plain_place, whole
from .verbs import purpose
from .wired import Wired


def add(verbs: Any) -> None:
    """Register the verbs."""
    backup = verbs.add_parser("backup", help=purpose("backup"))
    backup.add_argument("out", metavar="FILE")
    backup.add_argument("--replace", action="store_true", help="覆盖已有文件 · even where the file is there already")
    backup.set_defaults(verb=back_up)
    restore = verbs.add_parser("restore", help=purpose("restore"))
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="替换现有数据 · even where a journal is already")
    restore.set_defaults(verb=put_back)


def back_up(asked: argparse.Namespace, wired: Wired) -> int:
    """Copy the store to a file and verify the copy's chain."""
    store, out = store_for(wired.database_url), Path(asked.out)
    plain_place(out)
    if out.exists() and not asked.replace:
        return _failed(
            f"已有这个文件；确要覆盖请加 --replace · the file is there already: add --replace to replace it: {out}"
        )
    if not isinstance(store, SqliteStore):
        return _run(["pg_dump", "--format=custom", f"--file={out}", wired.database_url])
    try:
        with whole(out) as part:
            _copied(store, part)
            held = _verified(part)
    except _Unsound as unsound:
        return _failed(str(unsound))
    print(f"已备份 · backed up: {out}, {held} 条 entries")
    return 0


def _copied(store: SqliteStore, part: Path) -> None:
    with closing(store.connect()) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy, pages=2000)
        copy.execute("PRAGMA journal_mode=DELETE")


def put_back(asked: argparse.Namespace, wired: Wired) -> int:
    """Put a verified copy in the place of the data; refuses to replace a journal unless told to."""
    store, source = store_for(wired.database_url), Path(asked.file)
    if not isinstance(store, SqliteStore):
        _forget_derived(wired.var)
        return _run(["pg_restore", "--clean", "--if-exists", f"--dbname={wired.database_url}", str(source)])
    if not source.exists():
        return _failed(f"没有这个文件 · no such file: {source}")
    try:
        held = _verified(source)
    except _Unsound as unsound:
        return _failed(str(unsound))
    if store.path.exists() and _entries(store) and not asked.replace:
        return _failed(
            "现有数据中已有日志；确要替换请加 --replace · there is a journal already: add --replace to replace it"
        )
    wired.var.mkdir(parents=True, exist_ok=True)
    _forget_derived(wired.var)
    return _swap(store, source, held)


def _forget_derived(var: Path) -> None:
    """The frames and figures were made from the journal that goes; they are made anew from the one that comes."""
    shutil.rmtree(var / "frames", ignore_errors=True)


def _swap(store: SqliteStore, source: Path, held: int) -> int:
    try:
        store.claim(sqlite3.connect(":memory:"))
    except Taken:
        return _failed("服务正在运行，先停止再恢复 · the port is running: stop it first")
    with whole(store.path) as part:
        shutil.copyfile(source, part)
        for ending in ("-wal", "-shm"):
            store.path.with_name(store.path.name + ending).unlink(missing_ok=True)
    store.release()
    print(f"已恢复 · restored: {held} 条 entries")
    return 0


def _entries(store: SqliteStore) -> int:
    """How much would be replaced; what can not be read counts, for it may be mended yet."""
    if not store.path.stat().st_size:
        return 0
    try:
        with closing(store.connect()) as connection:
            laid = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal_event'").fetchall()
            return Reader(store).head()[0] if laid else 0
    except (sqlite3.Error, Unavailable):
        return 1


class _Unsound(Exception):
    """A copy that must not be relied on, with the reason in both languages."""


class _Copy(SqliteStore):
    """A file that is only looked at, and that nobody else changes meanwhile."""

    def connect(self) -> sqlite3.Connection:
        address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)


def _verified(path: Path) -> int:
    """The number of entries of a sound copy. Raises `_Unsound`: the chain breaks, or a document is not what was filed."""
    reader = Reader(_Copy(path))
    try:
        good, _, broken = verify(reader.walk())
        changed = _changed_document(reader)
    except Unavailable as unreadable:
        raise _Unsound(f"不是本系统的备份 · not a backup of ours: {unreadable}") from unreadable
    if broken:
        raise _Unsound(f"备份的链在第 {broken.seq} 条断开 · the copy's chain breaks at {broken.seq}: {broken.why}")
    if changed:
        raise _Unsound(f"备份中的单证与日志所记不符 · a document is not what the journal says was filed: {changed}")
    return good


def _changed_document(reader: Reader) -> str:
    """The first revision whose bytes have not the digest that was written beside them, or whose digest no entry names.

    A digest is over the bytes, or where versions are a chain, over the digest of the version before and the bytes.
    """
    text = (
        "SELECT case_id, number, digest, CAST(body AS BLOB), CAST(document AS BLOB) FROM document_revision "
        "ORDER BY case_id, number"
    )
    before = ("", "")
    with closing(reader.connections.store.connect()) as connection:
        for case, number, told, body, document in connection.execute(text):
            chained = before[1].encode() if before[0] == case else b""
            kept = {digest(start + one) for one in (body, document) if one is not None for start in (b"", chained)}
            named = any(told.encode() in bytes(e.body) for e in reader.timeline(case))
            if told not in kept or not named:
                return f"{case} v{number}"
            before = (case, told)
    return ""


def _run(command: list[str]) -> int:
    if shutil.which(command[0]) is None:
        return _failed(f"需要 PostgreSQL 客户端工具 · needs PostgreSQL's client tool: {command[0]}")
    return subprocess.run(command, check=False).returncode


def _failed(why: str) -> int:
    print(why, file=sys.stderr)
    return 1
