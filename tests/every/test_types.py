"""What every document type keeps, whoever adds it."""

import datetime as dt
import re
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouan.journeys import catalogue
from kouan.kernel.documents import DocumentType, Example, encode
from kouan.kernel.shapes import fields
from kouan.kit.forms import adopt, put
from kouan.kit.forms.paths import look_up

from . import walking
from .walking import EXAMPLES, TYPES, type_id

every_type = pytest.mark.parametrize("made", TYPES, ids=type_id)
every_example = pytest.mark.parametrize(("made", "example"), EXAMPLES, ids=walking.example_ids())


def test_there_are_types() -> None:
    """The promises below are held by something: the catalogue is not empty."""
    assert TYPES


@every_type
def test_a_type_has_examples(made: DocumentType) -> None:
    """A type shows at least one document that may be filed and, where it has checks, one that may not."""
    assert any(not e.finds for e in made.examples)
    assert not made.checks or any(e.finds for e in made.examples)


@every_type
def test_a_type_is_named(made: DocumentType) -> None:
    """Code, prefix and basis are there and of the form that addresses and case numbers are made of."""
    assert re.fullmatch(r"[a-z][a-z0-9_]*", made.code)
    assert re.fullmatch(r"[A-Z]{2,4}", made.prefix)
    assert made.basis.strip()


@every_example
def test_an_example_finds_what_it_says(made: DocumentType, example: Example) -> None:
    """The checks find in the example exactly what it names, and nothing else."""
    assert {f.code for f in made.findings(example.document, example.on)} == set(example.finds)


@every_example
def test_an_example_survives_the_wire(made: DocumentType, example: Example) -> None:
    """Written as JSON and read again it is the same document, and the same bytes."""
    body = encode(example.document)
    document, faults = made.read(body)
    assert (document, faults) == (example.document, ())
    assert encode(document) == body


@every_example
def test_a_finding_names_a_place(made: DocumentType, example: Example) -> None:
    """The path of every finding leads to a value (or an empty field) of the document."""
    raw = walking.whole(example.document)
    places = [f.path for f in made.findings(example.document, example.on)]
    assert [place for place in places if not walking.stands_in(raw, place)] == []


@every_example
def test_a_repair_mends(made: DocumentType, example: Example) -> None:
    """A proposed repair quotes the value that is there, and once it is applied the finding is gone."""
    for finding in made.findings(example.document, example.on):
        if finding.repair is None:
            continue
        raw = msgspec.json.decode(encode(example.document))
        assert walking.quoted(look_up(walking.whole(example.document), finding.repair.path)) == finding.repair.old
        mended, faults = made.convert(adopt(made.shape, raw, finding.repair))
        assert faults == ()
        left = {(f.code, f.path) for f in made.findings(mended, example.on)}
        assert (finding.code, finding.path) not in left


@every_type
def test_everything_is_said_in_both_languages(made: DocumentType) -> None:
    """Fields, hints, checks, names of examples: Chinese with Han in it, English without."""
    assert [(place, w) for place, w in walking.said_of_type(made) if not walking.is_bilingual(w)] == []


@every_example
def test_a_finding_is_said_in_both_languages(made: DocumentType, example: Example) -> None:
    """What is said of one document, values of its own included, is said twice."""
    assert [(place, w) for place, w in walking.said_of_example(made, example) if not walking.is_said(w)] == []


@every_type
def test_every_field_can_be_drawn(made: DocumentType) -> None:
    """Every field of the shape and of its parts has words and a kind that a widget draws; a choice has its list."""
    lists = catalogue.code_lists()
    drawn = list(walking.all_fields(made.shape))
    assert drawn
    assert [path for path, field in drawn if field.codes and field.codes not in lists] == []


@every_type
def test_the_schema_is_published(made: DocumentType) -> None:
    """The shape has a JSON Schema, and an independent reader finds every example to be of it."""
    schema = msgspec.json.schema(made.shape)
    validator = jsonschema.Draft202012Validator(schema)
    for example in made.examples:
        assert list(validator.iter_errors(msgspec.json.decode(encode(example.document)))) == []


@every_type
def test_an_unknown_field_is_refused(made: DocumentType) -> None:
    """A field that the shape does not know is a fault with its place, at the top and inside a part."""
    raw = msgspec.json.decode(encode(made.examples[0].document))
    parts = [f"{f.name}." for f in fields(made.shape) if f.kind == "part" and raw[f.name] is not None]
    for prefix in ("", *parts):
        changed = msgspec.json.decode(msgspec.json.encode(raw))
        put(changed, f"{prefix}no_such_field", 1)
        document, faults = made.read(msgspec.json.encode(changed))
        assert document is None
        assert [(f.code, f.path) for f in faults] == [("field-unknown", f"{prefix}no_such_field")]


@every_type
def test_a_missing_field_is_named(made: DocumentType) -> None:
    """Each mandatory field that is left out is reported at its place, and the message calls it by its label."""
    raw = msgspec.json.decode(encode(made.examples[0].document))
    for field in (f for f in fields(made.shape) if f.required):
        document, faults = made.read(msgspec.json.encode({k: v for k, v in raw.items() if k != field.name}))
        assert document is None
        assert [f.path for f in faults] == [field.name]
        assert field.words.zh in faults[0].message.zh


@every_example
def test_no_person_reaches_the_journal(made: DocumentType, example: Example) -> None:
    """Nothing from a personal field is in the facts that the journal tells or in the line that a queue shows."""
    told = " ".join([*made.facts(example.document).values(), str(made.titled(example.document))])
    assert [value for value in walking.personal_values(example.document) if value in told] == []


@every_example
def test_facts_are_plain(made: DocumentType, example: Example) -> None:
    """Facts are texts by name, and the name `number` is what the case is called by."""
    facts = made.facts(example.document)
    assert all(isinstance(k, str) and isinstance(v, str) for k, v in facts.items())


JUNK = st.recursive(
    st.sampled_from(["NaN", "-Infinity", "1e999", "2025-02-30", "\x00"])
    | st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@every_type
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_junk_in_a_field_is_answered(made: DocumentType, data: st.DataObject) -> None:
    """Whatever stands in a field, reading ends in a document or in findings with a place: never in an error."""
    raw: Any = msgspec.json.decode(encode(made.examples[0].document))
    places = [p for p, f in walking.all_fields(made.shape) if "[]" not in p]
    place = data.draw(st.sampled_from(places), label="place")
    put(raw, place, data.draw(JUNK, label="junk"))
    document, faults = made.read(msgspec.json.encode(raw))
    if document is None:
        assert faults
        assert all(walking.is_said(f.message) for f in faults)
    else:
        assert isinstance(made.findings(document, dt.date(2025, 6, 30)), tuple)
