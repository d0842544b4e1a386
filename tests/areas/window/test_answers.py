"""Answers in the languages of others: what we write is read back equal, and holds under the standard's schema."""

import base64
import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kouan.areas.window import formats
from kouan.areas.window.answer import ANSWER, TECHNICAL, Answer, Due, Fault, Place, pointed
from kouan.areas.window.formats import aperak, cusres, dec_result_xml, wco_res_xml
from kouan.areas.window.formats._wco_pointers import place_of
from kouan.areas.window.replies import CHANNEL, DMS, MEANINGS, RESPONSE, turned
from kouan.kernel.formats import Format, detect, load

FORMATS = (wco_res_xml.FORMAT, cusres.FORMAT, aperak.FORMAT, dec_result_xml.FORMAT)
HOME = {"wco_res_xml": DMS, "cusres": CHANNEL, "aperak": RESPONSE, "dec_result_xml": CHANNEL}
PROCEDURE = (Place("42A"), Place("67A"), Place("68A", "1"), Place("70A", "1", "166"))
FULL = Answer(
    list=DMS,
    code="03",
    id="IM-260302-AAAAAAAAAA.4",
    at="2026-03-02T01:00:00Z",
    reference="TEST-0001",
    number="530120260000000001",
    office="5301",
    version="2",
    note="退回说明（虚构） · a note",
    faults=(Fault(code="WIN-X-012", text="三项不相符 · not an allowed triple", place=PROCEDURE),),
    dues=(Due(kind="vat", amount="130.00", item=1, base="1000.00", rate="13"),),
)

text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=30).map(str.strip)
word = st.text("ABCXYZ0123456789", max_size=12)
places = st.lists(
    st.builds(Place, st.from_regex(r"\d{2}[A-Z]", fullmatch=True), st.sampled_from(["", "1", "22"])), max_size=4
).map(tuple)
faults = st.builds(Fault, code=word.filter(bool), text=text, place=places)
answers = st.builds(
    Answer,
    list=st.just(""),
    code=st.just(""),
    id=word,
    at=st.integers(0, 2**32).map(lambda n: f"{dt.datetime.fromtimestamp(n, dt.UTC):%Y-%m-%dT%H:%M:%SZ}"),
    reference=word,
    serial=word,
    number=word,
    office=word,
    note=text,
    faults=st.lists(faults, max_size=3).map(tuple),
)


def read_back(form: Format, answer: Answer) -> Answer:
    """The answer written and read again."""
    assert form.write is not None
    reading = form.read(form.write(ANSWER, answer).body)
    (again,) = (c.document for c in reading.documents if c.type == ANSWER)
    assert isinstance(again, Answer)
    return again


@cache
def reply_schema(folder: Path) -> etree.XMLSchema:
    """The envelope's schema and that of the reply together, for the envelope's wildcard is strict."""
    root = etree.Element("{http://www.w3.org/2001/XMLSchema}schema")
    for space, name in (
        ("urn:wco:datamodel:WCO:DocumentMetaData-DMS:2", "DocumentMetaData_2_DMS.xsd"),
        ("urn:wco:datamodel:WCO:RES-DMS:2", "WCO_RES_2_DMS.xsd"),
    ):
        tag = "{http://www.w3.org/2001/XMLSchema}import"
        etree.SubElement(root, tag, namespace=space, schemaLocation=(folder / name).as_uri())
    return etree.XMLSchema(root)


@pytest.fixture(scope="module")
def valid(shared: Path) -> Callable[[bytes], None]:
    schema = reply_schema(shared / "vectors/window/hmrc/schemas/notification")
    return lambda body: schema.assertValid(etree.fromstring(body))


def test_a_full_answer_as_a_wco_reply_is_valid_and_comes_back_equal(valid: Callable[[bytes], None]) -> None:
    """Code, numbers, note, errors with their pointers and taxes by line: nothing lost, the official schema content."""
    written = wco_res_xml.write(ANSWER, FULL)
    valid(written.body)
    assert written.losses == ()
    assert read_back(wco_res_xml.FORMAT, FULL) == FULL
    found = wco_res_xml.read(written.body).findings
    assert [f.path for f in found] == ["42A.67A.68A.1.70A.1.166"]


@pytest.mark.parametrize("said", MEANINGS.values(), ids=list(MEANINGS))
def test_every_function_that_we_write_is_valid(said: object, valid: Callable[[bytes], None]) -> None:
    """A reply of each of our meanings that the standard has a word for holds under the schema."""
    code = getattr(said, "dms")  # noqa: B009 -- a table of texts
    if code:
        valid(wco_res_xml.write(ANSWER, Answer(list=DMS, code=code, id="a", at="2026-03-02T01:00:00Z")).body)


