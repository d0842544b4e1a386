"""Promises of `kouan fund`: findings in a table or as JSON, and a status that scripts can go by."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from kouan.doors.cli.main import run
from kouan.doors.cli.wired import Wired
from tests.areas.fund.notices import seed_text
from tests.areas.fund.written import as_docx, as_xlsx

WIRED = cast(Wired, SimpleNamespace(ready=lambda: None))
SOUND = Path(__file__).parents[1] / "areas/fund/sound_notice.txt"


def test_check_prints_every_finding(tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook with blocking findings: status 1, each finding with its cell, in both languages."""
    path = tmp_path / "seed.xlsx"
    path.write_bytes(as_xlsx(seed_text(shared)))
    assert run(["fund", "check", str(path)], WIRED) == 1
    said = capsys.readouterr().out
    assert all(word in said for word in ("D4.1", "附件1!B7", "阻断 block", "申请单位为空", "36 条"))
    assert run(["fund", "check", "--json", str(path)], WIRED) == 1
    line = json.loads(capsys.readouterr().out)
    assert (line["format"], len(line["findings"])) == ("fund-notice-xlsx", 36)


def test_the_status_says_the_worst(tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 where nothing blocks, 1 blocking, 2 unreadable or no notice at all; a missing file is answered in words."""
    docx, junk = tmp_path / "seed.docx", tmp_path / "junk.bin"
    docx.write_bytes(as_docx(seed_text(shared)))
    junk.write_bytes(bytes(64))
    letter = tmp_path / "letter.txt"
    letter.write_text("您好", "utf-8")
    assert run(["fund", "check", str(SOUND)], WIRED) == 0
    assert run(["fund", "check", str(SOUND), str(docx)], WIRED) == 1
    assert run(["fund", "check", str(docx), str(junk)], WIRED) == 2
    assert run(["fund", "check", str(letter)], WIRED) == 2
    capsys.readouterr()
    assert run(["fund", "check", "--json", str(tmp_path / "none")], WIRED) == 2
    assert json.loads(capsys.readouterr().out)["reading"][0]["code"] == "file-unreadable"


def test_files_together(tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The text and its annexes in files of their own are one notice with `--together`."""
    lines = seed_text(shared).split("\n")
    names = []
    for name, part in (("a.txt", lines[:17]), ("b.csv", lines[17:31]), ("c.txt", lines[31:])):
        (tmp_path / name).write_text("\n".join(part), "utf-8")
        names.append(str(tmp_path / name))
    assert run(["fund", "check", "--together", "--json", *names], WIRED) == 1
    assert len(json.loads(capsys.readouterr().out)["findings"]) == 36
