"""Promises of the window's document types beyond those that every type keeps."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from kouan.areas.window import documents
from kouan.areas.window.documents import import_declaration as imports
from kouan.areas.window.documents._parts import Declaration
from kouan.kernel.documents import DocumentType, Example, encode, load
from kouan.kit.forms import adopt
from kouan.syntax.containers import is_container_number

TYPES = load(documents)
ON = dt.date(2026, 3, 2)
DECLARATIONS = [t for t in TYPES.values() if issubclass(t.shape, Declaration)]
CASES = [pytest.param(t, e, id=f"{t.code}-{e.title.en}") for t in TYPES.values() for e in t.examples]


def _found(kind: DocumentType, document: object, on: dt.date = ON) -> list[str]:
    return sorted({f.code for f in kind.findings(document, on)})


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
            raw = adopt(kind.shape, raw, f.repair)
    mended, faults = kind.read(json.dumps(raw).encode())
    assert faults == ()
    after = kind.findings(mended, example.on)
    assert not {(f.code, f.path) for f in after} & {(f.code, f.path) for f in before if f.repair}
    assert {f.code for f in after if f.severity == "error"} <= {f.code for f in before}


def test_the_law_of_the_day_decides() -> None:
    """A rule with an end finds nothing after it, one with a beginning nothing before it: the same document, two days."""
    for example in imports.TYPE.examples:
        for code in example.finds:
            check = next(c for c in imports.TYPE.checks if c.id == code)
            until = getattr(check, "until", None)
            if until is not None:
                after = imports.TYPE.findings(example.document, until + dt.timedelta(days=1))
                assert code in {f.code for f in imports.TYPE.findings(example.document, until)}
                assert code not in {f.code for f in after}


def test_a_code_that_ended_last_year_is_refused_this_year() -> None:
    """By the sample table: in force on the last day of the year, refused on the first day of the next."""
    (ended,) = (e for e in imports.TYPE.examples if e.title.en == "A code that ended last year")
    assert "WIN-X-005" not in _found(imports.TYPE, ended.document, dt.date(2024, 12, 31))
    assert "WIN-X-005" in _found(imports.TYPE, ended.document, dt.date(2025, 1, 1))


def test_without_tables_nothing_is_claimed() -> None:
    """The invented sample is for worked examples only: the same content under another reference finds nothing of it."""
    for kind in DECLARATIONS:
        by_table = {c.id for c in kind.checks if getattr(c, "tables", ())}
        assert len(by_table) >= 10
        for example in kind.examples:
            document: Any = example.document
            if document.reference.startswith("SAMPLE-R"):
                found = _found(kind, msgspec.structs.replace(document, reference="OWN-1"))
                assert not set(found) & by_table


def test_a_summary_says_until_when_and_names_fields_in_words() -> None:
    """Fourteen days after entry, by a dated rule; what lacks is said in the words of its fields, never by their names."""
    summary = msgspec.structs.replace(imports.GOOD, filing="5", gross_weight=None, border_date=dt.date(2026, 3, 1))
    for on, told in ((ON, "最迟 2026-03-15"), (dt.date(2026, 3, 20), "已逾期 5 日"), (dt.date(2019, 1, 2), "毛重")):
        (found,) = (f for f in imports.TYPE.findings(summary, on) if f.code == "WIN-F-003")
        assert told in found.message.zh
        assert "gross_weight" not in str(found.message)


def test_a_check_character_is_repaired() -> None:
    """The last character of a credit code and of a container number is proposed, and a total that is 0.01 off."""
    trader = msgspec.structs.replace(imports.GOOD.trader, scc="91440400MAFAKEDAX0")
    line = msgspec.structs.replace(imports.GOOD.goods[0], quantity=Decimal("100"), total=Decimal("650.02"))
    line = msgspec.structs.replace(line, first_quantity=Decimal("100"))
    odd = msgspec.structs.replace(imports.GOOD, trader=trader, goods=(line, imports.GOOD.goods[1]))
    repairs = {f.repair.path: f.repair.new for f in imports.TYPE.findings(odd, ON) if f.repair}
    assert repairs == {"trader.scc": imports.GOOD.trader.scc, "goods[0].total": "650.00"}


def test_there_are_rules_enough() -> None:
    """At least sixty cross-field rules of the rule book are held by each declaration, each id once."""
    for kind in DECLARATIONS:
        ids = [c.id for c in kind.checks]
        assert len(set(ids)) == len(ids)
        assert len([c for c in kind.checks if c.id.startswith("WIN-X")]) >= 60


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
