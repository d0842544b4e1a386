"""A PostgreSQL of our own: made in a temporary folder, reached by a socket in it, gone afterwards.

No port is opened and no server of the machine is touched. PostgreSQL refuses root, so as root it runs as another user.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

# Tests make many small databases; whether a commit survives a power cut is asked by the drill, with these three on.
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "on"}
SAFE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: the newest that Debian installed, else what the PATH has."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    return Path(found).parent if found else None


def unprivileged() -> list[str]:
    """What goes before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return []
    user = _servant()
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _servant() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its socket and data."""

    folder: Path
    bin: Path
    numbers: Iterator[int]

    def dsn(self, database: str) -> str:
        """The address of a database, as psycopg and KOUAN_DATABASE read it."""
        return f"postgresql://kouan@/{database}?host={self.folder}"

    def fresh(self) -> str:
        """The address of a new, empty database."""
        name = f"kouan_{next(self.numbers)}"
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'create database "{name}"')
        return self.dsn(name)

    def control(self, verb: str, *more: str) -> None:
        """`pg_ctl VERB`, waiting until it is done: `stop -m immediate` is a crash, `start` brings it back."""
        command = [*unprivileged(), str(self.bin / "pg_ctl"), "-D", str(self.folder / "data"), "-w", "-s", verb, *more]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, timeout=60)


@contextmanager
def server(settings: dict[str, str] = QUICK) -> Iterator[Server]:
    """A server for as long as the block lasts. Raises FileNotFoundError where PostgreSQL is not installed."""
    bin_folder = programs()
    if bin_folder is None:
        raise FileNotFoundError("initdb")
    folder = Path(tempfile.mkdtemp(prefix="kouan-pg-", dir="/tmp"))  # a socket's path must stay short
    if os.geteuid() == 0:
        os.chown(folder, _servant().pw_uid, _servant().pw_gid)
    running = Server(folder, bin_folder, count(1))
    try:
        _prepare(running, settings)
        running.control("start", "-l", str(folder / "log"))
        yield running
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            running.control("stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


def _prepare(made: Server, settings: dict[str, str]) -> None:
    create = ["-D", str(made.folder / "data"), "-U", "kouan", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    command = [*unprivileged(), str(made.bin / "initdb"), *create]
    subprocess.run(command, check=True, cwd=made.folder, stdout=subprocess.DEVNULL, timeout=120)
    lines = {
        **settings,
        "listen_addresses": "''",
        "unix_socket_directories": f"'{made.folder}'",
        "max_connections": "200",
    }
    with (made.folder / "data" / "postgresql.conf").open("a") as conf:
        conf.writelines(f"{name} = {value}\n" for name, value in lines.items())
