"""Promises of the two lists of the data set: what counts as saved, what may be submitted; nothing is lost below either."""

import csv
import datetime as dt
import json
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from kouan.areas.window import levels
from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.areas.window.documents._rare import Entry
from kouan.doors.cli.main import run
from kouan.doors.cli.wired import Wired
from kouan.kernel.findings import refusing
from kouan.project.wiring import clock

DAY = dt.date(2026, 11, 23)
IMPORT, EXPORT = import_declaration.TYPE, export_declaration.TYPE


def _listed(shared: Path, segment: str, column: str) -> set[str]:
    text = (shared / "facts" / "declaration-fields.csv").read_text("utf-8-sig")
    return {r["element"] for r in csv.DictReader(text.splitlines()) if r["segment"] == segment and r[column] == "yes"}


def test_the_lists_are_those_of_the_data_set(shared: Path) -> None:
    """12 elements at save, 34 of the header and 15 of a line at submission, by name."""
    assert set(levels.SAVE) == _listed(shared, "DecHead", "required_at_save")
    assert {*levels.SAVE, *levels.SUBMIT} == _listed(shared, "DecHead", "required_at_submit")
    assert set(levels.SUBMIT_LINE) == _listed(shared, "DecList", "required_at_submit")
    assert (len(levels.SAVE), len(levels.SUBMIT) + len(levels.SAVE), len(levels.SUBMIT_LINE)) == (12, 34, 15)


@pytest.mark.parametrize("of", [IMPORT, EXPORT], ids=lambda of: of.code)
def test_every_path_of_a_list_is_a_field(of) -> None:  # noqa: ANN001
    """A mark stands at a field that the form of that type has."""
    good = msgspec.to_builtins(of.examples[0].document)
    good["entry"], good["numbers"] = {"unit_code": ""}, {}
    for path in levels.marks(of):
        head, _, rest = path.partition("[].")
        names = (rest or head).split(".")
        shape = type(of.examples[0].document.goods[0]) if rest else of.shape
        for name in names[:-1]:
            shape = type(getattr(of.examples[0].document, name))
        assert names[-1] in shape.__struct_fields__, path


def test_an_empty_draft_lacks_nine_fields_and_defaults_count() -> None:
    """Of the twelve, three are there before anybody typed: direction, relation to a transit, price statements."""
    lacking = levels.missing(IMPORT, {})
    assert len(lacking) == 9
    assert {f.severity for f in lacking} == {"warning"}
    assert {f.path for f in lacking} <= {p for p, level in levels.marks(IMPORT).items() if level == "save"}


def test_a_summary_and_other_types_have_no_save_list() -> None:
    """The data set asks nothing of the first of the two steps beyond its nine data."""
    assert levels.missing(IMPORT, {"filing": "5"}) == ()


@pytest.mark.parametrize("odd", [[], "x", 3, {"agent": "text", "entry": [1]}], ids=["list", "text", "number", "parts"])
def test_odd_drafts_are_looked_at_and_not_lost(odd: object) -> None:
    """Whatever stands where a group belongs, it counts as missing and nothing breaks."""
    raw = odd if isinstance(odd, dict) else {"agent": odd, "entry": odd}
    assert len(levels.missing(IMPORT, raw)) == 9


@pytest.mark.parametrize("of", [IMPORT, EXPORT], ids=lambda of: of.code)
@pytest.mark.parametrize("path", [p for p in levels.SAVE.values() if p])
def test_submission_enforces_what_saving_asks(of, path: str) -> None:  # noqa: ANN001
    """Each element of the first list is refused when it is missing at submission, at its own place or its party's."""
    good = of.examples[0].document
    group, _, name = path.rpartition(".")
    inner = replace(getattr(good, group), **{name: ""}) if group else ""
    if path == "agent.code":
        inner = replace(inner, scc="")
    bad = replace(good, **{group or name: inner})
    stopping = [f for f in of.findings(bad, DAY) if refusing((f,))]
    assert path in {f.path for f in stopping}


def test_a_declaration_without_clerk_is_not_submitted() -> None:
    """What the message can not do without stops the submission; it only reminded before."""
    bad = replace(import_declaration.GOOD, entry=Entry())
    assert {f.code for f in IMPORT.findings(bad, DAY) if refusing((f,))} == {"WIN-F-007"}


def _run(*arguments: str) -> int:
    never = Wired(Path(), "", None, None, None, clock)  # type: ignore[arg-type]
    return run(["check", *arguments], never)


def test_the_command_line_tells_both_levels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft as JSON: incomplete at save, faulty at submit; a good one stands at both. Odd files are told so."""
    draft, good, noise = tmp_path / "draft.json", tmp_path / "good.json", tmp_path / "noise.json"
    draft.write_text('{"reference": "D-1"}')
    good.write_bytes(msgspec.json.encode({"type": IMPORT.code, "document": import_declaration.GOOD}))
    noise.write_bytes(bytes(range(256)))
    assert _run(str(draft), "--type", IMPORT.code, "--level", "save") == 1
    assert "agent.code" in capsys.readouterr().out
    assert _run(str(draft), "--type", IMPORT.code) == 1
    assert [_run(str(good), "--level", level) for level in levels.LEVELS] == [0, 0]
    assert [_run(str(p)) for p in (noise, tmp_path, tmp_path / "none.json")] == [1, 1, 1]
    assert _run(str(good), "--type", "no_such") == 2
    capsys.readouterr()
    assert _run(str(draft), "--type", IMPORT.code, "--level", "save", "--json") == 1
    assert len(json.loads(capsys.readouterr().out)["findings"]) == 9
