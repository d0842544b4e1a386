"""Port call notifications of another system: every call is kept, every oddity told, nothing refused and nothing raised."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kouan.areas.ships.formats.portnet_xml import FORMAT

CALL = """<PortCallList xmlns="urn:example:list"><PortCallNotification portCallId="7"><PortCallDetails portToVisit="NOOSL"
 prevPort="{port}" shipMasterArrival="{text}"><ImoInformation imoGeneralDeclaration="Arrival" numberOfCrew="{crew}"/>
<BerthDetails eta="{eta}" arrivalDraught="{draught}"/><IdentificationData name="Example" mmsi="{mmsi}"/></PortCallDetails>
</PortCallNotification></PortCallList>"""
PLAIN = {
    "port": "SEGOT",
    "text": "A B",
    "crew": "3",
    "eta": "2025-01-01T00:00:00Z",
    "draught": "2.5",
    "mmsi": "259000001",
}


def test_a_sound_value_gives_no_finding_and_a_stand_in_for_nothing_is_left_out() -> None:
    """A draught and an MMSI of 0 are told and absent; with values they stand."""
    sound, odd = (
        FORMAT.read(CALL.format(**(PLAIN | more)).encode())
        for more in ({}, {"draught": "0", "mmsi": "0", "text": "Ã¤"})
    )
    assert not {f.code for f in sound.findings} - {"schema-deviation"}
    assert {"draught-zero", "mmsi-zero", "text-mojibake"} <= {f.code for f in odd.findings}
    call = odd.documents[0].document.calls[0]  # type: ignore[attr-defined]
    assert (call.ship.mmsi, call.berths[0].draught_in, call.berths[0].atd.at) == ("", None, None)


WORDS = st.text(st.characters(codec="ascii", categories=("Lu", "Nd", "Zs", "Pd", "Ll")), max_size=30)


@settings(max_examples=80, deadline=None)
@given(values=st.fixed_dictionaries(dict.fromkeys(PLAIN, WORDS)))
def test_whatever_stands_in_the_attributes_the_call_is_kept(values: dict[str, str]) -> None:
    """Any text in any attribute: the call is there, with findings in both languages."""
    reading = FORMAT.read(CALL.format(**values).encode())
    assert len(reading.documents[0].document.calls) == 1  # type: ignore[attr-defined]
    assert all(f.message.zh and f.message.en for f in reading.findings)


@given(cut=st.integers(0, 700))
def test_a_file_that_is_cut_is_answered_in_words(cut: int) -> None:
    """A message cut anywhere is told, and never raises."""
    body = CALL.format(**PLAIN).encode()[:cut]
    FORMAT.likes(body, "x.xml")
    assert FORMAT.read(body).findings
