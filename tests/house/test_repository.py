"""What the repository as a whole promises: locks that hold on any machine, and texts that speak of the project only."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.support.shared import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# Written apart so that this file does not hold what it looks for.
HOSTS = ["py" + "pi.org", "python" + "hosted", "registry." + "npm", "npm" + "mirror", "proxy.golang" + ".org"]
PLACES = ["/" + "work/", "/" + "root/"]


def tracked() -> list[str]:
    """The files of the repository, as git lists them."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_python_locks_are_exact_and_name_no_host(lock: Path) -> None:
    """Each line is one version with hashes, and any index that serves those bytes will do."""
    text = lock.read_text("utf-8")
    wanted = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert "://" not in text
    assert [entry.split()[0] for entry in wanted if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_front_end_lock_is_exact_and_names_no_host() -> None:
    """Every package has its hash and no address, so any registry that serves those bytes will do."""
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry or "integrity" not in entry] == []


def test_front_end_libraries_are_pinned() -> None:
    """What pages load is one version, not a range."""
    wanted = json.loads((ROOT / "frontend/package.json").read_text("utf-8"))["dependencies"]
    assert {name: version for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)} == {}


def test_texts_name_no_machine_and_no_registry() -> None:
    """A clone works anywhere, so nothing in it speaks of where it was written or where packages came from."""
    found = []
    for name in tracked():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            text = content.decode("utf-8", "replace")
            found += [f"{name}: {word}" for word in HOSTS + PLACES if word in text]
    assert found == []


def test_what_is_built_is_not_kept() -> None:
    """Built and downloaded things are ignored by git, not committed."""
    built = re.compile(r"(^|/)(\.venv|node_modules|__pycache__|vendor|var)/")
    assert [name for name in tracked() if built.search(name)] == []
