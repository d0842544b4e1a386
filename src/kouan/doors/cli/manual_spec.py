"""Chapters of the manual: test modules that are read, not run. Docstrings are the text, bodies the worked cases."""

import ast
import re
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from kouan.kernel.words import Words


class Chapter(msgspec.Struct, frozen=True):
    """One chapter: the name of its page and the page."""

    name: str
    text: str


def chapters(folder: Path) -> list[Chapter]:
    """The chapters of a folder: `test_chNN_*.py` in order. Raises ValueError for a case without words."""
    return [_chapter(path) for path in sorted(folder.glob("test_ch*.py"))]


def _chapter(path: Path) -> Chapter:
    source = path.read_text("utf-8")
    module = ast.parse(source)
    title, _, introduction = _words(module, path.name).partition("\n")
    parts = [f"# {title}", introduction.strip()]
    parts.extend(_fenced(ast.get_source_segment(source, f) or "") for f in _functions(module, "helper"))
    for case in _functions(module, "test"):
        parts += [f"## {_line(_words(case, case.name))}", _fenced(_body(source, case))]
    return Chapter(path.stem.removeprefix("test_"), "\n\n".join(parts))


def _functions(module: ast.Module, which: str) -> Iterator[ast.FunctionDef]:
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") == (which == "test"):
            yield node


def _words(node: ast.Module | ast.FunctionDef, name: str) -> str:
    found = ast.get_docstring(node)
    if not found:
        raise ValueError(f"{name} says nothing of itself")
    return found


def _line(text: str) -> str:
    return " ".join(text.split())


def _body(source: str, case: ast.FunctionDef) -> str:
    """The statements after the docstring, comments and blank lines kept."""
    lines = source.splitlines()[case.body[1].lineno - 1 : case.end_lineno]
    return textwrap.dedent("\n".join(lines))


def _fenced(text: str) -> str:
    return f"```python\n{text}\n```"


def glossary(path: Path) -> Mapping[str, Words]:
    """The words of each name of the source in a glossary's tables: term, 中文, code, meaning, source."""
    found: dict[str, Words] = {}
    for line in path.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 5:
            found |= {name: Words(cells[1], cells[0]) for name in re.findall(r"`([^`]+)`", cells[2])}
    return found
