"""Reading consignments: the graph around a bill from the read models, and the table that checks may look at."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from kouan.areas.window.reconciling.deals import Papers
from kouan.areas.window.reconciling.views import Claim, Consignment, Elsewhere, Listed, Seen, Stop, plain
from kouan.kernel.parties import Actor
from kouan.store.reader import Reader

from .trading import TradeHead, Trading

PREFERRED = ("original", "loading", "prestow")
"""Of several manifests with the same bill, the one that counts: of imports the original, of exports what was loaded."""
GONE = ("deleted",)
VOID = ("void",)
MOST_NEAR = 6000

_texts = msgspec.json.Decoder(tuple[str, ...]).decode


class ManifestHead(msgspec.Struct, frozen=True, kw_only=True):
    """A manifest as the graph shows it. Times are stamps; `late_seconds` counts from its deadline."""

    case: str
    number: str
    kind: str
    owner: str
    office: str
    voyage_key: str
    means: str
    voyage: str
    mode: str
    loading_port: str
    discharge_port: str
    arrives: str
    state: str
    since: str
    filed: str
    due: str
    late_seconds: int


class ClaimHead(msgspec.Struct, frozen=True, kw_only=True):
    """A declaration on the bill: whose it is, where it stands, the papers it names."""

    case: str
    number: str
    type: str
    flow: str
    owner: str
    state: str
    since: str
    opened: str
    papers: tuple[str, ...] = ()


class Notice(msgspec.Struct, frozen=True):
    """A notice of customs on the bill or a box of it, as given."""

    case: str
    code: str
    box: str
    lifted: bool
    reason: str
    at: str


class Graph(msgspec.Struct, frozen=True, kw_only=True):
    """One consignment with all its papers. `seals` by container."""

    consignment: Consignment
    voyage_key: str
    manifests: tuple[ManifestHead, ...] = ()
    claims: tuple[ClaimHead, ...] = ()
    notices: tuple[Notice, ...] = ()
    description: str = ""
    houses: tuple[str, ...] = ()
    seals: dict[str, str] = {}
    papers: tuple[TradeHead, ...] = ()

    @property
    def manifest(self) -> ManifestHead | None:
        """The manifest that counts."""
        case = self.consignment.listed.case if self.consignment.listed else ""
        return next((m for m in self.manifests if m.case == case), None)


_MANIFEST = (
    "case_id, number, kind, owner, office, voyage_key, means, voyage, mode, loading_port, discharge_port, arrives,"
    " state, since, filed, due, late_seconds"
)
_CLAIM = "case_id, number, type, flow, owner, state, since, opened, papers, office, bill, packages, weight, boxes"


class Asker:
    """Asks the read models of one store. `who` asks about a draft: a stranger is not told what a manifest says."""

    def __init__(self, reader: Reader, who: Actor | None = None) -> None:
        self._query = reader.connections.query
        self._trading = Trading(reader)
        self._who = who

    def __call__(self, means: str, voyage: str, claim: Claim) -> Consignment | None:
        """The consignment of a claim that is not filed yet, that claim last; None where nothing is known to hold it to."""
        key = f"{means}|{voyage}"[:60]
        owner = self._who.organisation if self._who else ""
        of = self.graph(claim.bill, key, draft=msgspec.structs.replace(claim, owner=owner), papers=owner)
        if not of.consignment.voyage_known and not of.papers:
            return None
        return msgspec.structs.replace(of.consignment, veiled=not self._is_party(of))

    def _is_party(self, of: Graph) -> bool:
        """May who asks see what the manifest says of the bill? Agencies, who filed on it, and who is named on the bill."""
        who = self._who
        if who is None or who.may("cases.read.agency") or who.may("cases.read.all"):
            return True
        head = of.manifest
        if head is None:  # a bill that no manifest has: who is named on its one near neighbour may be told of it
            near = of.consignment.near if len(of.consignment.near) == 1 else ()
            return not of.manifests or any(self._is_named(m.case, n) for m in of.manifests for n in near)
        filed = {head.owner, *(c.owner for c in of.claims if c.state not in VOID)}
        return bool(who.organisation) and (who.organisation in filed or self._is_named(head.case, of.consignment.bill))

    def _is_named(self, manifest: str, bill: str) -> bool:
        rows = self._query("SELECT parties FROM window_bill WHERE case_id = ? AND bill = ?", [manifest, bill])
        named = {plain(n) for n in _texts(rows[0][0])} if rows else set[str]()
        text = "SELECT name_zh, name_en, uscc FROM organisation WHERE id = ?"
        mine = self._query(text, [self._who.organisation]) if self._who and named else ()
        return any(plain(name) in named for row in mine for name in row if name)

    def _dealt(self, head: "ClaimHead", claim: Claim, papers: str) -> Claim:
        """A claim with its deal, where papers of its firm are asked for."""
        wanted = papers in ("*", head.owner) and papers != "" and head.state not in VOID
        return self._trading.with_deal(claim, head.type, head.owner) if wanted else claim

    def key_of_paper(self, case: str) -> tuple[str, str] | None:
        """Bill and voyage of an invoice or packing list, as far as it or a manifest says; None where it names no bill."""
        head = self._trading.head(case)
        if head is None or not head.bill:
            return None
        if head.voyage_key:
            return head.bill, head.voyage_key
        text = "SELECT voyage_key FROM window_claim WHERE bill = ? AND owner = ? ORDER BY opened DESC LIMIT 1"
        rows = self._query(text, [head.bill, head.owner])
        return head.bill, rows[0][0] if rows else ""

    def graph(self, bill: str, key: str, *, draft: Claim | None = None, papers: str = "") -> Graph:
        """Everything that hangs on one bill of one voyage. `draft` takes the place of what was filed under its number.

        `papers`: the organisation whose declarations' own papers are looked at, `*` for all, empty for none.
        """
        manifests = self.manifests(key)
        listed, description, master = self._listed(bill, key, manifests)
        rows = self._query(_CLAIMS, [bill, key]) if bill else ()
        heads = [(h, self._dealt(h, _claim(r), papers)) for r in rows for h in [_head(r)]]
        live = tuple(c for h, c in heads if h.state not in VOID and not (draft and _is_again(draft, h)))
        claims = (*live, draft) if draft else live
        notices = self._notices(bill, key)
        dealt = tuple(c for c in claims if c.deal)
        sets, kept = self._trading.papers(dealt, bill, papers) if papers else ((), ())
        of = Consignment(
            bill=bill,
            voyage_known=any(m.state not in GONE for m in manifests),
            listed=listed,
            claims=claims,
            stops=_standing(notices),
            seen=self._seen(bill, key),
            elsewhere=self._elsewhere(listed, key) if listed else (),
            near=self._near(bill, key) if listed is None and claims else (),
            box_bills=self._strangers(listed, claims, key),
            papers=_among(claims, dealt, sets),
        )
        return Graph(
            consignment=of,
            voyage_key=key,
            manifests=tuple(manifests),
            claims=tuple(h for h, _ in heads),
            notices=notices,
            description=description,
            houses=tuple(r[0] for r in self._query(_HOUSES, [listed.case, bill])) if listed and not master else (),
            seals=dict(
                self._query("SELECT box, seals FROM window_box WHERE case_id = ? AND bill = ?", [listed.case, bill])
            )
            if listed
            else {},
            papers=kept,
        )

    def manifests(self, key: str) -> list[ManifestHead]:
        """The manifests of a voyage that are not deleted, the one that counts first."""
        rows = self._query(f"SELECT {_MANIFEST} FROM window_manifest WHERE voyage_key = ?", [key])  # noqa: S608
        heads = [ManifestHead(**dict(zip(ManifestHead.__struct_fields__, r, strict=True))) for r in rows]
        return sorted((h for h in heads if h.state not in GONE), key=_rank)

    def key_of(self, case: str) -> tuple[str, str] | None:
        """Bill and voyage of a declaration."""
        rows = self._query("SELECT bill, voyage_key FROM window_claim WHERE case_id = ?", [case])
        return (rows[0][0], rows[0][1]) if rows else None

    def bills_of(self, case: str, *, limit: int = 6000) -> list[tuple[str, str]]:
        """The bills of a manifest, each with its voyage."""
        text = "SELECT bill, voyage_key FROM window_bill WHERE case_id = ? ORDER BY bill LIMIT ?"
        return [(r[0], r[1]) for r in self._query(text, [case, limit])]

    def claims_by_number(self, number: str) -> list[str]:
        """Cases of declarations with this reference or on this bill, and of papers on this bill."""
        bill = plain(number)
        text = "SELECT case_id FROM window_claim WHERE number = ? OR bill = ? ORDER BY opened DESC LIMIT 50"
        papers = "SELECT case_id FROM window_trade WHERE bill = ? AND bill <> '' ORDER BY opened DESC LIMIT 50"
        return [r[0] for r in (*self._query(text, [number, bill]), *self._query(papers, [bill]))]

    def _listed(self, bill: str, key: str, manifests: Sequence[ManifestHead]) -> tuple[Listed | None, str, str]:
        text = (
            "SELECT case_id, master, packages, weight, description FROM window_bill WHERE bill = ? AND voyage_key = ?"
        )
        rows = {r[0]: r for r in self._query(text, [bill, key])}
        head = next((m for m in manifests if m.case in rows), None)
        if head is None:
            return None, "", ""
        _, master, packages, weight, description = rows[head.case]
        boxes = self._query("SELECT box FROM window_box WHERE case_id = ? AND bill = ? ORDER BY box", [head.case, bill])
        made = Listed(
            case=head.case,
            number=head.number,
            kind=head.kind,
            state=head.state,
            office=head.office,
            bill=bill,
            packages=packages,
            weight=Decimal(weight),
            boxes=tuple(b[0] for b in boxes),
            master=master,
        )
        return made, description, master

    def _seen(self, bill: str, key: str) -> tuple[Seen, ...]:
        text = "SELECT case_id, number, kind, packages, weight, damaged FROM window_seen WHERE bill = ? AND voyage_key = ? AND state <> 'refused' ORDER BY at"
        return tuple(
            Seen(case=c, number=n, kind=k, packages=p, weight=Decimal(w) if w else None, damaged=d)
            for c, n, k, p, w, d in self._query(text, [bill, key])
        )

    def _notices(self, bill: str, key: str) -> tuple[Notice, ...]:
        voyage = key.partition("|")[2]
        text = "SELECT case_id, code, box, lifted, reason, at FROM window_notice WHERE bill = ? AND voyage IN ('', ?) ORDER BY seq"
        return tuple(
            Notice(c, code, box, bool(lifted), why, at)
            for c, code, box, lifted, why, at in self._query(text, [bill, voyage])
        )

    def _elsewhere(self, listed: Listed, key: str) -> tuple[Elsewhere, ...]:
        if not listed.boxes:
            return ()
        marks = ", ".join("?" * len(listed.boxes))
        text = (
            "SELECT DISTINCT b.box, m.case_id, m.number FROM window_box b JOIN window_manifest m ON m.case_id = b.case_id"  # noqa: S608
            f" WHERE b.voyage_key = ? AND b.box IN ({marks}) AND m.case_id <> ? AND m.kind = ?"
            " AND m.state NOT IN ('deleted', 'refused') ORDER BY b.box, m.case_id"
        )
        values = [key, *listed.boxes, listed.case, listed.kind]
        return tuple(Elsewhere(*r) for r in self._query(text, values))

    def _near(self, bill: str, key: str) -> tuple[str, ...]:
        text = (
            "SELECT DISTINCT b.bill FROM window_bill b LEFT JOIN window_claim c ON c.bill = b.bill AND c.voyage_key = b.voyage_key"
            " WHERE b.voyage_key = ? AND c.case_id IS NULL LIMIT ?"
        )
        return tuple(r[0] for r in self._query(text, [key, MOST_NEAR]) if one_apart(r[0], bill))

    def _strangers(self, listed: Listed | None, claims: Iterable[Claim], key: str) -> dict[str, str]:
        known = set(listed.boxes) if listed else set()
        strange = sorted({b for c in claims for b in c.boxes} - known)[:400]
        if not strange or listed is None:
            return {}
        marks = ", ".join("?" * len(strange))
        text = f"SELECT box, bill FROM window_box WHERE voyage_key = ? AND bill <> '' AND box IN ({marks})"  # noqa: S608
        return dict(self._query(text, [key, *strange]))


_CLAIMS = f"SELECT {_CLAIM} FROM window_claim WHERE bill = ? AND voyage_key = ? ORDER BY opened, case_id"  # noqa: S608
_HOUSES = "SELECT bill FROM window_bill WHERE case_id = ? AND master = ? ORDER BY bill"


def _is_again(draft: Claim, filed: ClaimHead) -> bool:
    """Is the draft a new version of what its firm has filed under the same number?"""
    return draft.number == filed.number and draft.owner in ("", filed.owner)


def _among(claims: Sequence[Claim], dealt: Sequence[Claim], sets: Iterable[Papers]) -> tuple[Papers, ...]:
    """Sets whose places are among all claims of the bill, not only among those whose papers were looked at."""
    places = [claims.index(c) for c in dealt]
    return tuple(msgspec.structs.replace(s, claims=tuple(places[i] for i in s.claims)) for s in sets)


def _rank(head: ManifestHead) -> tuple[bool, int, str]:
    """Refused ones last, then by kind, then the earliest."""
    return head.state == "refused", PREFERRED.index(head.kind), head.filed


def _head(row: Sequence[Any]) -> ClaimHead:
    case, number, type_, flow, owner, state, since, opened, papers = row[:9]
    return ClaimHead(
        case=case,
        number=number,
        type=type_,
        flow=flow,
        owner=owner,
        state=state,
        since=since,
        opened=opened,
        papers=_texts(papers),
    )


def _claim(row: Sequence[Any]) -> Claim:
    case, number, _, _, _, state, _, _, _, office, bill, packages, weight, boxes = row
    return Claim(
        case=case,
        number=number,
        state=state,
        office=office,
        bill=bill,
        packages=packages,
        weight=Decimal(weight) if weight else None,
        boxes=_texts(boxes),
    )


def _standing(notices: Sequence[Notice]) -> tuple[Stop, ...]:
    """The stops that nobody lifted: the last word on each code and box counts."""
    last = {(n.code, n.box): n for n in notices if n.code in ("12", "13")}
    return tuple(Stop(case=n.case, code=n.code, box=n.box, reason=n.reason) for n in last.values() if not n.lifted)


def one_apart(one: str, other: str) -> bool:
    """Does one character make the difference: changed, left out, added, or two neighbours swapped?"""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        swapped = one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
        return swapped or one[start + 1 :] == other[start + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[start + 1 :] == shorter[start:]
