"""What the promises walk over: every type, example, check, machine, and every sentence that a person reads."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from kouan.journeys import catalogue
from kouan.kernel.documents import DocumentType, Example
from kouan.kernel.machine import Machine
from kouan.kernel.shapes import Field, fields
from kouan.kernel.words import Words
from kouan.kit.forms.paths import steps

HAN = re.compile(r"[\u4e00-\u9fff]")

TYPES = tuple(catalogue.types().values())
EXAMPLES = tuple((t, e) for t in TYPES for e in t.examples)
CHECKS = tuple((t, c) for t in TYPES for c in t.checks)
MACHINES: dict[str, Machine] = {m.name: m for t in TYPES for m in (t.machine, *((t.lanes.machine,) if t.lanes else ()))}


def type_id(made: DocumentType | object) -> str | None:
    """How a type is called in the name of a test."""
    return made.code if isinstance(made, DocumentType) else getattr(made, "id", None)


def example_ids() -> list[str]:
    """How examples are called in the names of tests."""
    return [f"{t.code}: {e.title.en}" for t, e in EXAMPLES]


def check_ids() -> list[str]:
    """How checks are called in the names of tests."""
    return [f"{t.code}: {c.id}" for t, c in CHECKS]


def all_fields(shape: type[msgspec.Struct], path: str = "") -> Iterator[tuple[str, Field]]:
    """Every field of a shape and of its parts and rows; rows show as `goods[].name`."""
    for field in fields(shape):
        place = f"{path}{field.name}"
        yield place, field
        if field.shape:
            yield from all_fields(field.shape, f"{place}[]." if field.kind == "rows" else f"{place}.")


def personal_values(document: msgspec.Struct) -> Iterator[str]:
    """What stands in the personal fields of a document."""
    for field in fields(type(document)):
        value = getattr(document, field.name)
        if field.kind == "part" and value is not None:
            yield from personal_values(value)
        elif field.kind == "rows":
            for row in value or ():
                yield from personal_values(row)
        elif field.personal and value not in (None, ""):
            yield str(value)


def said_of_type(made: DocumentType) -> Iterator[tuple[str, Words]]:
    """Every sentence of a type with the place where it stands."""
    yield "type", made.words
    for path, field in all_fields(made.shape):
        yield path, field.words
        if field.hint:
            yield f"{path} hint", field.hint
    for rule in made.checks:
        yield rule.id, rule.sentence
    for example in made.examples:
        yield example.title.en, example.title


def said_of_example(made: DocumentType, example: Example) -> Iterator[tuple[str, Words]]:
    """What the type says of one document: its line in a queue, and what the checks find."""
    yield "title", made.titled(example.document)
    for finding in made.findings(example.document, example.on):
        yield finding.code, finding.message


def said_of_machine(machine: Machine) -> Iterator[tuple[str, Words]]:
    """Every sentence of a machine with the place where it stands."""
    for state, drawn in machine.states.items():
        yield str(state), drawn.words
    for name, action in machine.actions.items():
        yield name, action.words


def is_bilingual(words: Words) -> bool:
    """Chinese with Han in it, English without; an abbreviation such as MMSI or C&F may stand in both."""
    same = words.zh.isascii() and bool(words.zh.strip()) and words.zh in words.en
    return (same or bool(HAN.search(words.zh))) and bool(words.en.strip()) and not HAN.search(words.en)


def is_said(words: Words) -> bool:
    """Said in both languages, whatever values from a document stand in it."""
    return bool(HAN.search(words.zh)) and bool(re.search("[A-Za-z]{2}", words.en)) and words.zh != words.en


def stands_in(raw: Any, path: str) -> bool:
    """Does the path lead to a place of the data, be it empty?"""
    for step in steps(path):
        try:
            raw = raw[step]
        except (LookupError, TypeError):
            return False
    return True


def whole(document: msgspec.Struct) -> dict[str, Any]:
    """A document as plain data with all its fields, those too that JSON leaves out where they are empty."""
    return {name: _whole(getattr(document, name)) for name in document.__struct_fields__}


def _whole(value: object) -> Any:
    if isinstance(value, msgspec.Struct):
        return whole(value)
    if isinstance(value, tuple):
        return [_whole(inner) for inner in value]
    return msgspec.to_builtins(value)


def quoted(value: Any) -> str | None:
    """A value as a repair quotes it: as JSON writes it, without the quotes of a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def all_moves(made: DocumentType) -> Iterator[tuple[str, str]]:
    """From which state of the case to which, by the machine's own actions or by what the lanes sum up to."""
    yield from ((source.value, target.value) for (source, _), target in made.machine.moves.items())
    if made.lanes:
        yield from ((source, line.state) for source in made.lanes.open_in for line in made.lanes.whole)
