"""The checks of leaving and shifting that are not those of the general declaration."""

import datetime as dt
import re
from collections.abc import Iterator

from kouan.kernel.documents import Fault, check
from kouan.kernel.findings import Repair
from kouan.kernel.words import Words

from ._faults import misplaced
from ._moving import Departure, ShiftOfBerth

EXIT = (
    "国际航行船舶进出中华人民共和国口岸检查办法（条款待核） · Measures for the inspection of ships (articles to verify)"
)
HOUSE = "本系统约定 · House rule"
_CALL = re.compile(r"SC-\d{6}-[A-Z2-7]{10}")


@check(
    "call-number",
    Words("填进口岸总申报的案件编号。", "Names the case of the general declaration."),
    basis=HOUSE,
    standing="house",
    fields=("call",),
)
def call_number(document: Departure | ShiftOfBerth, _: dt.date) -> Iterator[Fault]:
    given = document.call
    if not _CALL.fullmatch(given):
        tidy = given.strip().upper()
        repair = Repair("call", given, tidy) if _CALL.fullmatch(tidy) else None
        yield Fault("call", Words("不是航次的案件编号", "Not the number of a call"), repair)


@check(
    "next-port",
    Words("驶往港为5位地点代码，且不是出发港。", "The next port is a place code of five characters, and another port."),
    basis="UN/LOCODE",
    standing="secondary",
    fields=("voyage.next_port", "voyage.port"),
)
def next_port(document: Departure, _: dt.date) -> Iterator[Fault]:
    given = document.voyage.next_port
    if unfit := list(misplaced("voyage.next_port", given)):
        yield from unfit
    elif given == document.voyage.port:
        yield Fault("voyage.next_port", Words("与出发港相同", "The port that she leaves"))


@check(
    "sails-before-she-arrives",
    Words("开航早于抵驶往港。", "The ship sails before she is at the next port."),
    basis=HOUSE,
    standing="house",
    fields=("voyage.etd", "voyage.next_port_eta"),
)
def sails_before_she_arrives(document: Departure, _: dt.date) -> Iterator[Fault]:
    eta = document.voyage.next_port_eta
    if eta is not None and eta <= document.voyage.etd:
        yield Fault("voyage.next_port_eta", Words("不晚于开航", "Not after sailing"))


@check(
    "dues-paid",
    Words("应缴税费缴清后申报出口岸。", "Dues and duties are paid before the ship leaves."),
    basis=EXIT,
    standing="to-verify",
    fields=("nothing_owed",),
)
def dues_paid(document: Departure, _: dt.date) -> Iterator[Fault]:
    if not document.nothing_owed:
        yield Fault("nothing_owed", Words("尚未缴清", "Not paid yet"))


@check(
    "another-berth",
    Words("移往的泊位不是原泊位。", "The ship is moved to another berth."),
    basis=HOUSE,
    standing="house",
    fields=("from_berth", "to_berth"),
)
def another_berth(document: ShiftOfBerth, _: dt.date) -> Iterator[Fault]:
    if document.from_berth.strip() == document.to_berth.strip():
        yield Fault("to_berth", Words("与原泊位相同", "The berth where she lies"))


@check(
    "deep-enough",
    Words("吃水小于移往泊位的水深。", "The draught is below the depth at the berth."),
    basis=HOUSE,
    standing="house",
    fields=("depth", "ship.draught_fore", "ship.draught_aft"),
)
def deep_enough(document: ShiftOfBerth, _: dt.date) -> Iterator[Fault]:
    for name in ("draught_fore", "draught_aft"):
        draught = getattr(document.ship, name)
        if draught is not None and document.depth is not None and draught >= document.depth:
            yield Fault(f"ship.{name}", Words("不小于泊位水深", "Not below the depth at the berth"))
