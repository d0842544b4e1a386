"""Promises of the DecMessage format: nothing lost unsaid, countries in their right places, hostile files harmless."""

import base64
import string
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.areas.window.documents._parts import OtherPack, Paper
from kouan.areas.window.formats import dec_message_xml as dec
from kouan.areas.window.formats._dec_tree import DecMessage, Part
from kouan.journeys import catalogue
from kouan.kernel.formats import Reading, detect

IMPORT, EXPORT = import_declaration.GOOD, export_declaration.GOOD
DOCUMENTS = [
    *((import_declaration.TYPE, e) for e in import_declaration.TYPE.examples),
    *((export_declaration.TYPE, e) for e in export_declaration.TYPE.examples),
]


def ours(reading: Reading) -> Any:
    """Our declaration of a reading."""
    (found,) = (c.document for c in reading.documents if c.type != dec.MESSAGE)
    return found


def message(reading: Reading) -> Any:
    """The message as it stands."""
    return next(c.document for c in reading.documents if c.type == dec.MESSAGE)


NO_PLACE = {
    "WIN-F-003",
    "WIN-F-009",
    "WIN-F-010",
    "WIN-X-086",
    "WIN-X-025",
    "WIN-X-039",
    "WIN-X-052",
    "WIN-X-067",
    "WIN-X-084",
    "WIN-X-161",
}
"""Rules whose failing examples hold what a message has no element for: abandoned, tied to nothing, or at another place."""


@pytest.mark.parametrize("number", range(len(DOCUMENTS)))
def test_every_example_comes_back_as_it_was(number: int) -> None:
    """Written, found by looking, read again: equal, without finding; only what has no place is lost, and told."""
    of, example = DOCUMENTS[number]
    written = dec.write(of.code, example.document)
    if written.losses:
        assert set(example.finds) & NO_PLACE
        return
    form = detect(catalogue.formats().values(), written.body)
    assert form is not None
    assert form.code == "dec_message_xml"
    reading = dec.read(written.body)
    assert (ours(reading), reading.findings) == (example.document, ())


TEXT = st.text(string.printable + "境内收发货人<&\u0000\u000b", max_size=30)
AMOUNT = st.none() | st.decimals("0", "99999999", places=4)


@given(TEXT, TEXT, AMOUNT, st.booleans(), st.sampled_from([IMPORT, EXPORT]))
def test_what_is_lost_is_told(name: str, remarks: str, weight: Decimal | None, surety: bool, good: Any) -> None:
    """For any text and number: with an empty list of losses the declaration comes back equal."""
    line = replace(good.goods[0], specification=name, second_quantity=weight)
    document = replace(
        good, remarks=remarks, marks=name, gross_weight=weight, surety=surety, goods=(line, *good.goods[1:])
    )
    kind = "import_declaration" if good is IMPORT else "export_declaration"
    written = dec.write(kind, document)
    if not written.losses:
        assert ours(dec.read(written.body)) == document
    assert bool(written.losses) == any(
        "\x00" in t or "\x0b" in t or "\x0c" in t or t != t.strip() for t in (name, remarks)
    )


def test_an_export_swaps_origin_and_destination() -> None:
    """In the message of an export OriginCountry holds the destination; our own fields never swap."""
    body = dec.write("export_declaration", EXPORT).body
    assert b"<OriginCountry>NLD</OriginCountry>" in body
    assert b"<DestinationCountry>CHN</DestinationCountry>" in body
    assert b"<OriginCountry>VNM</OriginCountry>" in dec.write("import_declaration", IMPORT).body
    assert ours(dec.read(body)).goods[0].origin_country == "CHN"


def test_a_preference_ties_its_line_to_the_proof() -> None:
    """Agreement, origin, proof and item come back to the line they belong to."""
    line = replace(IMPORT.goods[1], agreement="21", agreement_origin="VNM", origin_proof="CFICT1", origin_proof_item=3)
    document = replace(IMPORT, goods=(IMPORT.goods[0], line))
    body = dec.write("import_declaration", document).body
    assert b"<CertType>Y21</CertType>" in body
    assert ours(dec.read(body)) == document


def test_positions_of_the_kind_count() -> None:
    """Two blanks and a 5 are a summary of the ordinary kind, Z at the seventh a combined port; a mark elsewhere is told."""
    document = replace(IMPORT, filing="5", other_packs=(OtherPack(kind="22", quantity=Decimal(2)),))
    body = dec.write("import_declaration", document).body
    assert b"<Type>  5</Type>" in body
    assert ours(dec.read(body)) == document
    combined = ours(dec.read(body.replace(b"<Type>  5<", b"<Type>CL5   Z<")))
    assert (combined.kind, combined.filing, combined.business.combined_port) == ("CL", "5", True)
    assert b"<Type>CL5   Z</Type>" in dec.write("import_declaration", combined).body
    reading = dec.read(body.replace(b"<Type>  5<", b"<Type>CL5 Q Z<"))
    assert (ours(reading).kind, ours(reading).filing) == ("CL", "5")
    assert [(f.code, f.path) for f in reading.findings] == [("dec-not-carried", "DecHead[1]/Type")]


def test_what_the_message_can_not_carry_is_listed() -> None:
    """A long reference, a digest and the day of loading have no element."""
    document = replace(EXPORT, reference="R" * 19, papers=(Paper(kind="00000001", sha256="0" * 64),))
    losses = dec.write("export_declaration", document).losses
    assert {loss.path for loss in losses} == {"reference", "papers[0].sha256"}


