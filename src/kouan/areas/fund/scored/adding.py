"""Adding up reports of several rows: counts are added, ratios are added above and below, percentages never averaged."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

from kouan.areas.fund.models import Actual
from kouan.areas.fund.scored.needs import Need


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What stands for an indicator: decimal text as in a report, and the rows that it was added from.

    `share` None where it is a number; `loose` where several rows report in words, which do not add up.
    """

    numerator: str = ""
    denominator: str = ""
    share: int | None = None
    rows: tuple[int, ...] = ()
    loose: bool = False


def newest(actuals: Iterable[Actual]) -> dict[int, dict[int, Actual]]:
    """The newest report by indicator and row, from reports in the order of their versions."""
    found: dict[int, dict[int, Actual]] = {}
    for one in actuals:
        found.setdefault(one.position, {})[one.row] = one
    return found


def added(by_row: dict[int, Actual], need: Need) -> Added | None:
    """The report of the whole where there is one; else the sum of the rows' reports; None where there is none."""
    if 0 in by_row:
        one = by_row[0]
        return Added(numerator=one.numerator, denominator=one.denominator, share=one.share)
    rows = tuple(sorted(by_row))
    if not rows:
        return None
    parts = [by_row[row] for row in rows]
    if need == "share":
        only = parts[0].share if len(parts) == 1 else None
        return Added(share=only, rows=rows, loose=len(parts) > 1)
    above = _sum([one.numerator for one in parts])
    below = _sum([one.denominator for one in parts]) if need == "ratio" else ""
    return Added(numerator=above, denominator=below, rows=rows)


def _sum(texts: Sequence[str]) -> str:
    return f"{sum((Decimal(text) for text in texts), Decimal(0)):f}"
