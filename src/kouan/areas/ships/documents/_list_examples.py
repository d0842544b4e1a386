"""Worked examples of the lists that ride with the declaration: a ship with all of them, and each of them wrong.

Persons and goods are invented; container numbers have right check digits and an owner code of nobody.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from kouan.kernel.documents import Example
from kouan.kernel.words import Words

from ._at_sea import Ballast, BallastTank, Health, HealthCase, PortCall, ShipToShip, Waste, WasteHistory
from ._cargo import CargoItem, DangerousItem
from ._declaration import ShipCall
from ._examples import but
from ._people import CrewMember, Passenger
from ._supplies import Effect, Store

_RANKS = ("MASTER", "CHIEF OFFICER", "AB")


def _seafarer(number: int, rank: str) -> CrewMember:
    return CrewMember(
        family_name="INVENTED",
        given_names=f"MARINER {chr(64 + number)}",
        nationality="PHL",
        sex="M" if number % 2 else "F",
        birth_date=dt.date(1980 + number, 5, 6),
        birth_place="NOWHERE",
        document_kind="seaman",
        document_number=f"X000000{number}",
        document_issuer="PHL",
        document_expires=dt.date(2029, 1, 31),
        rank=rank,
        joined_at="KRPUS",
        joined_on=dt.date(2024, 12, 1),
    )


PASSENGER = Passenger(
    family_name="FICTION",
    given_names="TRAVELLER",
    nationality="NLD",
    sex="X",
    birth_date=dt.date(1970, 2, 28),
    document_kind="passport",
    document_number="Y0000001",
    document_issuer="NLD",
    document_expires=dt.date(2030, 6, 30),
    embarked_at="KRPUS",
    leaves_at="SGSIN",
    transit=True,
)

CARGO = CargoItem(
    bill="KOUA25030001",
    loaded_at="KRPUS",
    discharged_at="CNNSA",
    description="示例机械零件 Sample machine parts",
    hs="848790",
    packages=240,
    package_kind="CT",
    gross_weight=Decimal("5120.5"),
    container="KOUU1000016",
    seal="S000001",
)

PAINT = DangerousItem(
    un="1263",
    name="PAINT",
    hazard="3",
    packing_group="II",
    flash_point=Decimal(23),
    packages=80,
    package_kind="DR",
    gross_weight=Decimal(15_200),
    net_weight=Decimal(14_000),
    container="KOUU1000021",
    position="0100282",
)

NO_ILLNESS = Health(
    death=False,
    infectious=False,
    more_ill=False,
    ill_now=False,
    doctor=False,
    may_spread=False,
    measures=False,
    stowaways=False,
    sick_animal=False,
    certificate="SSC-000000",
    certificate_at="KRPUS",
    certificate_on=dt.date(2025, 1, 10),
)

_PORTS = ("KRPUS", "JPNGO", "JPTYO", "USLAX", "USOAK", "JPYOK", "CNSHA", "CNNGB", "SGSIN", "MYPKG")


def _last_calls() -> tuple[PortCall, ...]:
    days = [dt.date(2025, 3, 11) - dt.timedelta(days=9 * n) for n in range(len(_PORTS))]
    return tuple(
        PortCall(port=port, arrived=day - dt.timedelta(days=1), left=day)
        for port, day in zip(_PORTS, days, strict=True)
    )


WASTES = (
    Waste(
        kind="oily-bilge",
        to_deliver=Decimal(12),
        storage=Decimal(40),
        retained=Decimal(4),
        until_next=Decimal(6),
        deliver_rest_at="SGSIN",
    ),
    Waste(kind="plastics", to_deliver=Decimal(0), storage=Decimal(6), retained=Decimal("3.5"), until_next=Decimal(1)),
)

FULL: ShipCall = replace(
    but(
        persons={"crew": 3, "passengers": 1, "on_board": 4},
        nil={"passengers": "listed", "dangerous_goods": "listed", "waste": "listed"},
    ),
    crew_list=tuple(_seafarer(n, rank) for n, rank in enumerate(_RANKS, 1)),
    crew_effects=(Effect(seafarer=3, article="CIGARETTES", quantity=Decimal("0.2"), unit="KGM"),),
    passenger_list=(PASSENGER,),
    stores=(Store(article="PAINT", quantity=Decimal("1.5"), unit="TNE", location="PAINT STORE"),),
    cargo_items=(CARGO,),
    dangerous_items=(PAINT,),
    last_calls=_last_calls(),
    ship_to_ship=(
        ShipToShip(began=dt.date(2025, 2, 1), ended=dt.date(2025, 2, 1), place="OFF USLAX", activity="Bunkering 加油"),
    ),
    waste_history=WasteHistory(last_port="KRPUS", last_date=dt.date(2025, 3, 10), next_port="SGSIN"),
    wastes=WASTES,
    health=NO_ILLNESS,
    ballast=Ballast(on_board=Decimal(5_000), capacity=Decimal(12_000), plan=True),
    ballast_tanks=(
        BallastTank(
            tank="WBT 1P", source="KRPUS", taken_on=dt.date(2025, 3, 11), volume=Decimal(600), discharge=Decimal(200)
        ),
    ),
)
"""The good ship with every list. Three seafarers are few, and enough to see the form."""


def _row(name: str, number: int = 0, **changes: Any) -> ShipCall:
    """The full declaration with one row of a list changed."""
    rows = list(getattr(FULL, name))
    rows[number] = replace(rows[number], **changes)
    return replace(FULL, **{name: tuple(rows)})


def _wrong(zh: str, en: str, document: ShipCall, *finds: str) -> Example:
    return Example(Words(zh, en), document, finds)


_LAST = FULL.last_calls

PEOPLE = (
    Example(Words("附齐全部清单", "With every list"), FULL),
    _wrong(
        "名单人数与申报不符",
        "A list of another length than stated",
        but(FULL, persons={"crew": 4, "on_board": 5}),
        "list-agrees-with-count",
    ),
    _wrong("名单中没有船长", "No master in the crew list", _row("crew_list", rank="OFFICER"), "master-once"),
    _wrong(
        "没有姓名", "A row without a name", _row("crew_list", 2, family_name="", given_names=""), "person-has-a-name"
    ),
    _wrong(
        "姓名未用拉丁字母", "A name not in Latin letters", _row("crew_list", 2, family_name="佚名"), "name-in-latin"
    ),
    _wrong("国籍用小写", "A nationality in small letters", _row("crew_list", nationality="phl"), "nationality-code"),
    _wrong(
        "两人同一证件",
        "Two persons with one document",
        _row("crew_list", 1, document_number="X0000001"),
        "document-once",
    ),
    _wrong(
        "同一人在两份名单上",
        "One person on both lists",
        _row("passenger_list", document_number="X0000001", document_issuer="PHL"),
        "document-once",
    ),
    _wrong(
        "证件到港前过期",
        "A document that expires before arrival",
        _row("crew_list", document_expires=dt.date(2025, 2, 28)),
        "document-valid-on-arrival",
    ),
    _wrong(
        "证件在港期间过期",
        "A document that expires during the stay",
        _row("crew_list", document_expires=dt.date(2025, 3, 15)),
        "document-valid-through-stay",
    ),
    _wrong("出生日期在将来", "Born in the future", _row("crew_list", 2, birth_date=dt.date(2031, 1, 1)), "birth-date"),
    _wrong(
        "船员未满十六周岁",
        "A seafarer of fifteen",
        _row("crew_list", 2, birth_date=dt.date(2009, 6, 1)),
        "seafarer-of-age",
    ),
    _wrong(
        "过境旅客在本港离船",
        "A transit passenger who leaves here",
        _row("passenger_list", leaves_at="CNNSA"),
        "transit-leaves-elsewhere",
    ),
)

GOODS = (
    _wrong("毛重为零", "A gross weight of zero", _row("cargo_items", gross_weight=Decimal(0)), "quantities"),
    _wrong(
        "声明为无却列有内容",
        "Stated nil, and listed",
        but(FULL, nil={"dangerous_goods": "nil"}),
        "list-contradicts-nil",
    ),
    _wrong("危险货物未列出", "Dangerous goods not listed", replace(FULL, dangerous_items=()), "dangerous-listed"),
    _wrong("联合国编号带前缀", "A UN number with its prefix", _row("dangerous_items", un="UN1263"), "un-number"),
    _wrong(
        "第一类没有配装类字母",
        "Class 1 without its letter",
        _row("dangerous_items", hazard="1.4", explosive_weight=Decimal(1)),
        "hazard-class",
    ),
    _wrong("第三类没有闪点", "Class 3 without a flash point", _row("dangerous_items", flash_point=None), "flash-point"),
    _wrong("净重大于毛重", "Net above gross", _row("dangerous_items", net_weight=Decimal(20_000)), "dangerous-weights"),
    _wrong("没有积载位置", "Nowhere stowed", _row("dangerous_items", position="", container=""), "dangerous-stowed"),
    _wrong("箱号校验码错", "A wrong check digit", _row("cargo_items", container="KOUU1000043"), "container-number"),
    _wrong(
        "地点代码中有空格", "A place code with a blank", _row("cargo_items", loaded_at="kr pus"), "cargo-place-codes"
    ),
    _wrong("物品的船员不在名单", "Effects of nobody", _row("crew_effects", seafarer=9), "effects-name-a-seafarer"),
)

AT_SEA = (
    _wrong(
        "前十个港口次序颠倒",
        "Last calls out of order",
        replace(FULL, last_calls=(_LAST[0], _LAST[2], _LAST[1], *_LAST[3:])),
        "last-calls-in-order",
    ),
    _wrong(
        "第一行不是上一港",
        "The first row is not the last port",
        _row("last_calls", port="JPUKB"),
        "last-calls-begin-with-last-port",
    ),
    _wrong("只列了九个港口", "Nine last calls", replace(FULL, last_calls=_LAST[:9]), "last-calls-ten"),
    _wrong("曾在二级港口", "A port at level 2", _row("last_calls", 3, level=2), "last-call-level-raised"),
    _wrong(
        "名单中的港口有空格", "A place code with a blank", _row("crew_list", joined_at="kr pus"), "listed-place-codes"
    ),
    _wrong(
        "污染物将超过存储量",
        "Waste that will not fit",
        _row("wastes", 1, until_next=Decimal(4)),
        "waste-must-be-delivered",
    ),
    _wrong(
        "健康问题未答全",
        "A question of health not answered",
        replace(FULL, health=replace(NO_ILLNESS, doctor=None)),
        "health-all-answered",
    ),
    _wrong(
        "有病人而无病例",
        "Ill persons without a sheet",
        replace(but(FULL, nil={"illness": "listed"}), health=replace(NO_ILLNESS, ill_now=True)),
        "illness-has-its-sheet",
    ),
    _wrong(
        "病例不指向名单",
        "A case sheet of nobody",
        replace(
            but(FULL, nil={"illness": "listed"}),
            health=replace(NO_ILLNESS, ill_now=True),
            health_cases=(HealthCase(person="C7", illness="FEVER", onset=dt.date(2025, 3, 12)),),
        ),
        "case-names-a-row",
    ),
    _wrong(
        "压载水大于容量",
        "More ballast than capacity",
        replace(FULL, ballast=Ballast(on_board=Decimal(13_000), capacity=Decimal(12_000))),
        "ballast-not-above-capacity",
    ),
)

LISTS = (*PEOPLE, *GOODS, *AT_SEA)
"""The lists, right once and wrong in the order of their checks."""
