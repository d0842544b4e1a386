"""`kouan fund plan`: the same cut as on the page, in text and JSON; usage and faults have their status."""

import json
from pathlib import Path
from typing import Any

import pytest

from kouan.areas.fund.planning import deeds
from kouan.doors.cli.main import run
from kouan.doors.cli.wired import Wired
from kouan.kernel.parties import Actor
from kouan.store.house import House

from .plans import plan
from .test_plan_pages import TABLE
from .test_plans import NOW


@pytest.fixture
def wired(port: House, tmp_path: Path) -> Wired:
    """The command line over the test's own house."""

    def never(*_: Any) -> Any:
        raise AssertionError("a plan is only read here")

    return Wired(
        var=tmp_path,
        database_url="",
        open_for_reading=lambda: port,
        open_for_writing=never,
        application=never,
        clock=lambda: NOW,
    )


def test_a_table_is_cut(wired: Wired, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Requests of a table against a cap, a protected row in full; sums in JSON are whole 分 and reconcile."""
    file = tmp_path / "table.txt"
    file.write_text(TABLE, "utf-8")
    assert run(["fund", "plan", "cut", str(file), "--cap", "９００", "--protect", "1", "--json"], wired) == 0
    said = json.loads(capsys.readouterr().out)
    assert [row["granted_fen"] // 1_000_000 for row in said["rows"]] == [300, 320, 280]
    assert said["sums"]["total_fen"] == 900_000_000
    assert run(["fund", "plan", "cut", str(file), "--cap", "900"], wired) == 0
    assert "合计" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "text", "status"),
    [
        (["--cap", "-1"], TABLE, 2),
        (["--cap", "100", "--protect", "1"], TABLE, 1),
        (["--cap", "100", "--protect", "9"], TABLE, 1),
        (["--cap", "100", "--protect", "x"], TABLE, 2),
        (["--cap", "100"], "no table", 1),
        (["--cap", "100"], TABLE.replace("1,000", "1,001"), 1),
    ],
)
def test_what_does_not_hold(more: list[str], text: str, status: int, wired: Wired, tmp_path: Path) -> None:
    """1 where table or cut does not hold, 2 on usage; never a traceback."""
    file = tmp_path / "table.txt"
    file.write_text(text, "utf-8")
    assert run(["fund", "plan", "cut", str(file), *more], wired) == status


def test_plans_are_listed_shown_and_compared(
    wired: Wired, port: House, officer: Actor, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list, one plan with its chain of versions, and the difference of two of them as text, JSON and CSV."""
    number = deeds.draft(plan(), actor=officer, now=NOW, writer=port.writer)
    deeds.revise(number, plan(cap=3600), seen=1, actor=officer, now=NOW, writer=port.writer)
    assert run(["fund", "plan", "list"], wired) == 0
    assert number in capsys.readouterr().out
    assert run(["fund", "plan", "show", number], wired) == 0
    assert "HHI" in capsys.readouterr().out
    assert run(["fund", "plan", "show", number, "--version", "1", "--json"], wired) == 0
    assert json.loads(capsys.readouterr().out)["plan"]["cap_fen"] == 3_000_000_000
    for form in ((), ("--json",), ("--csv",)):
        assert run(["fund", "plan", "compare", number, "--old", "plan:1", "--new", "plan:2", *form], wired) == 0
        assert "600" in capsys.readouterr().out
    assert run(["fund", "plan", "show", "FA-0"], wired) == 2
    assert run(["fund", "plan", "compare", number, "--old", "paid"], wired) == 2
