"""What the journal may tell of a declaration, and the line that a queue shows. No party, no address, no person."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kouan.areas.window.codes import LISTS
from kouan.kernel.words import Words

from ._law import said

MODES: Mapping[str, str] = {"2": "sea", "3": "rail", "4": "road", "5": "air"}
"""Customs mode of transport -> mode of the measures; all others are `other`."""


def facts(d: Any) -> dict[str, str]:
    """Number, port (UN/LOCODE where filled in, else the office), flow, mode and what a statistic asks for."""
    first = d.goods[0]
    currencies = {line.currency for line in d.goods}
    total = sum((line.total or Decimal(0) for line in d.goods), Decimal(0))
    told = {
        "number": d.reference,
        "port": d.border_port or d.border_office,
        "flow": d.FLOW,
        "mode": MODES.get(d.transport_mode, "other"),
        "office": d.customs_office,
        "trade_mode": d.trade_mode,
        "filing": d.filing,
        "taxed": "no" if d.two_step.taxed is False else "",
        "advance": "yes" if getattr(d, "advance", False) else "",
        "border_date": d.border_date.isoformat() if d.border_date else "",
        "country": d.partner_country,
        "chapter": first.commodity_code[:2],
        "lines": str(len(d.goods)),
        "gross_weight": said(d.gross_weight),
        "value": said(total) if len(currencies) == 1 else "",
        "currency": first.currency if len(currencies) == 1 else "",
        "voyage": d.voyage,
        "bill": d.bill_number,
    }
    return {name: value for name, value in told.items() if value}


def title(d: Any) -> Words:
    """Supervision mode, first goods and how many lines."""
    mode = LISTS["trade-mode"].words(d.trade_mode) or Words(d.trade_mode, d.trade_mode)
    name, more = d.goods[0].name, len(d.goods)
    zh, en = (f" 等{more}项", f" and {more - 1} more") if more > 1 else ("", "")
    return Words(f"{mode.zh} · {name}{zh}", f"{mode.en} · {name}{en}")
