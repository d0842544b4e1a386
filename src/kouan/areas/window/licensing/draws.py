"""What a declaration draws on licences and handbook items, as its document says."""

from decimal import Decimal
from typing import Any

from .things import HANDBOOK, LICENCE, Account, scaled


def draws(document: Any) -> dict[Account, int]:
    """Quantities by account, lines of one account together. Only what can be counted draws; the checks tell the rest."""
    found: dict[Account, int] = {}
    for limit in document.goods_limits:
        if limit.number:
            _add(found, Account(LICENCE, limit.kind, limit.number), limit.quantity)
    for line in document.goods if document.record_number else ():
        if line.manual_item is not None:
            _add(found, Account(HANDBOOK, "", document.record_number, line.manual_item), line.quantity)
    return found


def _add(found: dict[Account, int], account: Account, quantity: Decimal | None) -> None:
    counted = quantity is not None and quantity.is_finite() and quantity > 0
    found[account] = found.get(account, 0) + (scaled(quantity) if counted and quantity is not None else 0)
