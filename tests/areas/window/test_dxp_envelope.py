"""Promises of the transport envelope: what is in it comes back, what is broken is told, the same message is the same envelope."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.areas.window.documents._rare import Signature
from kouan.areas.window.formats import dec_message_xml as dec
from kouan.areas.window.formats import dxp_envelope_xml as dxp
from kouan.areas.window.formats._dxp import Envelope, Node
from kouan.journeys import catalogue
from kouan.kernel.formats import detect

TYPES = {"import_declaration": import_declaration, "export_declaration": export_declaration}


@pytest.mark.parametrize("kind", TYPES)
def test_a_declaration_travels_in_its_envelope(kind: str) -> None:
    """Written without loss, found by looking, read: envelope, message and the same declaration; again, the same bytes."""
    document: Any = replace(TYPES[kind].GOOD, signature=Signature(signed_at="2026112310000000"))
    written = dxp.write(kind, document)
    assert written.losses == ()
    form = detect(catalogue.formats().values(), written.body)
    assert form is not None
    assert form.code == "dxp_envelope_xml"
    reading = form.read(written.body)
    assert reading.findings == ()
    assert [c.type for c in reading.documents] == [dxp.ENVELOPE, dec.MESSAGE, kind]
    assert reading.documents[-1].document == document
    envelope = reading.documents[0].document
    assert dxp.write(dxp.ENVELOPE, envelope).body == written.body
    assert dxp.write(kind, document).body == written.body
    assert b"<CreatTime>2026112310000000</CreatTime>" in written.body
    assert b"<MsgType>DECCUSSH1</MsgType>" in written.body


NAMES = st.sampled_from(["CopMsgId", "SenderId", "CreatTime", "MsgType", "FileName", "BizKey"])
TEXT = st.text("AB12 <&值", max_size=8).map(str.strip)
LEAVES = st.builds(Node, NAMES, TEXT, st.lists(st.tuples(st.just("name"), TEXT), max_size=1).map(tuple))
NODES = LEAVES | st.builds(Node, NAMES, st.just(""), st.just(()), st.lists(LEAVES, min_size=1, max_size=3).map(tuple))
PARTS = st.lists(NODES, min_size=1, max_size=4).map(tuple)


@given(PARTS, PARTS, st.binary(max_size=40))
def test_any_envelope_comes_back_as_it_stood(info: tuple[Node, ...], added: tuple[Node, ...], inside: bytes) -> None:
    """Names, order, attributes and texts of TransInfo and AddInfo, and the bytes of the message, whatever they are."""
    data = base64.b64encode(inside).decode()
    held = Envelope("1.0", Node("TransInfo", "", (), info), data, Node("AddInfo", "", (), added))
    reading = dxp.read(dxp.write(dxp.ENVELOPE, held).body)
    assert reading.documents[0].document == held


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "xml-malformed"),
        (b"<Other/>", "dxp-no-envelope"),
        (b'<DxpMsg xmlns="http://www.chinaport.gov.cn/dxp"><Data>not base64!</Data></DxpMsg>', "dec-envelope"),
        (b"<DxpMsg><Data>PEE+PC9CPg==</Data></DxpMsg>", "xml-malformed"),
        (b"<DxpMsg><Data>PEEvPg==</Data><More>1</More></DxpMsg>", "dxp-not-kept"),
        (b'<!DOCTYPE DxpMsg [<!ENTITY a "ha">]><DxpMsg><Data>&a;</Data></DxpMsg>', "xml-doctype"),
    ],
)
def test_a_broken_envelope_is_told(body: bytes, code: str) -> None:
    """Each fault has its finding in both languages, and no declaration is made up."""
    reading = dxp.read(body)
    assert code in {f.code for f in reading.findings}
    assert all(f.message.zh and f.message.en for f in reading.findings)
    assert {c.type for c in reading.documents} <= {dxp.ENVELOPE}
