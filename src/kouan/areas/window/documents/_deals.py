"""Documents as the reconciling of a deal looks at them: what each says, and where."""

from collections.abc import Iterable, Sequence
from typing import Any

from kouan.areas.window.reconciling.deals import Deal, Firms, Goods, Named, Packing, Sale
from kouan.areas.window.reconciling.views import Claim, bill_of, plain

from ._parts import Declaration
from ._trade_parts import Firm
from .commercial_invoice import CommercialInvoice
from .packing_list import PackingList


def claim_of(d: Declaration, *, case: str = "", owner: str = "", state: str = "") -> Claim:
    """What a declaration says of its bill and of its deal."""
    return Claim(
        case=case,
        number=d.reference,
        state=state,
        owner=owner,
        office=d.border_office,
        bill=bill_of(d.bill_number),
        packages=d.packages,
        weight=d.gross_weight,
        boxes=tuple(plain(c.number) for c in d.containers),
        deal=deal_of(d),
    )


def deal_of(d: Declaration) -> Deal:
    """What a declaration says of the deal."""
    sides = [p for p in (d.trader, d.owner) if p.name or p.scc]
    return Deal(
        flow=d.FLOW,
        terms=d.deal_terms,
        contract=plain(d.contract_number),
        home=Firms(_texts(p.name for p in sides), _texts(p.scc for p in sides)),
        abroad=Firms(_texts([d.overseas_party])),
        net=d.net_weight,
        named=tuple(
            Named(p.kind, p.number, p.sha256, f"papers[{n}].number")
            for n, p in enumerate(d.papers)
            if p.number or p.sha256
        ),
        goods=tuple(
            Goods(
                path=f"goods[{n}]",
                code=line.commodity_code,
                quantity=line.quantity,
                unit=line.unit,
                amount=line.total,
                currency=line.currency,
                origin=line.origin_country,
            )
            for n, line in enumerate(d.goods)
        ),
    )


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(t for t in texts if t)


def _firms(*firms: Firm) -> Firms:
    return Firms(_texts(n for f in firms for n in (f.name, f.name_en)), _texts(f.scc for f in firms))


def sale_of(i: CommercialInvoice, *, case: str, owner: str, digests: Sequence[str] = ()) -> Sale:
    """What an invoice says. Buyer and consignee are one side of the deal."""
    return Sale(
        case=case,
        number=i.number,
        owner=owner,
        digests=tuple(digests),
        contract=plain(i.contract_number),
        bill=bill_of(i.bill_number),
        incoterm=i.incoterm,
        currency=i.currency,
        total=i.total,
        freight=i.charges.freight,
        insurance=i.charges.insurance,
        seller=_firms(i.seller),
        buyer=_firms(i.buyer, i.consignee),
        goods=tuple(
            Goods(
                path=f"goods[{n}]",
                code=line.commodity_code,
                quantity=line.quantity,
                unit=line.unit,
                amount=line.amount,
                currency=i.currency,
                origin=line.origin_country,
            )
            for n, line in enumerate(i.goods)
        ),
    )


def packing_of(p: PackingList, *, case: str, owner: str, digests: Sequence[str] = ()) -> Packing:
    """What a packing list says."""
    lines = {plain(line.container) for line in p.goods if line.container}
    return Packing(
        case=case,
        number=p.number,
        owner=owner,
        digests=tuple(digests),
        contract=plain(p.contract_number),
        bill=bill_of(p.bill_number),
        invoice=plain(p.invoice_number),
        packages=p.packages,
        weight=p.gross_weight,
        net=p.net_weight,
        boxes=tuple(sorted({plain(b.number) for b in p.containers} | lines)),
        goods=tuple(
            Goods(path=f"goods[{n}]", quantity=line.quantity, unit=line.unit) for n, line in enumerate(p.goods)
        ),
    )


def paper_of(document: Any, *, case: str, owner: str, digests: Sequence[str] = ()) -> Sale | Packing:
    """An invoice or a packing list as it is compared."""
    made = sale_of if isinstance(document, CommercialInvoice) else packing_of
    return made(document, case=case, owner=owner, digests=digests)
