"""`kouan tables list | convert`: the reference tables that are loaded, and published tables brought into our layout."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

import msgspec

from kouan.areas.window import reference
from kouan.areas.window.reference.tables import NAMES
from kouan.areas.window.taking.references import Shelf, converted, inspect

from .verbs import purpose
from .wired import Wired


def add(verbs: Any) -> None:
    """Register the verb and its parts."""
    parts = verbs.add_parser("tables", help=purpose("tables"))
    inner: Any = parts.add_subparsers(title="tables", metavar="WHAT", required=True)
    listed = inner.add_parser("list", help="每张表的文件、日期、行数、问题 · each table's file, day, rows, faults")
    listed.add_argument("--folder", help="目录；不给则用 KOUAN_REFERENCE · a folder, else KOUAN_REFERENCE")
    listed.add_argument("--json", action="store_true", help="每行一个 JSON 对象 · one JSON object a line")
    listed.set_defaults(verb=list_tables)
    convert = inner.add_parser(
        "convert", help="公布的表（列序不限，xlsx 或 CSV）改成我们的格式 · a published table into our layout"
    )
    convert.add_argument("file", metavar="FILE")
    convert.add_argument("--to", required=True, choices=NAMES, metavar="TABLE", help="、".join(NAMES))
    convert.add_argument("-o", "--output", metavar="CSV", help="不给则打印 · else it is printed")
    convert.add_argument("--reference", default="", help="各行没写的依据 · basis where a row has none")
    convert.add_argument("--standing", default="to-verify", choices=["official", "secondary", "to-verify", "house"])
    convert.add_argument("--valid-from", default="", metavar="DATE", help="各行没写的生效日期 · first day where none")
    convert.set_defaults(verb=convert_table)


def list_tables(asked: argparse.Namespace, wired: Wired) -> int:
    """Print a line a table, its faults beneath; 1 where one has faults."""
    named = asked.folder or os.environ.get(reference.FOLDER)
    found = inspect(Path(named) if named else None)
    for shelf in found:
        print(msgspec.json.encode(shelf).decode() if asked.json else _said(shelf))
    return 1 if any(s.faults for s in found) else 0


def _said(shelf: Shelf) -> str:
    if not shelf.file:
        return f"{shelf.name:18} {shelf.words}: 未装入，待核 · not loaded, unverified"
    head = f"{shelf.name:18} {shelf.words}: {shelf.file} · {shelf.changed} · {shelf.rows} 行 rows"
    return "\n".join([head, *(f"  第 {f.row} 行 row · {f.column} · {f.value!r}  {f.message}" for f in shelf.faults)])


def convert_table(asked: argparse.Namespace, wired: Wired) -> int:
    """Write the good rows; 1 where some are left out (each is told), 2 where the file can not be read."""
    try:
        body = Path(asked.file).read_bytes()
    except OSError as fault:
        print(f"{asked.file}: {fault.strerror}", file=sys.stderr)
        return 2
    beside = {"reference": asked.reference, "standing": asked.standing, "valid_from": asked.valid_from}
    text, good, faults = converted(body, asked.to, **beside)
    for f in faults:
        print(f"第 {f.row} 行 row · {f.column} · {f.value!r}  {f.message}", file=sys.stderr)
    if not good:
        print("没有可用的行 · no good row", file=sys.stderr)
        return 2
    if asked.output:
        Path(asked.output).write_text(text, "utf-8")
        print(f"{asked.output}: {good} 行 rows")
    else:
        print(text, end="")
    return 1 if faults else 0
