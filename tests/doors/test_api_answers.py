"""Answers in the languages of the standards through the lane: step by step, of refusals, and in the language of the filing."""

from collections.abc import Iterator

import msgspec
import pytest
from lxml import etree

from kouan.areas.window.answer import ANSWER, TECHNICAL, Answer
from kouan.areas.window.formats import aperak, cusdec, cusres, dec_message_xml, dec_result_xml, wco_dec_xml, wco_res_xml
from kouan.journeys import catalogue
from kouan.kernel.formats import Format
from kouan.store.database import Store
from kouan.store.house import House, open_house
from kouan.store.reader import Reader
from kouan.store.writer import Writer
from tests.areas.window.test_answers import valid  # noqa: F401 -- a fixture
from tests.doors.test_api import NOON, TYPE, Port, good, lay_people

FORMATS = {f.code: f for f in (wco_res_xml.FORMAT, cusres.FORMAT, aperak.FORMAT, dec_result_xml.FORMAT)}
GOOD = next(e.document for e in catalogue.types()[TYPE].examples if not e.finds)


@pytest.fixture
def port(store: Store) -> Iterator[Port]:
    """The lane over a fresh store that levies taxes."""
    lay_people(store)
    house = open_house(House(store, Writer(store).start(), Reader(store), lambda: NOON, levies=True))
    yield Port(house)
    house.writer.stop()


def said(body: bytes, form: str) -> Answer:
    """What an answer of the port says, read by the format's own reader."""
    reading = FORMATS[form].read(body)
    (found,) = (c.document for c in reading.documents if c.type == ANSWER)
    assert [f for f in reading.findings if f.severity == "error"] == []
    assert isinstance(found, Answer)
    return found


def released(port: Port) -> str:
    """An accepted declaration with its tax bill: the case."""
    case = str(port.file(good()).json()["case"]["id"])
    assert port.decide(case, "accept", 1).status_code == 200
    return case


def test_every_answer_of_a_case_in_every_language(port: Port, valid) -> None:  # noqa: ANN001, F811
    """Lodged, accepted, the tax bill: each as the messages that are listed for it; RES holds under the schema."""
    case = released(port)
    told = port.ask("GET", f"/api/v1/cases/{case}/replies").json()["replies"]
    assert [line["number"] for line in told] == ["1", "2", told[2]["number"]]
    for line in told:
        for form in line["languages"]:
            answer = port.ask("GET", f"/api/v1/cases/{case}/replies/{line['number']}?as={form}")
            assert answer.status_code == 200, answer.text
            assert said(answer.content, form).reference == ("" if form == "dec_result_xml" else GOOD.reference)
            if form == "wco_res_xml":
                valid(answer.content)
    assert {f for line in told for f in line["languages"]} == set(FORMATS)


def test_codes_of_each_language(port: Port) -> None:
    """An acceptance is 01, CHANNEL L in CUSRES and DEC_RESULT, and AP in APERAK; a tax bill has its taxes by line."""
    case = released(port)
    codes = {}
    for form in FORMATS:
        body = port.ask("GET", f"/api/v1/cases/{case}/replies/2?as={form}").content
        codes[form] = (said(body, form).list, said(body, form).code)
    assert codes == {
        "wco_res_xml": ("reply-dms", "01"),
        "cusres": ("reply-channel", "L"),
        "aperak": ("reply-response", "AP"),
        "dec_result_xml": ("reply-channel", "L"),
    }
    number = port.ask("GET", f"/api/v1/cases/{case}/replies").json()["replies"][2]["number"]
    bill = said(port.ask("GET", f"/api/v1/cases/{case}/replies/{number}?as=wco_res_xml").content, "wco_res_xml")
    assert bill.code == "13"
    assert {(d.kind, d.item > 0) for d in bill.dues} >= {("vat", True)}
    assert all(d.amount.rpartition(".")[2].isdecimal() for d in bill.dues)


def test_what_a_standard_can_not_say_is_told(port: Port) -> None:
    """No such code: 406; no such step: 404; no such language: 400; another's case: 404. In both languages."""
    case = released(port)
    assert port.decide(case, "order_inspection", 2).status_code == 200
    assert port.decide(case, "start_inspection", 3).status_code == 200
    at = f"/api/v1/cases/{case}/replies"
    asked = {f"{at}/4?as=wco_res_xml": 406, f"{at}/9?as=cusres": 404, f"{at}/x": 404, f"{at}/1?as=docx": 400}
    for path, status in asked.items():
        answer = port.ask("GET", path)
        assert answer.status_code == status
        assert answer.json()["message"]["zh"]
        assert answer.json()["message"]["en"]
    assert port.ask("GET", f"{at}/1?as=cusres", "banyan").status_code == 404


