"""Mismatches of one consignment: what differs, between which papers, and who has to act. One function a rule.

Packages and weights are held against what the bill leaves after all other declarations on it; a bill that is not wholly
declared yet is told as such. Nothing is mended.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from kouan.kernel.words import Words

from .mismatch_parts import Mismatch, said
from .paper_rules import paper_mismatches
from .veiling import veiled
from .views import Claim, Consignment, Elsewhere, Listed, Party

WAITING = ("sent", "manual")
REFUSED = "refused"


def mismatches(of: Consignment, *, tolerance: Decimal) -> tuple[Mismatch, ...]:
    """All mismatches of a consignment. Empty where all papers agree; veiled for a stranger."""
    found = [m for rule in RULES for m in rule(of, tolerance)]
    return tuple(veiled(found) if of.veiled else found)


def _is_not_listed(of: Consignment, _: Decimal) -> Iterator[Mismatch]:
    """WIN-X-031: the bill is on an accepted manifest of the same voyage and office."""
    for claim in of.claims:
        if of.listed is None:
            if of.voyage_known:
                yield _unlisted(of, claim)
        elif claim.office and of.listed.office and claim.office != of.listed.office:
            yield _other_office(claim, of.listed)
        elif of.listed.state in (*WAITING, REFUSED):
            yield _not_accepted(claim, of.listed)


def _unlisted(of: Consignment, claim: Claim) -> Mismatch:
    near = of.near[0] if len(of.near) == 1 else None
    zh, en = f"提运单 {claim.bill} 不在该航次的舱单中", f"Bill {claim.bill} is not on a manifest of this voyage"
    if near:
        zh, en = f"{zh}；同航次有 {near}", f"{en}; {near} is"
    party: Party = "declarant" if near else "ship_agent"
    return Mismatch(
        rule="WIN-X-031",
        words=Words(zh, en),
        party=party,
        ours=claim.bill,
        theirs=near or "",
        our_case=claim.case,
        their_case="",
        path="bill_number",
        repair=near,
    )


def _other_office(claim: Claim, listed: Listed) -> Mismatch:
    zh = f"舱单在 {listed.office} 关区，报关单进出境关别是 {claim.office}"
    en = f"The manifest is of office {listed.office}, the declaration says {claim.office}"
    return Mismatch(
        rule="WIN-X-031",
        words=Words(zh, en),
        party="declarant",
        ours=claim.office,
        theirs=listed.office,
        our_case=claim.case,
        their_case=listed.case,
        path="border_office",
        repair=listed.office,
    )


def _not_accepted(claim: Claim, listed: Listed) -> Mismatch:
    refused = listed.state == REFUSED
    zh, en = (
        ("舱单已退单（03）", "The manifest was refused (03)")
        if refused
        else ("舱单尚未接受", "The manifest is not accepted yet")
    )
    return Mismatch(
        rule="WIN-X-031",
        words=Words(f"{zh}：{listed.number}", f"{en}: {listed.number}"),
        party="ship_agent" if refused else "customs",
        ours=claim.bill,
        theirs=listed.state,
        our_case=claim.case,
        their_case=listed.case,
        path="bill_number",
    )


def _amounts_differ(of: Consignment, tolerance: Decimal) -> Iterator[Mismatch]:
    """WIN-X-032: packages and gross weight of all declarations on the bill make the bill."""
    if of.listed is None or not of.claims:
        return
    last = of.claims[-1]
    if all(c.packages is not None for c in of.claims):
        declared = sum(c.packages or 0 for c in of.claims)
        left = of.listed.packages - (declared - (last.packages or 0))
        if declared != of.listed.packages:
            yield _amount(of, last, "packages", str(last.packages), str(left), Words("件", "packages"))
    if all(c.weight is not None for c in of.claims):
        weight = sum((c.weight or Decimal(0) for c in of.claims), Decimal(0))
        rest = of.listed.weight - (weight - (last.weight or Decimal(0)))
        if abs(weight - of.listed.weight) > tolerance:
            yield _amount(of, last, "gross_weight", f"{last.weight:f}", said(rest), Words("千克", "kg"))


def _amount(of: Consignment, last: Claim, path: str, ours: str, theirs: str, unit: Words) -> Mismatch:
    listed = of.listed
    assert listed is not None  # noqa: S101 -- the caller has looked
    others = len(of.claims) - 1
    impossible = Decimal(theirs) <= 0
    zh, en = f"报关 {ours} {unit.zh}，舱单 {theirs} {unit.zh}", f"Declared {ours} {unit.en}, the manifest has {theirs}"
    several = "1 other declaration" if others == 1 else f"{others} other declarations"
    if others and impossible:
        whole = str(listed.packages) if path == "packages" else said(listed.weight)
        zh = f"报关 {ours} {unit.zh}，但同单其他 {others} 份报关单已报满舱单的 {whole} {unit.zh}"
        en = f"Declared {ours} {unit.en}, but all {whole} of the manifest are taken by {several} on the bill"
    elif others:
        zh, en = f"{zh}（已扣同单其他 {others} 份报关单）", f"{en} left after {several} on the bill"
    return Mismatch(
        rule="WIN-X-032",
        words=Words(zh, en),
        party="declarant",
        ours=ours,
        theirs=theirs,
        our_case=last.case,
        their_case=listed.case,
        path=path,
        repair=None if impossible else theirs,
    )


def _boxes_differ(of: Consignment, _: Decimal) -> Iterator[Mismatch]:
    """WIN-X-034: the containers of the declarations are those of the bill."""
    if of.listed is None or not of.claims:
        return
    of_bill, declared = set(of.listed.boxes), {b for c in of.claims for b in c.boxes}
    for claim in of.claims:
        for row, box in enumerate(claim.boxes):
            if box not in of_bill:
                yield _strange_box(of, of.listed, claim, row, box)
    for box in sorted(of_bill - declared):
        last = of.claims[-1]
        yield Mismatch(
            rule="WIN-X-034",
            words=Words(f"舱单所列集装箱 {box} 未申报", f"Container {box} of the bill is not declared"),
            party="declarant",
            ours="",
            theirs=box,
            our_case=last.case,
            their_case=of.listed.case,
            path="containers",
        )


def _strange_box(of: Consignment, listed: Listed, claim: Claim, row: int, box: str) -> Mismatch:
    """A box that the bill has not: the carrier's to add where nothing of the voyage has it, else the declarant's."""
    other = of.box_bills.get(box, "")
    zh, en = f"集装箱 {box} 不在提运单 {listed.bill} 下", f"Container {box} is not of bill {listed.bill}"
    if other:
        zh, en = f"{zh}，而在 {other} 下", f"{en} but of {other}"
    missing = [b for b in listed.boxes if b not in claim.boxes]
    only = missing[0] if len(missing) == 1 else None
    return Mismatch(
        rule="WIN-X-034",
        words=Words(zh, en),
        party="declarant" if other or missing else "ship_agent",
        ours=box,
        theirs=other or ",".join(missing),
        our_case=claim.case,
        their_case=listed.case,
        path=f"containers[{row}].number",
        repair=only,
    )


def _is_stopped(of: Consignment, _: Decimal) -> Iterator[Mismatch]:
    """WIN-X-035: the bill is not stopped (12, 13)."""
    for stop in of.stops:
        zh = f"海关回执 {stop.code}：{stop.box or of.bill} {'拒装' if stop.code == '12' else '禁卸'}"
        en = f"Customs notice {stop.code}: {stop.box or of.bill} must not be {'loaded' if stop.code == '12' else 'discharged'}"
        why = Words(f"{zh}（{stop.reason}）", f"{en} ({stop.reason})") if stop.reason else Words(zh, en)
        for claim in of.claims or ((),):
            yield Mismatch(
                rule="WIN-X-035",
                words=why,
                party="customs",
                ours=of.bill,
                theirs=stop.code,
                our_case=claim.case if isinstance(claim, Claim) else "",
                their_case=stop.case,
                path="bill_number",
            )


def _boxes_stand_twice(of: Consignment, _: Decimal) -> Iterator[Mismatch]:
    """WIN-M-040: a container stands in one manifest of a voyage only."""
    for twin in of.elsewhere:
        if of.listed is not None:
            yield _twin(of.listed, twin)


def _twin(listed: Listed, twin: Elsewhere) -> Mismatch:
    zh = f"集装箱 {twin.box} 同时在两份舱单中：{listed.number} 和 {twin.number}"
    en = f"Container {twin.box} stands in two manifests: {listed.number} and {twin.number}"
    return Mismatch(
        rule="WIN-M-040",
        words=Words(zh, en),
        party="ship_agent",
        ours=listed.number,
        theirs=twin.number,
        our_case=listed.case,
        their_case=twin.case,
    )


def _counts_differ(of: Consignment, _: Decimal) -> Iterator[Mismatch]:
    """WIN-M-041: what the port counted is what the manifest lists."""
    if of.listed is None:
        return
    for seen in of.seen:
        if seen.packages != of.listed.packages:
            zh = f"港口计 {seen.packages} 件，舱单 {of.listed.packages} 件"
            en = f"The port counted {seen.packages} packages, the manifest lists {of.listed.packages}"
            yield Mismatch(
                rule="WIN-M-041",
                words=Words(zh, en),
                party="ship_agent",
                ours=str(of.listed.packages),
                theirs=str(seen.packages),
                our_case=of.listed.case,
                their_case=seen.case,
            )


Rule = Callable[[Consignment, Decimal], Iterator[Mismatch]]
RULES: tuple[Rule, ...] = (
    _is_not_listed,
    _amounts_differ,
    _boxes_differ,
    _is_stopped,
    _boxes_stand_twice,
    _counts_differ,
    paper_mismatches,
)

__all__ = ["RULES", "Mismatch", "mismatches", "said"]
