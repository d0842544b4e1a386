"""BAPLIE of UN/EDIFACT D.95B (SMDG20): the bay plan, one LOC+147 a unit. Later releases are read by their segments alone."""

from collections import defaultdict

from kouan.kernel.findings import Finding
from kouan.kernel.words import Words
from kouan.syntax.containers import is_container_number
from kouan.syntax.edifact.interchange import Message
from kouan.syntax.told import finding

from ._edi_reading import Numbered, Raw, common, made, numbered, place
from ._edi_told import UnitTold

EMPTY = "4"
"""EQD 8169."""


def interpret(message: Message) -> tuple[Raw, list[Finding]]:
    """The units with their positions; positions given twice, wrong check digits, dates left empty."""
    segments = numbered(message)
    raw = common(message)
    units = tuple(map(_unit, _places(segments)))
    raw |= {"units": units, "calls": ()}
    ports = {s.at(0): s.at(1) for _, s in segments if s.tag == "LOC" and s.at(0) in ("5", "61")}
    raw |= {"previous_port": ports.get("5", ""), "port": ports.get("61", "")}
    found = [
        finding("date-empty", place(n, s), "日期为空", "The date is empty")
        for n, s in segments
        if s.tag == "DTM" and not s.at(0, 1)
    ]
    return raw, [*found, *_twice(units), *_numbers(units)]


def _places(segments: list[Numbered]) -> list[list[Numbered]]:
    made: list[list[Numbered]] = []
    for number, s in segments:
        if s.tag == "LOC" and s.at(0) == "147":
            made.append([])
        if made and s.tag != "UNT":
            made[-1].append((number, s))
    return made


def _unit(run: list[Numbered]) -> UnitTold:
    number, head = run[0]
    told: Raw = {"position": head.at(1), "place": place(number, head), "un": ()}
    for _, s in run[1:]:
        match (s.tag, s.at(0)):
            case ("MEA", _) if s.at(2) == "KGM":
                told["weight"] = s.at(2, 1)
            case ("LOC", "9"):
                told["loaded_at"] = s.at(1)
            case ("LOC", "11"):
                told["discharged_at"] = s.at(1)
            case ("EQD", _):
                told |= {"number": s.at(1), "type": s.at(2), "empty": s.at(5) == EMPTY}
            case ("DGS", _):
                told["un"] = (*told["un"], s.at(2))
    return UnitTold(**told)


def _twice(units: tuple[UnitTold, ...]) -> list[Finding]:
    held: dict[str, list[UnitTold]] = defaultdict(list)
    for unit in units:
        held[unit.position].append(unit)
    found = []
    for position, there in held.items():
        if len(there) > 1:
            names = "、".join(u.number for u in there)
            zh, en = f"{position} 上有 {names}", f"{position} holds {names.replace('、', ', ')}"
            found.append(finding("stow-duplicate", there[1].place, zh, en))
    return found


def _numbers(units: tuple[UnitTold, ...]) -> list[Finding]:
    found = []
    for unit in units:
        if not is_container_number(unit.number):
            zh, en = f"{unit.number} 校验码不符", f"The check digit of {unit.number} does not fit"
            found.append(finding("container-check-digit", unit.place, zh, en, "warning"))
        if unit.empty:
            found.append(finding("empty-unit", unit.place, f"{unit.number} 是空箱", f"{unit.number} is empty", "info"))
    return found


FORMAT = made("BAPLIE", Words("船图（BAPLIE）", "Bay plan (BAPLIE)"), "UN/EDIFACT D.95B BAPLIE, SMDG20", interpret)
