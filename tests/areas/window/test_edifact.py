"""EDIFACT: service signs, releases, groups, our declarations and manifests there and back, and odd bytes."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kouan.areas.window.formats import aperak, cuscar, cusdec, cusres
from kouan.areas.window.formats._wco_from_ours import leaves
from kouan.journeys import catalogue
from kouan.kernel.formats import detect
from kouan.syntax.edifact import interchange
from kouan.syntax.edifact.directory import d24a, groups, positions
from kouan.syntax.edifact.interchange import Interchange
from kouan.syntax.edifact.segments import cut, segment, written
from kouan.syntax.edifact.signs import CHARSETS, Signs

HEAD = b"UNB+UNOC:3+S+R+240101:1200+REF1'"
CUSRES = HEAD + (
    b"UNH+1+CUSRES:D:24A:UN'BGM+962+LRN?+1?'x+11'DTM+9:20240101:102'RFF+ABT:24GB01'"
    b"ERP+1:2'ERC+10020'FTX+AAO+++Bad ?: value:and more'UNT+8+1'UNZ+1+REF1'"
)
SOUND = [(t, e.document) for t in catalogue.types().values() for e in t.examples if not e.finds]
DECLARATIONS = [(t, d) for t, d in SOUND if t in cusdec.TYPES.values()]
MANIFESTS = [(t, d) for t, d in SOUND if t.code in cuscar.TYPES]


def whole_of(body: bytes) -> Interchange:
    found = interchange.read(body)[0]
    assert found is not None
    return found


def test_a_message_is_cut_placed_and_written_back_byte_for_byte() -> None:
    """Released signs are plain in the values; each segment knows its group; the bytes come back as they were."""
    whole, found = interchange.read(CUSRES)
    assert found == ()
    assert whole is not None
    (message,) = whole.messages
    assert message.segments[1].at(1) == "LRN+1'x"
    assert [s.group for s in message.segments if s.tag in ("RFF", "ERP", "ERC", "FTX")] == ["SG3", "SG4", "SG4", "SG4"]
    assert interchange.write(whole) == CUSRES


def test_what_the_other_side_reports_is_a_finding() -> None:
    """The error's own code, its place, its text; APERAK alike."""
    (error,) = [f for f in cusres.FORMAT.read(CUSRES).findings if f.code == "10020"]
    assert (error.path, "Bad : value and more" in error.message.en) == ("1.2", True)
    body = HEAD + b"UNH+1+APERAK:D:24A:UN'BGM+313+X+27'ERC+12'FTX+AAO+++No such bill'UNT+5+1'UNZ+1+REF1'"
    assert [f.code for f in aperak.FORMAT.read(body).findings] == ["12"]


_texts = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\x85"), max_size=12)
_signs = st.sampled_from([Signs(), Signs(repetition="*"), Signs("|", "~", ",", "!", "^", "\x1c", True)])


@given(values=st.lists(st.lists(_texts, min_size=1, max_size=4), max_size=5), signs=_signs)
def test_any_values_survive_writing_and_cutting(values: list[list[str]], signs: Signs) -> None:
    """Whatever stands in a value, signs among it, comes back as it was, under any service signs."""
    made = segment("FTX", *values)
    again, found = cut(written([made], signs), signs)
    assert again == [made]
    assert found == ()


@given(repetitions=st.lists(st.lists(_texts, min_size=1, max_size=3), min_size=1, max_size=3))
def test_repetitions_of_syntax_4_survive(repetitions: list[list[str]]) -> None:
    """An element that repeats keeps its repetitions apart."""
    made = msgspec.structs.replace(segment("RFF"), elements=(tuple(map(tuple, repetitions)),))
    signs = Signs(repetition="*")
    assert cut(written([made], signs), signs)[0] == [made]


@pytest.mark.parametrize("name", CHARSETS)
def test_each_repertoire_reads_what_it_writes(name: str) -> None:
    """Letters of the repertoire come back; in Unicode ones Chinese too."""
    letters = "ABC 1" if CHARSETS[name] == "ascii" else "木棉" if name in ("UNOW", "UNOX", "UNOY") else "ABC\xa0"
    body = CUSRES.replace(b"UNOC", name.encode()).replace(b"Bad", letters.encode(CHARSETS[name]))
    whole = whole_of(body)
    assert any(letters in s.at(3) for s in whole.messages[0].segments if s.tag == "FTX")
    assert interchange.write(whole) == body


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"UNT+8+1", b"UNT+9+1", "edi-count"),
        (b"UNT+8+1", b"UNT+8+2", "edi-reference"),
        (b"UNZ+1+REF1", b"UNZ+2+REF1", "edi-count"),
        (b"UNZ+1+REF1", b"UNZ+1+REF2", "edi-reference"),
        (b"BGM+962", b"XYZ+962", "edi-missing"),
        (b"DTM+9:20240101:102'", b"CST+1'", "edi-order"),
        (b"ERC+10020", b"ERC+" + b"1" * 40, "edi-length"),
        (b"UNOC", b"UNOQ", "edi-repertoire"),
        (b"CUSRES", b"CUSXYZ", "edi-type-unknown"),
        (b"ERP+1:2", b"ERP+1:2+++++++9", "edi-elements"),
        (b"UNT+8+1'UNZ+1+REF1'", b"UNT+8+1", "edi-truncated"),
        (b"UNH", b"UNX", "edi-no-message"),
        (b"Bad", b"\xff".join([b"B", b"d"]) + b"'" + b"UN", "edi-tag"),
    ],
)
def test_each_fault_is_told_with_its_place(old: bytes, new: bytes, code: str) -> None:
    """Counts, references, order, lengths, repertoire, a cut end: reported, never mended; what can be read is kept."""
    reading = cusres.FORMAT.read(CUSRES.replace(old, new))
    assert code in {f.code for f in reading.findings}
    assert all(f.message.zh and f.message.en for f in reading.findings)


