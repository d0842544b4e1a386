"""What the manual and the glossary promise: complete, in both languages, without a dead link."""

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route

from kouan import kernel
from kouan.areas.index.rules import definitions
from kouan.doors.api.app import routes
from kouan.doors.api.lane import Lane
from kouan.doors.cli import main, manual, manual_areas, manual_spec
from kouan.journeys import catalogue
from kouan.store.limits import Limits
from kouan.store.roles import ROLES
from tests.support.shared import ROOT

from .port import Port

GLOSSARY = ROOT / "GLOSSARY.md"
CHINESE, LATIN = re.compile("[一-鿿]"), re.compile("[A-Za-z]{2}")


def verbs() -> Any:
    """The verbs of the command line, as its parser holds them."""
    return next(a for a in main._parser()._actions if hasattr(a, "choices") and a.choices)


@pytest.fixture(scope="module")
def pages() -> Mapping[str, str]:
    """Every page of the manual."""
    return manual.all_pages(verbs(), ROOT / "tests" / "spec", GLOSSARY)


def test_the_manual_has_no_dead_link(pages: Mapping[str, str], tmp_path: Path) -> None:
    """Every link of the manual leads somewhere, and every page is in its table of contents."""
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    command = [sys.executable, str(ROOT / "scripts" / "links.py"), str(tmp_path)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
    assert [name for name in pages if name != "README.md" and f"]({name})" not in pages["README.md"]] == []


def test_all_that_is_registered_is_in_the_manual(pages: Mapping[str, str]) -> None:
    """Types with fields and checks, code lists, roles, events, formats, figures: what the program knows, the manual tells."""
    for of in catalogue.types().values():
        text = pages[f"documents/{of.code}.md"]
        assert [c.id for c in of.checks if f"`{c.id}`" not in text] == []
        assert [e.title.zh for e in of.examples if e.title.zh not in text] == []
        assert [s for s in of.machine.states if f"`{s.value}`" not in text] == []
    assert {name.split("/")[1][:-3] for name in pages if name.startswith("codes/")} == set(catalogue.code_lists())
    for page, names in (
        ("roles", ROLES),
        ("events", catalogue.events()),
        ("formats", catalogue.formats()),
        ("figures", [v.name for versions in definitions().values() for v in versions]),
    ):
        assert [name for name in names if f"`{name}`" not in pages[f"registries/{page}.md"]] == []


def test_every_way_in_is_in_the_manual(port: Port, pages: Mapping[str, str]) -> None:
    """No verb of the command line and no address of the lane is missing."""
    assert [v for v in verbs().choices if f"## kouan {v}\n" not in pages["doors/command-line.md"]] == []
    told, kinds = pages["doors/api.md"], catalogue.types()
    for route in routes(Lane(port.house, kinds, (), Limits(0, 0))):
        assert isinstance(route, Route)
        path = route.path.replace("{type:code}/schema", "{type}/schema")
        wanted = [path.replace("{type:code}", kind) for kind in kinds] if "{type:code}" in path else [path]
        assert [w for w in wanted if f" {w}`" not in told] == []


def test_every_case_speaks_both_languages() -> None:
    """Chapters and cases say in Chinese and in English what they show."""
    for path in sorted((ROOT / "tests" / "spec").glob("test_ch*.py")):
        module = ast.parse(path.read_text("utf-8"))
        cases = [n for n in module.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
        said = [ast.get_docstring(node) or "" for node in (module, *cases)]
        assert cases
        assert [s for s in said if not (CHINESE.search(s) and LATIN.search(s))] == []


def test_a_chapter_without_words_is_refused(tmp_path: Path) -> None:
    """A case that does not say what it shows does not get into the manual."""
    (tmp_path / "test_ch01_x.py").write_text('"""一 · 1 X"""\n\ndef test_x() -> None:\n    assert True\n', "utf-8")
    with pytest.raises(ValueError, match="test_x says nothing"):
        manual_spec.chapters(tmp_path)


def test_a_folder_of_something_else_is_not_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verb writes into a new folder or one of its own, and leaves every other as it is."""
    monkeypatch.chdir(ROOT)
    kept = tmp_path / "letter.txt"
    kept.write_text("dear", "utf-8")
    asked = main._parser().parse_args(["manual", str(tmp_path)])
    assert asked.verb(asked, None) == 2
    assert kept.exists()
    for _ in range(2):
        asked = main._parser().parse_args(["manual", str(tmp_path / "own")])
        assert asked.verb(asked, None) == 0


def test_every_event_has_chinese_words() -> None:
    """Each event is called something in Chinese: by the action that becomes it, or by the glossary."""
    named = manual_areas.event_words()
    listed = manual_spec.glossary(GLOSSARY)
    bare = [
        n for n in catalogue.events() if not any(CHINESE.search(w.zh) for w in named.get(n, ())) and n not in listed
    ]
    assert bare == []


def test_types_states_roles_and_actions_have_chinese_words() -> None:
    """Whatever a person meets has a Chinese name."""
    words = [r.words for r in ROLES.values()] + [t.words for t in catalogue.types().values()]
    for of in catalogue.types().values():
        for machine in (of.machine, *([of.lanes.machine] if of.lanes else ())):
            words += [s.words for s in machine.states.values()] + [a.words for a in machine.actions.values()]
    assert [w for w in words if not (CHINESE.search(w.zh) and LATIN.search(w.en))] == []


def test_the_nouns_of_the_kernel_are_in_the_glossary() -> None:
    """Every public class of the kernel, every role and every document type is explained in the glossary."""
    listed = manual_spec.glossary(GLOSSARY)
    text = GLOSSARY.read_text("utf-8")
    nouns = {
        name
        for info in pkgutil.iter_modules(kernel.__path__)
        for name, made in inspect.getmembers(importlib.import_module(f"kouan.kernel.{info.name}"), inspect.isclass)
        if made.__module__ == f"kouan.kernel.{info.name}" and not name.startswith("_")
    }
    assert sorted(nouns - set(listed)) == []
    assert [r.__name__ for r in ROLES.values() if r.__name__ not in listed] == []
    assert [t.words.zh for t in catalogue.types().values() if t.code not in listed and t.words.zh not in text] == []


def test_each_row_of_the_glossary_is_whole() -> None:
    """A row has a term, Chinese, a meaning and a source."""
    rows = [line for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[c.strip() for c in row.strip("|").split("|")] for row in rows if not row.startswith("| term")]
    assert len(cells) > 80
    assert [row for row in cells if len(row) != 5 or not all((row[0], row[1], row[3], row[4]))] == []
    assert [row for row in cells if not CHINESE.search(row[1] + row[3])] == []
