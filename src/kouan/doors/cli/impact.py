"""`kouan rules impact RULE`: what a change of a rule would have done to the last declarations of this port."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from kouan.journeys import catalogue
from kouan.journeys.impact import MOST, VERDICTS, Change, Impact, filings, impact
from kouan.kernel.documents import Check, DocumentType

from .wired import Wired

LISTED = 20


class ImpactLine(msgspec.Struct, frozen=True):
    """What `--json` prints of one document type."""

    type: str
    rule: str
    looked_at: int
    changed: int
    spared: int
    struck: int
    cases: tuple[str, ...]


def add(inner: Any) -> None:
    """Register the part of `kouan rules`."""
    asked = inner.add_parser("impact", help="若改动一条规则，最近的申报会怎样 · what a change would have done")
    asked.add_argument("id", metavar="RULE")
    asked.add_argument("--last", type=int, default=1000, metavar="N", help="最近 N 份 · the last N filings")
    change = asked.add_mutually_exclusive_group()
    change.add_argument("--off", action="store_true", help="停用（默认） · switched off (the default)")
    change.add_argument("--as", dest="severity", choices=["error", "warning"], help="改为必改或提醒 · weighed anew")
    change.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="按该日的规定 · by the law of a day")
    change.add_argument(
        "--row", nargs="+", metavar=("TABLE", "CSV"), help="参考表改几行 · rows of a reference table changed"
    )
    asked.add_argument("--json", action="store_true", help="每种单证一个 JSON 对象 · one JSON object a document type")
    asked.set_defaults(verb=tell)


def tell(asked: argparse.Namespace, wired: Wired) -> int:
    """Print N of M and the first cases; 2 where the rule or the table is unknown."""
    pairs = [(of, c) for of in catalogue.types().values() for c in of.checks if c.id.lower() == asked.id.lower()]
    if not pairs:
        return _usage(f"没有这条规则 · no such rule: {asked.id}")
    if not 1 <= asked.last <= MOST:
        return _usage(f"--last 为 1 至 {MOST} · 1 to {MOST}")
    reader = wired.open_for_reading().reader
    for of, check in pairs:
        try:
            found = impact(of, check, filings(reader, of, asked.last), _change(asked))
        except ValueError as fault:
            return _usage(f"参考表的行不能用 · the rows can not be used: {fault}")
        print(_json(of, check, found) if asked.json else "\n".join(_said(of, check, found)))
    return 0


def _change(asked: argparse.Namespace) -> Change:
    table, *rows = asked.row or [""]
    off = asked.off or not (asked.severity or asked.on or table)
    return Change(off=off, severity=asked.severity, on=asked.on, table=table, rows="\n".join(rows))


def _json(of: DocumentType, check: Check, found: Impact) -> str:
    cases = tuple(c.id for c in found.changed)
    line = ImpactLine(of.code, check.id, found.looked_at, len(cases), found.spared, found.struck, cases)
    return msgspec.json.encode(line).decode()


def _said(of: DocumentType, check: Check, found: Impact) -> Iterator[str]:
    yield f"{check.id} · {of.code}: {len(found.changed)} / {found.looked_at} 份会变 change"
    yield f"  不再拒收 refused no longer: {found.spared}；新拒收 newly refused: {found.struck}"
    for c in found.changed[:LISTED]:
        yield f"  {c.at[:10]}  {c.id:20} {VERDICTS[c.before]} -> {VERDICTS[c.after]}"


def _usage(why: str) -> int:
    print(why, file=sys.stderr)
    return 2
