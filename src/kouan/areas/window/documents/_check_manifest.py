"""Checks of a declaration against the manifest of its voyage (rules R of the fact sheet): they look at a loaded table.

They warn: where manifest and declaration differ it may be the carrier who is wrong, and the goods should not wait for
the wrong party. Without a loaded table (intake through the lane) they find nothing; what was filed is reconciled
continuously afterwards.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from kouan.areas.window.reconciling.loaded import asked, can_ask
from kouan.areas.window.reconciling.mismatch import Mismatch, mismatches
from kouan.areas.window.reconciling.views import PARTIES, Claim, Consignment, Listed, Stop, plain
from kouan.areas.window.rules.manifests import TOLERANCE
from kouan.kernel.documents import Check, Fault
from kouan.kernel.findings import Repair
from kouan.kernel.words import Words

from ._deals import claim_of
from ._law import said
from ._parts import Declaration
from ._rule import rule

SAMPLE_VOYAGE = "000R"
"""The voyage of the worked examples of these rules: its manifest is the one below, wherever they run."""

MANIFEST = "beside the declaration: manifest"
"""What these rules need: a manifest that can be asked for, or the sample's."""


def has_manifest(d: Declaration) -> bool:
    """Can the manifest of the declaration's voyage be at hand?"""
    return can_ask() or plain(d.voyage) == SAMPLE_VOYAGE


def _sample(claim: Claim) -> Consignment:
    """The manifest of the sample voyage: three bills, of which the last is stopped."""
    amounts = {"FICTBL0000001": (1800, Decimal(20500)), "FICTBL0000002": (600, Decimal(4980))}
    amounts["FICTBL0000003"] = (claim.packages or 1, claim.weight or Decimal(1))
    found = amounts.get(claim.bill)
    listed = (
        Listed(
            case="",
            number="SAMPLE-R",
            kind="original",
            state="accepted",
            office="5720",
            bill=claim.bill,
            packages=found[0],
            weight=found[1],
            boxes=("XXXU0000018",),
        )
        if found
        else None
    )
    stops = (Stop(case="", code="13", reason="样例 sample"),) if claim.bill == "FICTBL0000003" else ()
    return Consignment(bill=claim.bill, voyage_known=True, listed=listed, claims=(claim,), stops=stops)


def about(d: Declaration, on: dt.date, rule: str) -> Iterator[Fault]:
    """What one rule finds in the consignment of a declaration, where a table is loaded or the voyage is the sample's."""
    if not d.bill_number or not d.voyage:
        return
    of: Consignment | None = None
    if plain(d.voyage) == SAMPLE_VOYAGE:
        of = _sample(claim_of(d))
    elif can_ask():
        of = asked(plain(d.means_of_transport), plain(d.voyage), claim_of(d))
    yield from told(d, of, on, rule)


def told(d: Declaration, of: Consignment | None, on: dt.date, rule: str) -> Iterator[Fault]:
    """The mismatches of one rule that stand on the declaration that is not filed yet."""
    if of is None:
        return
    tolerance = TOLERANCE.on(on).value.weight_kg
    mine = (m for m in mismatches(of, tolerance=tolerance) if m.rule == rule and not m.our_case)
    yield from (_fault(d, m) for m in mine)


def _fault(d: Declaration, m: Mismatch) -> Fault:
    party = PARTIES[m.party]
    words = Words(f"{m.words.zh}。须由{party.zh}处理", f"{m.words.en}. To be settled by {party.en}")
    old = said(value_at(d, m.path))
    repair = Repair(path=m.path, old=old, new=m.repair) if m.repair is not None and old != m.repair else None
    return Fault(m.path, words, repair)


_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?", re.ASCII)


def value_at(d: Any, path: str) -> Any:
    """What stands at a place such as `goods[0].total`; None where nothing does."""
    for name, number in _STEP.findall(path):
        d = getattr(d, name, None)
        if number:
            d = d[int(number)] if d is not None and int(number) < len(d) else None
    return d


About = Callable[[Declaration, dt.date, str], Iterator[Fault]]


def compared(about: About, needs: str) -> Callable[..., Check]:
    """Makes rules (id, 中文, English, fields) that warn of what `about` finds for them; `needs` is what they look at."""

    def made(id: str, zh: str, en: str, *fields: str) -> Check:
        @rule(id, zh, en, fields=fields, severity="warning", needs=(needs,))
        def found(d: Declaration, on: dt.date) -> Iterator[Fault]:
            return about(d, on, id)

        return found

    return made


_rule = compared(about, MANIFEST)
CHECKS = (
    _rule(
        "WIN-X-031",
        "提运单在同航次、同关区已接受的舱单中",
        "The bill is on an accepted manifest of the same voyage and office",
        "bill_number",
        "means_of_transport",
        "voyage",
        "border_office",
    ),
    _rule(
        "WIN-X-032",
        "件数、毛重等于舱单所列（减去同单其他报关单）",
        "Packages and gross weight equal the manifest's bill, less other declarations on it",
        "packages",
        "gross_weight",
    ),
    _rule(
        "WIN-X-034",
        "报关单的集装箱就是提运单的集装箱",
        "The containers of the declaration are those of the bill",
        "containers.number",
        "bill_number",
    ),
    _rule("WIN-X-035", "提运单未被拒装、禁卸（12、13）", "The bill is not stopped (12, 13)", "bill_number"),
)
