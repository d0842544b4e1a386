"""The ships' vectors through the area's own entry points: clearance, clocks, papers, numbers.

What the area does not do yet (files of others, departure, shifts, notices) is run and told as `not covered`, so that the
count is honest.
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

from kouan.areas.ships.concerns import touched
from kouan.areas.ships.documents import _numbers as numbers
from kouan.areas.ships.documents._examples import GOOD
from kouan.areas.ships.documents.ship_call import TYPE
from kouan.areas.ships.rules import attachments, clock
from kouan.kernel import cases as kernel
from kouan.kernel.documents import encode
from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor

ROLES = {"msa": "maritime", "customs": "customs", "border": "border", "port": "port"}
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


def clearance_cases(data: dict[str, Any]) -> Iterator[Case]:
    """Whom each change of a field asks again, agency by agency; whom it tells; the end of each sequence."""
    for number, row in enumerate(data["reopens"], 1):
        moved = f" {row['moved']}" if "moved" in row else ""
        name = f"reopens {number:02} {row['field']}{moved}"
        for agency in data["agencies"]:
            yield Case(f"{name} {agency}", agency in row["reopens"], partial(_reopens, number, agency))
        if row["notify"]:
            yield Case(f"notifies {number:02} {row['field']}{moved}", row["notify"], lambda: NOT_COVERED)
    for sequence in data["sequences"]:
        told = {k: sequence[k] for k in ("state", "open", "permit") if k in sequence}
        told |= {"reject": sequence["reject"].split(":")[0]} if "reject" in sequence else {}
        yield Case(f"sequence {sequence['id']}", told, partial(_sequence, sequence, told))


def _but(**parts: dict[str, Any]) -> Any:
    return replace(GOOD, **{part: replace(getattr(GOOD, part), **changes) for part, changes in parts.items()})


CHANGES: dict[int, Any] = {
    1: _but(voyage={"eta": GOOD.voyage.eta + dt.timedelta(hours=2)}),
    2: _but(voyage={"eta": GOOD.voyage.eta + dt.timedelta(hours=2, seconds=1)}),
    3: _but(voyage={"berth": "9"}),
    4: _but(voyage={"last_port": "JPNGO"}),
    5: _but(voyage={"next_port": "MYPKG"}),
    6: _but(persons={"crew": 22, "on_board": 22}),
    8: _but(persons={"passengers": 1, "on_board": 22}, nil={"passengers": "listed"}),
    9: _but(nil={"illness": "listed"}),
    11: replace(GOOD, cargo="other"),
    12: _but(nil={"dangerous_goods": "listed"}),
    13: _but(security={"level": 2}),
    14: _but(nil={"waste": "listed"}),
    16: _but(ship={"draught_fore": None}),
    17: _but(ship={"name": "OTHER"}),
    18: replace(_but(agent={"contact": "other"}), remarks="other"),
}
"""The vector's rows as changes of our declaration. Rank, stores and ballast water are not on it."""


def _reopens(number: int, agency: str) -> Any:
    if number not in CHANGES:
        return NOT_COVERED
    return ROLES[agency] in touched(GOOD, CHANGES[number])


STEP = re.compile(
    r"(?:two officers of )?(msa|customs|border|port|all four) (clears?|refuses|withdraws|press clear) v1( at once)?"
)
ACTIONS = {"clear": "clear", "clears": "clear", "refuses": "hold", "withdraws": "revoke", "press clear": "clear"}
AMENDMENTS = {"crew.add": CHANGES[6], "eta by 90 min": _but(voyage={"eta": GOOD.voyage.eta + dt.timedelta(minutes=90)})}
STATES = {"announced": "awaiting", "held": "refused", "queried": "awaiting", "cleared": "cleared"}


def _sequence(sequence: dict[str, Any], told: dict[str, Any]) -> Any:
    if sequence["movement"] != "arrival":
        return f"{NOT_COVERED}: {sequence['movement']}"
    by = Actor(user="a", organisation="agency", role="ship_agent")
    case = kernel.lodge(of=TYPE, document=GOOD, body=encode(GOOD), case="C", actor=by, at=AT).case
    refused = ""
    for step in sequence["steps"][1:]:
        try:
            case = _after(case, step)
        except NotImplementedError:
            return f"{NOT_COVERED}: {step}"
        except Refused as no:
            refused = no.code
    asked = [a for a, role in ROLES.items() if role in case.lanes and case.lanes[role].state != "cleared"]
    got = {"state": STATES[case.state], "open": sorted(asked), "reject": refused, "permit": ""}
    if "open" in told:
        told["open"].sort()
    return {k: got[k] for k in told}


def _after(case: kernel.Case, step: str) -> kernel.Case:
    if step.startswith("amend v2: ") and step[10:] in AMENDMENTS:
        by = Actor(user="a", organisation="agency", role="ship_agent")
        document = AMENDMENTS[step[10:]]
        return kernel.amend(of=TYPE, case=case, document=document, body=b"", actor=by, at=AT, before=GOOD).case
    said = STEP.match(step)
    if not said:
        raise NotImplementedError(step)
    for agency in ROLES if said[1] == "all four" else [said[1]]:
        role = ROLES[agency]
        if role in case.lanes:  # the port has no lane: it reports
            by = Actor(user=role, organisation=role, role=role)
            action = ACTIONS[said[2]]
            case = kernel.decide(of=TYPE, case=case, action=action, actor=by, at=AT, reason="r").case
            if said[3] and kernel.open_to(TYPE, case, by) != ["revoke"]:
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


def files_of_others(data: dict[str, Any]) -> Iterator[Case]:
    """Check digits of the ships in the files; the files themselves are read once their formats are here."""
    for case in data["cases"]:
        yield Case(f"file {case['file']}", case.get("facts", case.get("findings")), lambda: NOT_COVERED)
        facts = case.get("facts")
        calls = facts.get("calls") if isinstance(facts, dict) else None
        for call in calls if isinstance(calls, list) else []:
            if "imoValid" in call:
                yield Case(f"imo {call['imo']}", call["imoValid"], partial(numbers.is_imo, call["imo"]))


READERS: dict[str, Callable[[dict[str, Any]], Iterator[Case]]] = {
    "rules/clearance_cases.json": clearance_cases,
    "rules/clock_cases.json": clock_cases,
    "rules/needs_cases.json": needs_cases,
    "rules/msa_attachments.json": attachment_names,
    "expected.json": files_of_others,
}
