"""The laws of the house that can be read off the code; each reader is tried on a breach before it is trusted."""

import ast
from pathlib import Path

import pytest

from tests.house import reading

FORBIDDEN_TABLES = {"form", "field", "rule", "state", "transition"}
TIMELESS = ("kernel", "store", "journeys")
TIMELESS_IN_AREAS = ("documents", "machines", "events", "operations", "queries", "rules", "codes", "formats")


def timeless() -> list[Path]:
    """The files in which time is an argument: operations and everything below."""
    found = reading.sources(*(f"src/kouan/{room}" for room in TIMELESS))
    for path in reading.sources("src/kouan/areas"):
        inside = path.relative_to(reading.ROOT / "src/kouan/areas").with_suffix("").parts[1:2]
        if inside and inside[0] in TIMELESS_IN_AREAS:
            found.append(path)
    return found


BREACHES = [
    (reading.hidden_imports, "def f():\n    import os\n"),
    (reading.long_functions(3), "def f():\n    a = 1\n    b = 2\n    return a + b\n"),
    (reading.silent_tests, "def test_f():\n    assert True\n"),
    (reading.skipped_tests, "import pytest\n@pytest.mark.skip\ndef test_f():\n    'says'\n"),
    (reading.tables, "class Rule(models.Model):\n    pass\n"),
    (reading.tables, "migrations.CreateModel(name='State', fields=[])\n"),
    (reading.clocks, "import datetime as dt\nx = dt.datetime.now()\n"),
    (reading.clocks, "from django.utils import timezone\nx = timezone.now()\n"),
    (reading.floats, "def f(price: float) -> None: ...\n"),
    (reading.floats, "rate = 0.13\n"),
    (reading.foreign_keys, "models.ForeignKey(to='store.case')\n"),
    (reading.code_tests, "if document.code == 'import-declaration':\n    pass\n"),
]


@pytest.mark.parametrize(("question", "breach"), BREACHES)
def test_each_reader_sees_a_breach(question: reading.Question, breach: str) -> None:
    """A law that could not be broken would hold nothing: every reader finds the breach written for it."""
    assert list(question(ast.parse(breach)))


def test_no_import_hides_in_a_function() -> None:
    """What a file needs stands at its head, so the floors can be checked."""
    assert reading.ask(reading.hidden_imports, reading.sources("src", "simulator")) == []


def test_functions_stay_short() -> None:
    """60 lines are the red flag; the median is far below."""
    assert reading.ask(reading.long_functions(60), reading.sources("src", "simulator", "tests", "scripts")) == []


def test_files_stay_small() -> None:
    """500 lines are the red flag."""
    lengths = {path: path.read_text("utf-8").count("\n") + 1 for path in reading.sources("src", "simulator", "tests")}
    assert {str(path.relative_to(reading.ROOT)): n for path, n in lengths.items() if n > 500} == {}


def test_the_kernel_stays_one_evening() -> None:
    """1,500 lines, comments and blanks included: whoever joins has read the heart of the house in an evening."""
    assert sum(path.read_text("utf-8").count("\n") for path in reading.sources("src/kouan/kernel")) <= 1_500


def test_every_test_says_what_it_promises() -> None:
    """The docstring is the promise; a failing test then names what was broken."""
    assert reading.ask(reading.silent_tests, reading.sources("tests")) == []


def test_no_test_is_switched_off() -> None:
    """A test runs, or `did_not_run` says loudly that it could not."""
    speakers = {reading.ROOT / "tests/support/missing.py", reading.ROOT / "tests/house/test_support.py"}
    others = [path for path in reading.sources("tests") if path not in speakers]
    assert reading.ask(reading.skipped_tests, others) == []


def test_definitions_are_not_rows() -> None:
    """Definitions live in git: no table is called form, field, rule, state or transition."""
    migrations = sorted((reading.ROOT / "src").rglob("migrations/*.py"))
    found = reading.ask(reading.tables, reading.sources("src") + migrations)
    assert [line for line in found if set(line.split(" ")[-1].split("_")) & FORBIDDEN_TABLES] == []


def test_time_is_an_argument() -> None:
    """No clock in operations or below: the same call with the same arguments says the same for ever."""
    assert reading.ask(reading.clocks, timeless()) == []


def test_no_document_type_is_treated_apart() -> None:
    """What one type needs stands in the type's own file, not in an `if` elsewhere."""
    others = [path for path in reading.sources("src") if "documents" not in path.parts]
    assert reading.ask(reading.code_tests, others) == []


def test_no_float_carries_money_or_quantities() -> None:
    """What is filed, recorded and decided is exact: Decimal or scaled whole numbers."""
    exact = [
        path
        for path in timeless()
        if "store" not in path.parts and not {"queries", "queries.py"} & set(path.parts)  # queries may hold statistics
    ]
    assert reading.ask(reading.floats, exact) == []


def test_foreign_keys_stay_within_one_app() -> None:
    """Across areas only ids: an area can be moved, or rebuilt from the journal, without the others."""
    migrations = sorted((reading.ROOT / "src").rglob("migrations/0*.py"))
    assert migrations
    strangers = []
    for path in migrations:
        app = path.parent.parent.name
        strangers += [
            line for line in reading.ask(reading.foreign_keys, [path]) if not line.split(" ")[-1].startswith(f"{app}.")
        ]
    assert strangers == []
