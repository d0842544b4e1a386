"""`kouan where NUMBER | CODE`: where a consignment is, asked of a running port over HTTP."""

import argparse
import re
import sys
from typing import Any

import httpx
import msgspec

from kouan.journeys.consignments import Where, role_words
from kouan.kernel.journal import instant
from kouan.kernel.words import Words
from kouan.kit.saying import local

from .port import address
from .verbs import purpose
from .wired import Wired

_CODE = re.compile(r"[A-Za-z0-9_-]{24}")
"""The form of a code; a case's id has two hyphens and is shorter."""


class _Found(msgspec.Struct):
    found: list[Where]


class _Problem(msgspec.Struct):
    message: Words


def add(verbs: Any) -> None:
    """Register the verb."""
    where = verbs.add_parser("where", help=purpose("where"))
    where.add_argument("what", metavar="NUMBER|CODE")
    address(where)
    where.add_argument("--json", action="store_true", help="原样 JSON · JSON as it came")
    where.set_defaults(verb=ask)


def ask(asked: argparse.Namespace, wired: Wired) -> int:
    """Print where it is; 1 where there is nothing to be seen."""
    coded = bool(_CODE.fullmatch(asked.what))
    try:
        with httpx.Client(base_url=asked.url, timeout=30) as port:
            answer = (
                port.get(f"/api/v1/where/{asked.what}")
                if coded
                else port.get(
                    "/api/v1/where", params={"number": asked.what}, headers={"authorization": f"Bearer {asked.key}"}
                )
            )
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeEncodeError) as gone:
        print(f"连不上 · can not reach {asked.url}: {gone}", file=sys.stderr)
        return 1
    try:
        if answer.status_code != 200:
            print(msgspec.json.decode(answer.content, type=_Problem).message, file=sys.stderr)
            return 1
        if asked.json:
            print(answer.text)
            return 0
        told = (
            [msgspec.json.decode(answer.content, type=Where)]
            if coded
            else msgspec.json.decode(answer.content, type=_Found).found
        )
    except msgspec.MsgspecError as strange:
        print(f"答复看不懂 · not an answer of a port: {strange}", file=sys.stderr)
        return 1
    for one in told:
        print("\n".join(lines(one)))
    return 0


def lines(told: Where) -> list[str]:
    """One consignment as lines for a terminal."""
    head = f"{told.kind} {told.number} {told.case}".rstrip()
    holders = "、".join(str(role_words(r)) for r in told.holder) or "— 无人须办 nobody has to act"
    made = [head, f"  {told.words} · {holders} · 自 since {_at(told.since)}"]
    if told.expected:
        e = told.expected
        made.append(
            f"  预计放行 expected release {_at(e.middle.isoformat())}（{e.level}%: {_at(e.low.isoformat())} – {_at(e.high.isoformat())}；"
            f"{e.estimator}，n={e.n}，{e.firms} 家 firms，日志 journal #{e.first_seq}–#{e.last_seq}）"
        )
    made += [f"  ✗ {m.words}（须由 by {role_words(m.party)}，{m.rule}）" for m in told.mismatches]
    made += [f"  · {_at(h.at)} {h.words}" for h in told.happened]
    made += [f"  → {c.words}（{role_words(c.by[0])}）" for c in told.next]
    return made


def _at(text: str) -> str:
    return f"{local(instant(text)):%Y-%m-%d %H:%M}"
