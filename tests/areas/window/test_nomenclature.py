"""Promises of the Harmonized System that is shipped: whole, dated, searched, and odd codes found with what is near them."""

import csv
import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window import reference
from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.areas.window.nomenclature.editions import above, below, edition_on, ended, entries, sections
from kouan.areas.window.nomenclature.finding import search
from kouan.areas.window.nomenclature.near import nearest
from kouan.areas.window.reference.tables import read_tables
from kouan.doors.cli.main import run
from kouan.doors.cli.wired import Wired
from kouan.journeys.nomenclature import told
from kouan.journeys.taxes import tables

RULE = "WIN-X-095"
TODAY = dt.date(2026, 11, 20)
WIRED = cast(Wired, SimpleNamespace())


def found(code: str, on: dt.date = TODAY, of: Any = import_declaration) -> list[Any]:
    """What the rule finds of a declaration whose first line has this code."""
    lines = (replace(of.GOOD.goods[0], commodity_code=code), *of.GOOD.goods[1:])
    return [f for f in of.TYPE.findings(replace(of.GOOD, goods=lines), on) if f.code == RULE]


def test_the_whole_edition_is_shipped() -> None:
    """96 chapters (77 is not in use), 1,228 headings and 5,612 subheadings, each below one that is there, in a section."""
    counts = {n: sum(1 for c in entries() if len(c) == n) for n in (2, 4, 6)}
    assert counts == {2: 96, 4: 1228, 6: 5612}
    assert [e.code for e in entries().values() if e.parent and e.parent not in entries()] == []
    assert all(e.section and e.description for e in entries().values())
    assert len(sections()) == 21
    assert sum(map(len, below().values())) == len(entries())


def test_it_is_the_list_of_its_source(shared: Path) -> None:
    """Code by code and title by title what the public data set has, but for its remainder 99 and its row of totals."""
    text = (shared / "vectors" / "window" / "hs2022" / "harmonized-system.csv").read_text("utf-8-sig")
    rows = {r["hscode"]: r["description"].strip() for r in csv.DictReader(text.splitlines())}
    theirs = {c: t for c, t in rows.items() if c.isdecimal() and not c.startswith("99")}
    assert {c: e.description for c, e in entries().items()} == theirs


@pytest.mark.parametrize("of", [import_declaration, export_declaration], ids=["import", "export"])
def test_a_code_that_is_none_is_found_without_any_table(of: Any) -> None:
    """Out of the box: the place, the code, and the nearest subheadings, in both languages."""
    (one,) = found("0306209000", of=of)
    assert (one.path, one.severity) == ("goods[0].commodity_code", "error")
    assert "030620" in one.message.zh
    assert "030619" in one.message.zh
    assert "near it: 030619" in one.message.en


def test_a_code_that_ended_says_when_and_what_followed() -> None:
    """854140 ended with 2021; before that day the edition of 2022 says nothing of it."""
    (one,) = found("8541409000")
    assert "2021-12-31" in one.message.zh
    assert "854141、854142、854143、854149" in one.message.zh
    assert found("8541409000", dt.date(2021, 12, 31)) == []
    assert edition_on(dt.date(2021, 12, 31)) is None


def test_an_installation_s_own_list_of_ended_codes_is_read() -> None:
    """A row of `hs-ended` gives the day and the successors of a code that is not shipped as ended."""
    row = "code,successors,valid_to,reference,standing\n030620,030617 030619,2025-12-31,测试（虚构）,house\n"
    with reference.judged_by(read_tables({"hs-ended": row})):
        (one,) = found("0306209000")
    assert "2025-12-31" in one.message.en
    assert one.message.en.endswith("030617, 030619")


@pytest.mark.parametrize("code", ["9801009000", "9901009000", "030617", "0306179090", "03", "x"])
def test_what_is_not_for_the_system_to_say_is_left_alone(code: str) -> None:
    """National chapters, whole codes, a summary's six digits; and what is no code at all is another rule's to find."""
    assert found(code) == []


@given(st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_a_proposal_is_always_a_subheading_of_the_edition(code: str) -> None:
    """Never more than five, never the same twice, never a heading or a code that is not there."""
    near = [e.code for e in nearest(code)]
    assert len(near) == len(set(near)) <= 5
    assert all(len(c) == 6 and c in entries() for c in near)
    known_chapter = code[:2] in entries()
    assert bool(near) or not known_chapter


@given(st.sampled_from(sorted(c for c in entries() if len(c) == 6)), st.integers(0, 4))
def test_two_digits_changed_about_are_proposed_or_share_the_heading(code: str, place: int) -> None:
    """A slip of two neighbouring digits leads back to the code, unless neighbours of the same heading crowd it out."""
    slip = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    near = [e.code for e in nearest(slip)]
    assert slip in entries() or slip in ended() or code in near or len(near) == 5


def test_search_finds_words_by_how_they_begin() -> None:
    """All words, any order, any case; digits find what begins with them; nothing is found for what is nowhere."""
    assert {e.code for e in search("PHOTOVOLTAIC cells modules")} >= {"854142", "854143"}
    assert {e.code for e in search("shrimps frozen")} >= {"030616", "030617"}
    assert [e.code for e in search("0306.17")] == ["030617"]
    assert search("zzzz") == search("   ") == []
    assert search("虾") == []
    assert [e.code for e in search("虾", {"03061790": "冻小虾（虚构）"})] == ["030617"]


def test_a_code_is_told_with_rates_and_rules() -> None:
    """Ten digits stand under six; rates of shorter and longer codes touch them; so do the rules that read the code."""
    made = told("0306179090", *tables())
    assert [e.code for e in made.above] == ["03", "0306", "030617"]
    assert {r.kind for r in made.rates} >= {"mfn", "general", "vat"}
    assert made.sample
    assert RULE in {r.rule for r in made.rules}
    assert above("999999") == []
    assert not told("854140", *tables()).known


def test_the_command_tells_and_searches(capsys: pytest.CaptureFixture[str]) -> None:
    """A known code is 0, an unknown one 1 with the nearest, words are searched."""
    assert run(["hs", "0306.17"], WIRED) == 0
    assert "030617" in capsys.readouterr().out
    assert run(["hs", "854140"], WIRED) == 1
    assert "854141" in capsys.readouterr().out
    assert run(["hs", "photovoltaic", "cells", "--json"], WIRED) == 0
    assert '"total":' in capsys.readouterr().out
    assert run(["hs", "zzzz"], WIRED) == 1
    assert "zzzz" in capsys.readouterr().err
