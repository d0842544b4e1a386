"""EDIFACT of ships: what a message tells, and that nothing makes a reader fall over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kouan.areas.ships.formats import edi_baplie, edi_berman, edi_cusrep, edi_iftdgn, edi_iftsai, edi_paxlst, edi_wasdis
from kouan.areas.ships.formats._edi_reading import TOLD
from kouan.areas.ships.formats._edi_told import ShipTold
from kouan.kernel.formats import Format
from kouan.syntax.edifact.interchange import MESSAGE

FORMATS = {
    f.FORMAT.code: f.FORMAT
    for f in (edi_baplie, edi_berman, edi_cusrep, edi_iftdgn, edi_iftsai, edi_paxlst, edi_wasdis)
}
TDT = "TDT+20+025W+1++:172:ZZZ+++9999993:146:11:KOUAN PIONEER:PA'"


def wrapped(kind: str, *segments: str, release: str = "24A", charset: str = "UNOA") -> bytes:
    """An interchange of one message with right counts."""
    inner = [f"UNH+1+{kind}:D:{release}:UN'", *segments]
    lines = [f"UNB+{charset}:2+A+B+250312:0900+R'", *inner, f"UNT+{len(inner) + 1}+1'", "UNZ+1+R'"]
    return "\n".join(lines).encode()


def told(form: Format, body: bytes) -> ShipTold:
    """What the one message of an interchange tells."""
    made = next(c.document for c in form.read(body).documents if c.type == TOLD)
    assert isinstance(made, ShipTold)
    return made


def codes(form: Format, body: bytes) -> list[str]:
    """The codes of all findings."""
    return [f.code for f in form.read(body).findings]


def test_crew_is_115_and_passengers_114() -> None:
    """The two counts that many profiles exchange are read as the directory has them."""
    body = wrapped("CUSREP", "BGM+185+X+9'", "QTY+115:11'", "QTY+114:5'", TDT)
    one = told(edi_cusrep.FORMAT, body)
    assert (one.crew, one.passengers, one.imo, one.flag) == (11, 5, "9999993", "PA")


def test_a_comma_of_una_is_a_full_stop() -> None:
    """A decimal sign that UNA names is read as one, and the interchange is written as it came."""
    text = "UNA:+,? 'UNB+UNOA:2+A+B+250312:0900+R'UNH+1+CUSREP:D:24A:UN'BGM+185+X+9'MEA+AAE+AFM+MTR:11,4'"
    body = (text + TDT + "UNT+5+1'UNZ+1+R'").encode()
    reading = edi_cusrep.FORMAT.read(body)
    assert told(edi_cusrep.FORMAT, body).draught == "11.4"
    assert edi_cusrep.FORMAT.write is not None
    assert edi_cusrep.FORMAT.write(MESSAGE, reading.documents[0].document).body == body


def test_a_single_name_is_a_name() -> None:
    """Somebody with one name only is taken, said as information; a total that differs is an error."""
    body = wrapped("PAXLST", "BGM+250+X+9'", TDT, "NAD+FM+++SUHARTOYO'", "CNT+41:2'")
    assert [p.name for p in told(edi_paxlst.FORMAT, body).people] == ["SUHARTOYO"]
    assert set(codes(edi_paxlst.FORMAT, body)) >= {"single-name", "count-differs"}


def test_two_boxes_in_one_place_are_told() -> None:
    """A bay plan that has two units at one position says so; an empty one is said as information."""
    box = ("LOC+147+0100284::5'", "EQD+CN+KOUU1000016+45G1+++4'", "LOC+147+0100284::5'", "EQD+CN+KOUU1000021+45G1+++5'")
    body = wrapped("BAPLIE", "BGM++X+9'", TDT, *box, release="95B")
    assert set(codes(edi_baplie.FORMAT, body)) >= {"stow-duplicate", "empty-unit", "edi-release"}
    assert [u.position for u in told(edi_baplie.FORMAT, body).units] == ["0100284", "0100284"]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_bytes_are_what_they_are(encoding: str) -> None:
    """Chinese letters under a wrong repertoire are read, and the repertoire is told as wrong."""
    body = wrapped("CUSREP", "BGM+185+X+9'", "FTX+AAI+++厦门港'", TDT).decode().encode(encoding)
    assert told(edi_cusrep.FORMAT, body).texts == ("厦门港",)
    assert codes(edi_cusrep.FORMAT, body) == ["edi-encoding-differs"]


SEGMENTS = st.lists(
    st.sampled_from(
        [
            TDT,
            "NAD+FM+++A:B'",
            "NAD+FL'",
            "DOC+P+1'",
            "DTM+36:x:102'",
            "DTM+132:20250314:203'",
            "LOC+147+1'",
            "LOC+9'",
            "EQD+CN'",
            "DGS+IMD+3'",
            "CNI+1'",
            "GID+1'",
            "CNT+41:x'",
            "CNT+41:9'",
            "MEA+AAE+AFM'",
            "STS+11+140'",
            "QTY+115:x'",
            "FTX'",
            "POC'",
        ]
    ),
    max_size=25,
)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@given(segments=SEGMENTS, junk=st.binary(max_size=20))
def test_a_reader_never_falls_over(form: Format, segments: list[str], junk: bytes) -> None:
    """Whatever order of segments, and whatever bytes behind them: a reading with findings, never an exception."""
    kind = form.code.removeprefix("edi_").upper()
    reading = form.read(wrapped(kind, "BGM+1+X+9'", *segments) + junk)
    assert reading.documents
