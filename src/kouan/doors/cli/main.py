"""The verbs and their words."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kouan import __version__

from .verbs import VERBS, modules
from .wired import Wired

Verb = Callable[[argparse.Namespace, Wired], int]


def run(arguments: Sequence[str], wired: Wired) -> int:
    """Run one command and give its exit status."""
    parser = _parser_for(arguments, wired)
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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or closing what is left would complain again
        return 1
    except OSError as fault:
        return _failed("文件或设备出错", "a file or a device failed", f"{fault.strerror}: {fault.filename or ''}")
    except _of_the_store() as fault:
        return _failed("数据库不能使用", "the database can not be used", str(fault).splitlines()[0])


def _failed(zh: str, en: str, why: str) -> int:
    print(f"{zh} · {en}: {why}", file=sys.stderr)
    return 1


def _of_the_store() -> tuple[type[Exception], ...]:
    """What a store may raise; asked for only when something was raised, since most commands never open one."""
    faults: tuple[type[Exception], ...] = importlib.import_module(f"{__package__}.broken").STORE
    return faults


def _parser_for(arguments: Sequence[str], wired: Wired) -> argparse.ArgumentParser:
    """The parser of the verb that is asked for, and of no other: each costs the import of what it works with."""
    asked = VERBS.get(arguments[0]) if arguments else None
    if asked is None:
        return _outline()
    if asked.ready:
        wired.ready()
    return _parser(modules() if asked.whole else [asked.module])


def _parser(of: Iterable[str] | None = None) -> argparse.ArgumentParser:
    """The parser with the verbs of these modules, or of all."""
    parser, verbs = _bare()
    for module in modules() if of is None else of:
        importlib.import_module(f"{__package__}.{module}").add(verbs)
    return parser


def _outline() -> argparse.ArgumentParser:
    """The list of verbs without what they do."""
    parser, verbs = _bare()
    for name, verb in VERBS.items():
        verbs.add_parser(name, help=verb.purpose)
    return parser


def _bare() -> tuple[argparse.ArgumentParser, Any]:
    parser = argparse.ArgumentParser(prog="kouan", description="口岸：一次申报，一个案件，一本日志 · An open e-port")
    parser.add_argument("--version", action="version", version=__version__)
    return parser, parser.add_subparsers(title="verbs", metavar="VERB")