def test_abandoned_elements_are_read_and_left_out() -> None:
    """They are told on reading with the id of the rule; writing the message leaves them out and says so."""
    body = dec.write("import_declaration", IMPORT).body
    body = body.replace(b"</DecHead>", b"<OrgCode>44</OrgCode><SeqNo>I1</SeqNo></DecHead>")
    reading = dec.read(body)
    assert reading.findings == ()
    assert ours(reading).abandoned.accepting_office == "44"
    assert ours(reading).numbers.unified_number == "I1"
    losses = dec.write("import_declaration", ours(reading)).losses
    assert [(loss.path, loss.value) for loss in losses] == [("DecMessage/DecHead/OrgCode", "44")]
    written = dec.write(dec.MESSAGE, message(reading))
    assert [(loss.path, loss.value) for loss in written.losses] == [("DecMessage/DecHead/OrgCode", "44")]
    again = ours(dec.read(written.body))
    assert replace(again, numbers=IMPORT.numbers) == IMPORT


NAMES = st.sampled_from(["DecHead", "SddTax", "TrnHead", "Uncode", "PromiseItmes", "EdocRealation"])
VALUES = st.lists(st.tuples(st.sampled_from(["A1", "B2", "C3"]), st.sampled_from(["", "x", "值"])), max_size=3)
PARTS = st.recursive(
    st.builds(Part, NAMES, VALUES.filter(bool).map(tuple)),
    lambda inner: st.builds(Part, NAMES, VALUES.map(tuple), st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=8,
)


@given(st.lists(PARTS, max_size=4))
def test_any_message_comes_back_as_it_stood(parts: list[Part]) -> None:
    """Segments we have no field for keep their names, values and order through read, write and read."""
    held = DecMessage("5.0", Part("DecMessage", (), tuple(parts)))
    assert message(dec.read(dec.write(dec.MESSAGE, held).body)) == held


def test_old_codes_of_countries_and_currencies_still_read() -> None:
    """Three digits become letters, and the reading says so."""
    body = dec.write("import_declaration", IMPORT).body
    old = body.replace(b"<TradeCountry>VNM<", b"<TradeCountry>141<")
    reading = dec.read(old)
    assert ours(reading).partner_country == "VNM"
    assert [(f.code, f.severity) for f in reading.findings] == [("dec-old-code", "info")]


def test_prefix_namespace_and_envelope_make_no_difference() -> None:
    """Another prefix, GBK, and the transport envelope give the same; a wrong namespace gives a warning with its repair."""
    body = dec.write("import_declaration", IMPORT).body
    text = body.decode()
    gbk = text.replace("UTF-8", "GBK").replace("utf-8", "GBK").encode("gb18030")
    prefixed = text.replace("<", "<d:").replace("<d:/", "</d:").replace("<d:?", "<?").replace("xmlns=", "xmlns:d=")
    packed = base64.b64encode(body).decode()
    envelope = f'<DxpMsg xmlns="http://www.chinaport.gov.cn/dxp"><Data>{packed}</Data></DxpMsg>'
    for same in (gbk, prefixed.encode(), envelope.encode()):
        reading = dec.read(same)
        assert (ours(reading), reading.findings) == (IMPORT, ())
    other = dec.read(body.replace(b"gov.cn/dec", b"gov.cn/other"))
    assert [(f.code, f.repair and f.repair.new) for f in other.findings] == [("dec-namespace", dec.DEC)]
    assert ours(other) == IMPORT


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE DecMessage [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">
<!ENTITY x SYSTEM "file:///etc/passwd">]><DecMessage><DecHead><IEFlag>&x;&b;</IEFlag></DecHead></DecMessage>"""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (LAUGHS, "xml-doctype"),
        (b"<DecMessage><DecHead>", "xml-malformed"),
        (b"", "xml-malformed"),
        (b"<Other/>", "dec-no-message"),
        (b"<DecMessage/>", "dec-flag"),
        (b"<DxpMsg><Data>not base64!</Data></DxpMsg>", "dec-envelope"),
        (b"<DxpMsg/>", "xml-malformed"),
        (b"<DecMessage><DecHead><IEFlag>I</IEFlag><IEFlag>E</IEFlag></DecHead></DecMessage>", "dec-doubled"),
        (b"<DecMessage>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</DecMessage>", "xml-malformed"),
    ],
)
def test_a_hostile_or_broken_file_is_told_not_obeyed(body: bytes, code: str) -> None:
    """No entity is opened, nothing crashes, and no declaration comes of it."""
    reading = dec.read(body)
    assert code in {f.code for f in reading.findings}
    assert not [c for c in reading.documents if c.type != dec.MESSAGE]
    assert b"root:" not in msgspec.json.encode(reading)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (b"<PackNo>1800<", b"<PackNo>many<", "packages"),
        (b"<GrossWet>20500<", b"<GrossWet>1E400<", "gross_weight"),
        (b"<IEFlag>", b"<IEDate>20261341</IEDate><IEFlag>", "border_date"),
        (b"<ClientSeqNo>SAMPLE-I-0001<", b"<ClientSeqNo><", "reference"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_its_place(old: bytes, new: bytes, path: str) -> None:
    """The message is kept as it is; our declaration is not made up."""
    body = dec.write("import_declaration", IMPORT).body
    assert old in body
    reading = dec.read(body.replace(old, new))
    assert path in {f.path for f in reading.findings}
    assert [c.type for c in reading.documents] == [dec.MESSAGE]
