"""Checks that are not asked because nothing is filled in of what they need would have found nothing."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.areas.window.documents._called import ROWS, Places
from kouan.areas.window.reference import judged_by, sample
from kouan.kernel.documents import DocumentType

TYPES = (import_declaration.TYPE, export_declaration.TYPE)
DAYS = (dt.date(2018, 10, 1), dt.date(2025, 6, 30), dt.date(2026, 3, 2))
of_both = pytest.mark.parametrize("of", TYPES, ids=lambda of: of.code)


def said(of: DocumentType, checks: Any, document: Any, on: dt.date) -> list[Any]:
    """What these checks find, in order."""
    return [c.said(fault) for c in checks for fault in c.find(document, on)]


def agree(of: DocumentType, document: Any, on: dt.date) -> None:
    """Asking those that are called for finds what asking all finds."""
    assert list(of.findings(document, on)) == said(of, of.checks, document, on)


@of_both
def test_every_example_is_found_the_same(of: DocumentType) -> None:
    """With the tables of the examples and without, on days of older and newer law."""
    for example in of.examples:
        for on in {example.on, *DAYS}:
            agree(of, example.document, on)
            agree(of, replace(example.document, reference="R-1"), on)


@of_both
def test_a_check_finds_nothing_where_nothing_it_needs_is_filled_in(of: DocumentType) -> None:
    """Whatever else stands in the document: each example with all that the check needs taken out."""
    places = Places(of.shape)
    for check in of.checks:
        needed = places.needed(check)
        head = {p: places.head[p] for p in needed if p in places.head}
        line = {p.removeprefix(f"{ROWS}."): places.line[p.removeprefix(f"{ROWS}.")] for p in needed if "goods." in p}
        for example in of.examples if head or line else ():
            goods = tuple(replace(one, **line) for one in example.document.goods)
            blank = replace(example.document, **head | {ROWS: goods})
            assert list(check.find(blank, example.on)) == [], (check.id, example.title.en)


@st.composite
def mixed(draw: st.DrawFn, of: DocumentType) -> Any:
    """A declaration put together of the fields of several worked examples, its lines too."""
    examples = st.sampled_from([e.document for e in of.examples])
    places, document = Places(of.shape), draw(examples)
    for name in draw(st.lists(st.sampled_from(sorted(places.head)), max_size=12)):
        document = replace(
            document,
            **{name: draw(st.one_of(examples.map(lambda e, n=name: getattr(e, n)), st.just(places.head[name])))},
        )
    lines = []
    for line in document.goods[: draw(st.integers(1, 3))]:
        for name in draw(st.lists(st.sampled_from(sorted(places.line)), max_size=6)):
            other = examples.map(lambda e, n=name: getattr(e.goods[-1], n))
            line = replace(line, **{name: draw(st.one_of(other, st.just(places.line[name])))})
        lines.append(line)
    return replace(document, goods=tuple(lines), reference=draw(st.sampled_from([document.reference, "R-1"])))


@of_both
@given(data=st.data())
@settings(max_examples=150)
def test_mixtures_of_examples_are_found_the_same(of: DocumentType, data: st.DataObject) -> None:
    """Fields of one example among those of another, filled in and left out."""
    document, on = data.draw(mixed(of)), data.draw(st.sampled_from(DAYS))
    agree(of, document, on)
    with judged_by(sample()):
        agree(of, document, on)


def test_a_plain_declaration_asks_for_few() -> None:
    """The gain is there: most checks belong to groups that a usual declaration leaves empty."""
    of = import_declaration.TYPE
    assert of.called is not None
    asked = {c.id for c in of.called(replace(import_declaration.GOOD, reference="R-1"))}
    assert len(asked) < len(of.checks) / 2
    assert {"WIN-F-001", "WIN-F-004", "WIN-X-002", "WIN-X-062"} <= asked
