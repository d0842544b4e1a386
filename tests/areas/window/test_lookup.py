"""Promises of the look-ups: codes are text, every rule set that holds is given, and bad tables say why."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from kouan.areas.window.lookup.hs import read_system
from kouan.areas.window.lookup.origin import read_agreement
from kouan.doors.cli.main import run
from kouan.doors.cli.wired import Wired

WIRED = cast(Wired, SimpleNamespace())
TABLE = """section,hscode,description,parent,level
I,01,Animals,TOTAL,2
I,0101,Horses,01,4
I,010121,Breeding horses,0101,6
I,010299,Cattle,0102,6
I,0101,Horses again,01,4
TOTAL,TOTAL,All,,5
"""
RULES = b"""{"rule_sets": [
 {"heading": "ex Chapter 1", "min": "0100000000", "max": "0101999999", "rules": [{"rule": "Born here.", "class": ["WO"]}]},
 {"heading": "0101", "min": "0101000000", "max": "0101999999", "rules": [{"rule": "See the text.", "class": []}]}]}"""


def test_a_code_is_shown_from_the_chapter_down() -> None:
    """A ten-digit code under its subheading; leading zeros are part of a code; an unknown one is unknown."""
    system = read_system(TABLE)
    assert [e.code for e in system.above("0101210010")] == ["01", "0101", "010121"]
    assert (system.knows("0101210010"), system.knows("0101290010"), system.knows("101")) == (True, False, False)
    assert [e.code for e in system.under("0101")] == ["010121"]


def test_what_is_odd_about_a_table_is_told() -> None:
    """A code whose heading is missing, a code that stands twice, a row that is no code."""
    faults = read_system(TABLE).faults
    assert (faults.orphans, faults.duplicates, faults.not_codes) == (("010299",), ("0101",), ("TOTAL",))
    with pytest.raises(ValueError, match="parent"):
        read_system("section,hscode,description\nI,01,x\n")


def test_every_rule_set_that_holds_is_given() -> None:
    """Both ends are in the span; several candidates stay several."""
    rules = read_agreement(RULES)
    assert [s.heading for s in rules.for_code("0101999999")] == ["ex Chapter 1", "0101"]
    assert [s.heading for s in rules.for_code("01")] == ["ex Chapter 1"]
    assert rules.for_code("0102000000") == ()
    with pytest.raises(ValueError, match="no rule sets"):
        read_agreement(b'{"rule_sets": [{}]}')


def test_the_command_looks_codes_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Found 0, unknown 1, an unreadable table 2."""
    table, rules = tmp_path / "hs.csv", tmp_path / "rules.json"
    table.write_text(TABLE, "utf-8")
    rules.write_bytes(RULES)
    assert run(["look", "hs", "0101210010", "--table", str(table)], WIRED) == 0
    assert "Breeding horses" in capsys.readouterr().out
    assert run(["look", "hs", "9999", "--table", str(table)], WIRED) == 1
    assert run(["look", "hs", "01", "--table", str(tmp_path / "none")], WIRED) == 2
    assert run(["look", "origin", "0101210000", "--rules", str(rules)], WIRED) == 0
    out = capsys.readouterr().out
    assert all(part in out for part in ("WO: Born here.", "the sentence decides: See the text."))
    assert run(["look", "origin", "9999", "--rules", str(rules), "--json"], WIRED) == 1
