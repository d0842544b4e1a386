"""Three consignments of the demonstration with their invoices and packing lists: one whose papers agree, one with planted
differences, and one that waits to be declared. All invented; laid once, through the way that every filing takes.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from kouan.areas.window.documents import commercial_invoice, import_declaration, original_manifest, packing_list
from kouan.areas.window.documents._trade_parts import Firm
from kouan.kernel.cases import case_id
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.store.demo import FIRMS
from kouan.store.house import House
from kouan.store.roles import actor

from .filing import decision, file_document

TRADER, AGENT = "kapok", "egret"
BILLS = ("FICTBL8800001", "FICTBL8800002", "FICTBL8800003")
VOYAGE = "881W"


def lay_demo_trade(house: House) -> None:
    """Lay them where they are missing. Doing it again changes nothing."""
    if house.reader.cases({"number": "DEMO-MO-881"}, limit=1):
        return
    firm = next(f for f in FIRMS if f.id == TRADER)
    buyer = Firm(name=firm.words.zh, name_en=firm.words.en, scc=firm.uscc or "", country="CHN", address="虚构路 1 号")
    trader, agent = actor(TRADER, TRADER, "declarant"), actor(AGENT, AGENT, "ship_agent")
    manifest = _file(house, original_manifest.TYPE, _manifest(house, firm.words.zh), agent)
    _accept(house, manifest)
    for place, bill in enumerate(BILLS, 1):
        sale = replace(
            commercial_invoice.GOOD,
            number=f"DEMO-INV-{place}",
            date=law_day(house.now()) - dt.timedelta(days=9),
            buyer=buyer,
            contract_number=f"DEMO-C-{place}",
            bill_number=bill,
            voyage=VOYAGE,
        )
        packed = replace(
            packing_list.GOOD,
            number=f"DEMO-PL-{place}",
            invoice_number=sale.number,
            date=sale.date,
            buyer=buyer,
            contract_number=sale.contract_number,
            bill_number=bill,
            voyage=VOYAGE,
        )
        _file(house, commercial_invoice.TYPE, sale, trader)
        _file(house, packing_list.TYPE, packed, trader)
        if place < 3:
            _file(house, import_declaration.TYPE, _declared(place, bill, buyer), trader)


def _manifest(house: House, consignee: str) -> Any:
    """One ship, three bills of the same goods, one container each shared out as an invented pool."""
    good, now = original_manifest.GOOD, house.now().replace(minute=0, second=0, microsecond=0)
    bills = tuple(replace(good.bills[0], number=bill, consignee=consignee) for bill in BILLS)
    box = replace(good.containers[0], bills=",".join(BILLS), packages=5400, gross_weight=Decimal(61500))
    return replace(
        good,
        reference="DEMO-MO-881",
        voyage=VOYAGE,
        loading_at=now + dt.timedelta(days=2),
        departure_at=now + dt.timedelta(days=3),
        arrival_at=now + dt.timedelta(days=6),
        bills=bills,
        containers=(box,),
    )


def _declared(place: int, bill: str, buyer: Firm) -> Any:
    """The first agrees with its papers; the second has another total, packages and origin."""
    good = import_declaration.GOOD
    trader = replace(good.trader, name=buyer.name, scc=buyer.scc)
    made = replace(
        good,
        reference=f"DEMO-I-{place}",
        contract_number=f"DEMO-C-{place}",
        bill_number=bill,
        voyage=VOYAGE,
        trader=trader,
        owner=trader,
    )
    if place == 1:
        return made
    first = replace(good.goods[0], unit_price=Decimal("6.05"), total=Decimal(72600), origin_country="THA")
    return replace(made, packages=1790, goods=(first, good.goods[1]))


def _file(house: House, of: Any, document: Any, who: Actor) -> str:
    key = f"demo {of.code} {of.facts(document)['number']}"
    house.writer.write(file_document(of, document, actor=who, key=key, now=house.now(), reader=house.reader))
    return case_id(of.prefix, who.organisation, key, law_day(house.now()))


def _accept(house: House, id: str) -> None:
    case = house.reader.case(id)
    if case is not None:
        officer = actor("customs", "customs", "customs")
        of = original_manifest.TYPE
        house.writer.write(decision(of, case, "accept", version=case.version, actor=officer, now=house.now()))