@given(answers, st.sampled_from(FORMATS), st.booleans())
def test_what_is_written_is_read_back_equal_or_told_as_lost(answer: Answer, form: Format, technical: bool) -> None:
    """In every format, of any answer: what does not come back equal stands in the list of losses."""
    home = TECHNICAL if technical and form.code == "dec_result_xml" else HOME[form.code]
    code = {CHANNEL: "P", DMS: "09", RESPONSE: "AP", TECHNICAL: "0"}[home]
    said = Answer(**{**{n: getattr(answer, n) for n in answer.__struct_fields__}, "list": home, "code": code})
    assert form.write is not None
    written = form.write(ANSWER, said)
    again = read_back(form, said)
    lost = {loss.path.partition("[")[0] for loss in written.losses}
    differing = {n for n in said.__struct_fields__ if getattr(said, n) != getattr(again, n)}
    assert differing - {"note" if "faults" in lost else ""} <= lost, (differing, written.body)


@pytest.mark.parametrize("form", FORMATS, ids=lambda f: f.code)
def test_a_written_answer_is_known_again_and_without_fault(form: Format) -> None:
    """Of all formats the one that wrote it likes it best; reading it finds no error in its form."""
    assert form.write is not None
    body = form.write(ANSWER, FULL).body
    found = detect(load(formats), body)
    assert found is not None
    assert found.code == form.code
    assert [f for f in form.read(body).findings if f.severity == "error"] == []


def test_errors_of_an_edifact_answer_name_their_segment() -> None:
    """CUSRES and APERAK carry the segment and its number, and the pointer of the model beside it."""
    fault = Fault(code="WIN-X-012", text="x", place=PROCEDURE, segment="CST", position=31)
    said = Answer(list=RESPONSE, code="RE", id="1", reference="R", faults=(fault,))
    for form in (aperak.FORMAT, cusres.FORMAT):
        assert read_back(form, said).faults == (fault,)
    assert b"RFF+LI:CST:31'" in aperak.write(ANSWER, said).body
    assert b"ERP+10:42A.67A.68A.1.70A.1.166+CST:31'" in cusres.write(ANSWER, said).body


def test_a_raw_channel_code_travels_as_it_is() -> None:
    """DEC_RESULT and CUSRES keep code and list; the technical reply keeps the client's number beside the window's."""
    said = Answer(list=CHANNEL, code="K", serial="I1", number="5301", at="2026-03-02T01:00:00Z")
    assert read_back(dec_result_xml.FORMAT, said) == said
    assert read_back(cusres.FORMAT, said) == said
    technical = Answer(list=TECHNICAL, code="0", reference="C-1", serial="I1", id="t")
    assert read_back(dec_result_xml.FORMAT, technical) == technical


def test_the_envelope_is_opened() -> None:
    """A DEC_RESULT in a DxpMsg is known and read; broken base64 is told."""
    inner = dec_result_xml.write(ANSWER, Answer(list=CHANNEL, code="P", serial="I1")).body
    envelope = b"<DxpMsg xmlns='http://www.chinaport.gov.cn/dxp'><Data>%b</Data></DxpMsg>"
    body = envelope % base64.b64encode(inner)
    found = detect(load(formats), body)
    assert found is dec_result_xml.FORMAT
    (carried,) = found.read(body).documents
    assert (carried.document.code, carried.document.serial) == ("P", "I1")  # type: ignore[attr-defined]
    assert [f.code for f in found.read(envelope % b"*").findings] == ["dec-envelope"]


@given(st.sampled_from(FORMATS), st.binary(max_size=40), st.integers(0, 900))
def test_damaged_answers_never_raise(form: Format, noise: bytes, place: int) -> None:
    """Cut off or overwritten anywhere: a document or a finding, never an exception."""
    assert form.write is not None
    body = form.write(ANSWER, FULL).body
    for damaged in (body[:place], body[:place] + noise + body[place + len(noise) :]):
        reading = form.read(damaged)
        assert reading.documents or reading.findings


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("trade_mode", "42A.67A.68A.1.70A.1.166"),
        ("goods[2].name", "42A.67A.68A.3.23A.137"),
        ("goods[0].commodity_code", "42A.67A.68A.1.23A.21A.1.145"),
        ("goods[1].no_such_field", "42A.67A.68A.2"),
        ("trader.scc", "42A.67A.74A.R038"),
        ("gross_weight", "42A.131"),
        ("packages", "42A.146"),
        ("nowhere", "42A"),
        ("Declaration/GoodsShipment/GovernmentAgencyGoodsItem[4]/Commodity/Description", "42A.67A.68A.4.23A.137"),
    ],
)
def test_a_place_of_ours_has_its_pointer(path: str, way: str) -> None:
    """By the ids of the model, with the number of a repeated section after it."""
    assert pointed(place_of(path)) == way


def test_codes_turn_by_what_they_mean() -> None:
    """Released is P, 09 and AP; what a list has no word for turns into nothing."""
    assert [turned(CHANNEL, "K", wanted) for wanted in (DMS, RESPONSE)] == ["09", "AP"]
    assert turned(DMS, "09", CHANNEL) == "P"
    assert turned(CHANNEL, "S", DMS) == ""
    assert turned(CHANNEL, "?", DMS) == ""
