"""IFTDGN of UN/EDIFACT D.24A: the notice of dangerous goods (FAL form 7). One goods item for each DGS."""

from kouan.kernel.findings import Finding
from kouan.kernel.words import Words
from kouan.syntax.edifact.interchange import Message
from kouan.syntax.told import finding

from ._edi_reading import Numbered, Raw, common, made, numbered, place, runs
from ._edi_told import DangerousTold

PLACE_ON_BOARD = "147"


def interpret(message: Message) -> tuple[Raw, list[Finding]]:
    """Each dangerous item with its consignment, unit and position; one that is nowhere stowed."""
    raw, found = common(message), []
    items = []
    consignments = [run for run in runs(numbered(message), "CNI", "UNT") if run[0][1].tag == "CNI"]
    for consignment in consignments:
        for goods in runs(consignment, "GID"):
            unit = next((s.at(0) for _, s in goods if s.tag == "SGP"), "")
            items += [_item(run, consignment[0][1].at(1), unit) for run in runs(goods, "DGS")]
    for item in items:
        if not item.unit and not item.position:
            zh, en = f"UN {item.un} 没有积载位置，也没有箱号", f"UN {item.un} has neither a position nor a unit"
            found.append(finding("dg-not-stowed", item.place, zh, en))
    raw |= {"dangerous": tuple(items), "consignments": len(consignments)}
    return raw, found


def _item(run: list[Numbered], consignment: str, unit: str) -> DangerousTold:
    number, head = run[0]
    value, scale = head.at(3), head.at(3, 1)
    return DangerousTold(
        consignment=consignment,
        hazard=head.at(1),
        un=head.at(2),
        flash_point=f"{_plain(value)} {scale}".strip(),
        packing_group=head.at(4),
        ems=head.at(5),
        name=next((s.at(3) for _, s in run if s.tag == "FTX"), ""),
        gross=next((s.at(2, 1) for _, s in run if s.tag == "MEA" and s.at(2) == "KGM"), ""),
        position=next((s.at(1) for _, s in run if s.tag == "LOC" and s.at(0) == PLACE_ON_BOARD), ""),
        unit=next((s.at(0) for _, s in run if s.tag == "SGP"), "") or unit,
        place=place(number, head),
    )


def _plain(value: str) -> str:
    """A flash point has three digits: 023 is 23."""
    return str(int(value)) if value.lstrip("-").isdecimal() else value


FORMAT = made(
    "IFTDGN", Words("危险货物通知（IFTDGN）", "Dangerous goods notice (IFTDGN)"), "UN/EDIFACT D.24A IFTDGN", interpret
)
