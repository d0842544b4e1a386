"""A small simulation against a real port: a server process of its own, its doors, its journal."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from kouan.kernel.journal import verify
from kouan.store.database import SqliteStore
from kouan.store.reader import Reader
from tests.support.servers import free_port, serving

ROOT = Path(__file__).parents[2]
SIZE = ("--seed", "14", "--months", "1", "--declarations", "60", "--calls", "12")
SPAN = ("--start", "2026-08-01", "--until", "2026-09-05T12:00+08:00")
Facts = list[tuple[object, ...]]


class Port:
    """A demonstration that is not filled, in a folder of its own."""

    def __init__(self, var: Path) -> None:
        self.var, self.number = var, free_port()
        var.mkdir(exist_ok=True)

    @contextmanager
    def open(self) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "kouan", "demo", "--no-fill", "--port", str(self.number)]
        env = {"KOUAN_VAR": str(self.var), "KOUAN_DEMONSTRATION": "1", "KOUAN_RATE": "0", "PYTHONPATH": _path()}
        env["KOUAN_DATABASE"] = f"sqlite:///{self.var / 'kouan.sqlite3'}"
        with serving(command, f"{self.url}/healthz", env=env, log=self.var / "log") as process:
            yield process

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.number}"

    def people(self, *more: str) -> subprocess.Popen[bytes]:
        """Start the simulation."""
        command = [sys.executable, "-m", "simulator", "--url", self.url, "--keys", str(self.var / "demo-keys.json")]
        return subprocess.Popen([*command, *SIZE, *SPAN, *more], env={**os.environ, "PYTHONPATH": _path()}, cwd=ROOT)

    def fill(self, *more: str) -> None:
        """Run the simulation to its end; every step is taken as planned."""
        assert self.people(*more).wait(120) == 0

    def wait_for(self, position: int) -> None:
        """Until the journal is so far."""
        until = time.monotonic() + 60
        while httpx.get(f"{self.url}/healthz").json()["position"] < position:
            assert time.monotonic() < until
            time.sleep(0.02)

    def facts(self) -> Facts:
        """All that the simulated people did, as the journal has it, without place and seal."""
        good, _, broken = verify(Reader(SqliteStore(self.var / "kouan.sqlite3")).walk())
        assert broken is None
        assert good > 0
        rows = self._rows(
            "SELECT case_id, version, at, recorded_at, kind, actor, organisation, role, body FROM journal_event"
            " WHERE recorded_at < '2026-09-06' ORDER BY case_id, version"
        )
        assert len({row[:2] for row in rows}) == len(rows)
        return rows

    def counts(self) -> Facts:
        """Rows of the tables in which something could be doubled."""
        tables = ("journal_event", "case_row", "document_revision", "answered", "refused_filing")
        return [self._rows(f"SELECT count(*) FROM {table}")[0] for table in tables]  # noqa: S608

    def _rows(self, text: str) -> Facts:
        return sqlite3.connect(self.var / "kouan.sqlite3").execute(text).fetchall()


def _path() -> str:
    return f"{ROOT / 'src'}{os.pathsep}{ROOT}"


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Facts, Facts, Facts]:
    """Facts and counts of a whole run, and the counts after it was run again without its state file."""
    port = Port(tmp_path_factory.mktemp("port"))
    with port.open():
        port.fill("--state", str(port.var / "state.json"))
        facts, counts = port.facts(), port.counts()
        port.fill("--state", str(port.var / "state.json"))
        port.fill()
        return facts, counts, port.counts()


def test_a_fill_makes_a_port_at_work(undisturbed: tuple[Facts, Facts, Facts]) -> None:
    """Filings, decisions of four offices, corrections, a refused filing that is kept, and a chain that verifies."""
    facts, counts, _ = undisturbed
    assert {"declarant", "ship_agent", "customs", "maritime", "border"} <= {row[7] for row in facts}
    assert {"ShipCallAmended", "DeclarationAmended", "InspectionCompleted"} <= {row[4] for row in facts}
    assert counts[-1] == (1,)


def test_running_it_again_changes_nothing(undisturbed: tuple[Facts, Facts, Facts]) -> None:
    """With its state file and without: no event, case, revision, answer or refusal is doubled."""
    _, once, thrice = undisturbed
    assert once == thrice


def test_a_killed_simulation_goes_on(tmp_path: Path, undisturbed: tuple[Facts, Facts, Facts]) -> None:
    """kill -9 of the simulated people in the middle: run again, the journal has the same facts."""
    port = Port(tmp_path / "port")
    state = ("--state", str(port.var / "state.json"), "--window", "20")
    with port.open():
        people = port.people(*state)
        port.wait_for(len(undisturbed[0]) // 3)
        people.send_signal(signal.SIGKILL)
        people.wait()
        assert len(port.facts()) < len(undisturbed[0])
        port.fill(*state)
        assert port.facts() == undisturbed[0]


def test_a_killed_port_comes_back(tmp_path: Path, undisturbed: tuple[Facts, Facts, Facts]) -> None:
    """kill -9 of the server in the middle: the people wait, try again, and nothing is lost or doubled."""
    port = Port(tmp_path / "port")
    with port.open() as server:
        people = port.people("--window", "20")
        port.wait_for(len(undisturbed[0]) // 3)
        server.send_signal(signal.SIGKILL)
        server.wait()
    with port.open():
        assert people.wait(120) == 0
        assert port.facts() == undisturbed[0]
