"""Pages of the manual about the ways in: the command line's verbs, the lane's addresses."""

import argparse
from collections.abc import Iterator
from typing import Any

from kouan.doors.api.openapi import describe
from kouan.journeys import catalogue

from .manual_text import code, table

OPEN = {
    "/api/v1/openapi.json": "本接口的 OpenAPI 3.1 描述 · This lane's description",
    "/api/v1/types/{type}/schema": "单证的 JSON Schema · The JSON Schema of a document",
    "/api/v1/decisions:batch": "成批决定，NDJSON · Many decisions, NDJSON",
    "/api/v1/demonstration/receiver": "演示用的推送接收端（POST），按 ?answer= 回答 · A receiver of pushes for demonstrations (POST)",
    "/healthz": "进程在，日志到第几条 · The process answers, and how far its journal is",
}
"""Addresses beside those that the description lists."""


def pages(verbs: Any) -> dict[str, str]:
    """Both pages by name."""
    return {"doors/command-line.md": command_line(verbs), "doors/api.md": api()}


def command_line(verbs: Any) -> str:
    """Every verb with its options. `verbs` is the parser's own list of them."""
    parts = [
        "# 命令 Command line",
        "`kouan VERB ...`。退出码 exit status: 0 完成 done，1 有未完成 something failed，2 用法 usage。",
    ]
    for name, parser, said in _verbs(verbs):
        parts += [f"## kouan {name}", said, _options(parser)]
    return "\n\n".join(p for p in parts if p)


def _verbs(verbs: Any) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Verbs, and verbs of verbs, each with its parser and help."""
    helps = {choice.dest: choice.help or "" for choice in verbs._choices_actions}
    for name, parser in verbs.choices.items():
        yield name, parser, helps.get(name, "")
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                yield from ((f"{name} {inner}", p, said) for inner, p, said in _verbs(action))


def _options(parser: argparse.ArgumentParser) -> str:
    rows = [
        (
            code(", ".join(a.option_strings) or a.metavar or a.dest),
            a.help or "",
            "" if a.default is None else code(a.default),
        )
        for a in parser._actions
        if not isinstance(a, argparse._HelpAction | argparse._SubParsersAction)
    ]
    return table(("选项 option", "说明 help", "默认 default"), rows)


def api() -> str:
    """Every address of the lane."""
    described = describe(catalogue.types())
    rows = [
        (code(f"{method.upper()} {path}"), operation.get("summary", ""), " ".join(operation.get("responses", ())))
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    rows += [(code(f"{'POST' if path.endswith('batch') else 'GET'} {path}"), said, "") for path, said in OPEN.items()]
    head = ("地址 address", "作用 what it does", "回答 answers")
    return f"# 接口 API\n\n{described['info']['description']}\n\n" + table(head, rows)
