"""Promises of the reader of WCO declarations: nothing crashes it, nothing is mended in silence, nothing is lost."""

import datetime as dt

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouan.areas.window.codes import LISTS
from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.areas.window.formats import wco_dec_xml
from kouan.areas.window.formats._wco_parts import SHAPES, Amount, Measure, MetaData, Moment
from kouan.kernel.documents import DocumentType
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Reading
from kouan.syntax.countries import THREE, TWO

DECLARATION = SHAPES["Declaration"](
    AcceptanceDateTime=Moment("20260301120000+08", "304"),
    FunctionCode="9",
    FunctionalReferenceID="SAMPLE-0001",
    TypeCode="IMA",
    InvoiceAmount=Amount("78000", "USD"),
    GoodsShipment=SHAPES["GoodsShipment"](
        GovernmentAgencyGoodsItem=(
            SHAPES["GovernmentAgencyGoodsItem"](
                SequenceNumeric="1", Commodity=SHAPES["Commodity"](Description="虾 <虚构> & Co")
            ),
        )
    ),
)
DOCUMENT = MetaData(WCODataModelVersionCode="3.6", WCOTypeName="DEC", Declaration=DECLARATION)
BODY = wco_dec_xml.write(wco_dec_xml.MESSAGE, DOCUMENT).body


def _codes(body: bytes) -> list[str]:
    return [f.code for f in _faults(wco_dec_xml.read(body))]


def _faults(reading: Reading) -> list[Finding]:
    """Findings about the message itself, not about what our own declaration can not hold."""
    return [f for f in reading.findings if f.code.startswith(("xml-", "wco-")) and f.severity != "info"]


def test_what_is_written_is_read_again() -> None:
    """Reading a written message gives the same document and no finding."""
    reading = wco_dec_xml.read(BODY)
    assert reading.documents[0].document == DOCUMENT
    assert _faults(reading) == []


@settings(max_examples=300, deadline=None)
@given(cut=st.integers(0, len(BODY)), place=st.integers(0, len(BODY)), noise=st.binary(max_size=6))
def test_damaged_bytes_never_raise(cut: int, place: int, noise: bytes) -> None:
    """A truncated or mutated message yields documents or findings, never an exception."""
    damaged = BODY[:place] + noise + BODY[place + len(noise) :]
    for body in (BODY[:cut], damaged, noise):
        wco_dec_xml.likes(body, "x.xml")
        reading = wco_dec_xml.read(body)
        assert reading.documents or reading.findings


@given(st.binary(max_size=200))
def test_any_bytes_never_raise(body: bytes) -> None:
    """Bytes of no form at all are refused with a finding."""
    assert wco_dec_xml.read(body).findings


BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]><b>&d;&d;&d;</b>"""
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/hostname">]><b>&x;</b>'


@pytest.mark.parametrize("body", [BOMB, OUTSIDE])
def test_entities_are_refused(body: bytes) -> None:
    """An entity bomb and an external entity give one finding, are not expanded, and leave no document."""
    assert _codes(body) == ["xml-doctype"]
    assert wco_dec_xml.read(body).documents == ()


def test_a_fault_names_its_line() -> None:
    """What is not well-formed is reported with its line."""
    broken = BODY.replace(b"<TypeCode>", b"<TypeCode")
    (found,) = wco_dec_xml.read(broken).findings
    assert found.code == "xml-malformed"
    assert found.path == f"line {BODY[: BODY.index(b'<TypeCode>')].count(10) + 1}"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-8-sig"])
def test_encodings_that_say_their_name_are_read(encoding: str) -> None:
    """GBK, UTF-16 and UTF-8 with a mark hold the same document."""
    name = encoding.removesuffix("-sig")
    text = BODY.decode().replace("encoding='UTF-8'", f"encoding='{name}'")
    body = text.encode(encoding)
    assert wco_dec_xml.likes(body, "") > 0
    assert wco_dec_xml.read(body).documents[0].document == DOCUMENT


def test_a_wrong_encoding_is_a_finding() -> None:
    """GBK bytes that claim to be UTF-8 are refused, not read as rubbish."""
    assert _codes(BODY.decode().encode("gbk")) == ["xml-malformed"]


def test_another_prefix_is_the_same_message() -> None:
    """The prefix of a namespace means nothing."""
    text = BODY.decode().replace("md:", "q1:").replace("xmlns:md", "xmlns:q1")
    assert wco_dec_xml.read(text.encode()).documents[0].document == DOCUMENT


def test_what_the_model_does_not_know_is_told() -> None:
    """An unknown element, a doubled one and an unknown attribute are findings with their places."""
    extra = BODY.replace(b"<TypeCode>", b"<Colour>red</Colour><TypeCode>IMB</TypeCode><TypeCode>", 1)
    extra = extra.replace(b"<FunctionCode>", b'<FunctionCode listID="x">', 1)
    found = {(f.code, f.path) for f in _faults(wco_dec_xml.read(extra))}
    assert found == {
        ("wco-element-unknown", "Declaration/Colour"),
        ("wco-element-doubled", "Declaration/TypeCode"),
        ("wco-attribute-unknown", "Declaration/FunctionCode/@listID"),
    }


def test_a_missing_namespace_is_told() -> None:
    """Without its namespace the message is still read, and the finding says what the namespace should be."""
    text = BODY.decode().replace(' xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"', "")
    reading = wco_dec_xml.read(text.encode())
    assert reading.documents[0].document == DOCUMENT
    (found,) = _faults(reading)
    assert found.code == "wco-namespace"
    assert found.repair is not None


def test_deep_nesting_is_refused() -> None:
    """A thousand elements inside each other are a finding."""
    assert _codes(b"<a>" * 5000 + b"</a>" * 5000) == ["xml-malformed"]


OURS = [import_declaration.TYPE, export_declaration.TYPE]


@pytest.mark.parametrize("kind", OURS, ids=lambda k: k.code)
def test_ours_comes_back_but_for_the_losses(kind: DocumentType) -> None:
    """Our declaration written as WCO and read again differs only in what the list of losses names."""
    good = kind.examples[0].document
    written = wco_dec_xml.write(kind.code, good)
    _, ours = wco_dec_xml.read(written.body).documents
    assert ours.type == kind.code
    lost = {loss.path.split(".")[0].split("[")[0] for loss in written.losses}
    before, after = msgspec.to_builtins(good), msgspec.to_builtins(ours.document)
    assert {name for name in before if before[name] != after[name]} <= lost
    assert {"goods", "voyage", "partner_port"} <= lost


@pytest.mark.parametrize("kind", OURS, ids=lambda k: k.code)
def test_what_is_lost_is_listed_line_by_line(kind: DocumentType) -> None:
    """Every value of a line is either carried or in the list of losses with its path."""
    good = kind.examples[0].document
    written = wco_dec_xml.write(kind.code, good)
    after = msgspec.to_builtins(wco_dec_xml.read(written.body).documents[1].document)
    lost = {loss.path for loss in written.losses}
    for number, line in enumerate(msgspec.to_builtins(good)["goods"]):
        for name, value in line.items():
            if value not in ("", None, False):
                assert after["goods"][number][name] == value or f"goods[{number}].{name}" in lost


@pytest.mark.parametrize("text", ["1E999999999", "NaN", "Infinity", "-Infinity", "1E-999999999", "９", "9" * 50, "kg"])
def test_weights_that_are_none_stay_behind(text: str) -> None:
    """A weight that no scale shows neither raises nor is carried: it stays in the standard's document, and is told."""
    measure = SHAPES["GoodsMeasure"](NetNetWeightMeasure=Measure(text), GrossMassMeasure=Measure(text))
    item = SHAPES["GovernmentAgencyGoodsItem"](
        Commodity=SHAPES["Commodity"](Description="Tea (fictitious)", GoodsMeasure=measure)
    )
    shipment = SHAPES["GoodsShipment"](GovernmentAgencyGoodsItem=(item,))
    declaration = msgspec.structs.replace(DECLARATION, TotalPackageQuantity=text, GoodsShipment=shipment)
    reading = wco_dec_xml.read(wco_dec_xml.write(wco_dec_xml.MESSAGE, MetaData(Declaration=declaration)).body)
    message, ours = reading.documents
    assert message.document.Declaration == declaration  # type: ignore[attr-defined]
    assert ours.document.net_weight is None  # type: ignore[attr-defined]
    assert ours.document.packages is None  # type: ignore[attr-defined]


