"""WASDIS of UN/EDIFACT D.24A: the notice of waste. No public sample is known; which qualifiers stand for what is ours."""

from kouan.kernel.findings import Finding
from kouan.kernel.words import Words
from kouan.syntax.edifact.interchange import Message

from ._edi_reading import Raw, common, made, numbered, runs
from ._edi_told import WasteTold


def interpret(message: Message) -> tuple[Raw, list[Finding]]:
    """Ship, call, and each kind of waste with its cubic metres."""
    raw = common(message)
    wastes = []
    for run in runs(numbered(message), "DGS", "UNT"):
        if run[0][1].tag == "DGS":
            quantity = next((s.at(2, 1) for _, s in run if s.tag == "MEA" and s.at(2) == "MTQ"), "")
            text = next((s.at(3) for _, s in run if s.tag == "FTX"), "")
            wastes.append(WasteTold(quantity=quantity, text=text))
    raw["wastes"] = tuple(wastes)
    return raw, []


FORMAT = made(
    "WASDIS", Words("船舶污染物通知（WASDIS）", "Waste notice (WASDIS)"), "UN/EDIFACT D.24A WASDIS", interpret
)
