"""Promises of `kouan rules` and `kouan tax`: every rule can be told, and rules and taxes run over a file as at a day."""

import datetime as dt
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from msgspec.structs import replace

from kouan.areas.window.documents import import_declaration
from kouan.doors.cli.main import run
from kouan.doors.cli.wired import Wired
from kouan.journeys import catalogue
from kouan.kernel.documents import encode

GOOD = import_declaration.GOOD


def now() -> dt.datetime:
    """Late in the evening of Greenwich, when the law's day is the next one already."""
    return dt.datetime(2026, 3, 1, 20, tzinfo=dt.UTC)


WIRED = cast(Wired, SimpleNamespace(clock=now))


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The JSON lines printed."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def written(folder: Path, **changes: Any) -> str:
    """A file with the good import declaration, changed."""
    path = folder / "declaration.json"
    document = json.loads(encode(replace(GOOD, **changes)))
    path.write_text(json.dumps({"type": "import_declaration", "document": document}), "utf-8")
    return str(path)


def test_the_list_holds_every_rule_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Each check of each type stands in the list once, with sentence, basis, and an example that fails and one that
    passes.
    """
    assert run(["rules", "list", "--json"], WIRED) == 0
    rules = told(capsys)
    wanted = {c.id for of in catalogue.types().values() for c in of.checks}
    assert sorted(r["id"] for r in rules) == sorted(wanted)
    for rule in rules:
        empty = [name for name in ("sentence", "basis", "fails", "passes") if not rule[name]]
        assert not empty, rule["id"]


def test_a_rule_is_told_by_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    """The id may be typed in small letters; an unknown one is a fault of usage."""
    assert run(["rules", "show", "win-x-001"], WIRED) == 0
    text = capsys.readouterr().out
    assert all(part in text for part in ("净重不得大于毛重", "to-verify", "net_weight"))
    assert run(["rules", "show", "WIN-X-999"], WIRED) == 2


def test_the_rules_run_over_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A faulty declaration is refused with path and repair; the repaired one passes."""
    assert run(["rules", "run", written(tmp_path, packages=0), "--json"], WIRED) == 1
    (line,) = told(capsys)
    assert [(f["code"], f["path"], f["repair"]["new"]) for f in line["findings"]] == [("WIN-X-004", "packages", "1")]
    assert run(["rules", "run", written(tmp_path, packages=1), "--json"], WIRED) == 0
    assert told(capsys)[0]["rules"] == len(import_declaration.TYPE.checks)


def test_as_at_another_day_the_rules_say_another_thing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A declaration in time on day 14 is late on day 15; without a day the law's today counts, not Greenwich's."""
    name = written(tmp_path, border_date=dt.date(2026, 2, 16))
    assert run(["rules", "run", name, "--as-at", "2026-03-02", "--json"], WIRED) == 0
    assert told(capsys)[0]["findings"] == []
    assert run(["rules", "run", name, "--as-at", "2026-03-03", "--json"], WIRED) == 0
    assert [f["code"] for f in told(capsys)[0]["findings"]] == ["WIN-X-051"]
    assert run(["rules", "run", name, "--json"], WIRED) == 0
    assert told(capsys)[0]["on"] == "2026-03-02"


def test_a_file_without_a_document_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What can not be read says so and ends with 1."""
    path = tmp_path / "nothing.bin"
    path.write_bytes(b"\x00\x01")
    assert run(["rules", "run", str(path), "--json"], WIRED) == 1
    assert told(capsys)[0]["findings"][0]["code"] == "format-unknown"


def test_the_taxes_of_a_file_come_with_their_proof(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A bill whose parts sum up; that its rates are a sample is said; own tables are taken; bad ones name the line."""
    name = written(tmp_path)
    assert run(["tax", name, "--as-at", "2026-03-02", "--json"], WIRED) == 0
    printed = capsys.readouterr()
    bill = json.loads(printed.out)["bill"]
    assert "虚构" in printed.err
    assert sum(float(k["levied"]) for k in bill["kinds"]) == pytest.approx(float(bill["total"]))
    assert run(["tax", name, "--proof", "--overdue", "3"], WIRED) == 0
    assert "1/vat" in capsys.readouterr().out
    rates = tmp_path / "rates.csv"
    rates.write_text("currency,rate,valid_from,valid_to,reference,standing\nUSD,none,,,x,house\n", "utf-8")
    assert run(["tax", name, "--exchange", str(rates)], WIRED) == 2
    assert "line 2" in capsys.readouterr().err


def test_without_an_import_declaration_there_is_no_bill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of nothing ends with 1."""
    path = tmp_path / "nothing.bin"
    path.write_bytes(b"\x00")
    assert run(["tax", str(path)], WIRED) == 1
