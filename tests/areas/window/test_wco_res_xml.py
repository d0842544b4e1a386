"""Promises of the reader of WCO replies: each is kept, and what it says is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouan.areas.window import formats
from kouan.areas.window.formats import wco_res_xml
from kouan.kernel.formats import detect, load

NAMED = f'<MetaData><WCOTypeName>RES</WCOTypeName><Response xmlns="{wco_res_xml.RES}">'
BARE = "<MetaData><WCOTypeName>RES</WCOTypeName><Response>"
TAIL = "</Response></MetaData>"
CREDIBILITY = (
    "<FunctionCode>01</FunctionCode><Error><Description>Value per kilo appears too low</Description>"
    "<ValidationCode>CDS13000</ValidationCode><Pointer><DocumentSectionCode>42A</DocumentSectionCode></Pointer>"
    "<Pointer><SequenceNumeric>2</SequenceNumeric><DocumentSectionCode>68A</DocumentSectionCode><TagID>166</TagID>"
    "</Pointer></Error>"
)


def _codes(text: str) -> list[tuple[str, str, str]]:
    return [(f.code, f.severity, f.path) for f in wco_res_xml.read(text.encode()).findings]


def test_a_warning_on_an_accepted_reply_stays_visible() -> None:
    """What the authority found fault with is a finding under its own code and path, on an acceptance too."""
    assert _codes(NAMED + CREDIBILITY + TAIL) == [("CDS13000", "warning", "42A.68A.2.166")]


def test_a_reply_without_its_namespace_says_so() -> None:
    """Without its namespace a reply is read all the same, with the namespace that it should have."""
    reading = wco_res_xml.read((BARE + "<FunctionCode>09</FunctionCode>" + TAIL).encode())
    assert reading.documents[0].document.FunctionCode == "09"  # type: ignore[attr-defined]
    (found,) = reading.findings
    assert (found.code, found.severity) == ("wco-namespace", "warning")
    assert found.repair is not None
    assert found.repair.new == wco_res_xml.RES


def test_an_unknown_function_is_kept_and_told() -> None:
    """A reply of a function that we do not know is not dropped."""
    text = NAMED + "<FunctionCode>77</FunctionCode>" + TAIL
    kinds = [c.type for c in wco_res_xml.read(text.encode()).documents]
    assert kinds == ["wco_reply", "answer"]
    assert _codes(text) == [("wco-reply-unknown", "warning", "Response/FunctionCode")]


def test_a_message_that_is_no_reply_is_refused() -> None:
    """XML without a Response leaves no document."""
    assert _codes("<MetaData/>") == [("wco-no-response", "error", "line 1")]


@given(st.binary(max_size=60), st.integers(0, 400))
def test_damaged_replies_never_raise(noise: bytes, place: int) -> None:
    """Mutated and truncated replies yield a document or a finding."""
    body = (NAMED + CREDIBILITY + TAIL).encode()
    for damaged in (body[:place], body[:place] + noise + body[place + len(noise) :]):
        reading = wco_res_xml.read(damaged)
        assert reading.documents or reading.findings


@pytest.mark.parametrize(("kind", "form"), [("RES", "wco_res_xml"), ("DEC", "wco_dec_xml")])
def test_messages_are_told_apart(kind: str, form: str) -> None:
    """The type name of the envelope decides which reader takes a message."""
    found = detect(load(formats), f"<MetaData><WCOTypeName>{kind}</WCOTypeName></MetaData>".encode())
    assert found is not None
    assert found.code == form
