"""Promises of the manifest messages: read back they are the same, and what they can not carry is told."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window.formats.mt_manifest_xml import DOCUMENTS, likes, read, write
from kouan.kernel.documents import DocumentType, Example, encode
from kouan.kit.forms import put

SOUND = [
    pytest.param(of, e, id=f"{of.code}-{e.title.en}") for of in DOCUMENTS.values() for e in of.examples if not e.finds
]


def without(of: DocumentType, document: Any, paths: list[str]) -> Any:
    """The document with these places as if nobody had filled them."""
    raw = msgspec.json.decode(encode(document))
    for path in paths:
        put(raw, path, False if path == "container_ship" else None)
    return of.convert(raw)[0]


@pytest.mark.parametrize(("of", "example"), SOUND)
def test_read_back_it_is_the_same(of: DocumentType, example: Example) -> None:
    """Write, read: the same manifest, but for what the loss report names; the bytes are liked and read without a fault."""
    written = write(of.code, example.document)
    assert likes(written.body, "x.xml") > 90
    reading = read(written.body)
    assert reading.findings == ()
    (carried,) = reading.documents
    assert carried.type == of.code
    assert carried.document == without(of, example.document, [loss.path for loss in written.losses])
    assert write(of.code, carried.document).body == written.body


def test_what_has_no_place_is_told_field_by_field() -> None:
    """The loss report names each field with its value."""
    of = DOCUMENTS["original_manifest"]
    losses = {loss.path: loss.value for loss in write(of.code, of.examples[0].document).losses}
    assert losses["container_ship"] == "True"
    assert losses["containers[0].tare"] == "4600"


def test_a_mode_without_a_message_is_told() -> None:
    """There is no rail message: nothing is written, and the report says why."""
    of = DOCUMENTS["original_manifest"]
    written = write(of.code, replace(of.examples[0].document, transport_mode="3"))  # type: ignore[type-var]
    assert written.body == b""
    assert [loss.path for loss in written.losses] == ["transport_mode"]


def test_strange_elements_and_numbers_are_told() -> None:
    """An element that we do not know, a weight that is none, an instant without a zone: findings with their places."""
    of = DOCUMENTS["original_manifest"]
    body = write(of.code, of.examples[0].document).body.decode()
    body = body.replace("<GrossMassMeasure>20500<", "<GrossMassMeasure>heavy<").replace("+0800", "", 1)
    body = body.replace("<Agent>", "<ValueAmount>1</ValueAmount><Agent>")
    found = {(f.code, f.path) for f in read(body.encode()).findings}
    assert ("mt-element", "Declaration/ValueAmount") in found
    assert ("mt-number", "Declaration/Consignment[1]/ConsignmentItem/GoodsMeasure/GrossMassMeasure") in found
    assert any(code == "mt-instant" for code, _ in found)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_damaged_messages_are_answered(data: st.DataObject) -> None:
    """Whatever is cut out of a message, reading ends in a document or in findings."""
    of = DOCUMENTS["prestow_manifest"]
    body = write(of.code, of.examples[0].document).body
    start = data.draw(st.integers(0, len(body) - 1))
    reading = read(body[:start] + body[start + data.draw(st.integers(1, 400)) :])
    assert reading.documents or reading.findings
