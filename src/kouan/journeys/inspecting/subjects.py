"""What a joint inspection looks at: the cases named and those found by their boxes, and what is wrong with the request."""

from typing import Any

import msgspec

from kouan.areas.ships.documents import ship_call
from kouan.areas.window.documents import export_declaration, import_declaration, joint_inspection
from kouan.areas.window.inspecting.reading import Seen
from kouan.areas.window.reconciling.views import plain
from kouan.kernel.cases import Case
from kouan.kernel.findings import Finding
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.reader import Reader
from kouan.syntax.told import finding

TYPES = {of.code: of for of in (import_declaration.TYPE, export_declaration.TYPE, ship_call.TYPE)}
JOINT = joint_inspection.TYPE.code
_OF_BOX = (
    "SELECT case_id FROM window_claim WHERE boxes LIKE ? AND state NOT IN ('released', 'void') ORDER BY opened LIMIT 10"
)
_TERMINAL = (
    "SELECT 1 FROM account WHERE organisation_id = ? AND role = 'port'"
    " UNION ALL SELECT 1 FROM api_key WHERE organisation_id = ? AND role = 'port'"
)
_TERMINALS = (
    "SELECT DISTINCT o.id, o.name_zh, o.name_en FROM account a JOIN organisation o ON o.id = a.organisation_id"
    " WHERE a.role = 'port' ORDER BY o.id"
)


def seen_in(reader: Reader | None, document: Any) -> list[Seen]:
    """The things to look at as they are kept: a box alone is joined by the open declarations that name it."""
    found: list[Seen] = []
    for one in document.subjects:
        box = plain(one.container) if one.container else ""
        named = [one.case.strip()] if one.case.strip() else claims_with(reader, box)
        found += [Seen(case, box) for case in named or [""]]
    return [Seen(*pair) for pair in dict.fromkeys(msgspec.structs.astuple(s) for s in found)]


def claims_with(reader: Reader | None, box: str) -> list[str]:
    """The declarations that name a box and are not ended."""
    if reader is None or not box:
        return []
    return [row[0] for row in reader.connections.query(_OF_BOX, [f'%"{box}"%'])]


def terminals(reader: Reader) -> list[tuple[str, Words]]:
    """The operators of places that sign in here."""
    return [(row[0], Words(row[1], row[2])) for row in reader.connections.query(_TERMINALS, [])]


def examined(reader: Reader, document: Any, actor: Actor) -> tuple[Finding, ...]:
    """What stands against the request: another agency's name, a place nobody keeps, cases that are not there or are over."""
    found: list[Finding] = []
    if document.requester != actor.role:
        found.append(finding("requester-not-you", "requester", "提出单位须是本单位", "You ask for your own agency"))
    if not reader.connections.query(_TERMINAL, [document.terminal, document.terminal]):
        found.append(finding("terminal-unknown", "terminal", "没有这个场所经营人", "There is no such operator here"))
    cases = reader.cases_called([s.case.strip() for s in document.subjects if s.case.strip()])
    for number, one in enumerate(document.subjects):
        fault = _against(cases.get(one.case.strip())) if one.case.strip() else None
        if fault:
            found.append(finding(fault[0], f"subjects[{number}].case", fault[1].zh, fault[1].en))
    return tuple(found)


def _against(case: Case | None) -> tuple[str, Words] | None:
    of = TYPES.get(case.type) if case else None
    if case is None or of is None:
        return "subject-unknown", Words("没有这份报关单或船舶案件", "There is no such declaration or ship's call")
    if of.machine.is_final(case.state):
        return "subject-closed", Words("该案件已办结", "That case is closed")
    return None
