"""Where a consignment is: who holds the ball since when, what has happened, what comes next, when it may be released.

Two tellings of the same: for who may open the case, with its papers and mismatches; by a code, with states and times only.
"""

import datetime as dt
from typing import Any

import msgspec

from kouan.areas.window.consignment.coming import Coming, coming
from kouan.areas.window.consignment.expecting import Expected, expected, phase_of
from kouan.areas.window.consignment.reading import Asker, Graph
from kouan.areas.window.documents.commercial_invoice import TYPE as INVOICES
from kouan.areas.window.documents.import_declaration import TYPE as IMPORTS
from kouan.areas.window.documents.original_manifest import TYPE as ORIGINALS
from kouan.areas.window.inspecting.saying import KIND as ANNOUNCED
from kouan.areas.window.inspecting.saying import in_brief
from kouan.areas.window.reconciling.mismatch import Mismatch, mismatches
from kouan.areas.window.reconciling.views import PARTIES
from kouan.areas.window.rules.manifests import TOLERANCE
from kouan.kernel.cases import Case, may_read
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import Entry
from kouan.kernel.parties import Actor
from kouan.kernel.rules import law_day
from kouan.kernel.words import Words
from kouan.store.house import House
from kouan.store.roles import ROLES

DECLARATIONS, MANIFESTS, PAPERS = IMPORTS.machine.name, ORIGINALS.machine.name, INVOICES.machine.name


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """One step that has happened: when, what, by which role. `seq` is its place in the journal."""

    at: str
    words: Words
    role: str
    after: Words | None = None
    seq: int = 0


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """Where a consignment is. Without a right to the case `case`, `number`, `owner`, `title` and all papers are empty."""

    kind: Words
    state: str
    words: Words
    holder: tuple[str, ...]
    since: str
    opened: str
    port: str = ""
    flow: str = ""
    mode: str = ""
    arrived: bool | None = None
    happened: tuple[Happened, ...] = ()
    next: tuple[Coming, ...] = ()
    expected: Expected | None = None
    arrives: str = ""
    case: str = ""
    number: str = ""
    title: Words | None = None
    consignment: Graph | None = None
    mismatches: tuple[Mismatch, ...] = ()


class BillFound(msgspec.Struct, frozen=True, kw_only=True):
    """One bill of a manifest with what is wrong about it."""

    bill: str
    packages: int
    declarations: int
    mismatches: tuple[Mismatch, ...] = ()


def is_traced(of: DocumentType) -> bool:
    """Has this kind of document a place on the map of consignments?"""
    return of.machine.name in (DECLARATIONS, MANIFESTS, PAPERS)


def where(house: House, case: Case, of: DocumentType, *, now: dt.datetime) -> Where:
    """Where a case is, for who may open it."""
    asker = Asker(house.reader)
    keys = {DECLARATIONS: asker.key_of, PAPERS: asker.key_of_paper}.get(of.machine.name)
    key = keys(case.id) if keys else None
    graph = asker.graph(*key, papers=case.owner) if key else None
    head = graph.manifest if graph else None
    told = _plain(house, case, of, now)
    return msgspec.structs.replace(
        told,
        case=case.id,
        number=case.number,
        title=case.title,
        consignment=_seen_by_owner(graph, case) if graph else None,
        mismatches=found_in(graph, now) if graph else (),
        arrives=head.arrives if head else "",
    )


def by_code(house: House, case: Case, of: DocumentType, *, now: dt.datetime) -> Where:
    """Where a case is, for whom its owner told: no number, no party, no goods, no reasons."""
    return _plain(house, case, of, now)


def found_in(graph: Graph, now: dt.datetime) -> tuple[Mismatch, ...]:
    """The mismatches of a consignment under the tolerance of today."""
    return mismatches(graph.consignment, tolerance=TOLERANCE.on(law_day(now)).value.weight_kg)


def _seen_by_owner(graph: Graph, case: Case) -> Graph:
    """Declarations of other firms on the same bill stay, without their names and papers."""
    claims = tuple(
        c if c.owner == case.owner else msgspec.structs.replace(c, number="", owner="", papers=()) for c in graph.claims
    )
    manifests = tuple(msgspec.structs.replace(m, owner="") for m in graph.manifests)
    papers = tuple(p if p.owner == case.owner else msgspec.structs.replace(p, owner="") for p in graph.papers)
    return msgspec.structs.replace(graph, claims=claims, manifests=manifests, papers=papers)


def _plain(house: House, case: Case, of: DocumentType, now: dt.datetime) -> Where:
    entries = house.reader.timeline(case.id)
    phase = phase_of(house.reader, case.id) if of.machine.name == DECLARATIONS else None
    return Where(
        kind=of.words,
        state=case.state,
        words=of.machine.states[of.machine.at(case.state)].words,
        holder=tuple(case.holder.split()),
        since=case.since,
        opened=case.opened,
        port=case.facts.get("port", ""),
        flow=case.facts.get("flow", ""),
        mode=case.facts.get("mode", ""),
        arrived=phase.arrived if phase else None,
        happened=tuple(_happened(e, of) for e in entries),
        next=coming(of.machine, case.state),
        expected=expected(house.reader, phase, now) if phase else None,
    )


def _happened(entry: Entry, of: DocumentType) -> Happened:
    body: dict[str, Any] = msgspec.json.decode(entry.body)
    after = None
    words = Words("申报", "Filed")
    if entry.kind == ANNOUNCED:
        words = in_brief(body)
    elif "action" in body:
        known = of.machine.actions.get(body["action"])
        words = known.words if known else Words(entry.kind, entry.kind)
        if body.get("before") != body.get("after"):
            after = of.machine.states[of.machine.at(body["after"])].words
    elif "revision" in body:
        words = Words("提交第 {n} 版", "Filed revision {n}").with_values(n=body["revision"])
    return Happened(at=entry.at, words=words, role=entry.role, after=after, seq=entry.seq)


def bills_of(house: House, case: Case, *, now: dt.datetime, limit: int = 300) -> tuple[BillFound, ...]:
    """The bills of a manifest, those with mismatches first. Each costs a few look-ups, so at most `limit` are looked at."""
    asker = Asker(house.reader)
    made: list[BillFound] = []
    for bill, key in asker.bills_of(case.id, limit=limit):
        graph = asker.graph(bill, key)
        listed = graph.consignment.listed
        made.append(
            BillFound(
                bill=bill,
                packages=listed.packages if listed else 0,
                declarations=len(graph.consignment.claims),
                mismatches=found_in(graph, now),
            )
        )
    return tuple(sorted(made, key=lambda b: (not b.mismatches, b.bill)))


def cases_called(house: House, text: str, who: Actor, types: dict[str, DocumentType]) -> list[Case]:
    """The cases that this actor may open and that are called so: by case id, reference or bill. Others are not told of."""
    reader = house.reader
    ids = [text.upper(), *Asker(reader).claims_by_number(text)]
    found = {c.id: c for c in (*reader.cases_called(ids).values(), *reader.cases({"number": text}, limit=50))}
    return [
        c for c in found.values() if c.type in types and is_traced(types[c.type]) and may_read(types[c.type], c, who)
    ]


def may_tell(case: Case, of: DocumentType, who: Actor) -> bool:
    """May this actor hand out codes for the case? Only who filed it."""
    return of.machine.name == DECLARATIONS and who.role in of.machine.lodge_by and who.organisation == case.owner


def role_words(role: str) -> Words:
    """What a role is called."""
    return ROLES[role].words if role in ROLES else PARTIES.get(role, Words(role, role))
