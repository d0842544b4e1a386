"""Fresh migrated stores for a run, one a measurement, so that no side starts on the other's data."""

import os
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from kouan.store.database import store_for
from kouan.store.keys import digest

ROOT = Path(__file__).parents[2]
TOKEN = "kou_bench"


def fresh(kind: str, server: str, folder: Path) -> str:
    """The URL of a new migrated store with one organisation and one key in it."""
    name = f"bench_{uuid.uuid4().hex[:8]}"
    if kind == "sqlite":
        url = f"sqlite:///{folder / name}.sqlite3"
    else:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    env = {**os.environ, "KOUAN_DATABASE": url, "KOUAN_VAR": str(folder), "PYTHONPATH": str(ROOT / "src")}
    migrate = [sys.executable, "-m", "django", "migrate", "--settings", "kouan.project.settings", "-v", "0"]
    subprocess.run(migrate, env=env, check=True, cwd=folder)
    _people(url)
    return url


def _people(url: str) -> None:
    store = store_for(url)
    with store.connect() as connection:
        connection.execute(
            store.sql("INSERT INTO organisation (id, name_zh, name_en, fictitious) VALUES (?, ?, ?, ?)"),
            ["bench", "测速（虚构）", "Bench (invented)", True],
        )
        connection.execute(
            store.sql(
                "INSERT INTO api_key (digest, name, organisation_id, role, created, revoked) VALUES (?, ?, ?, ?, ?, ?)"
            ),
            [digest(TOKEN.encode()), "bench", "bench", "declarant", "2026-01-01T00:00:00.000000Z", ""],
        )
