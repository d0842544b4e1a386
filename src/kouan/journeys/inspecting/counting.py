"""What joint inspections came to, from the journal alone: visits saved, waiting, time under way, findings."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from kouan.kernel.journal import Entry, instant
from kouan.store.reader import ENTRY, Reader, entry_of

_PREFIX = "JointInspection"
_ENTRIES = (
    f"SELECT {ENTRY} FROM journal_event WHERE kind LIKE 'JointInspection%' AND kind <> 'JointInspectionAnnounced'"  # noqa: S608
    " AND at >= ? AND at < ? ORDER BY seq"
)


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """Sums over the inspections asked for in a stretch of time. Medians in minutes, None where there is nothing to count;
    `visits` is how many agencies inspected, `openings` how often a box was opened for them: the difference was saved.
    """

    requested: int
    done: int
    cancelled: int
    visits: int
    openings: int
    saved: int
    with_findings: int
    answer_minutes: int | None
    agree_minutes: int | None
    ready_minutes: int | None
    inspect_minutes: int | None
    first_seq: int
    last_seq: int


class _Run:
    """One inspection as the journal tells it."""

    def __init__(self) -> None:
        self.at: dict[str, dt.datetime] = {}
        self.answers: list[dt.timedelta] = []
        self.results: Counter[str] = Counter()
        self.state = ""

    def take(self, entry: Entry) -> None:
        body: dict[str, Any] = msgspec.json.decode(entry.body)
        moment, name = instant(entry.at), entry.kind.removeprefix(_PREFIX)
        self.at.setdefault(name, moment)
        if name in ("Joined", "Declined", "TimeProposed", "Passed") and "Requested" in self.at:
            self.answers.append(moment - self.at["Requested"])
        if name in ("Cleared", "DiscrepancyFound"):
            self.results[name] += 1
            self.at["Ended"] = moment
        self.state = body.get("whole") or body.get("after") or self.state
        if self.state == "agreed":
            self.at.setdefault("Agreed", moment)

    def lasted(self, first: str, last: str) -> list[dt.timedelta]:
        return [self.at[last] - self.at[first]] if first in self.at and last in self.at else []


def counted(reader: Reader, begins: str, ends: str) -> Counted:
    """The sums over journal entries between two stamps."""
    return summed([entry_of(row) for row in reader.connections.query(_ENTRIES, [begins, ends])])


def summed(entries: Sequence[Entry]) -> Counted:
    """The sums over these entries."""
    runs: dict[str, _Run] = {}
    for entry in entries:
        runs.setdefault(entry.case, _Run()).take(entry)
    asked = [r for r in runs.values() if "Requested" in r.at]
    done = [r for r in asked if r.state == "done"]
    visits = sum(r.results.total() for r in done)
    return Counted(
        requested=len(asked),
        done=len(done),
        cancelled=sum("Cancelled" in r.at for r in asked),
        visits=visits,
        openings=len(done),
        saved=visits - len(done),
        with_findings=sum(bool(r.results["DiscrepancyFound"]) for r in done),
        answer_minutes=_median(span for r in asked for span in r.answers),
        agree_minutes=_median(span for r in asked for span in r.lasted("Requested", "Agreed")),
        ready_minutes=_median(span for r in asked for span in r.lasted("Agreed", "Prepared")),
        inspect_minutes=_median(span for r in done for span in r.lasted("Started", "Ended")),
        first_seq=entries[0].seq if entries else 0,
        last_seq=entries[-1].seq if entries else 0,
    )


def _median(spans: Iterable[dt.timedelta]) -> int | None:
    """The lower median, in whole minutes."""
    ordered = sorted(spans)
    return int(ordered[(len(ordered) - 1) // 2].total_seconds()) // 60 if ordered else None
