"""`kouan licences list | show | load`: licences and handbook items, asked of a running port over HTTP."""

import argparse
import sys
from pathlib import Path
from typing import Any

import httpx
import msgspec

from kouan.journeys.licensing.telling import Told
from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

from .port import Refused, address, told, with_port
from .verbs import purpose

AT = "/api/v1/licences"


class _Listed(msgspec.Struct):
    licences: list[Told]


class _Problem(msgspec.Struct):
    message: Words
    findings: list[Finding] = []


class _Taken(msgspec.Struct):
    read: int
    registered: int
    known: int


def add(verbs: Any) -> None:
    """Register the verb and its parts."""
    made = verbs.add_parser("licences", help=purpose("licences"))
    parts: Any = made.add_subparsers(required=True, metavar="WHAT")
    listed = parts.add_parser("list", help="余量 · what remains")
    shown = parts.add_parser("show", help="一份和它的变动 · one with its movements")
    shown.add_argument("id", metavar="ID")
    load = parts.add_parser("load", help="装入文件（运维） · take a file over (operator)")
    load.add_argument("file", type=Path, metavar="FILE")
    load.add_argument("--table", choices=("licences", "handbooks"), default="licences")
    for parser, deed in ((listed, show_all), (shown, show_one), (load, take)):
        address(parser)
        parser.add_argument("--json", action="store_true", help="原样 JSON · JSON as it came")
        parser.set_defaults(verb=with_port(deed, seconds=60))


def show_all(asked: argparse.Namespace, port: httpx.Client) -> int:
    """A line a licence."""
    body = _good(port.get(AT))
    if asked.json:
        return told([body.decode()])
    found = msgspec.json.decode(body, type=_Listed).licences
    return told([line(one) for one in found] or ["没有许可证 · no licence"])


def show_one(asked: argparse.Namespace, port: httpx.Client) -> int:
    """One licence, a line a movement."""
    body = _good(port.get(f"{AT}/{asked.id}"))
    if asked.json:
        return told([body.decode()])
    one = msgspec.json.decode(body, type=Told)
    moves = (f"  {e.at[:16]} {e.words} {e.quantity} → {e.remaining} {e.declaration}".rstrip() for e in one.entries)
    return told([line(one), *moves])


def line(one: Told) -> str:
    """One licence for a terminal."""
    name = f"{one.kind} {one.number}".strip() + (f" #{one.item}" if one.item else "")
    return (
        f"{one.id} {name} · {one.words} · 余 left {one.remaining} / {one.issued}（单位 unit {one.unit}）"
        f" 占用 reserved {one.reserved} 核销 written off {one.written} · 至 to {one.valid_to or '—'}"
    )


def take(asked: argparse.Namespace, port: httpx.Client) -> int:
    """Take a file over; what came of it. 2 where it can not be read."""
    try:
        content = asked.file.read_bytes()
    except OSError as fault:
        print(f"{asked.file}: {fault.strerror}", file=sys.stderr)
        return 2
    body = _good(port.post(AT, params={"table": asked.table}, content=content))
    if asked.json:
        return told([body.decode()])
    done = msgspec.json.decode(body, type=_Taken)
    return told([f"读出 read {done.read}，登记 registered {done.registered}，已有 known {done.known}"])


def _good(answer: httpx.Response) -> bytes:
    if answer.is_success:
        return answer.content
    problem = msgspec.json.decode(answer.content, type=_Problem)
    raise Refused("\n".join([str(problem.message), *(f"  {f.message}" for f in problem.findings)]))
