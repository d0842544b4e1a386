"""`kouan manual OUT`: the manual, written from the chapters in `tests/spec` and from all that the house has registered.

Nothing in it is typed twice: a field's words, a check's sentence and a machine's table are those that the program runs by.
"""

import argparse
import functools
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import manual_areas, manual_doors, manual_spec
from .verbs import purpose
from .wired import Wired

SPEC, GLOSSARY = Path("tests/spec"), Path("GLOSSARY.md")
MARK = ".kouan-manual"
"""Lies in a folder that this verb has written, so that it empties no other."""


def add(verbs: Any) -> None:
    """Register the verb."""
    manual = verbs.add_parser("manual", help=purpose("manual"))
    manual.add_argument("out", metavar="OUT")
    manual.set_defaults(verb=functools.partial(write_manual, verbs))


def write_manual(verbs: Any, asked: argparse.Namespace, wired: Wired) -> int:
    """Write all pages into a folder of their own; 2 without the checkout, or for a folder that holds something else."""
    out = Path(asked.out)
    if not (SPEC.is_dir() and GLOSSARY.is_file()):
        print("须在源码目录中运行 · run it in the checkout: tests/spec is not here", file=sys.stderr)
        return 2
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        print(f"目录里有别的文件 · the folder holds something else: {out}", file=sys.stderr)
        return 2
    pages = all_pages(verbs, SPEC, GLOSSARY)
    shutil.rmtree(out, ignore_errors=True)
    for name, text in pages.items():
        place = out / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.rstrip() + "\n", "utf-8")
    (out / MARK).touch()
    print(f"{len(pages)} 页 pages → {out}")
    return 0


def all_pages(verbs: Any, spec: Path, glossary: Path) -> Mapping[str, str]:
    """Every page by its name; the first is the table of contents."""
    chapters = manual_spec.chapters(spec)
    pages = {f"{c.name}.md": c.text for c in chapters}
    pages |= manual_areas.pages(manual_spec.glossary(glossary)) | manual_doors.pages(verbs)
    return {"README.md": _contents(pages), **pages}


_INTRODUCTION = """# 口岸 kouan 手册 Manual

前几章每一条都是一个测试，在 SQLite 和 PostgreSQL 上各跑一遍，跑不过就不会在这里。后面各页由程序登记的内容生成。
Every case of the chapters is a test that ran on SQLite and on PostgreSQL. The pages after them are made from what the program has registered.
"""

_PARTS = (
    ("章 Chapters", ""),
    ("单证 Documents", "documents/"),
    ("登记 Registries", "registries/"),
    ("代码表 Code lists", "codes/"),
    ("入口 Doors", "doors/"),
)


def _contents(pages: Mapping[str, str]) -> str:
    lines = [_INTRODUCTION]
    for title, folder in _PARTS:
        mine = [name for name in pages if (name.startswith(folder) if folder else "/" not in name)]
        lines += [f"\n## {title}\n", *(f"- [{_title(pages[name])}]({name})" for name in mine)]
    return "\n".join(lines)


def _title(text: str) -> str:
    return text.split("\n", 1)[0].removeprefix("# ")
