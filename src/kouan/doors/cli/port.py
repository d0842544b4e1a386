"""Asking a running port over HTTP: where it is, who asks, and its silences and refusals said on the terminal."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable

import httpx
import msgspec

from .wired import Wired

Deed = Callable[[argparse.Namespace, httpx.Client], int]


class Refused(Exception):
    """The port said no, or what it said can not be used; the text is for whoever asked."""


def address(parser: argparse.ArgumentParser) -> None:
    """The options that say where the port is, and the key that says who asks."""
    parser.add_argument("--url", default=os.environ.get("KOUAN_URL", "http://127.0.0.1:8000"))
    parser.add_argument("--key", default=os.environ.get("KOUAN_KEY", ""), help="接口密钥，或设 KOUAN_KEY · API key")


def with_port(deed: Deed, *, seconds: float = 90) -> Callable[[argparse.Namespace, Wired], int]:
    """The deed as a verb, with a client that waits so long for an answer; 1 where the port is away, odd, or says no."""

    def verb(asked: argparse.Namespace, wired: Wired) -> int:
        try:
            with httpx.Client(
                base_url=asked.url, headers={"authorization": f"Bearer {asked.key}"}, timeout=seconds
            ) as port:
                return deed(asked, port)
        except Refused as said:
            print(said, file=sys.stderr)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeEncodeError) as gone:
            print(f"连不上 · can not reach {asked.url}: {gone}", file=sys.stderr)
        except msgspec.MsgspecError as strange:
            print(f"答复看不懂 · not an answer of a port: {strange}", file=sys.stderr)
        return 1

    return verb


def told(lines: Iterable[str]) -> int:
    """Print the lines: all went well."""
    for line in lines:
        print(line)
    return 0