def test_a_foreign_message_becomes_a_summary() -> None:
    """A message of another country is read as a summary; assumptions and what stays behind are told."""
    item = SHAPES["GovernmentAgencyGoodsItem"](
        SequenceNumeric="1",
        StatisticalValueAmount=Amount("900", "GBP"),
        Commodity=SHAPES["Commodity"](
            Description="Tea (fictitious)",
            Classification=(
                SHAPES["Classification"](ID="09024000", IdentificationTypeCode="TSP"),
                SHAPES["Classification"](ID="00", IdentificationTypeCode="TRC"),
                SHAPES["Classification"](ID="VATZ", IdentificationTypeCode="GN"),
            ),
        ),
        GovernmentProcedure=(SHAPES["GovernmentProcedure"](CurrentCode="40", PreviousCode="00"),),
        Origin=(SHAPES["Origin"](CountryCode="IN", TypeCode="1"),),
    )
    shipment = SHAPES["GoodsShipment"](GovernmentAgencyGoodsItem=(item,))
    declaration = msgspec.structs.replace(DECLARATION, GoodsShipment=shipment)
    message = MetaData(ResponsibleCountryCode="GB", Declaration=declaration)
    reading = wco_dec_xml.read(wco_dec_xml.write(wco_dec_xml.MESSAGE, message).body)
    ours = reading.documents[1].document
    assert ours.filing == "5"  # type: ignore[attr-defined]
    line = ours.goods[0]  # type: ignore[attr-defined]
    assert (line.commodity_code, line.origin_country, line.currency) == ("0902400000", "IND", "GBP")
    told = {(f.code, f.path) for f in reading.findings}
    assert ("wco-assumed", "GoodsShipment/GovernmentAgencyGoodsItem[1]/GovernmentProcedure") in told
    place = "GoodsShipment/GovernmentAgencyGoodsItem/Commodity/Classification/ID"
    assert ("wco-not-carried", place) in told
    found = {f.code for f in import_declaration.TYPE.findings(ours, dt.date(2026, 3, 2)) if f.severity == "error"}
    assert "WIN-F-001" not in found
    assert "WIN-F-002" in found


def test_an_amendment_is_not_a_declaration() -> None:
    """A message that declares nothing (function 13) is carried as the standard has it and not as ours."""
    message = MetaData(Declaration=msgspec.structs.replace(DECLARATION, FunctionCode="13", TypeCode="COR"))
    reading = wco_dec_xml.read(wco_dec_xml.write(wco_dec_xml.MESSAGE, message).body)
    assert [c.type for c in reading.documents] == [wco_dec_xml.MESSAGE]


def test_countries_turn_both_ways() -> None:
    """Each pair of letters has one triple, and our list of countries knows every one."""
    assert len(THREE) == len(TWO) == 249
    assert set(TWO) <= set(LISTS["country"].codes)
