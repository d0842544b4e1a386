"""The shapes of leaving and shifting: who the ship is, where she goes, when, who is on board."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from kouan.kernel.shapes import Shape
from kouan.kernel.words import Words, label

from ._cargo import DangerousItem
from ._declaration import Agent, Master, Metres, Persons, Security
from ._people import CrewMember, Passenger

CALL = Words("进口岸总申报的案件编号", "Case number of the general declaration")


class Vessel(Shape):
    """The ship, as the permit names her."""

    name: Annotated[str, label("船名", "Ship name", min_length=1, max_length=70)]
    imo: Annotated[str, label("IMO编号", "IMO number", max_length=12)] | None
    call_sign: Annotated[str, label("呼号", "Call sign", max_length=10)]
    flag: Annotated[str, label("船旗", "Flag", codes="flag_states", max_length=3)]
    draught_fore: Annotated[Metres, label("艏吃水（米）", "Draught fore (m)")] | None = None
    draught_aft: Annotated[Metres, label("艉吃水（米）", "Draught aft (m)")] | None = None


class Passage(Shape, frozen=True, kw_only=True):
    """From which port and berth, to which port, when."""

    port: Annotated[str, label("出发港", "Port", codes="ship_ports")]
    number: Annotated[str, label("出口航次", "Voyage outward", min_length=1, max_length=17)]
    berth: Annotated[str, label("泊位", "Berth", max_length=70)] = ""
    etd: Annotated[dt.datetime, label("预计开航时间", "ETD", tz=True)]
    next_port: Annotated[str, label("驶往港", "Next port", max_length=8)]
    next_port_eta: Annotated[dt.datetime, label("预计抵驶往港时间", "ETA at next port", tz=True)] | None = None


class Departure(Shape):
    """The declaration of departure 船舶出口岸申报 and what the liaison form asks."""

    call: Annotated[str, label("航次案件", "Call", hint=CALL, max_length=40)]
    ship: Annotated[Vessel, label("船舶", "Ship")]
    voyage: Annotated[Passage, label("航次", "Voyage")]
    persons: Annotated[Persons, label("船上人员", "Persons on board")]
    cargo: Annotated[str, label("载运货物概况", "Cargo in words", max_length=256)]
    nothing_owed: Annotated[bool, label("应缴税费已缴清", "Dues and duties are paid")]
    security: Annotated[Security, label("保安", "Security")]
    master: Annotated[Master, label("船长", "Master")]
    agent: Annotated[Agent, label("代理", "Agent")]
    remarks: Annotated[str, label("备注", "Remarks", max_length=512)] = ""
    crew_list: Annotated[tuple[CrewMember, ...], label("船员名单", "Crew list", max_length=9_999)] = ()
    passenger_list: Annotated[tuple[Passenger, ...], label("旅客名单", "Passenger list", max_length=9_999)] = ()
    dangerous_items: Annotated[
        tuple[DangerousItem, ...], label("危险货物舱单", "Dangerous goods manifest", max_length=9_999)
    ] = ()


class ShiftOfBerth(Shape, frozen=True, kw_only=True):
    """The request for a shift inside one port 移泊申请."""

    call: Annotated[str, label("航次案件", "Call", hint=CALL, max_length=40)]
    ship: Annotated[Vessel, label("船舶", "Ship")]
    port: Annotated[str, label("港口", "Port", codes="ship_ports")]
    from_berth: Annotated[str, label("原泊位", "From berth", min_length=1, max_length=70)]
    to_berth: Annotated[str, label("移往泊位", "To berth", min_length=1, max_length=70)]
    depth: Annotated[Decimal, label("移往泊位水深（米）", "Depth at that berth (m)")] | None = None
    planned: Annotated[dt.datetime, label("计划时间", "Planned at", tz=True)]
    reason: Annotated[str, label("事由", "Reason", min_length=1, max_length=256)]
    dangerous: Annotated[bool, label("船上有危险货物", "Dangerous goods on board")] = False
    agent: Annotated[Agent, label("代理", "Agent")]
