"""Two declarations of the demonstration that were filed before arrival: one still waits for its ship, with a provisional
bill; of the other the goods are here. All invented; laid once.
"""

import datetime as dt
from typing import Any

from msgspec.structs import replace

from kouan.areas.window.documents import import_declaration, original_manifest
from kouan.kernel.cases import Case, case_id
from kouan.kernel.documents import DocumentType
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.store.demo import FIRMS
from kouan.store.house import House
from kouan.store.roles import actor

from .filing import file_document
from .taxing import crossing

OF, MANIFEST = import_declaration.TYPE, original_manifest.TYPE
TRADER, VOYAGE = "kapok", "882W"
AHEAD, HERE = ("DEMO-ADV-1", "FICTBL8820001"), ("DEMO-ADV-2", "FICTBL8820002")


def lay_demo_advance(house: House) -> None:
    """Lay them where they are missing. Doing it again changes nothing."""
    if house.reader.cases({"number": AHEAD[0]}, limit=1):
        return
    customs, port = actor("customs", "customs", "customs"), actor("port", "port", "port")
    agent, trader = actor("egret", "egret", "ship_agent"), actor(TRADER, TRADER, "declarant")
    _step(house, MANIFEST, _filed(house, MANIFEST, _manifest(house), agent), "accept", customs)
    for reference, bill in (AHEAD, HERE):
        case = _filed(house, OF, _declared(reference, bill), trader)
        _step(house, OF, case, "accept", customs)
        if reference == HERE[0]:
            _step(house, OF, case, "report_arrival", port)


def _manifest(house: House) -> Any:
    good, now = original_manifest.GOOD, house.now().replace(minute=0, second=0, microsecond=0)
    bills = tuple(replace(good.bills[0], number=bill) for _, bill in (AHEAD, HERE))
    box = replace(good.containers[0], bills=",".join(b.number for b in bills))
    return replace(
        good,
        reference="DEMO-MO-882",
        voyage=VOYAGE,
        loading_at=now + dt.timedelta(days=2),
        departure_at=now + dt.timedelta(days=3),
        arrival_at=now + dt.timedelta(days=5),
        bills=bills,
        containers=(box,),
    )


def _declared(reference: str, bill: str) -> Any:
    good, firm = import_declaration.GOOD, next(f for f in FIRMS if f.id == TRADER)
    trader = replace(good.trader, name=firm.words.zh, scc=firm.uscc or "")
    return replace(
        good,
        reference=reference,
        advance=True,
        contract_number=reference,
        voyage=VOYAGE,
        bill_number=bill,
        trader=trader,
        owner=trader,
    )


def _filed(house: House, of: DocumentType, document: Any, who: Actor) -> Case:
    key = f"demo {of.code} {document.reference}"
    house.writer.write(file_document(of, document, actor=who, key=key, now=house.now()))
    return _case(house, case_id(of.prefix, who.organisation, key, law_day(house.now())))


def _case(house: House, id: str) -> Case:
    case = house.reader.case(id)
    if case is None:
        raise LookupError(id)
    return case


def _step(house: House, of: DocumentType, case: Case, action: str, who: Actor) -> None:
    now = _case(house, case.id)
    unit = crossing.decision(house, of, now, action, version=now.version, actor=who, now=house.now())
    house.writer.write(unit)
