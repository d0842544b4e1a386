"""Reading the trader's own papers: those that can belong to declarations of a bill, as they are compared.

A firm's papers are looked for among its own; a declaration that names a paper by its digest reaches another firm's.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from kouan.areas.window import documents as window_documents
from kouan.areas.window.documents._deals import claim_of, paper_of
from kouan.areas.window.reconciling.deals import Packing, Papers, Sale
from kouan.areas.window.reconciling.linking import linked
from kouan.areas.window.reconciling.views import Claim, plain
from kouan.kernel import documents
from kouan.store.reader import Reader

TYPES = documents.load(window_documents)
MOST = 40
"""Papers of one consignment that are looked at."""


class TradeHead(msgspec.Struct, frozen=True, kw_only=True):
    """An invoice or packing list as the graph shows it. Times are stamps."""

    case: str
    type: str
    number: str
    owner: str
    revision: int
    bill: str
    voyage_key: str
    state: str
    since: str


_HEAD = "case_id, type, number, owner, revision, bill, voyage_key, state, since"


class Trading:
    """Asks for papers of one store."""

    def __init__(self, reader: Reader) -> None:
        self._query = reader.connections.query

    def with_deal(self, claim: Claim, type: str, owner: str) -> Claim:
        """A filed claim with what its declaration says of the deal."""
        document = self._document(claim.case, type)
        return claim_of(document, case=claim.case, owner=owner, state=claim.state) if document is not None else claim

    def head(self, case: str) -> TradeHead | None:
        """One paper by its case."""
        return next(self._heads("case_id = ?", [case]), None)

    def papers(
        self, claims: Sequence[Claim], bill: str, owner: str
    ) -> tuple[tuple[Papers, ...], tuple[TradeHead, ...]]:
        """The sets of papers around these claims, and the papers' heads. Without a claim: those of the owner on the bill."""
        heads = self._near(claims) if claims else self._on(bill, owner)
        kept = [(h, p) for h in heads if (p := self._paper(h)) is not None]
        sales = [p for _, p in kept if isinstance(p, Sale)]
        packings = [p for _, p in kept if isinstance(p, Packing)]
        if claims:
            sets = linked(claims, sales, packings, several=self._several(claims, kept))
        else:
            sets = (Papers(sales=tuple(sales), packings=tuple(packings)),) if kept else ()
        used = {case for s in sets for case in s.cases}
        return sets, tuple(h for h, _ in kept if h.case in used)

    def _on(self, bill: str, owner: str) -> list[TradeHead]:
        narrowed, values = (" AND owner = ?", [bill, owner]) if owner != "*" else ("", [bill])
        return list(self._heads(f"bill = ? AND bill <> '' AND state = 'kept'{narrowed}", values))

    def _near(self, claims: Sequence[Claim]) -> list[TradeHead]:
        """Papers under a number that a claim says; and lists of these invoices, invoices of these lists."""
        cases = {case for claim in claims for case in self._cases(claim.owner, _keys(claim))}
        cases |= {case for claim in claims for case in self._named(claim)}
        found = self._of(cases)
        more = {case for head in found for case in self._cases(head.owner, self._partners(head))}
        return [*found, *self._of(more - cases)][:MOST]

    def _partners(self, head: TradeHead) -> Iterator[str]:
        """Keys under which the other paper of a pair stands."""
        if head.type == "commercial_invoice":
            yield f"invoice:{plain(head.number)}"
        else:
            text = "SELECT key FROM window_trade_key WHERE case_id = ? AND key LIKE 'invoice:%'"
            yield from (f"number:{key.partition(':')[2]}" for (key,) in self._query(text, [head.case]))

    def _cases(self, owner: str, keys: Iterable[str]) -> set[str]:
        wanted = sorted(set(keys))[:400]
        if not wanted or not owner:
            return set()
        marks = ", ".join("?" * len(wanted))
        text = f"SELECT DISTINCT case_id FROM window_trade_key WHERE owner = ? AND key IN ({marks})"  # noqa: S608
        return {case for (case,) in self._query(text, [owner, *wanted])}

    def _named(self, claim: Claim) -> Iterator[str]:
        """Papers that a declaration names by digest, whose ever; and by case, its own firm's."""
        for named in claim.deal.named if claim.deal else ():
            if named.digest:
                text = "SELECT case_id FROM window_trade_key WHERE key = ?"
                yield from (case for (case,) in self._query(text, [f"digest:{named.digest.lower()}"]))
            elif named.number:
                yield named.number

    def _of(self, cases: Collection[str]) -> list[TradeHead]:
        if not cases:
            return []
        marks = ", ".join("?" * len(cases))
        return list(self._heads(f"case_id IN ({marks}) AND state = 'kept'", sorted(cases)))

    def _heads(self, where: str, values: Sequence[str]) -> Iterator[TradeHead]:
        text = f"SELECT {_HEAD} FROM window_trade WHERE {where} ORDER BY type, number, case_id"  # noqa: S608 -- constants
        for row in self._query(text, values):
            yield TradeHead(**dict(zip(TradeHead.__struct_fields__, row, strict=True)))

    def _paper(self, head: TradeHead) -> Sale | Packing | None:
        document = self._document(head.case, head.type)
        if document is None:
            return None
        text = "SELECT key FROM window_trade_key WHERE case_id = ? AND key LIKE 'digest:%' ORDER BY revision"
        digests = [key.partition(":")[2] for (key,) in self._query(text, [head.case])]
        return paper_of(document, case=head.case, owner=head.owner, digests=digests)

    def _document(self, case: str, type: str) -> Any:
        """The last revision of a document."""
        text = "SELECT body, document FROM document_revision WHERE case_id = ? ORDER BY number DESC LIMIT 1"
        rows = self._query(text, [case])
        if not rows or type not in TYPES:
            return None
        body, document = rows[0]
        return TYPES[type].read(bytes(body if document is None else document))[0]

    def _several(self, claims: Sequence[Claim], kept: Sequence[tuple[TradeHead, Sale | Packing]]) -> set[str]:
        """Contracts and containers of papers without a bill that their firm has declared on more than one bill."""
        loose = [p for _, p in kept if not p.bill]
        wanted = {p.contract for p in loose if p.contract} | {
            b for p in loose if isinstance(p, Packing) for b in p.boxes
        }
        owners, bills = {c.owner for c in claims}, {c.bill for c in claims}
        found = set[str]()
        for owner in owners if wanted else ():
            text = "SELECT bill, boxes, papers FROM window_claim WHERE owner = ? AND state <> 'void'"
            for bill, boxes, papers in self._query(text, [owner]):
                if bill not in bills:
                    found |= {w for w in wanted if f'"{w}"' in boxes or f'"contract:{w}"' in papers}
        return found


def _keys(claim: Claim) -> Iterator[str]:
    """The numbers under which the papers of a claim can stand."""
    yield f"bill:{claim.bill}"
    yield from (f"box:{box}" for box in claim.boxes)
    if claim.deal:
        if claim.deal.contract:
            yield f"contract:{claim.deal.contract}"
        yield from (f"number:{plain(n.number)}" for n in claim.deal.named if n.number)
