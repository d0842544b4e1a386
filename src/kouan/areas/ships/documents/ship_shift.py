"""Request for a shift of berth inside one port 移泊申请: the maritime agency and the port agree."""

import datetime as dt
from decimal import Decimal
from functools import partial

from msgspec.structs import replace

from kouan.areas.ships.shifting import LANES, SHIP_SHIFT
from kouan.kernel.documents import DocumentType, Example
from kouan.kernel.journal import stamp
from kouan.kernel.words import Words

from . import _moving_checks as moving
from ._declaration import port_words
from ._declaration_checks import agent_code, call_sign, flag, imo_number, listed_codes
from ._examples import WRONG_CODE, but
from ._moving import ShiftOfBerth
from .ship_departure import GOOD as DEPARTURE

GOOD = ShiftOfBerth(
    call=DEPARTURE.call,
    ship=DEPARTURE.ship,
    port="CNNSA",
    from_berth="3",
    to_berth="5",
    depth=Decimal("15.5"),
    planned=dt.datetime(2025, 3, 15, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8))),
    reason="换装桥吊 To another crane",
    agent=DEPARTURE.agent,
)


_but = partial(but, GOOD)


def _facts(document: ShiftOfBerth) -> dict[str, str]:
    """What the journal may tell: the ship, the berths, the time."""
    return {
        "call": document.call,
        "port": document.port,
        "imo": document.ship.imo or "",
        "from_berth": document.from_berth,
        "to_berth": document.to_berth,
        "planned": stamp(document.planned),
    }


def _title(document: ShiftOfBerth) -> Words:
    port = port_words(document.port)
    return Words(
        f"{document.ship.name} 在{port.zh}由{document.from_berth}移至{document.to_berth}",
        f"{document.ship.name} from {document.from_berth} to {document.to_berth} at {port.en}",
    )


TYPE = DocumentType(
    code="ship_shift",
    prefix="SH",
    words=Words("移泊申请", "Request for a shift of berth"),
    basis=moving.EXIT,
    shape=ShiftOfBerth,
    machine=SHIP_SHIFT,
    lanes=LANES,
    facts=_facts,
    title=_title,
    checks=(
        listed_codes,
        moving.call_number,
        imo_number,
        call_sign,
        flag,
        moving.another_berth,
        moving.deep_enough,
        agent_code,
    ),
    examples=(
        Example(Words("在南沙由3号移至5号泊位", "From berth 3 to berth 5 at Nansha"), GOOD),
        Example(
            Words("港口不在表中", "A port that is not in the list"), replace(GOOD, port="CNXXX"), ("code-unknown",)
        ),
        Example(
            Words("航次案件编号小写", "A call in small letters"),
            replace(GOOD, call=GOOD.call.lower()),
            ("call-number",),
        ),
        Example(Words("IMO编号校验码错", "A wrong check digit"), _but(ship={"imo": "9999994"}), ("imo-number",)),
        Example(Words("呼号填横线", "A hyphen for a call sign"), _but(ship={"call_sign": "-"}), ("call-sign",)),
        Example(Words("三位船旗代码", "A flag of three letters"), _but(ship={"flag": "PAN"}), ("flag",)),
        Example(Words("移往原泊位", "To the berth where she lies"), replace(GOOD, to_berth="3"), ("another-berth",)),
        Example(
            Words("泊位水深不足", "A berth that is too shallow"), replace(GOOD, depth=Decimal(11)), ("deep-enough",)
        ),
        Example(
            Words("代理代码校验码错", "An agent's code with a wrong check"),
            _but(agent={"code": WRONG_CODE}),
            ("agent-code",),
        ),
    ),
)
