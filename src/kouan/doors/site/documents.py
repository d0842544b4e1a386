"""The rule book: every document type with its fields, states and checks, drawn from the registry itself."""

import re
from collections.abc import Iterator, Mapping

import msgspec
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.areas.window import reference
from kouan.journeys import catalogue
from kouan.kernel.documents import Check, DocumentType, Example, encode
from kouan.kernel.machine import Machine, Refused
from kouan.kernel.shapes import Field, fields
from kouan.kernel.words import Words
from kouan.kit.marks import Chip

from .marks import chip, role_words
from .who import actor_of

STANDINGS: Mapping[str, Words] = {
    "official": Words("官方文本", "official text"),
    "secondary": Words("二手来源", "secondary source"),
    "to-verify": Words("待核实", "to be verified"),
    "house": Words("本系统约定", "house rule"),
}
SEVERITIES: Mapping[str, Words] = {
    "error": Words("必改，否则不能申报", "must be mended before filing"),
    "block": Words("阻断公布", "blocks publication"),
    "warning": Words("提醒，不阻断", "a reminder, blocks nothing"),
    "info": Words("提示", "note"),
}
KINDS: Mapping[str, Words] = {
    "text": Words("文字", "text"),
    "integer": Words("整数", "whole number"),
    "decimal": Words("数值", "number"),
    "yes-no": Words("是或否", "yes or no"),
    "date": Words("日期", "date"),
    "instant": Words("时刻", "instant"),
    "choice": Words("代码", "code"),
    "rows": Words("多行", "rows"),
    "part": Words("一组", "group"),
}


class Rule(msgspec.Struct, frozen=True):
    """A check as the rule book prints it."""

    check: Check
    standing: Words
    severity: Words
    fields: tuple[Words, ...]
    examples: tuple[Example, ...]


class Row(msgspec.Struct, frozen=True):
    """A field as the rule book prints it; `depth` indents the fields of parts and rows."""

    path: str
    field: Field
    kind: Words
    depth: int
    limits: str


class Move(msgspec.Struct, frozen=True):
    """One thing that may be done in a state, by whom, and the state it leads to."""

    words: Words
    by: tuple[Words, ...]
    to: Chip


class Stop(msgspec.Struct, frozen=True):
    """One state of a machine and what may be done in it."""

    state: Chip
    moves: tuple[Move, ...]


def type_for(code: str) -> DocumentType:
    """A document type by its code. Raises `Refused` (type-unknown)."""
    of = catalogue.types().get(code)
    if of is None:
        raise Refused("type-unknown", Words("没有这种单证。", "There is no such document."))
    return of


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """All document types."""
    types = [(of, [role_words(r) for r in of.machine.lodge_by]) for of in catalogue.types().values()]
    return render(request, "doors/documents.html", {"types": types, "formats": list(catalogue.formats().values())})


@require_safe
def document(request: HttpRequest, code: str) -> HttpResponse:
    """One document type: who files it, its states, its fields, its rules with examples."""
    of = type_for(code)
    values = {
        "of": of,
        "filers": [role_words(r) for r in of.machine.lodge_by],
        "moves": stops(of.machine),
        "lanes": stops(of.lanes.machine) if of.lanes else (),
        "agencies": [role_words(r) for r in of.lanes.agencies] if of.lanes else (),
        "rows": list(rows(of.shape)),
        "rules": rules(of),
        "covered": covered(of),
        "examples": of.examples,
        "may_file": actor_of(request).role in of.machine.lodge_by,
    }
    return render(request, "doors/document.html", values)


def rules(of: DocumentType) -> list[Rule]:
    """The checks of a type with their words, the fields they look at, and the examples that fail them."""
    names = {row.path: row.field.words for row in rows(of.shape)}
    return [
        Rule(
            check,
            STANDINGS[check.standing],
            SEVERITIES[check.severity],
            tuple(names.get(f, names.get(f"{f}[]", Words(f, f))) for f in check.fields),
            tuple(e for e in of.examples if check.id in e.finds),
        )
        for check in of.checks
    ]


def covered(of: DocumentType) -> tuple[int, int]:
    """How many fields some rule looks at by name, or by the list or the limits they have, and how many there are."""
    named = {re.sub(r"\[\d*\]", "", f) for c in of.checks for f in c.fields}
    single = [row for row in rows(of.shape) if row.field.shape is None]
    places = [row.path.replace("[]", "") for row in single]
    looked = [
        p
        for p, row in zip(places, single, strict=True)
        if row.field.codes or row.field.kind == "decimal" or any(p == n or p.startswith(f"{n}.") for n in named)
    ]
    return len(looked), len(single)


def rows(shape: type[msgspec.Struct], path: str = "", depth: int = 0) -> Iterator[Row]:
    """All fields of a shape, those of parts and rows beneath them."""
    for field in fields(shape):
        place = f"{path}{field.name}"
        yield Row(place, field, KINDS[field.kind], depth, _limits(field))
        if field.shape:
            inner = f"{place}[]." if field.kind == "rows" else f"{place}."
            yield from rows(field.shape, inner, depth + 1)


_SIGNS = {"min_length": "≥", "max_length": "≤", "ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def _limits(field: Field) -> str:
    made = [f"{_SIGNS[n]} {v}" for n, v in field.limits.items() if n in _SIGNS]
    return ", ".join([*made, field.limits["pattern"]] if "pattern" in field.limits else made)


def stops(machine: Machine) -> list[Stop]:
    """The machine's table: each state with what may be done in it."""
    return [
        Stop(
            chip(machine, state.value),
            tuple(
                Move(
                    machine.actions[action].words,
                    tuple(role_words(r) for r in machine.actions[action].by),
                    chip(machine, to.value),
                )
                for (source, action), to in machine.moves.items()
                if source == state
            ),
        )
        for state in machine.states
    ]


@require_safe
def rule(request: HttpRequest, code: str, id: str) -> HttpResponse:
    """One rule of a document type: its sentence, its basis, the examples that fail it and those that pass."""
    of = type_for(code)
    found = next((r for r in rules(of) if r.check.id == id), None)
    if found is None:
        raise Refused("type-unknown", Words("没有这条规则。", "There is no such rule."))
    numbered = list(enumerate(of.examples))
    values = {
        "of": of,
        "rule": found,
        "since": getattr(found.check, "since", None),
        "until": getattr(found.check, "until", None),
        "tables": getattr(found.check, "tables", ()),
        "loaded": reference.loaded() is not None,
        "fails": [(n, e) for n, e in numbered if id in e.finds],
        "passes": [(n, e) for n, e in numbered if not e.finds],
        "others": [t for t in catalogue.types().values() if t.code != code and id in {c.id for c in t.checks}],
    }
    return render(request, "doors/rule.html", values)


@require_safe
def schema(request: HttpRequest, code: str) -> JsonResponse:
    """The JSON Schema (2020-12) of a document type."""
    of = type_for(code)
    return JsonResponse(msgspec.json.schema(of.shape), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def example(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One worked example as the JSON that the door takes."""
    of = type_for(code)
    if number >= len(of.examples):
        raise Refused("type-unknown", Words("没有这个示例。", "There is no such example."))
    return HttpResponse(encode(of.examples[number].document), content_type="application/json; charset=utf-8")
