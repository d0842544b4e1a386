"""The two stores behind one small face: SQLite (one file) and PostgreSQL. Plain connections for the hot path."""

import fcntl
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias
from urllib.parse import urlsplit

import psycopg

Row: TypeAlias = tuple[Any, ...]


class Unavailable(Exception):
    """The store can not be reached or can not write now. What was asked was not recorded; ask again later."""


class Taken(Exception):
    """Another process is the writer of this journal."""


class Store(Protocol):
    """What the writer and the readers need of a database."""

    @property
    def conflict(self) -> tuple[type[Exception], ...]: ...
    @property
    def failure(self) -> tuple[type[Exception], ...]: ...
    @property
    def unfit(self) -> tuple[type[Exception], ...]: ...

    def connect(self) -> Any: ...
    def sql(self, text: str) -> str: ...
    def begin(self, connection: Any) -> None: ...
    def claim(self, connection: Any) -> None: ...
    def release(self) -> None: ...


class SqliteStore:
    """One file, write-ahead log, every commit on the disk before it is answered (synchronous=FULL)."""

    conflict = (sqlite3.IntegrityError,)
    failure = (sqlite3.OperationalError, sqlite3.DatabaseError)
    unfit = (sqlite3.DataError, OverflowError, UnicodeEncodeError)

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: IO[str] | None = None

    def connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=10, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    def sql(self, text: str) -> str:
        return text

    def begin(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")

    def claim(self, connection: sqlite3.Connection) -> None:
        """Become the one writer of this journal. Raises `Taken` where another process is."""
        if self._lock is not None:
            return
        lock = self.path.with_name(self.path.name + ".writer").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            lock.close()
            raise Taken(str(self.path)) from held
        self._lock = lock

    def release(self) -> None:
        """Let another process write."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


class PostgresStore:
    """PostgreSQL by its URL; the writer's lock is an advisory lock of its own session."""

    conflict = (psycopg.errors.IntegrityError,)
    failure = (psycopg.OperationalError, psycopg.InterfaceError)
    unfit = (psycopg.DataError, UnicodeEncodeError)
    LOCK = 0x6B6F75616E  # "kouan"
    PATIENCE = "5s"
    """How long a new writer waits for the lock: the session of one that was killed is noticed only after a moment."""

    def __init__(self, url: str) -> None:
        self.url = url

    def connect(self) -> psycopg.Connection[Row]:
        return psycopg.connect(self.url, autocommit=True, connect_timeout=5)

    def sql(self, text: str) -> str:
        return text.replace("?", "%s")

    def begin(self, connection: psycopg.Connection[Row]) -> None:
        connection.execute("BEGIN")

    def claim(self, connection: psycopg.Connection[Row]) -> None:
        """Become the one writer of this journal for the life of this session. Raises `Taken` where another is."""
        connection.execute(f"SET lock_timeout = '{self.PATIENCE}'")
        try:
            connection.execute("SELECT pg_advisory_lock(%s)", [self.LOCK])
        except psycopg.errors.LockNotAvailable as held:
            raise Taken(urlsplit(self.url).path) from held
        connection.execute("SET lock_timeout = 0")

    def release(self) -> None:
        """The lock goes with the session."""


def store_for(url: str) -> SqliteStore | PostgresStore:
    """The store of a URL: `sqlite:///path` or `postgresql://...`. Raises ValueError for another kind."""
    if url.startswith("sqlite:///"):
        return SqliteStore(Path(url.removeprefix("sqlite:///")))
    if url.startswith(("postgresql://", "postgres://")):
        return PostgresStore(url)
    raise ValueError(f"no store for {url.split(':', 1)[0]!r}: use sqlite:/// or postgresql://")


class Connections:
    """One read connection a thread; a broken one is replaced at the next use."""

    def __init__(self, store: Store) -> None:
        self.store, self._local = store, threading.local()

    def query(self, text: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a read; none where a value is one that no row can hold. Raises `Unavailable` without a store."""
        try:
            return self._run(text, values)
        except self.store.unfit:
            return []
        except self.store.failure:
            self._local.connection = None
        try:
            return self._run(text, values)
        except self.store.failure as gone:
            self._local.connection = None
            raise Unavailable(str(gone)) from gone

    def _run(self, text: str, values: Sequence[Any]) -> list[Row]:
        if getattr(self._local, "connection", None) is None:
            self._local.connection = self.store.connect()
        rows: list[Row] = self._local.connection.execute(self.store.sql(text), values).fetchall()
        return rows
