"""Promises of the command line and of the one server process, each tried as an operator would: as a process."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import msgspec
import pytest

from kouan.journeys import catalogue
from tests.support.servers import free_port, serving

ROOT = Path(__file__).parents[2]


def environment(var: Path) -> dict[str, str]:
    """An installation of its own in a folder."""
    return {
        **os.environ,
        "KOUAN_VAR": str(var),
        "KOUAN_DEMONSTRATION": "1",
        "PYTHONPATH": str(ROOT / "src"),
        "KOUAN_RATE": "0",
    }


def kouan(var: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one command and wait."""
    command = [sys.executable, "-m", "kouan", *words]
    return subprocess.run(
        command, env=environment(var), capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )


def example(kind: str = "import_declaration") -> bytes:
    """A document without fault."""
    return msgspec.json.encode(next(e.document for e in catalogue.types()[kind].examples if not e.finds))


def file(port: int, key: str, who: str = "kapok") -> httpx.Response:
    """File one declaration, under a reference of its own."""
    document = {**json.loads(example()), "reference": f"FILED-{key}"}
    headers = {"authorization": f"Bearer kou_demo_{who}", "idempotency-key": key, "content-type": "application/json"}
    return httpx.post(f"http://127.0.0.1:{port}/api/v1/import_declaration", json=document, headers=headers, timeout=30)


def lodged(var: Path) -> int:
    """How many of the declarations that these tests file the journal holds; the demonstration lays some of its own."""
    kouan(var, "journal", "export", "-o", str(var / "exported"))
    return sum(is_ours(line) for line in (var / "exported").read_text().splitlines())


def is_ours(line: str) -> bool:
    """Is this line of an export a declaration that these tests filed?"""
    return '"DeclarationLodged"' in line and "FILED-" in line


def demo(var: Path, port: int) -> list[str]:
    """The command of an empty demonstration."""
    return [sys.executable, "-m", "kouan", "demo", "--no-fill", "--port", str(port)]


