"""`kouan outside post | list | again`: the gateway of an outside customs system hands in its replies, over HTTP with its key."""

import argparse
from pathlib import Path
from typing import Any

import httpx
import msgspec

from .port import address, with_port
from .verbs import purpose

AT = "/api/v1/outside/replies"


def add(verbs: Any) -> None:
    """Register the verbs."""
    outside = verbs.add_parser("outside", help=purpose("outside"))
    what: Any = outside.add_subparsers(required=True, metavar="WHAT")
    post = what.add_parser("post", help="转入答复报文，每个文件一行结果 · hand in messages, a line of JSON a file")
    post.add_argument("files", nargs="+", type=Path, metavar="FILE")
    listed = what.add_parser("list", help="列出收到的答复 · list what came")
    listed.add_argument("--standing", choices=("taken", "refused", "unknown"))
    again = what.add_parser("again", help="再试一条未计入的 · look at one anew that was not taken")
    again.add_argument("id")
    for parser, deed in ((post, hand_in), (listed, show), (again, once_more)):
        address(parser)
        parser.set_defaults(verb=with_port(deed))


def hand_in(asked: argparse.Namespace, port: httpx.Client) -> int:
    """Hand in each file; 1 where one was not taken in."""
    good = True
    for path in asked.files:
        answer = port.post(AT, content=path.read_bytes())
        told = _told(answer)
        print(msgspec.json.encode({"file": path.name, **told}).decode())
        good = good and answer.is_success
    return 0 if good else 1


def show(asked: argparse.Namespace, port: httpx.Client) -> int:
    """A line of JSON a reply, the newest first."""
    answer = port.get(AT, params={"standing": asked.standing} if asked.standing else {})
    told = _told(answer)
    for reply in told.get("replies", [told]):
        print(msgspec.json.encode(reply).decode())
    return 0 if answer.is_success else 1


def once_more(asked: argparse.Namespace, port: httpx.Client) -> int:
    """What became of it now."""
    answer = port.post(f"{AT}/{asked.id}/again")
    told = _told(answer)
    print(msgspec.json.encode(told).decode())
    return 0 if answer.is_success and told.get("standing") == "taken" else 1


def _told(answer: httpx.Response) -> dict[str, Any]:
    try:
        told: dict[str, Any] = answer.json()
    except ValueError:
        return {"status": answer.status_code, "said": answer.text[:200]}
    return told
