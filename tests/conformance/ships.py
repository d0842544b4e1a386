"""The ships' vectors through the area's own entry points: clearance, clocks, papers, numbers.

What the area does not do yet (files of others) is run and told as `not covered`, so that the count is honest.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kouan.areas.ships.concerns import CALL
from kouan.areas.ships.documents import _numbers as numbers
from kouan.areas.ships.documents import ship_departure, ship_shift
from kouan.areas.ships.documents._examples import GOOD, but
from kouan.areas.ships.documents._list_examples import FULL
from kouan.areas.ships.documents.ship_call import TYPE
from kouan.areas.ships.documents.ship_departure import GOOD as LEAVING
from kouan.areas.ships.rules import attachments, clock
from kouan.journeys.filing import stale
from kouan.kernel import cases as kernel
from kouan.kernel.documents import DocumentType, encode
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from tests.conformance import _ships_edi, _ships_files

ROLES = {"msa": "maritime", "customs": "customs", "border": "border", "port": "port"}
AGENCIES = {role: agency for agency, role in ROLES.items()}
NOT_COVERED = "not covered"
AT = stamp(dt.datetime(2025, 3, 12, tzinfo=dt.UTC))


@dataclass(frozen=True)
class Case:
    """One vector: what must come out, and how to get it."""

    name: str
    expected: Any
    got: Callable[[], Any]


def cases(folder: Path) -> Iterator[Case]:
    """Every case of a folder of ships' vectors; a file that is not there is left out."""
    for name, reader in READERS.items():
        if (folder / name).exists():
            yield from reader(json.loads((folder / name).read_text("utf-8")))
    if (folder / "expected.json").exists():
        yield from files_of_others(json.loads((folder / "expected.json").read_text("utf-8")), folder)


def clearance_cases(data: dict[str, Any]) -> Iterator[Case]:
    """Whom each change of a field asks again, agency by agency; whom it tells; the end of each sequence."""
    for number, row in enumerate(data["reopens"], 1):
        moved = f" {row['moved']}" if "moved" in row else ""
        name = f"reopens {number:02} {row['field']}{moved}"
        for agency in data["agencies"]:
            yield Case(f"{name} {agency}", agency in row["reopens"], partial(_reopens, number, agency))
        if row["notify"]:
            told = f"notifies {number:02} {row['field']}{moved}"
            yield Case(told, sorted(row["notify"]), partial(_notifies, number))
    for sequence in data["sequences"]:
        told = {k: sequence[k] for k in ("state", "open") if k in sequence}
        told |= {k: sequence[k].split(":")[0] for k in ("reject", "permit") if k in sequence}
        yield Case(f"sequence {sequence['id']}", told, partial(_sequence, sequence, told))


def _reopens(number: int, agency: str) -> Any:
    return ROLES[agency] in CALL.touched(*CHANGES[number])


def _notifies(number: int) -> Any:
    return sorted(AGENCIES[role] for role in CALL.told(*CHANGES[number]))


def _but(**parts: dict[str, Any]) -> Any:
    return GOOD, but(**parts)


def _rows(**lists: Any) -> Any:
    return FULL, replace(FULL, **lists)


CHANGES: dict[int, Any] = {
    1: _but(voyage={"eta": GOOD.voyage.eta + dt.timedelta(hours=2)}),
    2: _but(voyage={"eta": GOOD.voyage.eta + dt.timedelta(hours=2, seconds=1)}),
    3: _but(voyage={"berth": "9"}),
    4: _but(voyage={"last_port": "JPNGO"}),
    5: _but(voyage={"next_port": "MYPKG"}),
    6: _rows(crew_list=FULL.crew_list[:2]),
    7: _rows(crew_list=(*FULL.crew_list[:2], replace(FULL.crew_list[2], rank="BOSUN"))),
    8: _rows(passenger_list=()),
    9: _rows(health=replace(FULL.health, doctor=True)),
    10: _rows(stores=()),
    11: _rows(cargo_items=()),
    12: _rows(dangerous_items=(replace(FULL.dangerous_items[0], packages=81),)),
    13: _but(security={"level": 2}),
    14: _rows(wastes=FULL.wastes[:1]),
    15: _rows(ballast=replace(FULL.ballast, plan=False)),
    16: _but(ship={"draught_fore": None}),
    17: _but(ship={"name": "OTHER"}),
    18: (GOOD, replace(but(agent={"contact": "other"}), remarks="other")),
}
"""The vector's rows as changes of our declaration: before and after."""

