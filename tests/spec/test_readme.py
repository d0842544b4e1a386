"""What the first page tells a newcomer to type is what works: its commands are read from it and run."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kouan.doors.cli import main
from kouan.store.demo import ORGANISATIONS
from tests.support.servers import free_port, serving
from tests.support.shared import ROOT

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def block(word: str) -> str:
    """The one block of commands that holds the word."""
    (found,) = [b for b in BLOCKS if word in b]
    return found


def test_one_declaration_from_sample_to_release(tmp_path: Path) -> None:
    """The block that files a declaration runs as printed, against a demonstration, and ends with a released case."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = {"KOUAN_VAR": str(tmp_path / "var"), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", "kouan", "demo", "--no-fill", "--port", str(port)]
    with serving(command, f"{url}/healthz", env=env, log=tmp_path / "log"):
        script = block("Idempotency-Key").replace("http://127.0.0.1:8000", url)
        ran = subprocess.run(["bash", "-e"], input=script, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.strip().splitlines()[-1])
    assert [s["kind"] for s in told["steps"]] == [
        "DeclarationLodged",
        "CargoArrived",
        "DeclarationAccepted",
        "DeclarationReleased",
    ]


def test_what_keeps_it_runs(tmp_path: Path) -> None:
    """The block about keeping a port runs: doctor, verify, backup, restore over a journal, projections."""
    script = "kouan migrate\n" + block("doctor").replace(".venv/bin/kouan", "kouan")
    script = re.sub(r"^kouan", f"{sys.executable} -m kouan", script, flags=re.MULTILINE)
    env = {**os.environ, "KOUAN_VAR": str(tmp_path / "var"), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    ran = subprocess.run(
        ["bash", "-e"], input=script, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_what_is_named_is_there(text: str) -> None:
    """Every verb, make target, folder and file that the pages name exists."""
    verbs = next(a for a in main._parser()._actions if hasattr(a, "choices") and a.choices).choices
    targets = set(re.findall(r"^([a-z.]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"bin/kouan (\w+)", text)) - set(verbs) == set()
    assert set(re.findall(r"`make ([a-z.]+)", text)) - targets == set()
    named = re.findall(r"`((?:src|docs|tests|scripts|frontend|requirements)/[\w/.-]+)`", text)
    generated = ("docs/manual", "src/kouan/kit/static/vendor")
    assert [n for n in named if not n.startswith(generated) and not (ROOT / n).exists()] == []


def test_logins_and_settings_are_those_of_the_program() -> None:
    """Each login in the table exists, and each variable is one that the program reads."""
    table = README.split("| 账号 login")[1].split("\n\n")[0]
    logins = set(re.findall(r"`(\w+)`", table))
    assert logins
    assert logins - {o.login for o in ORGANISATIONS} == set()
    told = set(re.findall(r"\| `(KOUAN_\w+)`", README))
    source = "".join(p.read_text("utf-8") for p in (ROOT / "src").rglob("*.py"))
    assert [name for name in told if f'"{name}"' not in source] == []
