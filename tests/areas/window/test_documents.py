"""Promises of the window's document types beyond those that every type keeps."""

import datetime as dt
import json
import re
from typing import Any

import msgspec
import pytest

from kouan.areas.window import documents
from kouan.areas.window.documents import import_declaration as imports
from kouan.areas.window.documents._iso6346 import is_container_number
from kouan.areas.window.documents._parts import Declaration
from kouan.kernel.documents import DocumentType, Example, encode, load

TYPES = load(documents)
ON = dt.date(2026, 3, 2)
DECLARATIONS = [t for t in TYPES.values() if issubclass(t.shape, Declaration)]
CASES = [pytest.param(t, e, id=f"{t.code}-{e.title.en}") for t in TYPES.values() for e in t.examples]


def _found(kind: DocumentType, document: object, on: dt.date = ON) -> list[str]:
    return sorted({f.code for f in kind.findings(document, on)})


def _edited(raw: Any, path: str, new: Any) -> None:
    *way, last = [int(p) if p.isdecimal() else p for p in re.findall(r"[a-z_0-9]+", path)]
    for step in way:
        raw = raw[step]
    number = isinstance(raw[last], int) and not isinstance(raw[last], bool)
    raw[last] = new in ("true",) if isinstance(raw[last], bool) else int(new) if number else new


def _emptied(kind: DocumentType, document: Any, path: str) -> Any:
    """What an emptied field holds: an empty text, or nothing where the field is a number."""
    return None if path.endswith(("amount", "quantity")) else ""


@pytest.mark.parametrize(("kind", "example"), CASES)
def test_an_example_finds_exactly_what_it_says(kind: DocumentType, example: Example) -> None:
    """An example fails the checks that it names and no other."""
    assert _found(kind, example.document, example.on) == sorted(example.finds)


@pytest.mark.parametrize(("kind", "example"), CASES)
def test_a_repair_mends(kind: DocumentType, example: Example) -> None:
    """After all proposed edits of a document, the findings that proposed them are gone and no error is new."""
    before = kind.findings(example.document, example.on)
    raw = json.loads(encode(example.document))
    for f in before:
        if f.repair:
            new = _emptied(kind, raw, f.repair.path) if f.repair.new is None else f.repair.new
            _edited(raw, f.repair.path, new)
    mended, faults = kind.read(json.dumps(raw).encode())
    assert faults == ()
    after = kind.findings(mended, example.on)
    assert not {(f.code, f.path) for f in after} & {(f.code, f.path) for f in before if f.repair}
    assert {f.code for f in after if f.severity == "error"} <= {f.code for f in before}


def test_there_are_rules_enough() -> None:
    """At least twenty cross-field rules of the rule book are held by each declaration."""
    for kind in DECLARATIONS:
        assert len([c for c in kind.checks if c.id.startswith("WIN-X")]) >= 20


def test_facts_name_no_party() -> None:
    """What the journal tells of a declaration holds no name, code or address of a party."""
    for kind in DECLARATIONS:
        document: Any = kind.examples[0].document
        told = " ".join(kind.facts(document).values())
        for party in (document.trader, document.owner, document.agent):
            assert party.name not in told
            assert party.scc not in told
            assert party.code not in told
        assert kind.facts(document)["flow"] == document.FLOW


def test_fifty_lines_are_the_most() -> None:
    """A declaration of fifty lines reads, one of fifty-one is a fault of form with its place."""
    line = imports.GOOD.goods[0]
    many = tuple(msgspec.structs.replace(line, item=n + 1) for n in range(51))
    assert imports.TYPE.read(encode(msgspec.structs.replace(imports.GOOD, goods=many[:50])))[1] == ()
    document, faults = imports.TYPE.read(encode(msgspec.structs.replace(imports.GOOD, goods=many)))
    assert document is None
    assert [f.code for f in faults] == ["rows-count"]


def test_container_numbers() -> None:
    """The check digit of ISO 6346 accepts the published example and refuses its neighbours."""
    assert is_container_number("CSQU3054383")
    assert not any(is_container_number(f"CSQU305438{n}") for n in range(10) if n != 3)
    assert not is_container_number("")


def test_full_width_digits_are_no_code() -> None:
    """Digits of another alphabet look like a code and are none: offices and commodity codes are plain digits."""
    line = msgspec.structs.replace(imports.GOOD.goods[0], commodity_code="０３０６１７９０９０")
    odd = msgspec.structs.replace(imports.GOOD, customs_office="５７２０", goods=(line, imports.GOOD.goods[1]))
    paths = {f.path for f in imports.TYPE.findings(odd, ON) if f.code == "WIN-F-005"}
    assert paths == {"customs_office", "goods[0].commodity_code"}