def test_sigterm_drains_what_is_under_way(tmp_path: Path) -> None:
    """Told to stop under load, the process ends with 0, and every filing that was answered is in the journal, once."""
    port, answered = free_port(), list[str]()

    def storm(name: int) -> None:
        for n in range(500):
            try:
                if file(port, f"{name}-{n}").status_code == 201:
                    answered.append(f"{name}-{n}")
            except httpx.HTTPError:
                return

    with serving(
        demo(tmp_path, port), f"http://127.0.0.1:{port}/healthz", env=environment(tmp_path), log=tmp_path / "log"
    ) as process:
        threads = [threading.Thread(target=storm, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        while len(answered) < 40:
            assert any(t.is_alive() for t in threads)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        for thread in threads:
            thread.join()
    rows = (
        sqlite3.connect(tmp_path / "kouan.sqlite3")
        .execute("SELECT key FROM answered WHERE organisation = 'kapok' AND key GLOB '[0-3]-*'")
        .fetchall()
    )
    assert set(answered) <= {row[0] for row in rows}
    checked = kouan(tmp_path, "journal", "verify")
    assert checked.returncode == 0, checked.stdout
    assert lodged(tmp_path) == len(rows)


def test_a_copy_made_while_the_port_works_comes_back_whole(tmp_path: Path) -> None:
    """Backup while serving, restore elsewhere: the same journal, verified; a journal is not replaced unasked."""
    port, here, there = free_port(), tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    with serving(demo(here, port), f"http://127.0.0.1:{port}/healthz", env=environment(here), log=tmp_path / "log"):
        for n in range(5):
            assert file(port, f"k{n}").status_code == 201
        assert kouan(here, "backup", str(tmp_path / "copy")).returncode == 0
        refused = kouan(here, "restore", str(tmp_path / "copy"), "--replace")
        assert refused.returncode == 1
        assert "stop it first" in refused.stderr
    assert kouan(there, "restore", str(tmp_path / "copy")).returncode == 0
    assert kouan(there, "journal", "verify").stdout == kouan(here, "journal", "verify").stdout
    assert lodged(there) == 5
    assert kouan(there, "restore", str(tmp_path / "copy")).returncode == 1
    assert kouan(there, "restore", str(ROOT / "pyproject.toml"), "--replace").returncode == 1
    assert lodged(there) == 5


def test_a_changed_entry_is_named(tmp_path: Path) -> None:
    """Somebody who gets past the triggers is found: verify names the entry and exits 1."""
    port = free_port()
    with serving(
        demo(tmp_path, port), f"http://127.0.0.1:{port}/healthz", env=environment(tmp_path), log=tmp_path / "log"
    ):
        for n in range(4):
            file(port, f"k{n}")
    with sqlite3.connect(tmp_path / "kouan.sqlite3") as connection:
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("UPDATE journal_event SET organisation = 'other' WHERE seq = 3")
    checked = kouan(tmp_path, "journal", "verify")
    assert checked.returncode == 1
    assert "3" in checked.stdout
    assert kouan(tmp_path, "backup", str(tmp_path / "copy")).returncode == 1


def test_a_cut_end_is_told(tmp_path: Path) -> None:
    """Entries taken from the journal's end leave a chain that holds; the read models remember that there was more."""
    port = free_port()
    with serving(
        demo(tmp_path, port), f"http://127.0.0.1:{port}/healthz", env=environment(tmp_path), log=tmp_path / "log"
    ):
        file(port, "k")
    assert kouan(tmp_path, "projections", "follow").returncode == 0
    with sqlite3.connect(tmp_path / "kouan.sqlite3") as connection:
        connection.execute("DROP TRIGGER journal_no_delete")
        connection.execute("DELETE FROM journal_event WHERE seq = (SELECT max(seq) FROM journal_event)")
    for told in (kouan(tmp_path, "journal", "verify"), kouan(tmp_path, "doctor")):
        assert told.returncode == 1
        assert "cut off" in told.stdout


def test_export_and_tail_tell_the_same_entries(tmp_path: Path) -> None:
    """`journal export` writes every entry as a line; `journal tail` shows the last; projections follow and rebuild."""
    port = free_port()
    with serving(
        demo(tmp_path, port), f"http://127.0.0.1:{port}/healthz", env=environment(tmp_path), log=tmp_path / "log"
    ):
        for n in range(6):
            file(port, f"k{n}")
    assert kouan(tmp_path, "journal", "export", "-o", str(tmp_path / "out")).returncode == 0
    lines = [json.loads(line) for line in (tmp_path / "out").read_text().splitlines()]
    tail = [json.loads(line) for line in kouan(tmp_path, "journal", "tail", "-n", "2").stdout.splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert lodged(tmp_path) == 6
    assert tail == lines[-2:]
    for what in ("follow", "rebuild", "rebuild"):
        assert kouan(tmp_path, "projections", what).returncode == 0
    counted = sqlite3.connect(tmp_path / "kouan.sqlite3").execute("SELECT sum(n) FROM daily_count").fetchone()
    assert counted == (len(lines),)


def test_doctor_speaks_of_a_fresh_and_of_a_laid_house(tmp_path: Path) -> None:
    """Before the tables are laid doctor says so and exits 1; afterwards all its checks hold."""
    assert kouan(tmp_path, "doctor").returncode == 1
    assert kouan(tmp_path, "migrate").returncode == 0
    checked = kouan(tmp_path, "doctor")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("verb", ["types", "formats"])
def test_the_lists_name_everything_registered(tmp_path: Path, verb: str) -> None:
    """`types` and `formats` print a line for each thing that the catalogue knows."""
    printed = kouan(tmp_path, verb).stdout
    known = catalogue.types() if verb == "types" else catalogue.formats()
    assert all(code in printed for code in known)


def test_reading_files_of_every_luck(tmp_path: Path) -> None:
    """One JSON object a line for each file; exit 1 when one could not be read; 2 for a usage fault."""
    document = tmp_path / "a.json"
    document.write_bytes(msgspec.json.encode({"type": "ship_call", "document": msgspec.Raw(example("ship_call"))}))
    (tmp_path / "junk").write_bytes(b"\x00\xff\x01")
    done = kouan(tmp_path, "read", str(document), str(tmp_path / "junk"), str(tmp_path / "none"))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [bool(line["documents"]) for line in lines] == [True, False, False]
    assert lines[0]["documents"][0]["type"] == "ship_call"
    assert [f["code"] for f in lines[1]["findings"]] == ["format-unknown"]
    assert [f["code"] for f in lines[2]["findings"]] == ["file-unreadable"]
    assert kouan(tmp_path, "read", str(document)).returncode == 0
    assert kouan(tmp_path, "read", "--format", "none", str(document)).returncode == 2
    assert kouan(tmp_path, "read").returncode == 2
    assert kouan(tmp_path).returncode == 2


@pytest.mark.parametrize("words", [("journal", "export", "-o"), ("backup",)])
def test_what_is_not_a_plain_file_is_never_replaced(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A pipe or a device as target is refused in a line and stays what it was."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert kouan(tmp_path, "migrate").returncode == 0
    done = kouan(tmp_path, *words, str(pipe))
    assert done.returncode == 1
    assert "not a plain file" in done.stderr
    assert pipe.is_fifo()
