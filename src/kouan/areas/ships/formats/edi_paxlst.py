"""PAXLST of UN/EDIFACT D.24A: crew and passenger lists (FAL forms 5 and 6)."""

from kouan.kernel.findings import Finding
from kouan.kernel.words import Words
from kouan.syntax.edifact.interchange import Message
from kouan.syntax.edifact.segments import Segment
from kouan.syntax.told import finding

from ._edi_reading import Numbered, Raw, common, instant, made, numbered, place, runs
from ._edi_told import PersonTold

CREW, PASSENGER = ("FM", "DDT"), ("FL", "DDU")
"""NAD 3035: crew and passengers, and those of them in transit."""
COUNTED = {"41": CREW, "42": PASSENGER}
"""CNT 6069: whom the control total counts."""


def interpret(message: Message) -> tuple[Raw, list[Finding]]:
    """The persons one by one; the control total against them; names that stand alone."""
    raw, found = common(message), []
    people = []
    for run in runs(numbered(message), "NAD", "CNT", "UNT"):
        number, head = run[0]
        if head.tag == "NAD" and head.at(0) in (*CREW, *PASSENGER):
            one = _person(run)
            people.append(one)
            found += _named(one, number, head)
    raw["people"] = tuple(people)
    for number, s in numbered(message):
        if s.tag == "CNT" and s.at(0) in COUNTED and s.at(0, 1).isdecimal():
            raw["counted"] = int(s.at(0, 1))
            found += _total(number, s, sum(p.role in COUNTED[s.at(0)] for p in people))
    return raw, found


def _person(run: list[Numbered]) -> PersonTold:
    head = run[0][1]
    told: Raw = {"role": head.at(0), "family_name": head.at(3), "given_names": head.at(3, 1)}
    paper = False
    for _, s in run[1:]:
        told |= _of_paper(s) if paper and s.tag in ("DTM", "LOC") else _of_person(s)
        paper = paper or s.tag == "DOC"
    return PersonTold(**told)


def _of_person(s: Segment) -> Raw:
    match (s.tag, s.at(0)):
        case ("ATT", "2"):
            return {"sex": s.at(2)}
        case ("DTM", "329"):
            return {"birth_date": instant(s)}
        case ("LOC", "178"):
            return {"embarked_at": s.at(1)}
        case ("LOC", "179"):
            return {"leaves_at": s.at(1)}
        case ("LOC", "180"):
            return {"birth_place": s.at(1, 3) or s.at(1)}
        case ("EMP", _):
            return {"rank": s.at(2, 3)}
        case ("NAT", _):
            return {"nationality": s.at(1)}
        case ("DOC", _):
            return {"document_kind": s.at(0), "document_number": s.at(1)}
    return {}


def _of_paper(s: Segment) -> Raw:
    match (s.tag, s.at(0)):
        case ("DTM", "36"):
            return {"document_expires": instant(s)}
        case ("LOC", "91"):
            return {"document_issuer": s.at(1)}
    return {}


def _named(one: PersonTold, number: int, head: Segment) -> list[Finding]:
    if one.family_name and one.given_names:
        return []
    if not one.name:
        return [finding("name-missing", place(number, head), "没有姓名", "There is no name")]
    zh, en = "只有一个名字，照收", "A single name: taken as it is"
    return [finding("single-name", place(number, head), zh, en, "info")]


def _total(number: int, s: Segment, counted: int) -> list[Finding]:
    stated = int(s.at(0, 1))
    if stated == counted:
        return []
    zh, en = f"CNT 写 {stated} 人，实有 {counted} 人", f"CNT says {stated} persons, there are {counted}"
    return [finding("count-differs", place(number, s), zh, en)]


FORMAT = made(
    "PAXLST", Words("船员、旅客名单（PAXLST）", "Crew or passenger list (PAXLST)"), "UN/EDIFACT D.24A PAXLST", interpret
)
