"""`kouan hs CODE | WORDS`: a commodity code with all that touches it, or a search by name. Needs no database."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from kouan.areas.window.nomenclature.finding import search
from kouan.journeys.nomenclature import Told, names, told
from kouan.journeys.taxes import tables

from .verbs import purpose
from .wired import Wired

LISTED = 50


def add(verbs: Any) -> None:
    """Register the verb."""
    hs = verbs.add_parser("hs", help=purpose("hs"))
    hs.add_argument("asked", nargs="+", metavar="CODE|WORDS", help="编号，或名称中的词 · a code, or words of the title")
    hs.add_argument("--json", action="store_true", help="一个 JSON 对象 · one JSON object")
    hs.set_defaults(verb=look)


def look(asked: argparse.Namespace, wired: Wired) -> int:
    """Print what is known; 1 where nothing is, with the nearest codes."""
    text = " ".join(asked.asked)
    digits = text.replace(".", "").replace(" ", "")
    if digits.isascii() and digits.isdecimal() and 2 <= len(digits) <= 10:
        return _code(told(digits, *tables()), asked.json)
    hits = search(text, names())
    if asked.json:
        print(msgspec.json.encode({"total": len(hits), "found": hits}).decode())
    else:
        for entry in hits[:LISTED]:
            print(f"{entry.code:6}  {entry.description}")
        if len(hits) > LISTED:
            print(f"…… 共 {len(hits)} 个 · {len(hits)} in all; --json 列出全部 lists them")
    if not hits:
        print(f"没有找到“{text}” · nothing found for {text!r}", file=sys.stderr)
    return 0 if hits else 1


def _code(made: Told, json: bool) -> int:
    print(msgspec.json.encode(made).decode() if json else "\n".join(_said(made)))
    six = len(made.code) >= 6
    return 0 if made.known or (not six and made.above) else 1


def _said(made: Told) -> Iterator[str]:
    yield f"{made.edition} · {made.since} · {made.standing} · {made.reference}"
    for entry in made.above:
        yield f"{entry.code:6}  {made.names.get(entry.code, '')} {entry.description}".replace("   ", "  ")
    if len(made.code) >= 6 and not made.known:
        gone = f"已于 {made.ended.last_day} 后停用 · ended after" if made.ended else "没有这个子目 · no such subheading"
        yield f"{made.code[:6]}  {gone}"
        for entry in made.near:
            yield f"  相近 near: {entry.code}  {entry.description}"
    for entry in made.below:
        yield f"  {entry.code:6}  {entry.description}"
    if made.rates and made.sample:
        yield "税率为虚构示例 · the rates are an invented sample"
    for row in made.rates:
        percent = f" {row.percent}%" if row.percent is not None else ""
        amount = f" {row.amount} 元/{row.unit}" if row.amount is not None else ""
        yield f"  {row.told}{percent}{amount}"
    if made.known:
        yield "规则 rules: " + "、".join(r.rule for r in made.rules)
