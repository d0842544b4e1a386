"""What the filer of goods or of a ship reads about inspections of his own case: from its own journal entries, in plain words."""

from collections.abc import Sequence
from typing import Any

import msgspec

from kouan.areas.window.inspecting.saying import KIND, STATES, called, findings, span
from kouan.kernel.journal import Entry
from kouan.kernel.words import Words

_OWN = {
    "InspectionOrdered": Words("海关决定查验，等候安排", "Customs will inspect; the time is to be arranged"),
    "InspectionStarted": Words("查验中", "Being inspected"),
    "InspectionCompleted": Words("查验完毕，未发现异常", "Inspected: nothing was found"),
    "InspectionDiscrepancyFound": Words(
        "查验完毕，有异常，已暂停办理", "Inspected: something was found; the case is held"
    ),
}
"""The life of an inspection by customs on a declaration, in the order of its steps."""


class Result(msgspec.Struct, frozen=True):
    """What one agency found: codes in words, its own words, since when (a stamp)."""

    agency: Words
    found: Words | None
    said: str
    at: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One inspection. `id` is empty for one of customs alone; `when` is the window of time in the port's time."""

    id: str
    state: Words
    when: str = ""
    place: str = ""
    opens: Words | None = None
    boxes: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    reason: str = ""
    since: str = ""


def inspections_told(entries: Sequence[Entry]) -> list[Told]:
    """The inspections of a case, oldest first. Customs' own steps are shown by themselves only where no joint one covers them."""
    made: dict[str, Told] = {}
    alone: Told | None = None
    for entry in entries:
        if entry.kind == KIND:
            body = msgspec.json.decode(entry.body)
            made[body["inspection"]] = _taken(made.get(body["inspection"]), body, entry.at)
        elif entry.kind in _OWN:
            reason = msgspec.json.decode(entry.body).get("reason", "")
            alone = Told(id="", state=_OWN[entry.kind], agencies=("customs",), reason=reason, since=entry.at)
    return list(made.values()) if made else [alone] if alone else []


def _taken(before: Told | None, body: dict[str, Any], at: str) -> Told:
    results = before.results if before else ()
    if body["step"] in ("clean", "found"):
        found = findings(body["codes"]) if body["step"] == "found" else None
        results = (*results, Result(called("inspection-agency", body["agency"]), found, body.get("reason", ""), at))
    return Told(
        id=body["inspection"],
        state=STATES.get(body["step"], Words("有进展", "Moved on")),
        when=span(body["begins"], body["ends"]),
        place=body["place"],
        opens=called("inspection-opener", body["opens"]),
        boxes=tuple(body.get("boxes", ())),
        agencies=tuple(body.get("agencies", ())),
        results=results,
        reason=body.get("reason", "") if body["step"] in ("cancelled", "delayed") else "",
        since=at,
    )
