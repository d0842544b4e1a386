"""The checks of security history, waste, health and ballast water."""

import datetime as dt
import itertools
from collections.abc import Iterator

from kouan.kernel.documents import Fault, check
from kouan.kernel.shapes import fields
from kouan.kernel.words import Words

from ._at_sea import QUESTIONS, Health
from ._declaration import ShipCall
from ._faults import misplaced

SOLAS_XI_2 = "国际海上人命安全公约 第XI-2/9条 · SOLAS XI-2/9"
WASTE = "MEPC.1/Circ.834"
IHR = "国际卫生条例（2005）附件8 · International Health Regulations (2005), annex 8"
BALLAST = "国际船舶压载水公约 · Ballast Water Management Convention"
TEN = 10


@check(
    "last-calls-in-order",
    Words("前十个港口由近及远，日期不重叠。", "The last ten calls stand newest first and do not overlap."),
    basis=SOLAS_XI_2,
    standing="to-verify",
    fields=("last_calls",),
)
def last_calls_in_order(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for number, one in enumerate(call.last_calls):
        if one.left < one.arrived:
            yield Fault(f"last_calls[{number}].left", Words("离开早于抵达", "She left before she arrived"))
    for number, (newer, older) in enumerate(itertools.pairwise(call.last_calls), 1):
        if older.left > newer.arrived:
            yield Fault(
                f"last_calls[{number}].left", Words("与上一行重叠或次序颠倒", "Overlaps the row above, or out of order")
            )


@check(
    "last-calls-begin-with-last-port",
    Words("前十个港口的第一行是上一港。", "The first of the last ten calls is the last port."),
    basis=SOLAS_XI_2,
    standing="to-verify",
    fields=("last_calls", "voyage.last_port"),
    severity="warning",
)
def last_calls_begin_with_last_port(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    if call.last_calls and call.last_calls[0].port != call.voyage.last_port:
        words = Words("上一港填的是{p}", "The last port is stated as {p}").with_values(p=call.voyage.last_port)
        yield Fault("last_calls[0].port", words)


@check(
    "last-calls-ten",
    Words("前十个港口不足十个的，说明原因。", "Fewer than ten last calls are explained in the remarks."),
    basis=SOLAS_XI_2,
    standing="to-verify",
    fields=("last_calls", "remarks"),
    severity="warning",
)
def last_calls_ten(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    if 0 < len(call.last_calls) < TEN and not call.remarks.strip():
        words = Words("只列了{n}个，请在备注中说明", "Only {n} are listed: explain in the remarks")
        yield Fault("last_calls", words.with_values(n=len(call.last_calls)))


@check(
    "last-call-level-raised",
    Words("曾在保安等级高于1级的港口靠泊的，提请注意。", "A call at a port above security level 1 is pointed out."),
    basis=SOLAS_XI_2,
    standing="to-verify",
    fields=("last_calls",),
    severity="warning",
)
def last_call_level_raised(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for number, one in enumerate(call.last_calls):
        if one.level > 1:
            words = Words("该港保安等级为{n}级", "That port was at level {n}").with_values(n=one.level)
            yield Fault(f"last_calls[{number}].level", words)


@check(
    "listed-place-codes",
    Words("各清单中的港口为5位地点代码。", "Ports in the lists are place codes of five characters."),
    basis="UN/LOCODE",
    standing="secondary",
    fields=("last_calls", "crew_list", "passenger_list", "wastes", "waste_history", "health.certificate_at"),
)
def listed_place_codes(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for place, given in _places(call):
        if given:
            yield from misplaced(place, given)


def _places(call: ShipCall) -> Iterator[tuple[str, str]]:
    named = {
        "last_calls": ("port",),
        "crew_list": ("joined_at", "leaves_at"),
        "passenger_list": ("embarked_at", "leaves_at"),
        "wastes": ("deliver_rest_at",),
    }
    for rows, names in named.items():
        for number, row in enumerate(getattr(call, rows)):
            yield from ((f"{rows}[{number}].{name}", getattr(row, name)) for name in names)
    yield "waste_history.last_port", call.waste_history.last_port
    yield "waste_history.next_port", call.waste_history.next_port
    yield "health.certificate_at", call.health.certificate_at


@check(
    "waste-must-be-delivered",
    Words(
        "留船量加至下一港的产生量不超过最大存储量，否则应交付。",
        "What is retained and will arise until the next port fits the storage; else it must be delivered.",
    ),
    basis=WASTE,
    standing="to-verify",
    fields=("wastes",),
    severity="warning",
)
def waste_must_be_delivered(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    for number, waste in enumerate(call.wastes):
        if waste.retained + waste.until_next > waste.storage:
            over = waste.retained + waste.until_next - waste.storage
            words = Words("超出存储量 {v} 立方米，应交付", "{v} m3 above the storage: to be delivered").with_values(
                v=over
            )
            yield Fault(f"wastes[{number}].retained", words)


@check(
    "health-all-answered",
    Words("航海健康申报的九个问题逐一回答。", "All nine questions of the declaration of health are answered."),
    basis=IHR,
    standing="to-verify",
    fields=tuple(f"health.{name}" for name in QUESTIONS),
)
def health_all_answered(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    if call.health == Health():
        return
    words = {f.name: f.words for f in fields(Health)}
    for name in QUESTIONS:
        if getattr(call.health, name) is None:
            told = Words("未回答：{zh}", "Not answered: {en}")
            yield Fault(f"health.{name}", told.with_values(zh=words[name].zh, en=words[name].en))


@check(
    "illness-has-its-sheet",
    Words(
        "答“是”有死亡、传染病或现有病人的，逐人附病例。",
        "A yes to death, infection or ill persons has its case sheets.",
    ),
    basis=IHR,
    standing="to-verify",
    fields=("health", "health_cases"),
)
def illness_has_its_sheet(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    if (call.health.death or call.health.infectious or call.health.ill_now) and not call.health_cases:
        yield Fault("health_cases", Words("请逐人列出", "List them one by one"))


@check(
    "case-names-a-row",
    Words("病例的人员是名单中的一行。", "The person of a case sheet is a row of a list."),
    basis=IHR,
    standing="to-verify",
    fields=("health_cases",),
)
def case_names_a_row(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    rows = {"C": len(call.crew_list), "P": len(call.passenger_list)}
    for number, case in enumerate(call.health_cases):
        row = case.person[1:]
        if not (row.isascii() and row.isdigit() and 1 <= int(row) <= rows.get(case.person[:1], 0)):
            words = Words("应为 C 或 P 加名单行号", "C or P and a row of that list are expected")
            yield Fault(f"health_cases[{number}].person", words)


@check(
    "ballast-not-above-capacity",
    Words(
        "压载水不超过容量，拟排放不超过该舱数量。",
        "Ballast fits its capacity, and no tank discharges more than it holds.",
    ),
    basis=BALLAST,
    standing="to-verify",
    fields=("ballast", "ballast_tanks"),
)
def ballast_not_above_capacity(call: ShipCall, _: dt.date) -> Iterator[Fault]:
    total, capacity = call.ballast.on_board, call.ballast.capacity
    if total is not None and capacity is not None and total > capacity:
        yield Fault("ballast.on_board", Words("大于总容量", "Above the capacity"))
    for number, tank in enumerate(call.ballast_tanks):
        if tank.discharge > tank.volume:
            yield Fault(f"ballast_tanks[{number}].discharge", Words("大于该舱数量", "More than the tank holds"))


CHECKS = (
    last_calls_in_order,
    last_calls_begin_with_last_port,
    last_calls_ten,
    last_call_level_raised,
    listed_place_codes,
    waste_must_be_delivered,
    health_all_answered,
    illness_has_its_sheet,
    case_names_a_row,
    ballast_not_above_capacity,
)
"""In the order of the parts."""
