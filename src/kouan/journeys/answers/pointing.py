"""Findings as the faults of an answer: each with its pointer into the WCO model, or its segment where the filing was EDIFACT."""

from collections.abc import Iterable

from kouan.areas.window.answer import Fault
from kouan.areas.window.formats._edi.places import position
from kouan.areas.window.formats._wco_pointers import place_of
from kouan.kernel.findings import Finding
from kouan.syntax.edifact import interchange
from kouan.syntax.edifact.interchange import Interchange

MOST = 999
"""Faults of one answer at most."""


def faults_of(findings: Iterable[Finding], *, type_code: str, original: bytes) -> tuple[Fault, ...]:
    """What was found, in the order in which it was."""
    flow = "export" if type_code.startswith("export") else "import"
    whole = _interchange(original)
    declared = type_code.endswith("declaration")
    return tuple(_fault(f, flow, whole, declared) for f in list(findings)[:MOST])


def _interchange(original: bytes) -> Interchange | None:
    start = original[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return interchange.read(original)[0] if start.startswith((b"UNA", b"UNB", b"UNH")) else None


def _fault(found: Finding, flow: str, whole: Interchange | None, declared: bool) -> Fault:
    segment, number = position(whole, found.path) if whole else ("", 0)
    return Fault(
        code=found.code,
        text=f"{found.message.zh} · {found.message.en}",
        place=place_of(found.path, flow) if declared else (),
        segment=segment,
        position=number,
    )
