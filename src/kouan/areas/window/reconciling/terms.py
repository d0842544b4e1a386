"""Terms: which 成交方式 an Incoterm is declared as, and what an invoice comes to under other terms (to verify)."""

from collections.abc import Mapping
from decimal import Decimal

from .deals import Sale

CIF, CFR, FOB, CI, EXW = "1", "2", "3", "4", "7"
DECLARED_AS: Mapping[str, tuple[str, ...]] = {
    "EXW": (EXW, FOB),
    "FCA": (FOB,),
    "FAS": (FOB,),
    "FOB": (FOB,),
    "CFR": (CFR,),
    "CPT": (CFR,),
    "CIF": (CIF,),
    "CIP": (CIF,),
    "DAP": (CIF,),
    "DPU": (CIF,),
    "DDP": (CIF,),
}
"""Incoterm -> codes of 成交方式, the usual one first. To verify; codes 5 and 6 (market price, stowage) are of no invoice."""
WITH_FREIGHT, WITH_INSURANCE = frozenset({CIF, CFR}), frozenset({CIF, CI})


def comes_to(sale: Sale, terms: str) -> Decimal | None:
    """What the invoice comes to under these terms: its total less costs that it states apart and the terms leave out.

    None where that can not be told: the invoice has no total, or the terms are other than its own and the costs between
    them are not stated apart.
    """
    own = DECLARED_AS.get(sale.incoterm, ())
    if sale.total is None or not own:
        return None
    total = sale.total
    for cost, within in ((sale.freight, WITH_FREIGHT), (sale.insurance, WITH_INSURANCE)):
        if terms in within:
            if own[0] not in within and cost is None:
                return None
        elif cost is not None:
            total -= cost
        elif own[0] in within:
            return None
    return total