def test_a_refused_filing_is_answered_with_its_places(port: Port, valid) -> None:  # noqa: ANN001, F811
    """Kept under its name, and had as RES, CUSRES, APERAK and the technical reply, with code and pointer of each fault."""
    bad = msgspec.json.encode({**msgspec.json.decode(good()), "trade_mode": "99zz"})
    refused = port.file(bad).json()
    at = f"/api/v1/refused/{refused['refused']}/answer"
    answers = {form: said(port.ask("GET", f"{at}?as={form}").content, form) for form in FORMATS}
    valid(port.ask("GET", f"{at}?as=wco_res_xml").content)
    for form in ("wco_res_xml", "cusres", "aperak"):
        assert [f.code for f in answers[form].faults] == [f["code"] for f in refused["findings"]]
        assert answers[form].reference == GOOD.reference
    places = [
        ".".join(t for p in f.place for t in (p.section, p.sequence, p.tag) if t) for f in answers["cusres"].faults
    ]
    assert "42A.67A.68A.1.70A.1.166" in places
    assert (answers["dec_result_xml"].list, answers["dec_result_xml"].code) == (TECHNICAL, "1")
    assert port.ask("GET", f"{at}?as=cusres", "banyan").status_code == 404


def filed(port: Port, form: Format, document: object, accept: str, key: str = "a"):  # noqa: ANN201
    """A filing in a format of others, with the header that asks for its answer."""
    assert form.write is not None
    body = form.write(TYPE, document).body  # type: ignore[arg-type]
    return port.file(body, key=key, **{"content-type": form.media_type, "accept": accept})


@pytest.mark.parametrize(
    ("form", "accept", "language"),
    [
        (cusdec.FORMAT, "application/edifact", "cusres"),
        (wco_dec_xml.FORMAT, "application/xml", "wco_res_xml"),
        (dec_message_xml.FORMAT, "application/xml", "dec_result_xml"),
    ],
    ids=["cusdec", "wco", "dec_message"],
)
def test_a_filing_is_answered_in_its_own_language(port: Port, form: Format, accept: str, language: str) -> None:
    """Where Accept asks for it, taken or refused; without, and for a wildcard, the answer is JSON as always."""
    refused_as = {"cusres": "aperak"}.get(language, language)
    for document in (GOOD, msgspec.structs.replace(GOOD, trade_mode="99zz")):
        answer = filed(port, form, document, accept, key=document.trade_mode)
        assert answer.headers["content-type"].startswith(accept), answer.text
        found = said(answer.content, language if answer.status_code == 201 else refused_as)
        if language != "dec_result_xml" or found.list == TECHNICAL:
            assert found.reference == GOOD.reference[:18] or found.reference == GOOD.reference
        assert answer.headers["kouan-name"]
        assert answer.status_code in (201, 422)
    assert filed(port, form, GOOD, "*/*", key="j").headers["content-type"].endswith("json")


def test_an_edifact_refusal_names_the_segment(port: Port) -> None:
    """The APERAK to a faulty CUSDEC says in which segment each fault stands: its tag and number."""
    wrong = msgspec.structs.replace(GOOD, net_weight=GOOD.gross_weight + 1)
    answer = filed(port, cusdec.FORMAT, wrong, "application/edifact")
    assert answer.status_code == 422
    body = cusdec.write(TYPE, wrong).body.decode()
    segments = body.split("\n")
    first = next(n for n, s in enumerate(segments) if s.startswith("UNH"))
    placed = [f for f in said(answer.content, "aperak").faults if f.position]
    assert placed
    for fault in placed:
        assert segments[first + fault.position - 1].startswith(fault.segment)


def test_a_manifest_has_its_own_codes(port: Port) -> None:
    """01, 02, 03 of the manifest's list in CUSRES; DEC_RESULT is of declarations and not offered."""
    body = good("original_manifest")
    case = port.file(body, who="egret", kind="original_manifest").json()["case"]["id"]
    assert port.decide(case, "refuse", 1, reason="虚构").status_code == 200
    told = port.ask("GET", f"/api/v1/cases/{case}/replies", "egret").json()["replies"]
    assert told[1]["languages"] == ["wco_res_xml", "cusres", "aperak"]
    found = said(port.ask("GET", f"/api/v1/cases/{case}/replies/2?as=cusres", "egret").content, "cusres")
    assert (found.list, found.code, found.note) == ("manifest-reply", "03", "虚构")


def test_xml_is_well_formed_whatever_a_reason_holds(port: Port) -> None:
    """Signs of XML and EDIFACT in a reason travel and come back."""
    case = released(port)
    reason = "a<b>&'+:?*c"
    assert port.decide(case, "send_back", 2, reason=reason).status_code == 200
    for form in FORMATS:
        body = port.ask("GET", f"/api/v1/cases/{case}/replies/3?as={form}").content
        assert reason in said(body, form).note
        if "xml" in form:
            etree.fromstring(body)