STEP = re.compile(
    r"(?:two officers of )?(msa|customs|border|port|all four) (clears?|signs|refuses|withdraws|press clear|issues permit)"
    r" v1( at once)?"
)
ACTIONS = {"clears": "clear", "press clear": "clear", "signs": "sign", "refuses": "hold", "withdraws": "revoke"}
AMENDMENTS: dict[str, Any] = {
    "crew.add": replace(but(persons={"crew": 22, "on_board": 22}), crew_list=FULL.crew_list),
    "stores": replace(GOOD, stores=FULL.stores),
    "eta by 90 min": but(voyage={"eta": GOOD.voyage.eta + dt.timedelta(minutes=90)}),
    "nextPort": replace(LEAVING, voyage=replace(LEAVING.voyage, next_port="MYPKG")),
}
STATES = {
    "announced": "awaiting",
    "requested": "awaiting",
    "signing": "awaiting",
    "signed": "awaiting",
    "held": "refused",
    "queried": "awaiting",
    "cleared": "cleared",
    "permitted": "cleared",
    "lapsed": "lapsed",
}
MOVEMENTS: dict[str, tuple[DocumentType, Any]] = {
    "arrival": (TYPE, GOOD),
    "departure": (ship_departure.TYPE, LEAVING),
    "shift": (ship_shift.TYPE, ship_shift.GOOD),
}
AGENT = Actor(user="a", organisation="agency", role="ship_agent")


def _sequence(sequence: dict[str, Any], told: dict[str, Any]) -> Any:
    of, first = MOVEMENTS[sequence["movement"]]
    case = kernel.lodge(of=of, document=first, body=encode(first), case="C", actor=AGENT, at=AT).case
    refused, permitted = "", False
    for step in sequence["steps"][1:]:
        try:
            case = _after(of, first, case, step)
        except Refused as no:
            refused = _refusal(step, no)
        permitted |= case.state == "permitted"
    signed = {"cleared", "signed"}
    asked = [a for a, role in ROLES.items() if role in case.lanes and case.lanes[role].state not in signed]
    if sequence["movement"] == "departure" and case.state not in ("permitted", "lapsed"):
        asked.append("msa")
    standing = {"permitted": "valid", "lapsed": "lapsed"}.get(case.state, "withdrawn" if permitted else "")
    got = {"state": STATES[case.state], "open": sorted(asked), "reject": refused, "permit": standing}
    if "open" in told:
        told["open"].sort()
    return {k: got[k] for k in told}


def _refusal(step: str, no: Refused) -> str:
    """Our code in the vector's words: a decision on an older version names the step, one out of turn is ORDER."""
    return {"version-stale": step, "action-not-open": "ORDER"}.get(no.code, no.code)


def _after(of: DocumentType, first: Any, case: kernel.Case, step: str) -> kernel.Case:
    if step.startswith("amend v2: "):
        document = AMENDMENTS[step[10:]]
        return kernel.amend(of=of, case=case, document=document, body=b"", actor=AGENT, at=AT, before=first).case
    if step == "25 h pass, not sailed":
        late = dt.datetime.fromisoformat(AT) + dt.timedelta(hours=25)
        assert clock.has_lapsed(dt.datetime.fromisoformat(AT), late)
        return _decided(of, case, "lapse", "maritime")
    said = STEP.match(step)
    assert said, step
    if case.revision > 1:
        raise stale(case)
    for agency in ROLES if said[1] == "all four" else [said[1]]:
        case = _decided(of, case, ACTIONS.get(said[2], "clear"), ROLES[agency], twice=bool(said[3]))
    return case


def _decided(of: DocumentType, case: kernel.Case, action: str, role: str, twice: bool = False) -> kernel.Case:
    by = Actor(user=role, organisation=role, role=role)
    if of is ship_departure.TYPE and role == "maritime" and action == "clear":
        action = "permit"
    case = kernel.decide(of=of, case=case, action=action, actor=by, at=AT, reason="r").case
    if twice and kernel.open_to(of, case, by) != ["revoke"]:
        raise AssertionError("the second officer could decide again")
    return case


