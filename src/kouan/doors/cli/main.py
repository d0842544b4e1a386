"""The verbs and their words."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

from kouan import __version__

from . import bench, demo, files, journal, keep, look, manual, rules, serve, tax
from .wired import Wired

Verb = Callable[[argparse.Namespace, Wired], int]


def run(arguments: Sequence[str], wired: Wired) -> int:
    """Run one command and give its exit status."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if not hasattr(asked, "verb"):
        parser.print_help()
        return 2
    verb: Verb = asked.verb
    try:
        return verb(asked, wired)
    except KeyboardInterrupt:
        print("已中断 · Interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kouan", description="口岸：一次申报，一个案件，一本日志 · An open e-port")
    parser.add_argument("--version", action="version", version=__version__)
    verbs: Any = parser.add_subparsers(title="verbs", metavar="VERB")
    for module in (demo, serve, files, rules, tax, look, journal, keep, bench, manual):
        module.add(verbs)
    return parser
