"""BERMAN of UN/EDIFACT D.24A: the request for a berth."""

from kouan.kernel.findings import Finding
from kouan.kernel.words import Words
from kouan.syntax.edifact.interchange import Message

from ._edi_reading import Raw, common, made, numbered

BERTH = "164"
"""LOC 3227 of a berth (to verify)."""


def interpret(message: Message) -> tuple[Raw, list[Finding]]:
    """Ship, call, draught, and the berth that is asked for."""
    raw = common(message)
    berth = next((s for _, s in numbered(message) if s.tag == "LOC" and s.at(0) == BERTH), None)
    if berth:
        raw["berth"] = berth.at(2)
    return raw, []


FORMAT = made("BERMAN", Words("泊位申请（BERMAN）", "Berth request (BERMAN)"), "UN/EDIFACT D.24A BERMAN", interpret)
