"""`kouan check FILE --level save|submit`: would it count as saved, would it be taken? Needs no database, records nothing."""

import argparse
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from kouan.areas.window import levels
from kouan.journeys import catalogue
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding, refusing
from kouan.kernel.rules import law_day

from .files import LARGEST, read_file
from .verbs import purpose
from .wired import Wired


class CheckLine(msgspec.Struct, frozen=True):
    """What is printed of one document: `stands` says whether it counts as saved, or would be taken."""

    file: str
    type: str | None
    level: levels.Level
    stands: bool
    findings: tuple[Finding, ...]


def add(verbs: Any) -> None:
    """Register the verb."""
    check = verbs.add_parser("check", help=purpose("check"))
    check.add_argument("file", metavar="FILE")
    check.add_argument("--level", choices=tuple(levels.LEVELS), default="submit", help="save 暂存, submit 申报")
    check.add_argument("--type", help="JSON 草稿的单证种类 · document type of a draft in JSON")
    check.add_argument("--json", action="store_true", help="每行一个 JSON 对象 · one JSON object a line")
    check.set_defaults(verb=check_file)


def check_file(asked: argparse.Namespace, wired: Wired) -> int:
    """Print what is missing or found; 0 where every document stands at the level, else 1; 2 for a type we do not know."""
    if asked.type and asked.type not in catalogue.types():
        print(f"没有这种单证 · no such document type: {asked.type}")
        return 2
    lines = list(_checked(Path(asked.file), asked.level, asked.type, law_day(wired.clock())))
    for line in lines:
        print(msgspec.json.encode(line).decode() if asked.json else "\n".join(_told(line)))
    return 0 if lines and all(line.stands for line in lines) else 1


def _checked(path: Path, level: levels.Level, kind: str | None, on: dt.date) -> Iterator[CheckLine]:
    of, raw = _draft(path, kind)
    if of is not None:
        yield _line(path, of, raw, level, on)
        return
    _, reading = read_file(path, list(catalogue.formats().values()))
    if not reading.documents:
        yield CheckLine(str(path), None, level, False, reading.findings)
    for carried in reading.documents:
        if carried.type in catalogue.types():
            known = catalogue.types()[carried.type]
            yield _line(path, known, msgspec.to_builtins(carried.document), level, on, reading.findings)


def _draft(path: Path, kind: str | None) -> tuple[DocumentType | None, Mapping[str, Any]]:
    """A JSON object as the draft of a type: the one named, or the one of its envelope. Neither: None."""
    try:
        raw = msgspec.json.decode(path.read_bytes()) if path.stat().st_size <= LARGEST else None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None, {}
    if not isinstance(raw, dict):
        return None, {}
    if isinstance(raw.get("document"), dict) and isinstance(raw.get("type"), str):
        return catalogue.types().get(raw["type"]), raw["document"]
    return (catalogue.types().get(kind), raw) if kind else (None, {})


def _line(
    path: Path,
    of: DocumentType,
    raw: Mapping[str, Any],
    level: levels.Level,
    on: dt.date,
    beside: tuple[Finding, ...] = (),
) -> CheckLine:
    found = levels.at(of, raw, level, on)
    stands = not (refusing(beside) or (found if level == "save" else refusing(found)))
    return CheckLine(str(path), of.code, level, stands, (*beside, *found))


def _told(line: CheckLine) -> Iterator[str]:
    said = {"save": ("算暂存 saved", "不完整 incomplete"), "submit": ("可申报 ready to file", "不能申报 not taken")}
    stands = said[line.level][0 if line.stands else 1]
    yield f"{line.file} · {line.type or '—'} · {stands} · {len(line.findings)}"
    for f in line.findings:
        yield f"  {f.severity:8} {f.code:16} {f.path}  {f.message}"
