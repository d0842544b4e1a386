"""Promises of the command line's table of verbs: it is whole, and a command waits only for the libraries that it works with."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kouan.areas.window.documents import import_declaration
from kouan.areas.window.formats import wco_dec_xml
from kouan.doors.cli import main
from kouan.doors.cli.verbs import VERBS
from kouan.doors.cli.wired import Wired
from tests.support.shared import ROOT

HEAVY = ("django", "ibis", "pyarrow", "numpy", "openpyxl", "starlette", "uvicorn", "httpx")
NOTICE = ROOT / "src/kouan/areas/fund/examples/notice-2021.txt"
PROBE = f"""
import sys
from kouan.project.command import main
try:
    main()
finally:
    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""


def test_the_table_names_every_verb_of_its_modules() -> None:
    """Each verb that a module registers stands in the table, in the table's order and with the table's sentence."""
    verbs = next(a for a in main._parser()._actions if a.choices)
    assert set(verbs.choices or ()) == set(VERBS)
    told = {choice.dest: choice.help for choice in verbs._choices_actions}  # type: ignore[attr-defined]
    assert told == {name: verb.purpose for name, verb in VERBS.items()}


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_its_own_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`kouan VERB --help` imports the one module of the table and finds the verb in it."""
    with pytest.raises(SystemExit) as ended:
        main._parser([VERBS[verb].module]).parse_args([verb, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: kouan {verb}")


def test_only_what_is_said_to_needs_django() -> None:
    """Every module of a verb that does not ask for it can be imported before Django is ready."""
    early = sorted({f"kouan.doors.cli.{verb.module}" for verb in VERBS.values() if not verb.ready})
    command = [sys.executable, "-c", "".join(f"import {name}\n" for name in early)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["rules", "list"], ["read", str(NOTICE)], ["formats"], ["types"]],
    ids=lambda a: a[0],
)
def test_reading_waits_for_no_database(arguments: list[str], tmp_path: object) -> None:
    """What opens no house loads neither the web's libraries nor those of tables, figures and workbooks."""
    command = [sys.executable, "-c", PROBE, *arguments]
    env = {"KOUAN_VAR": str(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout
    assert ran.stderr.splitlines()[-1] == "[]"


SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{space}">
<xs:element name="{name}" type="xs:anyType"/></xs:schema>"""
MD = "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2"


@pytest.mark.parametrize(("name", "unfit"), [("MetaData", []), ("Other", ["xsd-unfit"])])
def test_a_file_is_held_against_a_schema(name: str, unfit: list[str], tmp_path: Path, capsys: Any) -> None:
    """`kouan read --xsd` tells with its line what does not fit the schema, before what the reader finds."""
    schema, body = tmp_path / "own.xsd", wco_dec_xml.write("import_declaration", import_declaration.GOOD).body
    schema.write_text(SCHEMA.format(space=MD, name=name), "utf-8")
    (tmp_path / "a.xml").write_bytes(body)
    assert main.run(["read", "--xsd", str(schema), str(tmp_path / "a.xml")], _wired(tmp_path)) == 0
    told = json.loads(capsys.readouterr().out)
    assert [f["code"] for f in told["findings"] if f["code"] == "xsd-unfit"] == unfit
    assert told["documents"]


def test_what_is_no_schema_is_a_slip_of_usage(tmp_path: Path, capsys: Any) -> None:
    """A schema that is not there, or is none, ends with 2 and both languages."""
    (tmp_path / "none.xsd").write_text("<a/>", "utf-8")
    for named in ("nowhere.xsd", "none.xsd"):
        assert main.run(["read", "--xsd", str(tmp_path / named), str(NOTICE)], _wired(tmp_path)) == 2
        assert "不能用作架构 · can not be used as a schema" in capsys.readouterr().err


def _wired(var: Path) -> Wired:
    def opened() -> Any:
        raise AssertionError("reading opens no house")

    return Wired(var, "", opened, opened, lambda _: None, lambda: dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
