"""IFTSAI of UN/EDIFACT (D.99B in use): a ship's schedule, this call, the calls before and after."""

import datetime as dt
import itertools

from kouan.kernel.findings import Finding
from kouan.kernel.words import Words
from kouan.syntax.edifact.interchange import Message
from kouan.syntax.told import finding

from ._edi_reading import Raw, common, made, numbered, place
from ._edi_told import CallTold

UNLISTED = ("SSX",)
"""RFF 1153 that are in use and not in the directory."""
TEN = 10


def interpret(message: Message) -> tuple[Raw, list[Finding]]:
    """The calls with their times; calls that overlap or stand out of order, berths left blank, fewer than ten before."""
    raw = common(message)
    calls: tuple[CallTold, ...] = raw["calls"]
    return raw, [*_odd_segments(message), *_order(calls), *_berths(message, calls), *_ten(calls)]


def in_time_order(calls: tuple[CallTold, ...]) -> list[CallTold]:
    """Calls by the time of arrival."""
    return sorted(calls, key=lambda c: c.eta or c.ata)


def _odd_segments(message: Message) -> list[Finding]:
    found = []
    for number, s in numbered(message):
        if s.tag == "RFF" and s.at(0) in UNLISTED:
            zh, en = f"限定符 {s.at(0)} 不在目录中", f"Qualifier {s.at(0)} is not in the directory"
            found.append(finding("qualifier-not-in-directory", place(number, s), zh, en, "info"))
    first = next(((n, s) for n, s in numbered(message) if s.tag == "DTM" and s.at(0, 2) == "203"), None)
    if first:
        zh, en = "时间没有时区，按港口当地时间保留", "Times carry no offset: kept as local times of the port"
        found.append(finding("time-zone-unknown", place(*first), zh, en, "info"))
    return found


def _order(calls: tuple[CallTold, ...]) -> list[Finding]:
    found = []
    for earlier, later in itertools.pairwise(in_time_order(calls)):
        gone, come = _time(earlier.etd or earlier.atd), _time(later.eta or later.ata)
        if gone and come and gone > come:
            minutes = int((gone - come).total_seconds() // 60)
            zh = f"{earlier.port} 与 {later.port} 重叠 {minutes} 分钟"
            en = f"{earlier.port} and {later.port} overlap by {minutes} minutes"
            found.append(finding("calls-overlap", later.place, zh, en))
    for before, after in itertools.pairwise([c for c in calls if c.role == "previous"]):
        if (after.eta or after.ata) < (before.eta or before.ata):
            zh = f"{after.port} 列在 {before.port} 之后，时间却在前"
            en = f"{after.port} stands after {before.port} and lies before it in time"
            found.append(finding("calls-out-of-order", after.place, zh, en, "warning"))
    return found


def _time(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _berths(message: Message, calls: tuple[CallTold, ...]) -> list[Finding]:
    """A berth that is announced by its code list and not named."""
    by_place = {place(n, s): s for n, s in numbered(message) if s.tag == "LOC"}
    return [
        finding("berth-blank", c.place, f"{c.port} 的泊位为空", f"The berth at {c.port} is blank", "info")
        for c in calls
        if not c.berth and by_place[c.place].at(2, 1)
    ]


def _ten(calls: tuple[CallTold, ...]) -> list[Finding]:
    have = sum(c.role == "previous" for c in calls)
    if have >= TEN:
        return []
    zh, en = f"以前的港口只有 {have} 个", f"Only {have} calls before are listed"
    return [finding("last-ten-incomplete", "LOC+94", zh, en, "info")]


FORMAT = made("IFTSAI", Words("船期（IFTSAI）", "Ship's schedule (IFTSAI)"), "UN/EDIFACT D.99B IFTSAI", interpret)
