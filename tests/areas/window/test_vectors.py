"""A declaration written by others goes all the way into a case."""

import datetime as dt
from pathlib import Path

from msgspec.structs import replace

from kouan.areas.window.documents import import_declaration
from kouan.areas.window.formats import wco_dec_xml
from kouan.kernel.cases import lodge
from kouan.kernel.documents import encode
from kouan.kernel.findings import refusing
from kouan.kernel.parties import Actor

ON = dt.date(2026, 3, 2)
BROKER = Actor(user="u1", organisation="91440400MAFAKEDCXM", role="declarant")


def test_a_declaration_of_another_country_is_lodged_as_a_summary(shared: Path) -> None:
    """A WCO message of the public samples is read; it refuses only for the three questions of a summary, which no message
    answers. With them answered it is lodged, and what else it lacks rides along as a warning.
    """
    sample = shared / "vectors" / "window" / "hmrc" / "samples" / "TT_IM048a" / "TT_IM048a.xml"
    reading = wco_dec_xml.read(sample.read_bytes())
    assert not refusing(reading.findings)
    (ours,) = (c.document for c in reading.documents if c.type == "import_declaration")
    asked = [f.code for f in import_declaration.TYPE.findings(ours, ON) if f.severity == "error"]
    assert asked == ["WIN-F-008"] * 3
    ours = replace(ours, two_step=replace(ours.two_step, licences=False, inspection=False, taxed=False))
    findings = import_declaration.TYPE.findings(ours, ON)
    assert not refusing(findings)
    step = lodge(
        of=import_declaration.TYPE,
        document=ours,
        body=encode(ours),
        case="IM-260302-AAAAAAAAAA",
        actor=BROKER,
        at="2026-03-02T00:00:00.000000Z",
        warnings=tuple(f.code for f in findings),
    )
    assert step.case.state == "lodged"
    assert step.case.number == "TT_IM48a_180322_001"
    assert "WIN-F-003" in step.event.warnings  # type: ignore[attr-defined]


def test_a_container_that_is_none_refuses_a_sample(shared: Path) -> None:
    """Another sample is read too, but its container number fails the check digit: refused with place and reason."""
    sample = shared / "vectors" / "window" / "hmrc" / "samples" / "TT_IM006a" / "TT_IM006a.xml"
    reading = wco_dec_xml.read(sample.read_bytes())
    (ours,) = (c.document for c in reading.documents if c.type == "import_declaration")
    found = {(f.code, f.path) for f in import_declaration.TYPE.findings(ours, ON)}
    assert ("WIN-X-030", "containers[0].number") in found
