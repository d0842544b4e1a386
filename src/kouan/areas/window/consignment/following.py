"""The read model of consignments: how each fact of the journal changes what manifests list and declarations claim.

Documents are read once a fact, from the revision that the fact made. Rows of a case are written anew with each revision.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from kouan.areas.window import documents as window_documents
from kouan.areas.window.documents._facts import MODES
from kouan.areas.window.documents._manifest_checks import times_of
from kouan.areas.window.documents._manifest_parts import CargoReport, Manifest, listed
from kouan.areas.window.documents._parts import Declaration
from kouan.areas.window.documents._trade_parts import TradePaper
from kouan.areas.window.documents.bill_notice import BillNotice
from kouan.areas.window.documents.packing_list import PackingList
from kouan.areas.window.reconciling.views import bill_of, plain
from kouan.areas.window.rules.manifests import due, late_by
from kouan.kernel import documents
from kouan.kernel.journal import Entry, instant, stamp
from kouan.store.database import Store
from kouan.store.projections import Projection

from . import phases
from .rows import Hand

TYPES = documents.load(window_documents)


class Body(msgspec.Struct):
    """The parts of an entry's body that a follower looks at."""

    type: str = ""
    revision: int = 1
    after: str = ""
    before: str = ""


_body = msgspec.json.Decoder(Body).decode


class Digested(msgspec.Struct):
    """Of which revision, and the digest of its bytes."""

    digest: str = ""
    revision: int = 1


_digest = msgspec.json.Decoder(Digested).decode
Writes: TypeAlias = Callable[[Hand, Entry, Any, str], None]


def apply(store: Store, connection: Any, entries: Sequence[Entry]) -> None:
    """Take these entries in. Called inside the projection's transaction."""
    concerned = [(e, _body(e.body)) for e in entries if e.kind in FILINGS or e.kind in STEPS or e.kind in phases.KINDS]
    if not concerned:
        return
    hand = Hand(store, connection)
    types = hand.types({e.case for e, _ in concerned})
    papers = hand.papers({(e.case, b.revision) for e, b in concerned if e.kind in FILINGS})
    for entry, body in concerned:
        code = types.get(entry.case, "")
        if entry.kind in FILINGS and code in TYPES:
            document, _ = TYPES[code].read(papers[entry.case, body.revision])
            if document is not None:
                FILINGS[entry.kind](hand, entry, document, code)
        if entry.kind in STEPS and body.after:
            hand.moved(STEPS[entry.kind], entry.case, body.after, entry.at)
    phases.take(hand, [e for e, _ in concerned], types)


def _voyage_key(means: str, voyage: str) -> str:
    return f"{plain(means)}|{plain(voyage)}"[:60]


def _manifest(hand: Hand, entry: Entry, m: Manifest, code: str) -> None:
    key = _voyage_key(m.means_of_transport, m.voyage)
    deadline = due(times_of(m))
    late = late_by(deadline, instant(entry.at)) if deadline else dt.timedelta(0)
    filed = entry.kind == "ManifestLodged"
    head: dict[str, object] = {
        "number": m.reference,
        "kind": m.KIND,
        "owner": entry.organisation,
        "office": m.customs_office,
        "voyage_key": key,
        "means": m.means_of_transport,
        "voyage": m.voyage,
        "mode": MODES.get(m.transport_mode, "other"),
        "loading_port": m.loading_port,
        "discharge_port": m.discharge_port,
        "arrives": stamp(m.arrival_at) if m.arrival_at else "",
        "due": stamp(deadline.by) if deadline else "",
    }
    if filed:
        head |= {"state": "sent", "since": entry.at, "filed": entry.at, "late_seconds": int(late.total_seconds())}
    hand.put("window_manifest", entry.case, head, is_new=filed)
    hand.clear(("window_bill", "window_box"), entry.case)
    bills = {
        plain(b.number): (
            entry.case,
            plain(b.number),
            key,
            plain(b.master),
            b.packages,
            f"{b.gross_weight:f}",
            b.description,
            _json(filter(None, (b.consignor, b.consignee, b.notify, b.consignor_code, b.consignee_code))),
        )
        for b in m.bills
    }
    hand.add("window_bill", "case_id, bill, voyage_key, master, packages, weight, description, parties", bills.values())
    boxes = {
        (plain(b.number), bill): (entry.case, plain(b.number), bill, key, b.seals[:100])
        for b in m.containers
        for bill in ([plain(n) for n in listed(b.bills)] or [""])
    }
    hand.add("window_box", "case_id, box, bill, voyage_key, seals", boxes.values())


