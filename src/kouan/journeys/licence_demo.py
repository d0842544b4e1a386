"""Licences of the demonstration: one half used, one used up, one for one batch, one expired. All invented; laid once."""

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from kouan.areas.window.documents import _rare as rare
from kouan.areas.window.documents import import_declaration
from kouan.areas.window.licensing import reading
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.store.demo import FIRMS
from kouan.store.house import House
from kouan.store.roles import actor

from .filing import decision, file_document
from .licences import taken

HOLDER = "kapok"
HEAD = "kind,number,party,scc,codes,unit,remainder,one_batch,valid_from,valid_to,issuer,reference,standing"
NUMBERS = (
    ("DEMO-LIC-HALF", "0306 0307", 24000, "", 0),
    ("DEMO-LIC-USED", "0306", 9000, "", 0),
    ("DEMO-LIC-BATCH", "0306", 15000, "1", 0),
    ("DEMO-LIC-OLD", "0306", 5000, "", -1),
)
"""Number, headings, kilograms, for one batch, years off this one."""
USED = (("DEMO-LIC-HALF", 7000, True), ("DEMO-LIC-HALF", 5000, False), ("DEMO-LIC-USED", 9000, True))
"""Which licence a declaration draws on, how much, and whether its goods are released."""


def lay_demo_licences(house: House) -> None:
    """Lay them where they are missing. Doing it again changes nothing."""
    firm = next(f for f in FIRMS if f.id == HOLDER)
    if reading.of_firm(house.reader, HOLDER):
        return
    year, good = law_day(house.now()).year, import_declaration.GOOD
    rows = [
        f"411,{number},{good.trader.code},{firm.uscc},{codes},035,{kilograms},{batch},{year + off}-01-01,"
        f"{year + off}-12-31,示例发证机关（虚构）,示例（虚构）,house"
        for number, codes, kilograms, batch, off in NUMBERS
    ]
    operator = actor("operator", "operator", "operator")
    house.writer.write(taken(house, "\n".join((HEAD, *rows)).encode(), table="licences", actor=operator))
    trader = replace(good.trader, name=firm.words.zh, scc=firm.uscc or "")
    for place, (number, kilograms, goes) in enumerate(USED, 1):
        limit = rare.GoodsLimit(item=1, kind="411", number=number, quantity=Decimal(kilograms), unit="035")
        made = replace(
            good,
            reference=f"DEMO-LI-{place}",
            bill_number=f"FICTBL77{place:05d}",
            trader=trader,
            owner=trader,
            goods_limits=(limit,),
        )
        _file(house, made, place, goes=goes)


def _file(house: House, document: Any, place: int, *, goes: bool) -> None:
    of, who = import_declaration.TYPE, actor(HOLDER, HOLDER, "declarant")
    key = f"demo licence {place}"
    unit = file_document(of, document, actor=who, key=key, now=house.now(), reader=house.reader)
    house.writer.write(unit)
    made = str(unit.case[-1]) if unit.case else ""
    for action in ("accept", "release") if goes else ():
        _decide(house, made, action, actor("customs", "customs", "customs"))


def _decide(house: House, id: str, action: str, officer: Actor) -> None:
    case = house.reader.case(id)
    if case is not None:
        of = import_declaration.TYPE
        house.writer.write(
            decision(of, case, action, version=case.version, actor=officer, now=house.now(), reader=house.reader)
        )
