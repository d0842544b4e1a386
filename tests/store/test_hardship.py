"""Promises of the journal's writer when the world is against it: a full disk, a store that is gone, a clock that jumps."""

import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kouan.kernel.journal import verify
from kouan.store.database import SqliteStore, Unavailable, store_for
from kouan.store.reader import Reader
from kouan.store.units import Receipt
from kouan.store.writer import Writer
from tests.store.test_writer import lodging
from tests.support.missing import did_not_run
from tests.support.postgres import Server
from tests.support.stores import migrate


@pytest.fixture
def small_disk(tmp_path: Path, migrated_sqlite: Path) -> Iterator[SqliteStore]:
    """A store on a disk of 3 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        did_not_run("full disk", "only root may mount a small tmpfs")
    try:
        (disk / "k.sqlite3").write_bytes(migrated_sqlite.read_bytes())
        store = store_for(f"sqlite:///{disk / 'k.sqlite3'}")
        assert isinstance(store, SqliteStore)
        yield store
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_on_a_full_disk_nothing_acknowledged_is_lost(small_disk: SqliteStore) -> None:
    """When the disk is full filings are answered "not recorded"; those answered before are all there; the chain holds."""
    writer = Writer(small_disk).start()
    kept, refused = [], 0
    for n in range(200):
        try:
            writer.write(lodging(f"C{n}", body=b'"' + b"x" * 60_000 + b'"'))
            kept.append(f"C{n}")
        except Unavailable:
            refused += 1
            if refused > 3:
                break
    writer.stop()
    assert kept
    assert refused > 3
    entries = list(Reader(small_disk).walk())
    assert [e.case for e in entries] == kept
    assert verify(entries)[2] is None


@pytest.mark.postgres
def test_a_database_that_comes_back_is_used_again(postgres_server: Server, tmp_path: Path) -> None:
    """While the database is down filings are answered "not recorded"; when it is back they are taken; none is lost."""
    url = postgres_server.fresh()
    migrate(url, tmp_path)
    store = store_for(url)
    writer = Writer(store).start()
    before = writer.write(lodging("C1", key="k1"))
    postgres_server.control("stop", "-m", "immediate")
    try:
        with pytest.raises(Unavailable):
            writer.write(lodging("C2", key="k2"))
        with pytest.raises(Unavailable):
            Reader(store).head()
    finally:
        postgres_server.control("start", "-l", str(postgres_server.folder / "log"))
    assert _patiently(writer, "C2", "k2").answer
    again = writer.write(lodging("C1", key="k1"))
    assert (again.answer, again.repeated) == (before.answer, True)
    entries = list(Reader(store).walk())
    assert [e.case for e in entries] == ["C1", "C2"]
    assert verify(entries)[2] is None
    writer.stop()


def _patiently(writer: Writer, case: str, key: str) -> Receipt:
    for _ in range(100):
        try:
            return writer.write(lodging(case, key=key))
        except Unavailable:
            time.sleep(0.1)
    raise AssertionError("the writer did not find its way back")


@pytest.mark.postgres
def test_sessions_cut_off_under_load_lose_nothing_that_was_answered(postgres_server: Server, tmp_path: Path) -> None:
    """The writer's session is ended by the server again and again: what was answered is there once, the chain holds."""
    url = postgres_server.fresh()
    migrate(url, tmp_path)
    store = store_for(url)
    writer = Writer(store).start()
    cutter = store_for(url).connect()
    with ThreadPoolExecutor(8) as pool:
        futures = [pool.submit(_patiently, writer, f"C{n}", f"k{n}") for n in range(300)]
        for _ in range(10):
            time.sleep(0.05)
            cutter.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        for future in futures:
            future.result(60)
    entries = list(Reader(store).walk())
    assert sorted(e.case for e in entries) == sorted(f"C{n}" for n in range(300))
    assert verify(entries)[2] is None
    writer.stop()
