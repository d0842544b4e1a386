"""A new document type is ONE file: a folder outside the product, and every promise holds for it at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kouan.journeys.catalogue import OWN_TYPES
from tests.support.shared import ROOT

TEXT = (Path(__file__).parent / "own_type.txt").read_text("utf-8")
CODE = "own_berth_notice"

BREACHES = {
    "no English": ('label("泊位", "Berth"', 'label("泊位", ""', "test_everything_is_said_in_both_languages"),
    "no words": ('Annotated[str, label("泊位", "Berth", min_length=1)]', "str", "test_every_field_can_be_drawn"),
    "no basis": ('basis="本系统约定 · House rule",\n    standing', 'basis="",\n    standing', "test_a_check_quotes_its"),
    "no failing example": ('("ends-after-begins",),\n        ),', "(),\n        ),", "test_a_check_has_an_example"),
    "wrong example": ("dt.date(2025, 3, 16), dt.date(2025, 3, 14)),", "dt.date(2025, 3, 12), dt.date(2025, 3, 14)),", "test_an_example_finds"),
    "a person in the facts": ('{"number": notice.number}', '{"number": notice.contact}', "test_no_person_reaches"),
}  # fmt: skip


KERNEL = ("test_types", "test_checks")
ALL = (*KERNEL, "test_machines", "test_cases", "test_doors")


def promises(folder: Path, text: str, files: tuple[str, ...] = KERNEL) -> subprocess.CompletedProcess[str]:
    """Write the type into the folder and run the promises that are about it, in a process of its own."""
    (folder / "berth_notice.py").write_text(text, "utf-8")
    here = str(Path(__file__).parent)
    suites = [
        f"{here}/{name}.py" for name in ("test_types", "test_checks", "test_machines", "test_cases", "test_doors")
    ]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", CODE, *suites]
    env = {**os.environ, OWN_TYPES: str(folder), "CI": ""}
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


def test_one_file_makes_a_type(tmp_path: Path) -> None:
    """The file alone is enough: no registry, no migration, no address; and all promises run on it."""
    done = promises(tmp_path, TEXT, ALL)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert int(done.stdout.split(" passed")[0].split()[-1]) >= 25


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_seen(tmp_path: Path, breach: str) -> None:
    """A type that breaks a promise fails, and the promise that it breaks is named."""
    old, new, promise = BREACHES[breach]
    assert old in TEXT
    done = promises(tmp_path, TEXT.replace(old, new))
    assert done.returncode != 0
    assert promise in done.stdout or breach == "no words"


def test_the_same_code_twice_is_refused(tmp_path: Path) -> None:
    """Two types of one code, or of one prefix, do not start."""
    (tmp_path / "again.py").write_text(TEXT.replace('prefix="OBN"', 'prefix="OTH"'), "utf-8")
    done = promises(tmp_path, TEXT)
    assert done.returncode != 0
    assert "two document types" in done.stdout
