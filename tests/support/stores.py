"""One suite for both stores: a test that asks for `store` runs on SQLite and on PostgreSQL, each time on a migrated
database of its own. The fixtures are made known once, in the root `conftest.py`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from kouan.store.database import PostgresStore, SqliteStore, store_for

ROOT = Path(__file__).parents[2]


def migrate(url: str, var: Path) -> None:
    """Lay the product's own migrations, in a process of its own as an operator would."""
    env = {**os.environ, "KOUAN_DATABASE": url, "KOUAN_VAR": str(var), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "django", "migrate", "--settings", "kouan.project.settings", "-v", "0"]
    subprocess.run(command, env=env, check=True, cwd=var)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy from."""
    var = tmp_path_factory.mktemp("sqlite")
    migrate(f"sqlite:///{var / 'k.sqlite3'}", var)
    return var / "k.sqlite3"


@pytest.fixture(scope="session")
def migrated_postgres(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated template database on the session's own PostgreSQL server."""
    server: str = request.getfixturevalue("postgres")
    url = named(server, f"template_{os.getpid()}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE template_{os.getpid()}".encode())
    migrate(url, tmp_path_factory.mktemp("postgres"))
    return url


def named(url: str, database: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqliteStore | PostgresStore]:
    """A migrated empty store, once of each kind."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("migrated_sqlite")
        copy = tmp_path / "k.sqlite3"
        copy.write_bytes(template.read_bytes())
        yield store_for(f"sqlite:///{copy}")
        return
    template_url: str = request.getfixturevalue("migrated_postgres")
    name, source = f"k_{os.getpid()}_{abs(hash(tmp_path))}", urlsplit(template_url).path[1:]
    with psycopg.connect(named(template_url, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {source}".encode())
        yield store_for(named(template_url, name))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
