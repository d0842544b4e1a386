"""The shape of the general declaration (FAL form 1) and of the lists that ride with it. Field lengths are those of the
EMSWe and EDIFACT D.24A messages.
"""

import datetime as dt
from decimal import Decimal
from importlib.resources import files
from typing import Annotated

from kouan.kernel.codes import read_folder
from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words, label

from ._at_sea import Ballast, BallastTank, Health, HealthCase, PortCall, ShipToShip, Waste, WasteHistory
from ._cargo import CargoItem, DangerousItem
from ._people import CrewMember, Passenger
from ._supplies import Effect, Store

CODES = read_folder(files("kouan.areas.ships") / "codes")

Metres = Decimal


def port_words(code: str) -> Words:
    """What a port is called; its code where the list does not have it."""
    return CODES["ship_ports"].words(code) or Words(code, code)


class Ship(Shape):
    """The ship, as her certificates call her."""

    name: Annotated[str, label("船名", "Ship name", min_length=1, max_length=70)]
    imo: Annotated[str, label("IMO编号", "IMO number", max_length=12)] | None
    call_sign: Annotated[str, label("呼号", "Call sign", max_length=10)]
    flag: Annotated[str, label("船旗", "Flag", codes="flag_states", max_length=3)]
    ship_type: Annotated[str, label("船舶种类", "Ship type", codes="ship_types")]
    gross_tonnage: Annotated[int, label("总吨", "Gross tonnage", ge=1, le=500_000)]
    net_tonnage: Annotated[int, label("净吨", "Net tonnage", ge=0, le=500_000)]
    length_overall: Annotated[Metres, label("总长（米）", "Length overall (m)")]
    draught_fore: Annotated[Metres, label("艏吃水（米）", "Draught fore (m)")] | None = None
    draught_aft: Annotated[Metres, label("艉吃水（米）", "Draught aft (m)")] | None = None
    mmsi: Annotated[str, label("MMSI", "MMSI", max_length=12)] | None = None
    registry_number: Annotated[str, label("国籍证书编号", "Certificate of registry, number", max_length=35)] = ""
    registry_date: Annotated[dt.date, label("国籍证书签发日期", "Certificate of registry, date")] | None = None


class Purpose(Shape):
    """One purpose of the call."""

    code: Annotated[str, label("目的", "Purpose", codes="call_purposes")]


class Voyage(Shape):
    """Where from, where to, when, what for. Times are instants with their offset."""

    port: Annotated[str, label("抵达港", "Port of call", codes="ship_ports")]
    number_in: Annotated[str, label("进口航次", "Voyage inward", min_length=1, max_length=17)]
    eta: Annotated[dt.datetime, label("预计抵港时间", "ETA", tz=True)]
    etd: Annotated[dt.datetime, label("预计离港时间", "ETD", tz=True)]
    last_port: Annotated[str, label("上一港", "Last port", max_length=8)]
    left_last_port: Annotated[dt.datetime, label("离上一港时间", "Departure from last port", tz=True)]
    next_port: Annotated[str, label("下一港", "Next port", max_length=8)]
    purposes: Annotated[tuple[Purpose, ...], label("靠港目的", "Purposes of call", min_length=1, max_length=9)]
    next_port_eta: Annotated[dt.datetime, label("预计抵下一港时间", "ETA at next port", tz=True)] | None = None
    number_out: Annotated[str, label("出口航次", "Voyage outward", max_length=17)] = ""
    berth: Annotated[str, label("拟靠泊位", "Berth", max_length=70)] = ""
    brief: Annotated[str, label("航程简述", "Brief particulars of voyage", max_length=512)] = ""


class Master(Shape):
    """The master, on whose responsibility the declaration is made. A single name is a name."""

    given_names: Annotated[str, label("船长名", "Master, given names", personal=True, max_length=70)]
    family_name: Annotated[str, label("船长姓", "Master, family name", personal=True, max_length=70)] = ""


class Agent(Shape):
    """The ship's agent, who declares under mandate."""

    code: Annotated[str, label("代理统一社会信用代码", "Agent, unified social credit code", max_length=18)]
    name: Annotated[str, label("船舶代理", "Ship's agent", min_length=1, max_length=70)]
    contact: Annotated[str, label("联系方式", "Contact", personal=True, max_length=70)] = ""


class Persons(Shape):
    """How many are on board when the ship arrives."""

    crew: Annotated[int, label("船员人数", "Crew", ge=0, le=9_999)]
    passengers: Annotated[int, label("旅客人数", "Passengers", ge=0, le=99_999)]
    on_board: Annotated[int, label("船上总人数", "Persons on board", ge=0, le=99_999)]


