"""What the ship brings beside cargo: her last ten ports, waste, health, ballast water.

Sources: SOLAS XI-2/9 (last ten calls), MEPC.1/Circ.834 (waste), IHR 2005 annex 8 (health), the IMO ballast water form;
none of their texts at hand, so every line is to verify.
"""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from kouan.kernel.words import Words, label

from ._listed import Listed

CubicMetres = Decimal


class PortCall(Listed, frozen=True, kw_only=True):
    """One of the last ten calls at port facilities 前十个港口, the newest first."""

    port: Annotated[str, label("港口", "Port", max_length=8)]
    facility: Annotated[str, label("港口设施编号", "Port facility number", max_length=17)] = ""
    arrived: Annotated[dt.date, label("抵达日期", "From")]
    left: Annotated[dt.date, label("离开日期", "To")]
    level: Annotated[int, label("保安等级", "Security level", ge=1, le=3)] = 1
    measures: Annotated[str, label("附加保安措施", "Additional measures", max_length=256)] = ""


class ShipToShip(Listed, frozen=True, kw_only=True):
    """One activity from ship to ship in the span of the last ten calls 船到船活动."""

    began: Annotated[dt.date, label("开始日期", "From")]
    ended: Annotated[dt.date, label("结束日期", "To")]
    place: Annotated[str, label("地点或经纬度", "Place or position", min_length=1, max_length=70)]
    activity: Annotated[str, label("活动", "Activity", min_length=1, max_length=70)]
    procedures_kept: Annotated[bool, label("遵守保安程序", "Security procedures kept")] = True


class Waste(Listed, frozen=True, kw_only=True):
    """One kind of waste 船舶污染物, in cubic metres."""

    kind: Annotated[str, label("种类", "Kind", codes="waste_kinds", max_length=20)]
    to_deliver: Annotated[CubicMetres, label("拟交付", "To be delivered")]
    storage: Annotated[CubicMetres, label("最大存储量", "Maximum dedicated storage")]
    retained: Annotated[CubicMetres, label("留船", "Retained on board")]
    until_next: Annotated[CubicMetres, label("至下一港预计产生", "Estimated until the next port")]
    deliver_rest_at: Annotated[str, label("余量交付港", "Port of delivery of the rest", max_length=8)] = ""


class WasteHistory(Listed, frozen=True, kw_only=True):
    """Where waste was and will be delivered."""

    last_port: Annotated[str, label("上次交付港", "Last port of delivery", max_length=8)] = ""
    last_date: Annotated[dt.date, label("上次交付日期", "Last delivered on")] | None = None
    next_port: Annotated[str, label("下次交付港", "Next port of delivery", max_length=8)] = ""


class Health(Listed, frozen=True, kw_only=True):
    """Maritime declaration of health 航海健康申报书: nine questions, each answered yes or no, and the sanitation paper."""

    death: Annotated[bool, label("1 非意外死亡", "1 Death other than by accident")] | None = None
    deaths: Annotated[int, label("死亡人数", "Deaths", ge=0, le=9_999)] | None = None
    infectious: Annotated[bool, label("2 疑似传染病病例", "2 Suspected infectious disease")] | None = None
    more_ill: Annotated[bool, label("3 患病人数多于正常", "3 More ill than expected")] | None = None
    ill: Annotated[int, label("患病人数", "How many", ge=0, le=9_999)] | None = None
    ill_now: Annotated[bool, label("4 现有病人", "4 Ill persons on board now")] | None = None
    doctor: Annotated[bool, label("5 请过医生", "5 A doctor was consulted")] | None = None
    may_spread: Annotated[bool, label("6 可能导致疾病传播的情形", "6 A condition that may spread disease")] | None = (
        None
    )
    measures: Annotated[bool, label("7 采取过卫生措施", "7 A sanitary measure was applied")] | None = None
    stowaways: Annotated[bool, label("8 偷渡人员", "8 Stowaways")] | None = None
    sick_animal: Annotated[bool, label("9 患病动物", "9 A sick animal")] | None = None
    certificate: Annotated[str, label("船舶卫生证书编号", "Ship sanitation certificate", max_length=35)] = ""
    certificate_at: Annotated[str, label("签发港", "Issued at", max_length=8)] = ""
    certificate_on: Annotated[dt.date, label("签发日期", "Issued on")] | None = None
    affected_area: Annotated[str, label("到过的受染地区", "Affected area visited", max_length=70)] = ""
    affected_on: Annotated[dt.date, label("到访日期", "Visited on")] | None = None


QUESTIONS = (
    "death",
    "infectious",
    "more_ill",
    "ill_now",
    "doctor",
    "may_spread",
    "measures",
    "stowaways",
    "sick_animal",
)
"""The nine, in the order of the form."""


class HealthCase(Listed, frozen=True, kw_only=True):
    """One ill person 病例. The person is named by the row of a list, never by name."""

    person: Annotated[
        str,
        label(
            "人员",
            "Person",
            hint=Words("名单行号：船员 C1，旅客 P1", "Row of a list: C1 crew, P1 passenger"),
            max_length=6,
        ),
    ]
    illness: Annotated[str, label("疾病或症状", "Illness", personal=True, min_length=1, max_length=70)]
    onset: Annotated[dt.date, label("发病日期", "Onset")]
    told_doctor: Annotated[bool, label("已报港口医生", "Reported to the port's doctor")] = False
    outcome: Annotated[str, label("处置", "Disposal", personal=True, max_length=70)] = ""
    remarks: Annotated[str, label("备注", "Remarks", personal=True, max_length=256)] = ""


class Ballast(Listed, frozen=True, kw_only=True):
    """Ballast water as a whole 压载水."""

    on_board: Annotated[CubicMetres, label("船上总量（立方米）", "On board (m3)")] | None = None
    capacity: Annotated[CubicMetres, label("总容量（立方米）", "Capacity (m3)")] | None = None
    plan: Annotated[bool, label("备有管理计划", "Management plan on board")] | None = None
    treatment: Annotated[str, label("处理系统", "Treatment system", max_length=70)] = ""


class BallastTank(Listed, frozen=True, kw_only=True):
    """One tank of ballast water to be discharged, or that was exchanged."""

    tank: Annotated[str, label("舱", "Tank", min_length=1, max_length=20)]
    source: Annotated[str, label("来源港或位置", "Source", min_length=1, max_length=70)]
    taken_on: Annotated[dt.date, label("压载日期", "Taken on")]
    volume: Annotated[CubicMetres, label("数量（立方米）", "Volume (m3)")]
    exchanged_on: Annotated[dt.date, label("置换日期", "Exchanged on")] | None = None
    exchange_depth: Annotated[Decimal, label("置换水深（米）", "Depth of exchange (m)")] | None = None
    discharge: Annotated[CubicMetres, label("拟排放（立方米）", "To be discharged (m3)")] = Decimal(0)