def clock_cases(data: dict[str, Any]) -> Iterator[Case]:
    """Due times and branches; the life of a permit."""
    for case in data["cases"]:
        yield Case(f"clock {case['id']}", case["expect"], partial(_clock, case))
    for case in data["permitValidity"]:
        yield Case(f"permit {case['id']}", case["expect"].split(":")[0], partial(_permit, case))


def _clock(case: dict[str, Any]) -> dict[str, Any]:
    left, eta, etd = (dt.datetime.fromisoformat(case[k]) for k in ("leftLastPort", "eta", "etd"))
    made = clock.clock(left, eta, etd)
    return {
        "voyageHours": (eta - left) / dt.timedelta(hours=1),
        "applyBy": made.apply.by.isoformat(),
        "applyBranch": made.apply.branch.en,
        "reportBy": made.report.by.isoformat(),
        "reportBranch": made.report.branch.en,
        "arrivalFormalitiesBy": made.formalities_by.isoformat(),
        "departureApplyBy": made.departure_by.isoformat(),
        "withStay": made.exit.en,
    }


def _permit(case: dict[str, Any]) -> str:
    permit, sailed = (dt.datetime.fromisoformat(case[k]) for k in ("permitAt", "sailedAt"))
    return "lapsed" if clock.has_lapsed(permit, sailed) else "valid"


def needs_cases(data: dict[str, Any]) -> Iterator[Case]:
    """The papers that each ship needs."""
    for case in data["cases"]:
        yield Case(f"needs {case['id']}", case["needs"], partial(_needs, case))


def _needs(case: dict[str, Any]) -> list[str]:
    ship = attachments.Particulars(
        movement=case["movement"],
        ship_type=case["type"],
        gross_tonnage=case["gt"],
        chinese_flag=case["flag"] == "CHN",
        dangerous_goods=case.get("dg", False),
        by_agent=case.get("byAgent", False),
        oil_tonnes=case.get("oilTonnes", 0),
        escort=case.get("escort", False),
        interim_certificate=case.get("interimIssc", False),
        condition_assessment=case.get("cas", False),
        destination_changed=case.get("destinationChanged", False),
        measure_lifted=case.get("measureLifted", False),
    )
    return [code.code for code in attachments.needed(ship)]


def attachment_names(data: dict[str, Any]) -> Iterator[Case]:
    """The names of the 22 papers."""
    for code in data["codes"]:
        yield Case(f"paper {code['code']}", [code["zh"], code["en"]], partial(_named, code["code"]))


def _named(code: str) -> list[str] | None:
    words = attachments.NAMES.words(code)
    return [words.zh, words.en] if words else None


def files_of_others(data: dict[str, Any], folder: Path) -> Iterator[Case]:
    """What the files of others say, and what is wrong with them; check digits of the ships in them."""
    for case in data["cases"]:
        reader = next((r for begins, r in FILES.items() if case["format"].startswith(begins)), None)
        if reader:
            for name, expected, got in reader(folder / case["file"], case):
                yield Case(f"file {case['file']} {name}", expected, got)
        else:
            yield Case(f"file {case['file']}", case.get("facts", case.get("findings")), lambda: NOT_COVERED)
        facts = case.get("facts")
        calls = facts.get("calls") if isinstance(facts, dict) else None
        for call in calls if isinstance(calls, list) else []:
            if "imoValid" in call:
                yield Case(f"imo {call['imo']}", call["imoValid"], partial(numbers.is_imo, call["imo"]))


FILES: dict[str, Callable[[Path, dict[str, Any]], Iterator[tuple[str, Any, Callable[[], Any]]]]] = {
    "edifact": _ships_edi.cases,
    **_ships_files.FORMATS,
}
"""By the beginning of a format's name: the cases of one file as name, what is expected, and how to get it."""

READERS: dict[str, Callable[[dict[str, Any]], Iterator[Case]]] = {
    "rules/clearance_cases.json": clearance_cases,
    "rules/clock_cases.json": clock_cases,
    "rules/needs_cases.json": needs_cases,
    "rules/msa_attachments.json": attachment_names,
}
