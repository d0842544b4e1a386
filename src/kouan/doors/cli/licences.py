"""`kouan licences list | show | load`: licences and handbook items, asked of a running port over HTTP."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec

from kouan.journeys.licensing.telling import Told
from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

from .verbs import purpose
from .wired import Wired

AT = "/api/v1/licences"
Deed = Callable[[argparse.Namespace, httpx.Client], list[str]]


class _Listed(msgspec.Struct):
    licences: list[Told]


class _Problem(msgspec.Struct):
    message: Words
    findings: list[Finding] = []


class _Taken(msgspec.Struct):
    read: int
    registered: int
    known: int


class _Refused(Exception):
    """The port said no; what it said."""


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
        parser.add_argument("--url", default=os.environ.get("KOUAN_URL", "http://127.0.0.1:8000"))
        parser.add_argument("--key", default=os.environ.get("KOUAN_KEY", ""), help="接口密钥，或设 KOUAN_KEY · API key")
        parser.add_argument("--json", action="store_true", help="原样 JSON · JSON as it came")
        parser.set_defaults(verb=_with_port(deed))


def _with_port(deed: Deed) -> Callable[[argparse.Namespace, Wired], int]:
    def verb(asked: argparse.Namespace, wired: Wired) -> int:
        try:
            with httpx.Client(base_url=asked.url, headers={"authorization": f"Bearer {asked.key}"}, timeout=60) as port:
                print("\n".join(deed(asked, port)))
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeEncodeError) as gone:
            print(f"连不上 · can not reach {asked.url}: {gone}", file=sys.stderr)
            return 1
        except OSError as fault:
            print(f"{asked.file}: {fault.strerror}", file=sys.stderr)
            return 2
        except msgspec.MsgspecError as strange:
            print(f"答复看不懂 · not an answer of a port: {strange}", file=sys.stderr)
            return 1
        except _Refused as refused:
            print(refused, file=sys.stderr)
            return 1
        return 0

    return verb


def show_all(asked: argparse.Namespace, port: httpx.Client) -> list[str]:
    """A line a licence."""
    body = _good(port.get(AT))
    if asked.json:
        return [body.decode()]
    found = msgspec.json.decode(body, type=_Listed).licences
    return [line(one) for one in found] or ["没有许可证 · no licence"]


def show_one(asked: argparse.Namespace, port: httpx.Client) -> list[str]:
    """One licence, a line a movement."""
    body = _good(port.get(f"{AT}/{asked.id}"))
    if asked.json:
        return [body.decode()]
    one = msgspec.json.decode(body, type=Told)
    moves = (f"  {e.at[:16]} {e.words} {e.quantity} → {e.remaining} {e.declaration}".rstrip() for e in one.entries)
    return [line(one), *moves]


def line(one: Told) -> str:
    """One licence for a terminal."""
    name = f"{one.kind} {one.number}".strip() + (f" #{one.item}" if one.item else "")
    return (
        f"{one.id} {name} · {one.words} · 余 left {one.remaining} / {one.issued}（单位 unit {one.unit}）"
        f" 占用 reserved {one.reserved} 核销 written off {one.written} · 至 to {one.valid_to or '—'}"
    )


def take(asked: argparse.Namespace, port: httpx.Client) -> list[str]:
    """Take a file over; what came of it."""
    body = _good(port.post(AT, params={"table": asked.table}, content=asked.file.read_bytes()))
    if asked.json:
        return [body.decode()]
    done = msgspec.json.decode(body, type=_Taken)
    return [f"读出 read {done.read}，登记 registered {done.registered}，已有 known {done.known}"]


def _good(answer: httpx.Response) -> bytes:
    if answer.is_success:
        return answer.content
    problem = msgspec.json.decode(answer.content, type=_Problem)
    raise _Refused("\n".join([str(problem.message), *(f"  {f.message}" for f in problem.findings)]))
