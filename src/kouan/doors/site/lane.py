"""The fast lane for people to read: the same description that machines get, as a page with commands to try."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.doors.api.openapi import describe
from kouan.journeys import catalogue
from kouan.kernel.words import Words
from kouan.store.house import house

GROUPS = (
    ("/api/v1/cases", Words("案件", "Cases")),
    ("/api/v1/decisions", Words("决定", "Decisions")),
    ("/api/v1/fund", Words("专项资金", "The special fund")),
    ("/api/v1/journal", Words("日志", "The journal")),
    ("/api/v1/types", Words("单证种类", "Document types")),
)
FILING = Words("申报", "Filing")


class Operation(msgspec.Struct, frozen=True):
    """One address and what may be asked of it."""

    method: str
    path: str
    words: Words
    note: Words
    parameters: tuple[str, ...]
    answers: tuple[tuple[str, Words], ...]


class Group(msgspec.Struct, frozen=True):
    """Operations that belong together."""

    words: Words
    operations: tuple[Operation, ...]


@require_safe
def lane(request: HttpRequest) -> HttpResponse:
    """GET /api/: every address of the lane."""
    said = describe(catalogue.types())
    operations = [
        _operation(method.upper(), path, told)
        for path, methods in said["paths"].items()
        for method, told in methods.items()
    ]
    groups = [Group(words, tuple(o for o in operations if _group(o.path) == words)) for words in (FILING, *_names())]
    context = {
        "groups": [g for g in groups if g.operations],
        "version": said["info"]["version"],
        "address": f"{request.scheme}://{request.get_host()}",
        "demonstration": house().demonstration,
    }
    return render(request, "doors/lane.html", context)


def _names() -> tuple[Words, ...]:
    return tuple(words for _, words in GROUPS)


def _group(path: str) -> Words:
    return next((words for start, words in GROUPS if path.startswith(start)), FILING)


def _operation(method: str, path: str, told: dict[str, Any]) -> Operation:
    return Operation(
        method,
        path,
        _both(told["summary"]),
        _both(told.get("description", "")),
        tuple(p["name"] for p in told.get("parameters", ())),
        tuple((status, _both(answer["description"])) for status, answer in told["responses"].items()),
    )


def _both(text: str) -> Words:
    """The two languages of a text that carries both, parted by a middle dot."""
    zh, _, en = text.partition(" · ")
    return Words(zh, en or zh)
