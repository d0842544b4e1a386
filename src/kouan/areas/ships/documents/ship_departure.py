"""Declaration of departure 船舶出口岸申报: signed by customs, border inspection and the port, permitted by the maritime agency."""

import datetime as dt
from functools import partial

from msgspec.structs import replace

from kouan.areas.ships.departing import LANES, SHIP_DEPARTURE
from kouan.kernel.documents import DocumentType, Example
from kouan.kernel.journal import stamp
from kouan.kernel.words import Words

from . import _goods_checks, _people_checks
from . import _moving_checks as moving
from ._declaration import port_words
from ._declaration_checks import agent_code, call_sign, flag, imo_number, listed_codes, persons_add_up
from ._examples import GOOD as CALL
from ._examples import WRONG_CODE, but
from ._list_examples import FULL, PAINT
from ._moving import Departure, Passage, Vessel

GOOD = Departure(
    call="SC-250312-ABCDEFGHIJ",
    ship=Vessel(
        name=CALL.ship.name,
        imo=CALL.ship.imo,
        call_sign=CALL.ship.call_sign,
        flag=CALL.ship.flag,
        draught_fore=CALL.ship.draught_fore,
        draught_aft=CALL.ship.draught_aft,
    ),
    voyage=Passage(
        port="CNNSA",
        number="026E",
        berth="3",
        etd=CALL.voyage.etd,
        next_port="SGSIN",
        next_port_eta=CALL.voyage.next_port_eta,
    ),
    persons=CALL.persons,
    cargo="集装箱 1100 标准箱 1,100 TEU in containers",
    nothing_owed=True,
    security=CALL.security,
    master=CALL.master,
    agent=CALL.agent,
)


_but = partial(but, GOOD)


def _facts(document: Departure) -> dict[str, str]:
    """What the journal may tell: ship, ports and times, never a person."""
    return {
        "number": document.voyage.number,
        "call": document.call,
        "port": document.voyage.port,
        "imo": document.ship.imo or "",
        "flag": document.ship.flag,
        "next_port": document.voyage.next_port,
        "etd": stamp(document.voyage.etd),
    }


def _title(document: Departure) -> Words:
    port = port_words(document.voyage.port)
    return Words(f"{document.ship.name} 离{port.zh}", f"{document.ship.name} leaves {port.en}")


_SEAFARERS = FULL.crew_list

TYPE = DocumentType(
    code="ship_departure",
    prefix="SD",
    words=Words("船舶出口岸申报", "Declaration of departure"),
    basis=moving.EXIT,
    shape=Departure,
    machine=SHIP_DEPARTURE,
    lanes=LANES,
    facts=_facts,
    title=_title,
    checks=(
        listed_codes,
        moving.call_number,
        imo_number,
        call_sign,
        flag,
        moving.next_port,
        moving.sails_before_she_arrives,
        persons_add_up,
        moving.dues_paid,
        agent_code,
        _people_checks.list_agrees_with_count,
        _people_checks.master_once,
        _people_checks.document_once,
        _goods_checks.un_number,
    ),
    examples=(
        Example(Words("集装箱船离南沙往新加坡", "A container ship leaves Nansha for Singapore"), GOOD),
        Example(
            Words("出发港不在表中", "A port that is not in the list"), _but(voyage={"port": "CNXXX"}), ("code-unknown",)
        ),
        Example(Words("航次案件编号写错", "A call that is no case"), replace(GOOD, call="025W"), ("call-number",)),
        Example(Words("IMO编号校验码错", "A wrong check digit"), _but(ship={"imo": "9999994"}), ("imo-number",)),
        Example(Words("呼号填横线", "A hyphen for a call sign"), _but(ship={"call_sign": "-"}), ("call-sign",)),
        Example(Words("三位船旗代码", "A flag of three letters"), _but(ship={"flag": "PAN"}), ("flag",)),
        Example(
            Words("驶往港有空格", "A next port with a blank"), _but(voyage={"next_port": "sg sin"}), ("next-port",)
        ),
        Example(
            Words("抵驶往港早于开航", "At the next port before sailing"),
            _but(voyage={"next_port_eta": CALL.voyage.etd - dt.timedelta(hours=1)}),
            ("sails-before-she-arrives",),
        ),
        Example(
            Words("人数合计不符", "Persons that do not add up"), _but(persons={"on_board": 22}), ("persons-add-up",)
        ),
        Example(Words("税费未缴清", "Dues not paid"), replace(GOOD, nothing_owed=False), ("dues-paid",)),
        Example(
            Words("代理代码校验码错", "An agent's code with a wrong check"),
            _but(agent={"code": WRONG_CODE}),
            ("agent-code",),
        ),
        Example(
            Words("名单人数与申报不符", "A list of another length than stated"),
            replace(GOOD, crew_list=_SEAFARERS),
            ("list-agrees-with-count",),
        ),
        Example(
            Words("名单中没有船长", "No master in the crew list"),
            replace(_but(persons={"crew": 2, "on_board": 2}), crew_list=_SEAFARERS[1:]),
            ("master-once",),
        ),
        Example(
            Words("两人同一证件", "Two persons with one document"),
            replace(
                _but(persons={"crew": 2, "on_board": 2}),
                crew_list=(_SEAFARERS[0], replace(_SEAFARERS[1], document_number=_SEAFARERS[0].document_number)),
            ),
            ("document-once",),
        ),
        Example(
            Words("联合国编号带前缀", "A UN number with its prefix"),
            replace(GOOD, dangerous_items=(replace(PAINT, un="UN1263"),)),
            ("un-number",),
        ),
    ),
)
