"""Checks of a declaration against the manifest of its voyage (rules R of the fact sheet): they look at a loaded table.

They warn: where manifest and declaration differ it may be the carrier who is wrong, and the goods should not wait for
the wrong party. Without a loaded table (intake through the lane) they find nothing; what was filed is reconciled
continuously afterwards.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from kouan.areas.window.reconciling.loaded import asked, can_ask
from kouan.areas.window.reconciling.mismatch import Mismatch, mismatches
from kouan.areas.window.reconciling.views import Claim, Consignment, Listed, Stop, bill_of, plain
from kouan.areas.window.rules.manifests import TOLERANCE
from kouan.kernel.documents import Check, Fault, check
from kouan.kernel.findings import Repair
from kouan.kernel.words import Words

from ._law import FILLING_IN
from ._parts import Declaration

SAMPLE_VOYAGE = "000R"
"""The voyage of the worked examples of these rules: its manifest is the one below, wherever they run."""
PARTIES = {
    "declarant": Words("报关人", "the declarant"),
    "ship_agent": Words("舱单传输人", "the carrier's agent"),
    "port": Words("港口", "the port"),
    "customs": Words("海关", "customs"),
}


def claim_of(d: Declaration) -> Claim:
    """What a declaration says of its bill."""
    return Claim(
        case="",
        number=d.reference,
        office=d.border_office,
        bill=bill_of(d.bill_number),
        packages=d.packages,
        weight=d.gross_weight,
        boxes=tuple(plain(c.number) for c in d.containers),
    )


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


def _about(d: Declaration, on: dt.date, rule: str) -> Iterator[Fault]:
    if not d.bill_number or not d.voyage:
        return
    is_sample = plain(d.voyage) == SAMPLE_VOYAGE
    if not is_sample and not can_ask():
        return
    claim = claim_of(d)
    of = _sample(claim) if is_sample else asked(plain(d.means_of_transport), plain(d.voyage), claim)
    if of is None:
        return
    tolerance = TOLERANCE.on(on).value.weight_kg
    mine = (m for m in mismatches(of, tolerance=tolerance) if m.rule == rule and not m.our_case)
    yield from (_fault(d, m) for m in mine)


def _fault(d: Declaration, m: Mismatch) -> Fault:
    party = PARTIES[m.party]
    words = Words(f"{m.words.zh}。须由{party.zh}处理", f"{m.words.en}. To be settled by {party.en}")
    old = d.bill_number if m.path == "bill_number" else m.ours
    repair = Repair(path=m.path, old=old, new=m.repair) if m.repair is not None and old != m.repair else None
    return Fault(m.path, words, repair)


def _rule(id: str, zh: str, en: str, *fields: str) -> Check:
    @check(id, Words(zh, en), basis=FILLING_IN, standing="to-verify", fields=fields, severity="warning")
    def found(d: Declaration, on: dt.date) -> Iterator[Fault]:
        return _about(d, on, id)

    return found


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
