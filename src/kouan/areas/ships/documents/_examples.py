"""Worked examples of the general declaration: an invented ship, right and in every way wrong."""

import datetime as dt
from decimal import Decimal
from typing import Any, TypeVar

from msgspec.structs import replace

from kouan.kernel.documents import Example
from kouan.kernel.parties import uscc_check_character
from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words

from ._declaration import Agent, Master, NilStatements, Persons, Purpose, Security, Ship, ShipCall, Voyage

D = TypeVar("D", bound=Shape)
_CHINA = dt.timezone(dt.timedelta(hours=8))
_AGENT = "91000000MADEMQ001"  # no such organisation: district 000000

GOOD = ShipCall(
    ship=Ship(
        name="KOUAN PIONEER（虚构）",
        imo="9999993",
        call_sign="3EXX9",
        flag="PA",
        ship_type="container",
        gross_tonnage=41_234,
        net_tonnage=21_800,
        length_overall=Decimal("228.5"),
        draught_fore=Decimal("11.4"),
        draught_aft=Decimal("11.8"),
        registry_number="PA-000000",
        registry_date=dt.date(2019, 5, 6),
    ),
    voyage=Voyage(
        port="CNNSA",
        number_in="025W",
        number_out="026E",
        eta=dt.datetime(2025, 3, 14, 6, 0, tzinfo=_CHINA),
        etd=dt.datetime(2025, 3, 16, 18, 0, tzinfo=_CHINA),
        last_port="KRPUS",
        left_last_port=dt.datetime(2025, 3, 11, 18, 30, tzinfo=_CHINA),
        next_port="SGSIN",
        next_port_eta=dt.datetime(2025, 3, 22, 12, 0, tzinfo=_CHINA),
        purposes=(Purpose("16"), Purpose("17")),
        berth="3",
        brief="釜山—南沙—新加坡 Busan - Nansha - Singapore",
    ),
    persons=Persons(crew=21, passengers=0, on_board=21),
    cargo="集装箱 1200 标准箱，卸 640 1,200 TEU in containers, 640 to unload",
    nil=NilStatements(
        cargo="listed",
        unmanifested_cargo="nil",
        dangerous_goods="nil",
        weapons="nil",
        ammunition="nil",
        animals="nil",
        stowaways="nil",
        passengers="nil",
        waste="nil",
        illness="nil",
    ),
    security=Security(level=1, certificate="full", expires=dt.date(2027, 5, 6)),
    master=Master(given_names="Invented", family_name="Mariner"),
    agent=Agent(code=_AGENT + (uscc_check_character(_AGENT) or ""), name="示例船务代理有限公司（虚构）"),
)


def but(_of: D = GOOD, **parts: dict[str, Any]) -> D:  # type: ignore[assignment]  # the usual one is a call
    """A document, the good call unless told, with some fields of some parts replaced."""
    return replace(_of, **{part: replace(getattr(_of, part), **changes) for part, changes in parts.items()})


WRONG_CODE = _AGENT + "0"
"""The agent's code with a check character that does not fit."""

FORM_1 = (
    Example(Words("集装箱船靠南沙，货物外各项均为无", "A container ship at Nansha, nil but for her cargo"), GOOD),
    Example(
        Words("无IMO编号的内河驳船", "A barge without an IMO number"),
        but(
            ship={"imo": None, "ship_type": "barge", "gross_tonnage": 480, "net_tonnage": 200},
            security={"certificate": "none", "expires": None},
        ),
    ),
    Example(
        Words("抵达港不在表中", "A port of call that is not in the list"),
        but(voyage={"port": "CNXXX"}),
        ("code-unknown",),
    ),
    Example(
        Words("IMO编号校验码错", "An IMO number with a wrong check digit"),
        but(ship={"imo": "9999994"}),
        ("imo-number",),
    ),
    Example(Words("IMO编号带前缀", "An IMO number with its prefix"), but(ship={"imo": "IMO 9999993"}), ("imo-number",)),
    Example(
        Words("大船无IMO编号", "A large ship without an IMO number"),
        but(ship={"imo": None}),
        ("imo-number-missing",),
    ),
    Example(Words("MMSI填零", "An MMSI of zeros"), but(ship={"mmsi": "0"}), ("mmsi",)),
    Example(Words("呼号填横线", "A hyphen for a call sign"), but(ship={"call_sign": "-"}), ("call-sign",)),
    Example(Words("三位船旗代码", "A flag of three letters"), but(ship={"flag": "PAN"}), ("flag",)),
    Example(Words("净吨大于总吨", "Net above gross tonnage"), but(ship={"net_tonnage": 50_000}), ("net-below-gross",)),
    Example(Words("吃水填零", "A draught of zero"), but(ship={"draught_fore": Decimal(0)}), ("measures",)),
    Example(
        Words("地点代码中有空格", "A place code with a blank"),
        but(voyage={"last_port": "kr pus"}),
        ("place-code",),
    ),
    Example(
        Words("离港早于抵港", "Leaves before she arrives"),
        but(voyage={"etd": dt.datetime(2025, 3, 14, 5, 0, tzinfo=_CHINA)}),
        ("order-of-times",),
    ),
    Example(
        Words("同一目的填两次", "A purpose given twice"),
        but(voyage={"purposes": (Purpose("16"), Purpose("16"))}),
        ("same-purpose-twice",),
    ),
    Example(Words("人数合计不符", "Persons that do not add up"), but(persons={"on_board": 22}), ("persons-add-up",)),
    Example(Words("未声明有无偷渡人员", "Stowaways not stated"), but(nil={"stowaways": None}), ("nil-not-stated",)),
    Example(
        Words("声明无旅客，却有旅客5人", "No passengers stated, five counted"),
        but(persons={"passengers": 5, "on_board": 26}),
        ("nil-contradicts",),
    ),
    Example(
        Words("保安证书过期", "A security certificate that has expired"),
        but(security={"expires": dt.date(2025, 3, 1)}),
        ("security-certificate",),
    ),
    Example(Words("保安等级2级", "Security level 2"), but(security={"level": 2}), ("security-level-raised",)),
    Example(
        Words("国籍证书日期在抵港之后", "A certificate of registry from the future"),
        but(ship={"registry_date": dt.date(2026, 1, 1)}),
        ("registry-date",),
    ),
    Example(
        Words("代理代码校验码错", "An agent's code with a wrong check"),
        but(agent={"code": WRONG_CODE}),
        ("agent-code",),
    ),
)
"""Form 1 alone, right and wrong, in the order of its checks."""
