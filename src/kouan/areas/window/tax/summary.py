"""What a summary (概要申报) has to secure: its taxes as if each line were the dearest code under what was declared of it.

A summary names six digits and no terms of the deal, so its taxes can not be worked out yet. The estimate takes the prices as
the value and the highest bill among the codes of the tariff that begin with those digits (our own choice, no law). The
complete declaration is taxed by itself, and the security is freed.
"""

import datetime as dt
from typing import Any

from msgspec.structs import replace

from kouan.areas.window.documents._check_amounts import COSTS_ASKED
from kouan.areas.window.documents._parts import Cost
from kouan.kernel.findings import Finding

from .bill import Bill, assess
from .tables import Tables

_CIF, _LEVIED_BY_RATE = "1", "1"


def estimate(d: Any, tables: Tables, on: dt.date) -> tuple[Bill | None, tuple[Finding, ...]]:
    """The bill to secure, or None and what is lacking for it."""
    whole = _costed(d)
    return assess(replace(whole, goods=tuple(_dearest(whole, line, tables, on) for line in d.goods)), tables, on)


def _costed(d: Any) -> Any:
    """The summary with its own terms and costs where they suffice, else with its prices taken as the value."""
    asked = COSTS_ASKED["import"].get(d.deal_terms)
    if asked is not None and ("freight" not in asked or d.freight.amount is not None):
        return d
    return replace(d, deal_terms=_CIF, freight=Cost(), insurance=Cost())


def _dearest(d: Any, line: Any, tables: Tables, on: dt.date) -> Any:
    line = replace(line, duty_mode=line.duty_mode or _LEVIED_BY_RATE)
    codes = sorted({row.code for row in tables.tariff if row.code.startswith(line.commodity_code)})
    found = [
        (bill.total, other)
        for code in codes
        if (bill := _alone(d, other := replace(line, commodity_code=code), tables, on))
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else line


def _alone(d: Any, line: Any, tables: Tables, on: dt.date) -> Bill | None:
    return assess(replace(d, goods=(line,)), tables, on)[0]
