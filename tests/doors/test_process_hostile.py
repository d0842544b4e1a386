"""Promises of the command line where files, disks and settings are not as they should be: a plain reason, no traceback."""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.doors.test_process import ROOT, demo, environment, example, file, kouan
from tests.support.servers import free_port, serving


def told(done: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """What a command that could not do its work said: in both languages, and never a traceback."""
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert re.search(r"[一-鿿].*[a-z]{3}", done.stderr), done.stderr
    return done.stderr


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    """An installation with two filings, stopped."""
    port = free_port()
    with serving(
        demo(tmp_path, port), f"http://127.0.0.1:{port}/healthz", env=environment(tmp_path), log=tmp_path / "log"
    ):
        assert [file(port, key).status_code for key in ("a", "b")] == [201, 201]
    return tmp_path


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A pipe, a device and a folder are refused at once; a name that is no text is told as far as it is one."""
    os.mkfifo(tmp_path / "pipe")
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/n\xff.json"))
    odd.write_bytes(b"{}")
    done = kouan(tmp_path, "read", str(tmp_path / "pipe"), "/dev/zero", str(tmp_path), str(odd))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["findings"][0]["code"] for line in lines[:3]] == [
        "file-not-regular",
        "file-not-regular",
        "file-unreadable",
    ]
    assert lines[3]["file"].endswith("/n\\xff.json")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("out", ["/nonexistent/out", "/dev/full", "."])
def test_what_can_not_be_written_is_said(filed: Path, out: str) -> None:
    """A file that can not be written is named; a device stays a device, and no half of a file is left behind."""
    document = filed / "d.json"
    body = {"type": "import_declaration", "document": msgspec.Raw(example())}
    document.write_bytes(msgspec.json.encode(body))
    told(kouan(filed, "write", str(document), "--as", "kouan_json", "-o", out))
    told(kouan(filed, "journal", "export", "-o", out))
    told(kouan(filed, "backup", out))
    assert Path("/dev/full").is_char_device()
    assert not list(filed.glob("*.part"))


def test_without_tables_or_with_a_spoilt_file_there_is_a_reason(tmp_path: Path) -> None:
    """A house that was never laid, and one whose file is no database, are told as such by every verb."""
    told(kouan(tmp_path, "journal", "verify"))
    (tmp_path / "kouan.sqlite3").write_bytes(os.urandom(9000))
    for verb in (["journal", "verify"], ["migrate"], ["serve", "--port", "0"], ["backup", str(tmp_path / "b")]):
        told(kouan(tmp_path, *verb))
    assert not (tmp_path / "b").exists()


def test_a_spoilt_file_is_not_replaced_unasked(filed: Path, tmp_path: Path) -> None:
    """What can not be read now may be mended yet: a restore does not put another in its place without --replace."""
    copy = tmp_path / "copy"
    assert kouan(filed, "backup", str(copy)).returncode == 0
    spoilt = os.urandom(9000)
    for path in filed.glob("kouan.sqlite3*"):
        path.unlink()
    (filed / "kouan.sqlite3").write_bytes(spoilt)
    told(kouan(filed, "restore", str(copy)))
    assert (filed / "kouan.sqlite3").read_bytes() == spoilt
    assert kouan(filed, "restore", str(copy), "--replace").returncode == 0
    assert kouan(filed, "journal", "verify").returncode == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE document_revision SET body = replace(body, 'S', 'X')", "document"),
        ("UPDATE document_revision SET digest = 'x'", "document"),
    ],
)
def test_a_copy_with_another_document_is_not_restored(filed: Path, tmp_path: Path, change: str, why: str) -> None:
    """A copy in which a document is not the one that the journal tells of is refused, and is left as it was."""
    copy, other = tmp_path / "copy", tmp_path / "other"
    other.mkdir()
    assert kouan(filed, "backup", str(copy)).returncode == 0
    with sqlite3.connect(copy) as connection:
        connection.execute(change)
    connection.close()
    before = copy.read_bytes()
    assert why in told(kouan(other, "restore", str(copy)))
    assert copy.read_bytes() == before
    assert not (other / "kouan.sqlite3").exists() or not (other / "kouan.sqlite3").stat().st_size


def test_a_taken_address_is_said_at_once(tmp_path: Path) -> None:
    """Where the port is taken, or is none, the server does not start, and says so."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told(kouan(tmp_path, "serve", "--port", str(taken.getsockname()[1])))
    assert kouan(tmp_path, "serve", "--port", "99999").returncode == 2


@pytest.mark.parametrize(
    "setting",
    [
        {"KOUAN_RATE": "abc"},
        {"KOUAN_OWN_TYPES": "/nonexistent/types"},
        {"KOUAN_DATABASE": "mysql://x"},
        {"KOUAN_DATABASE": "postgresql://x@127.0.0.1:1/x"},
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, setting: dict[str, str]) -> None:
    """A setting that can not be meant, or a database that is not there, ends the command with a reason."""
    command = [sys.executable, "-m", "kouan", "journal", "verify"]
    env = {**environment(tmp_path), **setting}
    done = subprocess.run(command, env=env, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    told(done)


def test_the_two_languages_are_printed_wherever_it_runs(tmp_path: Path) -> None:
    """A terminal that is set to plain ASCII gets UTF-8, not a fault; a folder that can not be made does not matter to a list."""
    command = [sys.executable, "-m", "kouan", "types"]
    env = {**environment(tmp_path), "PYTHONIOENCODING": "ascii", "KOUAN_VAR": "/dev/null/var"}
    done = subprocess.run(command, env=env, capture_output=True, cwd=ROOT, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "申报单" in done.stdout.decode()


def test_figures_of_the_replaced_journal_go_with_it(filed: Path, tmp_path: Path) -> None:
    """After a restore nothing measured on the replaced journal is left to be shown, or to stand in the way."""
    copy = tmp_path / "copy"
    assert kouan(filed, "backup", str(copy)).returncode == 0
    stale = filed / "frames" / "journal" / "manifest.json"
    stale.parent.mkdir(parents=True, exist_ok=True)
    stale.write_text("{}")
    assert kouan(filed, "restore", str(copy), "--replace").returncode == 0
    assert not stale.exists()


def test_an_older_copy_is_not_overwritten_unasked(filed: Path, tmp_path: Path) -> None:
    """A backup onto a file that is there already needs --replace: the older copy may be the only good one."""
    copy = tmp_path / "copy"
    copy.write_text("older")
    assert "--replace" in told(kouan(filed, "backup", str(copy)))
    assert copy.read_text() == "older"
    assert kouan(filed, "backup", str(copy), "--replace").returncode == 0


def test_half_a_request_holds_no_place(tmp_path: Path) -> None:
    """A head without end is refused once it is too long; what is no HTTP is told so in both languages; others go on."""
    port = free_port()
    with serving(
        demo(tmp_path, port), f"http://127.0.0.1:{port}/healthz", env=environment(tmp_path), log=tmp_path / "log"
    ):
        for sent in (
            b"GET / HTTP/1.1\r\nX: " + b"a" * 1_000_000,
            b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50_000,
            b"\x16\x03\x01",
        ):
            with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
                said = _talk(client, sent)
            assert said == b"" or (said.startswith(b"HTTP/1.1 400") and "未作任何记录".encode() in said)
        with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
            ask = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            assert _talk(client, ask + b"\r\n" + ask + b"Connection: close\r\n\r\n").count(b"HTTP/1.1 200") == 2
        assert file(port, "after").status_code == 201


def _talk(client: socket.socket, sent: bytes) -> bytes:
    """All that is answered; nothing where the other side has hung up meanwhile."""
    try:
        for start in range(0, len(sent), 8192):
            client.sendall(sent[start : start + 8192])
        return b"".join(iter(lambda: client.recv(65_536), b""))
    except ConnectionError:
        return b""
