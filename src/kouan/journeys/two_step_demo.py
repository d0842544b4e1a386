"""Summaries of the demonstration, each at another place of two-step filing: one waits for customs, one was just picked up,
one has three days left, one is over its day, one was completed late. All invented; laid once, by the way of every filing.
"""

import datetime as dt
from typing import Any

from msgspec.structs import replace

from kouan.areas.window import rules
from kouan.areas.window.documents import import_declaration
from kouan.areas.window.documents._rare import TwoStep
from kouan.areas.window.paying import reading
from kouan.areas.window.two_steps import COMPLETE, SUMMARY
from kouan.kernel.cases import Case, case_id
from kouan.kernel.rules import law_day
from kouan.store.demo import FIRMS
from kouan.store.house import House
from kouan.store.roles import actor

from .filing import file_document
from .taxing import counter, crossing

OF, GOOD, TRADER = import_declaration.TYPE, import_declaration.GOOD, "kapok"
WAITING = "DEMO-2S-1"
PICKED_UP = (("DEMO-2S-2", 9), ("DEMO-2S-3", 3), ("DEMO-2S-4", -2), ("DEMO-2S-5", -4))
"""Reference, and how many days are left until the complete declaration is due."""
COMPLETED = "DEMO-2S-5"


def lay_demo_two_step(house: House) -> None:
    """Lay them where they are missing. Doing it again changes nothing."""
    if house.reader.cases({"number": WAITING}, limit=1):
        return
    today = law_day(house.now())
    days = rules.TWO_STEP.on(today).value.days
    _filed(house, _summary(WAITING, today - dt.timedelta(days=1)))
    for reference, left in PICKED_UP:
        entered = today - dt.timedelta(days=days - left)
        case = _filed(house, _summary(reference, entered))
        _decided(house, case, "accept")
        _secured(house, case)
        _decided(house, case, "release_pickup")
        if reference == COMPLETED:
            _filed(house, _complete(reference, entered))


def _summary(reference: str, entered: dt.date) -> Any:
    """Nine data and three answers: six digits, no weights, no terms of levy."""
    line = replace(
        GOOD.goods[0],
        commodity_code="030617",
        unit_price=None,
        first_quantity=None,
        first_unit="",
        duty_mode="",
    )
    return replace(
        _complete(reference, entered),
        filing=SUMMARY,
        goods=(line,),
        containers=(),
        gross_weight=None,
        net_weight=None,
        two_step=TwoStep(licences=False, inspection=False, taxed=True),
    )


def _complete(reference: str, entered: dt.date) -> Any:
    firm = next(f for f in FIRMS if f.id == TRADER)
    trader = replace(GOOD.trader, name=firm.words.zh, scc=firm.uscc or "")
    return replace(
        GOOD,
        reference=reference,
        filing=COMPLETE,
        trader=trader,
        owner=trader,
        contract_number=reference,
        bill_number=f"FICT{reference.replace('-', '')}",
        border_date=entered,
    )


def _filed(house: House, document: Any) -> Case:
    who, key = actor(TRADER, TRADER, "declarant"), f"demo {document.reference} {document.filing}"
    unit = file_document(OF, document, actor=who, key=key, now=house.now(), reader=house.reader)
    house.writer.write(unit)
    first = f"demo {document.reference} {SUMMARY}"
    return _case(house, case_id(OF.prefix, TRADER, first, law_day(house.now())))


def _case(house: House, id: str) -> Case:
    case = house.reader.case(id)
    if case is None:
        raise LookupError(id)
    return case


def _decided(house: House, case: Case, action: str) -> None:
    now, officer = _case(house, case.id), actor("customs", "customs", "customs")
    unit = crossing.decision(house, OF, now, action, version=now.version, actor=officer, now=house.now())
    house.writer.write(unit)


def _secured(house: House, case: Case) -> None:
    """The estimate of its taxes, taken from the firm's general guarantee; nothing where no taxes are collected."""
    who = actor(TRADER, TRADER, "declarant")
    for bill in reading.bills_of(house.reader, case.id):
        if bill.state == "presented":
            number = f"GRT-{TRADER.upper()}"
            house.writer.write(counter.secure(house, bill.id, number, actor=who, now=house.now()))
