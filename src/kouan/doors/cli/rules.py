"""`kouan rules list | show | run`: the rule book on the command line, and run over a file. These need no database."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kouan.journeys import catalogue
from kouan.kernel.documents import Check, DocumentType, Example
from kouan.kernel.findings import Finding, refusing
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words

from . import impact
from .files import read_file
from .verbs import purpose
from .wired import Wired

"""The law's day is that of this zone."""


class ShownExample(msgspec.Struct, frozen=True):
    """A worked example by its type and its number there; `on` is the day whose law it is read under."""

    type: str
    number: int
    title: Words
    on: dt.date


class ShownRule(msgspec.Struct, frozen=True):
    """A rule as it is printed: what it says, on what basis, how sure we are, and what it finds and does not find."""

    id: str
    sentence: Words
    basis: str
    standing: str
    severity: str
    fields: tuple[str, ...]
    types: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None
    tables: tuple[str, ...]
    fails: tuple[ShownExample, ...]
    passes: tuple[ShownExample, ...]


class RunLine(msgspec.Struct, frozen=True):
    """What the rules say of one document of a file under the law of a day. `rules` is how many were run."""

    file: str
    type: str | None
    on: dt.date
    rules: int
    findings: tuple[Finding, ...]


def add(verbs: Any) -> None:
    """Register the verb and its three parts."""
    parts = verbs.add_parser("rules", help=purpose("rules"))
    inner: Any = parts.add_subparsers(title="rules", metavar="WHAT", required=True)
    listed = inner.add_parser("list", help="列出全部规则 · list every rule")
    listed.add_argument("--type", help="只列一种单证的规则 · of one document type")
    listed.set_defaults(verb=list_rules)
    shown = inner.add_parser("show", help="说明一条规则 · tell one rule")
    shown.add_argument("id", metavar="ID")
    shown.set_defaults(verb=show_rule)
    run = inner.add_parser("run", help="对文件运行规则 · run the rules over a file")
    run.add_argument("file", metavar="FILE")
    run.add_argument(
        "--as-at", dest="on", type=dt.date.fromisoformat, metavar="DATE", help="按该日的规则 · law of a day"
    )
    run.add_argument("--format", help="不识别，直接按此格式读 · read as this format instead of detecting")
    run.set_defaults(verb=run_rules)
    impact.add(inner)
    for each in (listed, shown, run):
        each.add_argument("--json", action="store_true", help="每行一个 JSON 对象 · one JSON object a line")


def book() -> list[ShownRule]:
    """Every rule of every document type, in the order of types and checks; one id stands once."""
    found: dict[str, tuple[Check, list[DocumentType]]] = {}
    for of in catalogue.types().values():
        for check in of.checks:
            found.setdefault(check.id, (check, []))[1].append(of)
    return [_shown(check, types) for check, types in found.values()]


def _shown(check: Check, types: Sequence[DocumentType]) -> ShownRule:
    examples = [(of.code, n, e) for of in types for n, e in enumerate(of.examples)]
    return ShownRule(
        id=check.id,
        sentence=check.sentence,
        basis=check.basis,
        standing=check.standing,
        severity=check.severity,
        fields=check.fields,
        types=tuple(of.code for of in types),
        since=getattr(check, "since", None),
        until=getattr(check, "until", None),
        tables=getattr(check, "tables", ()),
        fails=tuple(_example(*e) for e in examples if check.id in e[2].finds),
        passes=tuple(_example(*e) for e in examples if not e[2].finds),
    )


def _example(code: str, number: int, of: Example) -> ShownExample:
    return ShownExample(code, number, of.title, of.on)


def list_rules(asked: argparse.Namespace, wired: Wired) -> int:
    """Print a line a rule; 2 where the type is unknown."""
    if asked.type and asked.type not in catalogue.types():
        return _usage(f"没有这种单证 · no such document type: {asked.type}")
    for rule in book():
        if not asked.type or asked.type in rule.types:
            print(_json(rule) if asked.json else f"{rule.id:12} {rule.severity:8} {rule.standing:10} {rule.sentence}")
    return 0


def show_rule(asked: argparse.Namespace, wired: Wired) -> int:
    """Print one rule; 2 where there is none of that id."""
    rule = next((r for r in book() if r.id.lower() == asked.id.lower()), None)
    if rule is None:
        return _usage(f"没有这条规则 · no such rule: {asked.id}")
    print(_json(rule) if asked.json else "\n".join(_told(rule)))
    return 0


def _told(rule: ShownRule) -> Iterator[str]:
    yield f"{rule.id}  {rule.sentence}"
    yield f"依据 basis: {rule.basis} ({rule.standing})"
    yield f"作用 severity: {rule.severity}"
    if rule.since or rule.until:
        yield f"有效期 in force: {rule.since or ''} ~ {rule.until or ''}"
    if rule.tables:
        yield f"参考表 tables: {', '.join(rule.tables)}（未装载则不核对 unverified where not loaded）"
    yield f"栏目 fields: {', '.join(rule.fields)}"
    yield f"单证 types: {', '.join(rule.types)}"
    for words, examples in (("检出 fails", rule.fails), ("通过 passes", rule.passes)):
        for e in examples:
            yield f"{words}: {e.type}/examples/{e.number} {e.title} ({e.on})"


def run_rules(asked: argparse.Namespace, wired: Wired) -> int:
    """Print what the rules find in each document of a file; 1 where it would be refused or nothing could be read."""
    known = {f.code for f in catalogue.formats().values()}
    if asked.format and asked.format not in known:
        return _usage(f"没有这种格式 · no such format: {asked.format}")
    on: dt.date = asked.on or law_day(wired.clock())
    _, reading = read_file(Path(asked.file), list(catalogue.formats().values()), asked.format)
    lines = [RunLine(asked.file, None, on, 0, reading.findings)] if reading.findings else []
    for carried in reading.documents:
        of = catalogue.types().get(carried.type)
        if of is not None:
            document, faults = of.convert(msgspec.to_builtins(carried.document))
            found = faults or of.findings(document, on)
            lines.append(RunLine(asked.file, of.code, on, len(of.checks), found))
    for line in lines:
        print(_json(line) if asked.json else "\n".join(_said(line)))
    checked = any(line.type for line in lines)
    return 1 if not checked or any(refusing(line.findings) for line in lines) else 0


def _said(line: RunLine) -> Iterator[str]:
    what = f"{line.type}: {line.rules} 条规则 rules" if line.type else "读取 reading"
    yield f"{line.file} · {what} · {line.on} · {len(line.findings)} 项 findings"
    for f in line.findings:
        yield f"  {f.severity:8} {f.code:12} {f.path}  {f.message}"
        if f.repair:
            yield f"           {f.repair.path}: {f.repair.old!r} -> {f.repair.new!r}"


def _json(shown: msgspec.Struct) -> str:
    return msgspec.json.encode(shown).decode()


def _usage(why: str) -> int:
    print(why, file=sys.stderr)
    return 2
