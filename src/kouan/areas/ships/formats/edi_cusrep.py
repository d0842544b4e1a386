"""CUSREP of UN/EDIFACT D.24A: the conveyance report, which carries FAL form 1 and the security history."""

from kouan.kernel.findings import Finding
from kouan.kernel.words import Words
from kouan.syntax.edifact.interchange import Message

from ._edi_reading import LEVELS, Raw, common, made, numbered


def interpret(message: Message) -> tuple[Raw, list[Finding]]:
    """Ship, call, counts, and the calls before with their security levels."""
    raw = common(message)
    head = next((s for _, s in numbered(message) if s.tag in ("STS", "LOC")), None)
    if head and head.tag == "STS" and head.at(1) in LEVELS:
        raw["security_level"] = LEVELS[head.at(1)]
    return raw, []


FORMAT = made(
    "CUSREP", Words("船舶动态报告（CUSREP）", "Conveyance report (CUSREP)"), "UN/EDIFACT D.24A CUSREP", interpret
)
