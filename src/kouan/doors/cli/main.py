"""The verbs and their words."""

import argparse
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from typing import Any

from django.db import DatabaseError

from kouan import __version__
from kouan.store.database import Unavailable

from . import (
    bench,
    check,
    demo,
    files,
    fund,
    journal,
    keep,
    look,
    manual,
    nomenclature,
    replies,
    rules,
    serve,
    tax,
    where,
)
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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or closing what is left would complain again
        return 1
    except OSError as fault:
        return _failed("文件或设备出错", "a file or a device failed", f"{fault.strerror}: {fault.filename or ''}")
    except (Unavailable, DatabaseError, sqlite3.Error) as fault:
        return _failed("数据库不能使用", "the database can not be used", str(fault).splitlines()[0])


def _failed(zh: str, en: str, why: str) -> int:
    print(f"{zh} · {en}: {why}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kouan", description="口岸：一次申报，一个案件，一本日志 · An open e-port")
    parser.add_argument("--version", action="version", version=__version__)
    verbs: Any = parser.add_subparsers(title="verbs", metavar="VERB")
    for module in (
        demo,
        serve,
        files,
        check,
        rules,
        tax,
        nomenclature,
        look,
        where,
        replies,
        fund,
        journal,
        keep,
        bench,
        manual,
    ):
        module.add(verbs)
    return parser
