"""Promises of two-step filing where taxes are collected: the estimate is secured, the complete declaration is taxed anew."""

import json
from typing import Any

import pytest

from kouan.areas.window.paying.things import Bill
from kouan.journeys.filing import file_document
from kouan.kernel.cases import Case
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from tests.journeys.test_two_step import OF, complete, summary

from .town import CUSTOMS, Town


def filed(town: Town, who: Actor, document: Any) -> Case:
    """A filing with what stands already looked at, as the doors do."""
    unit = file_document(
        OF,
        document,
        actor=who,
        key=f"{document.reference} {document.filing}",
        now=town.now,
        reader=town.house.reader,
    )
    return town.case(json.loads(town.house.writer.write(unit).answer)["case"]["id"])


def first_step(town: Town, who: Actor, paper: Any) -> tuple[Case, Bill]:
    """A summary that was accepted, with the bill of its estimate."""
    case = town.decide(filed(town, who, paper), "accept", CUSTOMS)
    (bill,) = town.bills(case)
    return case, bill


def test_a_secured_summary_is_taxed_anew_and_its_guarantee_freed(town: Town) -> None:
    """Pick-up on a guarantee; the complete declaration's acceptance voids the estimate, frees what it held and presents the
    true bill, and nothing is released before that one is paid.
    """
    firm, paper = town.firm(), summary()
    town.guarantee("firm", 10**9)
    case, estimate = first_step(town, firm, paper)
    with pytest.raises(Refused, check=lambda r: r.code == "tax-open"):
        town.decide(case, "release_pickup", CUSTOMS)
    town.secure(estimate, firm)
    assert town.held("GRT-1").balance_fen == 10**9 - estimate.fen
    assert town.decide(case, "release_pickup", CUSTOMS).state == "pickup"
    filed(town, firm, complete(paper))
    assert town.bill(estimate.id).state == "secured"
    assert town.decide(case, "accept", CUSTOMS).state == "accepted"
    before, true = town.bills(case)
    assert (before.state, town.held("GRT-1").balance_fen) == ("void", 10**9)
    assert (true.state, true.kind, true.revision) == ("presented", "first", 2)
    assert true.fen != estimate.fen
    with pytest.raises(Refused, check=lambda r: r.code == "tax-open"):
        town.decide(case, "release", CUSTOMS)
    town.pay(true, firm)
    town.post()
    assert town.decide(case, "release", CUSTOMS).state == "released"


def test_a_paid_estimate_counts_towards_the_true_bill(town: Town) -> None:
    """Whoever paid the estimate owes the difference only, or is proposed a refund of it: to the fen what is owed."""
    firm, paper = town.firm(), summary()
    case, estimate = first_step(town, firm, paper)
    town.pay(estimate, firm)
    town.post()
    town.decide(case, "release_pickup", CUSTOMS)
    filed(town, firm, complete(paper))
    town.decide(case, "accept", CUSTOMS)
    _, true = town.bills(case)
    owed = sum(json.loads(true.kinds).values())
    back = sum(r.fen for r in town.refunds())
    assert estimate.fen + true.fen - back == owed
    assert (true.kind, bool(back)) == (("supplementary", False) if owed > estimate.fen else ("nil", True))


def test_a_summary_without_taxes_is_taxed_by_its_complete_declaration(town: Town) -> None:
    """Answered that no taxes apply, it is picked up without a bill; the complete declaration gets one and waits for it."""
    firm, paper = town.firm(), summary(taxed=False)
    case = town.decide(filed(town, firm, paper), "accept", CUSTOMS)
    assert town.bills(case) == []
    town.decide(case, "release_pickup", CUSTOMS)
    filed(town, firm, complete(paper))
    town.decide(case, "accept", CUSTOMS)
    (true,) = town.bills(case)
    assert (true.state, true.revision) == ("presented", 2)
    with pytest.raises(Refused, check=lambda r: r.code == "tax-open"):
        town.decide(case, "release", CUSTOMS)
