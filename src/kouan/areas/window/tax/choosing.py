"""Which rows of the tariff hold for a line: one for the duty, one for each duty against unfair trade."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from kouan.areas.window import rules

from .tables import DEFENCE, Row, Tables


def duty_rows(d: Any, line: Any, tables: Tables, on: dt.date) -> Sequence[Row]:
    """The row of the customs duty; several where it slides with the price; none where the tariff has none.

    Within the quota if its document is listed, else the lowest of agreement (if proved) and provisional rate, else most
    favoured nation; general where the origin is unknown (order to verify).
    """

    def held(kind: str) -> list[Row]:
        return _exact(tables.rows(line.commodity_code, kind, on))

    if not line.origin_country:
        return held("general")
    listed = documents(d, on)
    if "quota" in listed and (rows := held("quota")):
        return rows
    proved = line.agreement if line.origin_proof else ""
    agreed = _exact(
        [r for r in tables.rows(line.commodity_code, "agreement", on) if proved and _agrees(r, line, proved)]
    )
    beyond = held("quota-out") if "quota-out" in listed else []
    return _lowest([group for group in (agreed, beyond, held("provisional")) if group]) or held("mfn")


def documents(d: Any, on: dt.date) -> frozenset[str]:
    """Which quota documents a declaration lists with a number: `quota`, `quota-out`."""
    law = rules.QUOTA.on(on).value
    kinds = {one.kind for one in d.licences if one.number}
    return frozenset(name for name, code in (("quota", law.within), ("quota-out", law.beyond)) if code in kinds)


def defence_rows(line: Any, tables: Tables, on: dt.date) -> Iterator[Row]:
    """For each duty against unfair trade the row of the firm, else of the origin, else of everybody."""
    firm = line.inspection.overseas_maker.strip()
    for kind in DEFENCE:
        rows = tables.rows(line.commodity_code, kind, on)
        fits = [r for r in rows if r.origin in ("", line.origin_country) and r.firm in ("", firm)]
        if fits:
            yield max(fits, key=lambda r: (bool(r.origin), bool(r.firm), len(r.code)))


def in_band(rows: Sequence[Row], price: Decimal) -> Row | None:
    """The row of a sliding duty within whose band the value of one unit lies."""
    return next((r for r in rows if (r.least or 0) <= price and (r.most is None or price < r.most)), None)


def _agrees(row: Row, line: Any, agreement: str) -> bool:
    return row.agreement == agreement and row.origin in ("", line.agreement_origin or line.origin_country)


def _exact(rows: Sequence[Row]) -> list[Row]:
    """The rows of the most exact code; one alone where they do not slide, that of a named origin first."""
    exact = [r for r in rows if r.code == rows[0].code]
    if exact and not exact[0].slides:
        return [max(exact, key=lambda r: bool(r.origin))]
    return exact


def _lowest(groups: list[list[Row]]) -> list[Row]:
    """The first, unless another by percent alone is lower than it by percent alone."""
    if not groups:
        return []
    plain = [g for g in groups if len(g) == 1 and g[0].amount is None and g[0].percent is not None]
    if groups[0] in plain:
        return min(plain, key=lambda g: g[0].percent or Decimal(0))
    return groups[0]
