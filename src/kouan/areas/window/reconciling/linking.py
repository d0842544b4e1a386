"""Which papers belong to which declaration. A number that recurs (a contract, a container) links only where it can mean
one bill; a paper that names another bill is never linked to this one.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

import msgspec

from .deals import INVOICE, PACKING, Named, Packing, Papers, Sale
from .views import Claim, plain

P = TypeVar("P", Sale, Packing)


def names(named: Named, paper: Sale | Packing, owner: str) -> bool:
    """Does a declaration of this owner name the paper? By its digest anybody may, by case or number only its own firm."""
    if named.kind != (INVOICE if isinstance(paper, Sale) else PACKING):
        return False
    if named.digest and named.digest.lower() in paper.digests:
        return True
    return paper.owner == owner and plain(named.number) in (plain(paper.number), paper.case) and bool(named.number)


def belongs(claim: Claim, paper: Sale | Packing, *, several: Collection[str]) -> bool:
    """Is the paper of the claim's own firm about the claim's bill? `several` are contracts and containers that the firm
    has on more than one bill.
    """
    if paper.owner != claim.owner or claim.deal is None:
        return False
    if paper.bill:
        return paper.bill == claim.bill
    contract = claim.deal.contract
    if contract and plain(contract) == plain(paper.contract) and plain(contract) not in several:
        return True
    boxes = paper.boxes if isinstance(paper, Packing) else ()
    return any(b in claim.boxes and b not in several for b in boxes)


def _of(claim: Claim, papers: Sequence[P], several: Collection[str]) -> list[P]:
    """The papers of a claim: those it names; where it names none that is kept, those about its bill."""
    named = [p for p in papers if claim.deal and any(names(n, p, claim.owner) for n in claim.deal.named)]
    return named or [p for p in papers if belongs(claim, p, several=several)]


def linked(
    claims: Sequence[Claim], sales: Sequence[Sale], packings: Sequence[Packing], *, several: Collection[str] = ()
) -> tuple[Papers, ...]:
    """Declarations and papers in the sets that belong together. A packing list follows the invoice that it names."""
    made: list[Papers] = []
    for place, claim in enumerate(claims):
        mine, lists = _of(claim, sales, several), _of(claim, packings, several)
        lists += [p for p in packings if p not in lists and not p.bill and _follows(p, mine)]
        if not lists and not mine:
            continue
        mine += [s for s in sales if not mine and not s.bill and any(_follows(p, [s]) for p in lists)]
        made.append(Papers(claims=(place,), sales=tuple(mine), packings=tuple(lists)))
    return tuple(_merged(made))


def _follows(packing: Packing, sales: Iterable[Sale]) -> bool:
    return any(
        packing.owner == s.owner and packing.invoice and plain(packing.invoice) == plain(s.number) for s in sales
    )


def _merged(sets: Iterable[Papers]) -> list[Papers]:
    """Sets that share a paper are one set."""
    done: list[Papers] = []
    for one in sets:
        others = [d for d in done if one.cases & d.cases]
        for other in others:
            done.remove(other)
            one = msgspec.structs.replace(
                one,
                claims=(*other.claims, *one.claims),
                sales=(*other.sales, *(s for s in one.sales if s not in other.sales)),
                packings=(*other.packings, *(p for p in one.packings if p not in other.packings)),
            )
        done.append(one)
    return done