def _declaration(hand: Hand, entry: Entry, d: Declaration, code: str) -> None:
    filed = entry.kind == "DeclarationLodged"
    papers = [f"{p.kind}:{p.number}" for p in d.papers if p.number]
    papers += [f"licence {li.kind}:{li.number}" for li in d.licences]
    papers += [f"contract:{d.contract_number}"] if d.contract_number else []
    row: dict[str, object] = {
        "number": d.reference,
        "type": code,
        "flow": d.FLOW,
        "office": d.border_office,
        "bill": bill_of(d.bill_number)[:35],
        "voyage_key": _voyage_key(d.means_of_transport, d.voyage),
        "packages": d.packages,
        "weight": "" if d.gross_weight is None else f"{d.gross_weight:f}",
        "boxes": _json([plain(c.number) for c in d.containers]),
        "papers": _json(papers),
    }
    if filed:
        row |= {"owner": entry.organisation, "state": "lodged", "since": entry.at, "opened": entry.at}
    hand.put("window_claim", entry.case, row, is_new=filed)


def _trade(hand: Hand, entry: Entry, p: TradePaper, code: str) -> None:
    """An invoice or a packing list, and the numbers under which it is found; digests of earlier revisions stay."""
    body, filed = _digest(entry.body), entry.kind == "TradePaperLodged"
    row: dict[str, object] = {
        "type": code,
        "number": p.number,
        "owner": entry.organisation,
        "revision": body.revision,
        "bill": bill_of(p.bill_number),
        "voyage_key": _voyage_key(p.means_of_transport, p.voyage) if p.voyage else "",
    }
    if filed:
        row |= {"state": "kept", "since": entry.at, "opened": entry.at}
    hand.put("window_trade", entry.case, row, is_new=filed)
    hand.do("DELETE FROM window_trade_key WHERE case_id = ? AND key NOT LIKE 'digest:%'", [entry.case])
    hand.do("DELETE FROM window_trade_key WHERE case_id = ? AND key = ?", [entry.case, f"digest:{body.digest}"])
    keys = {f"digest:{body.digest}": body.revision, **dict.fromkeys(_keys(p), 0)}
    rows = [(entry.case, entry.organisation, key[:80], revision) for key, revision in keys.items()]
    hand.add("window_trade_key", "case_id, owner, key, revision", rows)


def _keys(p: TradePaper) -> Iterable[str]:
    """The numbers under which a paper is found."""
    yield f"number:{plain(p.number)}"
    if p.bill_number:
        yield f"bill:{bill_of(p.bill_number)}"
    if p.contract_number:
        yield f"contract:{plain(p.contract_number)}"
    if isinstance(p, PackingList):
        if p.invoice_number:
            yield f"invoice:{plain(p.invoice_number)}"
        boxes = {b.number for b in p.containers} | {line.container for line in p.goods if line.container}
        yield from (f"box:{plain(b)}" for b in sorted(boxes))


def _json(texts: Iterable[str]) -> str:
    return msgspec.json.encode(list(texts)).decode()


def _report(hand: Hand, entry: Entry, r: CargoReport, code: str) -> None:
    key = _voyage_key(r.means_of_transport, r.voyage)
    hand.clear(("window_seen",), entry.case)
    rows = {
        plain(b.number): (
            entry.case,
            plain(b.number),
            key,
            r.reference,
            r.KIND,
            b.packages,
            "" if b.gross_weight is None else f"{b.gross_weight:f}",
            b.damaged,
            "sent",
            stamp(r.done_at),
        )
        for b in r.bills
    }
    hand.add(
        "window_seen", "case_id, bill, voyage_key, number, kind, packages, weight, damaged, state, at", rows.values()
    )


def _notice(hand: Hand, entry: Entry, n: BillNotice, code: str) -> None:
    row = (
        entry.case,
        plain(n.bill),
        plain(n.container),
        plain(n.voyage),
        n.code,
        n.lifted,
        n.reason,
        entry.at,
        entry.seq,
    )
    hand.add("window_notice", "case_id, bill, box, voyage, code, lifted, reason, at, seq", [row])


FILINGS: Mapping[str, Writes] = {
    "ManifestLodged": _manifest,
    "ManifestAmended": _manifest,
    "DeclarationLodged": _declaration,
    "DeclarationAmended": _declaration,
    "DeclarationCompleted": _declaration,
    "CargoReportLodged": _report,
    "CargoReportAmended": _report,
    "BillNoticeLodged": _notice,
    "TradePaperLodged": _trade,
    "TradePaperAmended": _trade,
}
STEPS: Mapping[str, str] = {
    **{a.event.__name__: "window_manifest" for a in TYPES["original_manifest"].machine.actions.values()},
    **{a.event.__name__: "window_claim" for a in TYPES["import_declaration"].machine.actions.values()},
    **{a.event.__name__: "window_trade" for a in TYPES["commercial_invoice"].machine.actions.values()},
    **{a.event.__name__: "window_seen" for a in TYPES["tally_report"].machine.actions.values()},
}

CONSIGNMENTS = Projection(
    "consignments",
    "window_manifest",
    apply,
    also=(
        "window_bill",
        "window_box",
        "window_claim",
        "window_seen",
        "window_notice",
        "window_phase",
        "window_trade",
        "window_trade_key",
    ),
    chunk=200,
)
