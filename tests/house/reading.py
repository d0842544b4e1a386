"""How the house reads its own code: small questions to one file's syntax tree, each answered with lines."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.support.shared import ROOT

Question = Callable[[ast.Module], Iterator[tuple[int, str]]]
Function = ast.FunctionDef | ast.AsyncFunctionDef
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "localdate"}
CLOCK_OWNERS = {"datetime", "date", "time", "timezone", "dt"}
ABOUT = {"document", "type", "document_type", "case_type", "of", "doctype"}  # names a document type goes by


def sources(*folders: str) -> list[Path]:
    """The Python files that people wrote under the folders; migrations are Django's."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def ask(question: Question, paths: list[Path]) -> list[str]:
    """Every answer as `file:line what`."""
    return [
        f"{path.relative_to(ROOT)}:{line} {what}"
        for path in paths
        for line, what in question(ast.parse(path.read_text(encoding="utf-8")))
    ]


def functions(tree: ast.Module) -> Iterator[Function]:
    """All functions and methods."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def hidden_imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Imports inside functions."""
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno, function.name


def long_functions(limit: int) -> Question:
    """Functions of more lines than the limit."""

    def question(tree: ast.Module) -> Iterator[tuple[int, str]]:
        for function in functions(tree):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            if lines > limit:
                yield function.lineno, f"{function.name}: {lines} lines"

    return question


def silent_tests(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Tests that do not say what they promise."""
    for function in functions(tree):
        if function.name.startswith("test_") and not (ast.get_docstring(function) or "").strip():
            yield function.lineno, function.name


def skipped_tests(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Tests that are switched off: skip, skipif, xfail, importorskip."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail", "importorskip", "skipTest"}:
            yield node.lineno, node.attr


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def tables(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names of tables: classes on a Django model, `db_table`, and what a migration creates or renames to."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(
            _name_of(base) in {"Model", "TextChoicesModel"} for base in node.bases
        ):
            yield node.lineno, node.name.lower()
        elif isinstance(node, ast.Assign) and any(_name_of(t) == "db_table" for t in node.targets):
            yield node.lineno, str(getattr(node.value, "value", "")).lower()
        elif isinstance(node, ast.Call) and _name_of(node.func) in {"CreateModel", "RenameModel", "AlterModelTable"}:
            for keyword in node.keywords:
                if keyword.arg in {"name", "new_name", "table"}:
                    yield node.lineno, str(getattr(keyword.value, "value", "")).lower()


def clocks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Places that ask what time it is. A stopwatch (`monotonic`) is none: it cannot tell the time."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CLOCKS
            and _name_of(node.func.value) in CLOCK_OWNERS
        ):
            yield node.lineno, f"{_name_of(node.func.value)}.{node.func.attr}()"


def code_tests(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Comparisons that treat one document type apart: `something.code == "..."` with written-out code, in an `if`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        about = any(isinstance(s, ast.Attribute) and s.attr == "code" and _name_of(s.value) in ABOUT for s in sides)
        if about and any(isinstance(s, ast.Constant) and isinstance(s.value, str) for s in sides):
            yield node.lineno, ast.unparse(node)


def floats(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Binary fractions: the type `float`, and numbers written with a point."""
    for node in ast.walk(tree):
        if (isinstance(node, ast.Name) and node.id == "float") or (
            isinstance(node, ast.Constant) and isinstance(node.value, float)
        ):
            yield node.lineno, ast.unparse(node)


def foreign_keys(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Tables that a migration's keys point to, as `app.table`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name_of(node.func) in {"ForeignKey", "OneToOneField", "ManyToManyField"}:
            for keyword in node.keywords:
                if keyword.arg == "to":
                    yield node.lineno, ast.unparse(keyword.value).strip("'\"")
