"""`kouan look hs | origin CODE`: a commodity code in the Harmonized System, and in the product rules of an agreement."""

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec

from kouan.areas.window.lookup.hs import read_system
from kouan.areas.window.lookup.origin import read_agreement

from .verbs import purpose
from .wired import Wired


def add(verbs: Any) -> None:
    """Register the verb and its parts."""
    look = verbs.add_parser("look", help=purpose("look"))
    inner: Any = look.add_subparsers(title="look", metavar="WHERE", required=True)
    hs = inner.add_parser("hs", help="章、品目、子目 · chapter, heading, subheading")
    hs.add_argument("--table", required=True, metavar="CSV", help="协调制度表 · a table of the Harmonized System")
    hs.set_defaults(verb=look_hs)
    origin = inner.add_parser("origin", help="协定的产品特定规则 · the product rules of an agreement")
    origin.add_argument("--rules", required=True, metavar="JSON", help="规则文件 · the file of rule sets")
    origin.set_defaults(verb=look_origin)
    for each in (hs, origin):
        each.add_argument("code", metavar="CODE")
        each.add_argument("--json", action="store_true", help="每行一个 JSON 对象 · one JSON object a line")


def look_hs(asked: argparse.Namespace, wired: Wired) -> int:
    """Print what a code stands under, from the chapter down; 1 where it is unknown, 2 where the table can not be read."""
    try:
        system = read_system(Path(asked.table).read_text("utf-8-sig"))
    except (OSError, ValueError) as fault:
        return _usage(f"表读不了 · the table can not be read: {fault}")
    for entry in system.above(asked.code):
        print(_json(entry) if asked.json else f"{entry.code:6}  {entry.description}")
    return 0 if system.knows(asked.code) else _unknown(asked.code)


def look_origin(asked: argparse.Namespace, wired: Wired) -> int:
    """Print every rule set that a code falls in; 1 where there is none, 2 where the file can not be read."""
    try:
        found = read_agreement(Path(asked.rules).read_bytes()).for_code(asked.code)
    except (OSError, ValueError) as fault:
        return _usage(f"规则读不了 · the rules can not be read: {fault}")
    for rule_set in found:
        if asked.json:
            print(_json(rule_set))
            continue
        print(f"{rule_set.heading}  {rule_set.subdivision or ''}")
        for rule in rule_set.rules:
            print(f"  {', '.join(rule.classes) or '以文字为准 the sentence decides'}: {rule.sentence}")
    return 0 if found else _unknown(asked.code)


def _json(shown: msgspec.Struct) -> str:
    return msgspec.json.encode(shown).decode()


def _unknown(code: str) -> int:
    print(f"没有 {code} · {code} is not in it", file=sys.stderr)
    return 1


def _usage(why: str) -> int:
    print(why, file=sys.stderr)
    return 2