@pytest.mark.parametrize(("of", "document"), DECLARATIONS, ids=lambda v: getattr(v, "code", ""))
def test_a_declaration_there_and_back_loses_only_what_it_says(of, document) -> None:  # noqa: ANN001
    """What comes back differs from what went at the told places only; what came back goes again without further loss."""
    _there_and_back(cusdec, of, document)


@pytest.mark.parametrize(("of", "document"), MANIFESTS, ids=lambda v: getattr(v, "code", ""))
def test_a_manifest_there_and_back_loses_only_what_it_says(of, document) -> None:  # noqa: ANN001
    """Bills, boxes, seals, dangerous goods: back as they were, but for the told places."""
    _there_and_back(cuscar, of, document)


def values_of(document: msgspec.Struct) -> Iterator[tuple[str, object]]:
    """Every value that is not its default, by path; instants in one zone."""
    for path, text in leaves(msgspec.to_builtins(document)):
        if text and text != "false":
            yield path, dt.datetime.fromisoformat(text) if path.endswith("_at") else text


def _there_and_back(form, of, document) -> None:  # noqa: ANN001
    writing = form.write(of.code, document)
    reading = form.read(writing.body)
    assert [f for f in reading.findings if f.severity == "error"] == []
    (ours,) = [c for c in reading.documents if c.type == of.code]
    told = {loss.path for loss in writing.losses}
    before, after = (dict(values_of(d)) for d in (document, ours.document))
    assert {path for path in before | after if before.get(path) != after.get(path)} <= told
    again = form.write(of.code, ours.document)
    assert (again.body, again.losses) == (writing.body, ())


def test_money_and_weights_stay_exact() -> None:
    """Totals come back as the same decimals."""
    of, document = next(d for d in DECLARATIONS if d[0].code == "import_declaration")
    (ours,) = [c for c in cusdec.read(cusdec.write(of.code, document).body).documents if c.type == of.code]
    assert [line.total for line in ours.document.goods] == [Decimal(78000), Decimal(25500)]  # type: ignore[attr-defined]


def test_a_format_is_chosen_by_its_message_type() -> None:
    """The four formats are found by looking at the bytes; the whole interchange is written as it was by any of them."""
    forms = catalogue.formats().values()
    for kind in ("CUSDEC", "CUSRES", "CUSCAR", "APERAK"):
        found = detect(forms, CUSRES.replace(b"CUSRES", kind.encode()))
        assert found is not None
        assert found.code == kind.lower()
        assert found.write is not None
        assert found.write(interchange.MESSAGE, whole_of(CUSRES)).body == CUSRES


def test_the_directory_that_is_shipped_holds_what_the_messages_need() -> None:
    """Every segment of every message is described, but for the service segments and those only APERAK knows."""
    service = {"UNH", "UNS", "UNT"}
    for name, nodes in d24a().messages.items():
        used = {node.id for _, node in positions(nodes)} - service
        assert used - set(d24a().segments) == set(), name
        assert sum(1 for _ in groups(nodes)) > 0


@settings(max_examples=300, deadline=None)
@given(body=st.one_of(st.binary(max_size=300), st.text("UNAHBTZ:+'? *\r\n1CST", max_size=200).map(str.encode)))
def test_no_bytes_break_a_reader(body: bytes) -> None:
    """Any bytes: findings or a message, never an exception."""
    for form in (cusdec, cusres, cuscar, aperak):
        form.FORMAT.read(body)
        form.FORMAT.likes(body, "x.edi")


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_damage_to_a_message_breaks_a_reader(data: st.DataObject) -> None:
    """A sound message with bytes changed, left out or doubled: read or reported."""
    of, document = data.draw(st.sampled_from([DECLARATIONS[0], MANIFESTS[0]]))
    form = cusdec if of in cusdec.TYPES.values() else cuscar
    body = bytearray(form.write(of.code, document).body)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
        body = body or bytearray(b"U")
    reading = form.read(bytes(body))
    assert reading.documents or reading.findings