class NilStatements(Shape):
    """For each of ten things: none on board (asserted), or listed apart. Silence is neither."""

    cargo: Annotated[str, label("货物", "Cargo", codes="nil_statements")] | None = None
    unmanifested_cargo: Annotated[str, label("舱单外货物", "Unmanifested cargo", codes="nil_statements")] | None = None
    dangerous_goods: Annotated[str, label("危险货物", "Dangerous goods", codes="nil_statements")] | None = None
    weapons: Annotated[str, label("武器", "Weapons", codes="nil_statements")] | None = None
    ammunition: Annotated[str, label("弹药", "Ammunition", codes="nil_statements")] | None = None
    animals: Annotated[str, label("动物", "Animals", codes="nil_statements")] | None = None
    stowaways: Annotated[str, label("偷渡人员", "Stowaways", codes="nil_statements")] | None = None
    passengers: Annotated[str, label("旅客", "Passengers", codes="nil_statements")] | None = None
    waste: Annotated[str, label("拟交付的污染物", "Waste to deliver", codes="nil_statements")] | None = None
    illness: Annotated[str, label("死亡或患病", "Death or illness", codes="nil_statements")] | None = None


class Security(Shape):
    """The ship's security level and her security certificate."""

    level: Annotated[int, label("船舶保安等级", "Ship security level", ge=1, le=3)]
    certificate: Annotated[str, label("保安证书", "Security certificate", codes="issc_kinds")]
    expires: Annotated[dt.date, label("保安证书有效期至", "Security certificate expires")] | None = None
    number: Annotated[str, label("保安证书编号", "Security certificate, number", max_length=35)] = ""
    plan_on_board: Annotated[bool, label("备有经批准的保安计划", "Approved security plan on board")] | None = None
    officer: Annotated[
        str, label("公司保安员及24小时联系", "Company security officer", personal=True, max_length=140)
    ] = ""


class ShipCall(Shape):
    """One call of one ship: FAL form 1, what the Chinese forms ask beside it, and the lists of forms 2 to 7 as they come.

    A list that is empty was not given; that there is nothing to list is asserted in `nil`.
    """

    ship: Annotated[Ship, label("船舶", "Ship")]
    voyage: Annotated[Voyage, label("航次", "Voyage")]
    persons: Annotated[Persons, label("船上人员", "Persons on board")]
    cargo: Annotated[str, label("货物概况", "Cargo in words", max_length=256)]
    nil: Annotated[NilStatements, label("无项声明", "Nil declarations")]
    security: Annotated[Security, label("保安", "Security")]
    master: Annotated[Master, label("船长", "Master")]
    agent: Annotated[Agent, label("代理", "Agent")]
    remarks: Annotated[str, label("备注", "Remarks", max_length=512)] = ""
    crew_list: Annotated[tuple[CrewMember, ...], label("船员名单", "Crew list", max_length=9_999)] = ()
    crew_effects: Annotated[tuple[Effect, ...], label("船员物品", "Crew's effects", max_length=9_999)] = ()
    passenger_list: Annotated[tuple[Passenger, ...], label("旅客名单", "Passenger list", max_length=9_999)] = ()
    stores: Annotated[tuple[Store, ...], label("船用物品", "Ship's stores", max_length=999)] = ()
    cargo_items: Annotated[tuple[CargoItem, ...], label("货物清单", "Cargo declaration", max_length=9_999)] = ()
    dangerous_items: Annotated[
        tuple[DangerousItem, ...], label("危险货物舱单", "Dangerous goods manifest", max_length=9_999)
    ] = ()
    last_calls: Annotated[tuple[PortCall, ...], label("前十个港口", "Last ten calls", max_length=10)] = ()
    ship_to_ship: Annotated[tuple[ShipToShip, ...], label("船到船活动", "Ship-to-ship activities", max_length=99)] = ()
    waste_history: Annotated[WasteHistory, label("污染物交付", "Delivery of waste")] = WasteHistory()
    wastes: Annotated[tuple[Waste, ...], label("船舶污染物", "Waste", max_length=40)] = ()
    health: Annotated[Health, label("航海健康申报", "Declaration of health")] = Health()
    health_cases: Annotated[tuple[HealthCase, ...], label("病例", "Case sheets", max_length=999)] = ()
    ballast: Annotated[Ballast, label("压载水", "Ballast water")] = Ballast()
    ballast_tanks: Annotated[tuple[BallastTank, ...], label("压载舱", "Ballast tanks", max_length=99)] = ()
