"""The calendar of joint inspections: who may see which, what each line says, the same as a file."""

import csv
import datetime as dt
import io
from collections.abc import Sequence

import msgspec

from kouan.areas.window.documents.joint_inspection import TYPE
from kouan.areas.window.inspecting import reading
from kouan.areas.window.inspecting.machine import AGENCIES, P
from kouan.areas.window.inspecting.saying import called
from kouan.kernel.cases import Case
from kouan.kernel.journal import instant, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.rules import LAW_ZONE
from kouan.kernel.words import Words
from kouan.store.reader import Reader

MOST_DAYS = 62
AGENCY_ROLES = frozenset(AGENCIES)


class Inspection(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the calendar. Times are stamps; `parts` is agency -> state of its part; `holder` whose turn it is."""

    id: str
    number: str
    begins: str
    ends: str
    place: str
    terminal: str
    requester: str
    opens: str
    state: str
    words: Words
    title: Words
    holder: tuple[str, ...]
    parts: dict[str, str]
    subjects: tuple[str, ...]
    containers: tuple[str, ...]
    version: int


def may_look(who: Actor) -> bool:
    """Has this actor a calendar of inspections?"""
    return who.role in AGENCY_ROLES or who.role == "port" or who.may("cases.read.all")


def inspections(reader: Reader, who: Actor, first: dt.date, last: dt.date, *, place: str = "") -> list[Inspection]:
    """The inspections that begin from one day of the law to another (both included); a terminal sees those of its places.

    Raises `Refused` for roles without a calendar, and for more than 62 days.
    """
    if not may_look(who):
        raise Refused("role-may-not", Words("您的身份不查看查验日程", "Your role has no calendar of inspections"))
    if not 0 <= (last - first).days < MOST_DAYS:
        raise Refused("days-unfit", Words(f"一次最多 {MOST_DAYS} 天", f"{MOST_DAYS} days at most"))
    begins, ends = (
        stamp(dt.datetime(d.year, d.month, d.day, tzinfo=LAW_ZONE)) for d in (first, last + dt.timedelta(days=1))
    )
    found = reading.between(reader, begins, ends, terminal=who.organisation if who.role == "port" else "")
    cases = _cases(reader, [f.case_id for f in found])
    lines = [line(reader, cases[f.case_id], f) for f in found if f.case_id in cases]
    return [one for one in lines if not place or place in one.place]


def _cases(reader: Reader, ids: Sequence[str]) -> dict[str, Case]:
    found: dict[str, Case] = {}
    for n in range(0, len(ids), 400):
        found |= reader.cases_called(ids[n : n + 400])
    return found


def line(reader: Reader, case: Case, at: reading.Appointment) -> Inspection:
    """One inspection as a line."""
    seen = reading.subjects(reader, case.id, at.revision)
    return Inspection(
        id=case.id,
        number=case.number,
        begins=at.begins,
        ends=at.ends,
        place=at.place,
        terminal=at.terminal,
        requester=at.requester,
        opens=at.opens,
        state=case.state,
        words=TYPE.machine.states[TYPE.machine.at(case.state)].words,
        title=case.title,
        holder=tuple(case.holder.split()),
        parts={a: lane.state for a, lane in case.lanes.items() if lane.state != P.APART},
        subjects=tuple(dict.fromkeys(s.subject for s in seen if s.subject)),
        containers=tuple(dict.fromkeys(s.container for s in seen if s.container)),
        version=case.version,
    )


HEAD = (
    Words("编号", "Case"),
    Words("开始", "Begins"),
    Words("结束", "Ends"),
    Words("地点", "Place"),
    Words("状态", "State"),
    Words("提出", "Asked by"),
    Words("单位", "Agencies"),
    Words("箱号", "Containers"),
    Words("案件", "Cases"),
    Words("开箱", "Opened by"),
)


def sheet(rows: Sequence[Inspection], language: str) -> str:
    """The calendar as CSV with a mark for spreadsheets."""
    file = io.StringIO()
    write = csv.writer(file).writerow
    write([w.said(language) for w in HEAD])
    for r in rows:
        write([_safe(v) for v in _values(r, language)])
    return "\ufeff" + file.getvalue()


def _values(r: Inspection, language: str) -> list[str]:
    parts = (
        f"{called('inspection-agency', a).said(language)} {part_words(s).said(language)}" for a, s in r.parts.items()
    )
    return [
        r.id,
        _local(r.begins),
        _local(r.ends),
        r.place,
        r.words.said(language),
        called("inspection-agency", r.requester).said(language),
        "; ".join(parts),
        " ".join(r.containers),
        " ".join(r.subjects),
        called("inspection-opener", r.opens).said(language),
    ]


def part_words(state: str) -> Words:
    """What the state of one agency's part is called."""
    lanes = TYPE.lanes
    known = lanes.machine.states if lanes else {}
    return next((s.words for name, s in known.items() if name.value == state), Words(state, state))


def _local(text: str) -> str:
    return f"{instant(text).astimezone(LAW_ZONE):%Y-%m-%d %H:%M}"


def _safe(value: str) -> str:
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def diary(rows: Sequence[Inspection], language: str, now: dt.datetime) -> str:
    """The calendar as iCalendar (RFC 5545), for the officer's own diary."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kouan//inspections//", "CALSCALE:GREGORIAN"]
    for r in rows:
        said = f"{r.words.said(language)} · {' '.join((*r.containers, *r.subjects))}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{r.id}@kouan",
            f"DTSTAMP:{_utc(stamp(now))}",
            f"DTSTART:{_utc(r.begins)}",
            f"DTEND:{_utc(r.ends)}",
            f"SEQUENCE:{r.version}",
            f"STATUS:{'CANCELLED' if r.state == 'cancelled' else 'CONFIRMED'}",
            *_folded(f"SUMMARY:{_escaped(r.title.said(language))}"),
            *_folded(f"LOCATION:{_escaped(r.place)}"),
            *_folded(f"DESCRIPTION:{_escaped(said)}"),
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _utc(text: str) -> str:
    return f"{instant(text):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n").replace("\r", "")


def _folded(text: str) -> list[str]:
    """Lines of at most 75 octets, as the standard asks; the next ones begin with a blank."""
    made, here = [], ""
    for character in text:
        if len((here + character).encode()) > 74:
            made.append(here)
            here = " "
        here += character
    return [*made, here]
