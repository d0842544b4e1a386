"""Promises of a tax bill's life, kept on both stores."""

import datetime as dt
import zlib
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import msgspec
import pytest
from msgspec.structs import replace

from kouan.areas.window.documents.import_declaration import GOOD
from kouan.areas.window.paying import reading
from kouan.areas.window.paying.things import Order, Proof, Statement
from kouan.areas.window.tax.bill import Bill as Worked
from kouan.areas.window.tax.proof import differing
from kouan.journeys.taxing import counter
from kouan.kernel.machine import Refused
from kouan.store.units import Conflict
from simulator.bank.fake import Mood

from .town import ACCOUNT, BANK, CUSTOMS, OPERATOR, Town

DEARER = (replace(GOOD.goods[0], total=Decimal(156000), unit_price=Decimal(13)), GOOD.goods[1])
CHEAPER = (replace(GOOD.goods[0], total=Decimal(39000), unit_price=Decimal("3.25")), GOOD.goods[1])


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    """A refusal of that code."""
    return pytest.raises(Refused, check=lambda r: r.code == code)


def test_acceptance_issues_a_bill_bound_to_its_proof(town: Town) -> None:
    """Accepting a declaration issues and presents one bill in the same step: its amount is the proof's, its digests are
    those of the proof and of the revision, and it is due 15 days later, moved off a rest day.
    """
    case = town.accepted(town.firm())
    (bill,) = town.bills(case)
    proof = reading.one(town.house.reader, Proof, bill.id)
    kept = town.house.reader.document(case.id, 1)
    assert proof is not None
    assert kept is not None
    worked = msgspec.json.decode(zlib.decompress(proof.body), type=Worked)
    assert differing(worked.proof) == ()
    assert (bill.state, bill.kind, bill.fen, bill.due) == ("presented", "first", worked.total * 100, "2026-03-17")
    assert (bill.proof, bill.document) == (proof.digest, kept.digest)
    assert town.told(bill.id) == ["TaxBillIssued", "TaxBillPresented"]


def test_nothing_is_released_before_it_is_paid(town: Town) -> None:
    """A release is refused while the bill is presented and while the bank has it; booked, the goods may go."""
    firm = town.firm()
    case = town.accepted(firm)
    (bill,) = town.bills(case)
    with refused("tax-open"):
        town.decide(case, "release", CUSTOMS)
    bill = town.pay(bill, firm)
    assert bill.state == "asked"
    with refused("tax-open"):
        town.decide(case, "release", CUSTOMS)
    town.post()
    bill = town.bill(bill.id)
    assert (bill.state, bill.paid_on) == ("settled", "2026-03-02")
    assert town.decide(case, "release", CUSTOMS).state == "released"


def test_an_export_owes_nothing_and_an_undetermined_import_waits(town: Town) -> None:
    """A line without a rate leaves the declaration without a bill and unreleased, until an officer says nil, with a reason."""
    firm = town.firm()
    strange = (replace(GOOD.goods[0], commodity_code="6907219000"), GOOD.goods[1])
    case = town.accepted(firm, goods=strange)
    assert town.bills(case) == []
    with refused("tax-open"):
        town.decide(case, "release", CUSTOMS)
    with refused("reason-missing"):
        counter.declare_nil(town.house, case, " ", actor=CUSTOMS, now=town.now)
    with refused("role-may-not"):
        counter.declare_nil(town.house, case, "免税证明", actor=firm, now=town.now)
    town.write(counter.declare_nil(town.house, case, "免税证明 FICT-1", actor=CUSTOMS, now=town.now))
    assert town.decide(case, "release", CUSTOMS).state == "released"


def test_someone_elses_bill_is_not_there(town: Town) -> None:
    """A firm neither pays, secures nor sees another's bill, and is told no more than that there is none."""
    (bill,) = town.bills(town.accepted(town.firm()))
    other = town.firm("other")
    town.guarantee("other", 10**9)
    with refused("case-unknown"):
        town.pay(bill, other)
    with refused("case-unknown"):
        town.secure(bill, other)
    with refused("case-unknown"):
        counter.propose_refund(town.house, bill.id, 1, "x", actor=other, now=town.now)


def test_paying_needs_an_agreement_and_happens_once(town: Town) -> None:
    """Without an agreement there is no order; two who press at once make one order."""
    bare = town.firm("bare", agreed=False)
    (bill,) = town.bills(town.accepted(bare))
    with refused("agreement-missing"):
        town.pay(bill, bare)
    firm = town.firm()
    (bill,) = town.bills(town.accepted(firm))
    units = [counter.pay_bill(town.house, bill.id, actor=firm, now=town.now) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(lambda u: _tried(town, u), units))
    assert sorted(ended) == ["conflict", "conflict", "conflict", "done"]
    assert len(reading.orders_of(town.house.reader, bill.id)) == 1


def _tried(town: Town, unit: object) -> str:
    try:
        town.house.writer.write(unit)  # type: ignore[arg-type]
    except Conflict:
        return "conflict"
    return "done"


def test_a_failed_payment_is_presented_again(town: Town) -> None:
    """The bank refuses (no cover): the bill is to be paid again, and a second order is another one."""
    firm = town.firm()
    (bill,) = town.bills(town.accepted(firm))
    town.bank.mood = Mood.POOR
    town.pay(bill, firm)
    assert [t.refused for t in town.post()] == [1]
    assert town.bill(bill.id).state == "presented"
    town.bank.mood = Mood.GOOD
    town.pay(town.bill(bill.id), firm)
    town.post()
    assert town.bill(bill.id).state == "settled"
    assert [o.state for o in town.orders()] == ["failed", "booked"]
    assert len({o.id for o in town.orders()}) == 2


def test_a_guarantee_lets_the_goods_go_and_comes_back(town: Town) -> None:
    """Securing takes the bill's amount from the balance, the goods go, paying later gives it back."""
    firm = town.firm()
    case = town.accepted(firm)
    (bill,) = town.bills(case)
    town.guarantee("firm", bill.fen + 7)
    town.secure(bill, firm)
    assert town.held("GRT-1").balance_fen == 7
    assert town.decide(case, "release", CUSTOMS).state == "released"
    town.pay(town.bill(bill.id), firm)
    town.post()
    assert (town.bill(bill.id).state, town.held("GRT-1").balance_fen) == ("settled", bill.fen + 7)
    assert [m.fen for m in reading.moves_of(town.house.reader, "GRT-1")] == [bill.fen + 7, -bill.fen, bill.fen]


def test_a_guarantee_is_refused_where_it_does_not_fit(town: Town) -> None:
    """Too small, out of its time, of another firm, for another declaration: the bill stays, and so does the balance."""
    firm = town.firm()
    case = town.accepted(firm)
    (bill,) = town.bills(case)
    town.guarantee("firm", bill.fen - 1, "GRT-SMALL")
    town.guarantee("firm", 10**9, "GRT-OLD", valid_from=dt.date(2025, 1, 1), valid_to=dt.date(2026, 3, 1))
    town.guarantee("other", 10**9, "GRT-OTHER")
    town.guarantee("firm", 10**9, "GRT-ONE", declaration="IM-nothing")
    for number, code in (
        ("GRT-SMALL", "guarantee-short"),
        ("GRT-OLD", "guarantee-expired"),
        ("GRT-OTHER", "guarantee-other"),
        ("GRT-ONE", "guarantee-other"),
        ("GRT-NONE", "guarantee-unknown"),
    ):
        with refused(code):
            town.secure(bill, firm, number)
    assert town.bill(bill.id).state == "presented"
    with refused("role-may-not"):
        counter.register_guarantee(
            town.house, number="GRT-X1", owner="firm", issuer="x", fen=1,
            valid_from=dt.date(2026, 1, 1), valid_to=dt.date(2026, 1, 2), actor=firm, now=town.now,
        )  # fmt: skip


def test_two_bills_can_not_both_take_the_last_of_a_guarantee(town: Town) -> None:
    """Eight bills at once on a guarantee that covers three: three are secured at most, the balance is never below nought,
    and every movement adds up.
    """
    firm = town.firm()
    found = [town.bills(town.accepted(firm))[0] for _ in range(8)]
    total = found[0].fen * 3 + 5
    town.guarantee("firm", total)
    units = [counter.secure(town.house, b.id, "GRT-1", actor=firm, now=town.now) for b in found]
    with ThreadPoolExecutor(8) as pool:
        ended = list(pool.map(lambda u: _tried(town, u), units))
    assert ended.count("done") == 1
    for bill in found:
        if town.bill(bill.id).state == "presented" and town.held("GRT-1").balance_fen >= bill.fen:
            town.secure(bill, firm)
    moves = reading.moves_of(town.house.reader, "GRT-1")
    assert town.held("GRT-1").balance_fen == 5 == sum(m.fen for m in moves)
    assert [m.balance_fen for m in moves] == [total - found[0].fen * n for n in range(4)]
    assert sum(town.bill(b.id).state == "secured" for b in found) == 3


def test_an_amendment_before_payment_replaces_the_bill(town: Town) -> None:
    """The unpaid bill is void, its guarantee free, and the new revision's bill is the whole."""
    firm = town.firm()
    case = town.accepted(firm)
    (old,) = town.bills(case)
    town.guarantee("firm", 10**9)
    town.secure(old, firm)
    town.amend(case, firm, goods=DEARER)
    first, second = town.bills(case)
    assert (first.state, second.state, second.kind) == ("void", "presented", "first")
    assert second.fen > first.fen
    assert town.held("GRT-1").balance_fen == 10**9


def test_an_amendment_after_payment_asks_for_the_rest(town: Town) -> None:
    """More is owed: a supplementary bill of the difference waits for an officer to present it, and holds the release."""
    firm = town.firm()
    case = town.accepted(firm)
    (first,) = town.bills(case)
    town.pay(first, firm)
    town.post()
    town.amend(case, firm, goods=DEARER)
    more = town.bills(case)[1]
    whole = sum(msgspec.json.decode(more.kinds).values())
    assert (more.kind, more.state, more.fen) == ("supplementary", "issued", whole - first.fen)
    with refused("tax-open"):
        town.decide(case, "release", CUSTOMS)
    town.write(counter.present(town.house, more.id, actor=CUSTOMS, now=town.now))
    town.pay(town.bill(more.id), firm)
    town.post()
    assert town.decide(case, "release", CUSTOMS).state == "released"


def test_an_amendment_that_owes_less_gives_back(town: Town) -> None:
    """Less is owed: the new bill is nil, the difference a refund that an officer decides and the bank pays."""
    firm = town.firm()
    case = town.accepted(firm)
    (first,) = town.bills(case)
    town.pay(first, firm)
    town.post()
    town.amend(case, firm, goods=CHEAPER)
    nil = town.bills(case)[1]
    (refund,) = town.refunds()
    whole = sum(msgspec.json.decode(nil.kinds).values())
    assert (nil.kind, nil.state, nil.fen, refund.fen) == ("nil", "settled", 0, first.fen - whole)
    with refused("case-unknown"):
        counter.decide_refund(town.house, refund.id, grant=True, reason="", actor=firm, now=town.now)
    with refused("reason-missing"):
        counter.decide_refund(town.house, refund.id, grant=False, reason="", actor=CUSTOMS, now=town.now)
    town.write(counter.decide_refund(town.house, refund.id, grant=True, reason="", actor=CUSTOMS, now=town.now))
    town.post()
    assert town.refunds()[0].state == "paid"
    assert sorted((e.direction, e.outcome) for e in town.entries()) == [("CRDT", "matched"), ("DBIT", "matched")]
    with refused("refund-amount"):
        counter.propose_refund(town.house, first.id, first.fen, "再退", actor=firm, now=town.now)


def test_a_cancelled_declaration_owes_nothing(town: Town) -> None:
    """Unpaid: the bill is void. With the bank: the step waits for its answer. Paid: a refund is to be decided."""
    firm = town.firm()
    unpaid, asked = town.accepted(firm), town.accepted(firm)
    town.decide(unpaid, "cancel", CUSTOMS, "退运")
    assert town.bills(unpaid)[0].state == "void"
    (bill,) = town.bills(asked)
    town.pay(bill, firm)
    with refused("tax-with-bank"):
        town.decide(asked, "cancel", CUSTOMS, "退运")
    town.post()
    town.decide(asked, "cancel", CUSTOMS, "退运")
    assert [r.fen for r in town.refunds()] == [bill.fen]


def test_a_late_payment_costs_half_a_thousandth_a_day(town: Town) -> None:
    """Ten days after the period the order is the bill and 0.05 % a day of it; failing, the bill itself is as it was."""
    firm = town.firm()
    (bill,) = town.bills(town.accepted(firm))
    town.now += dt.timedelta(days=25)
    paid = town.pay(bill, firm)
    assert paid.surcharge_fen == round(bill.fen * 5 * 10 / 10000)
    order = reading.one(town.house.reader, Order, paid.order_id)
    assert order is not None
    assert order.fen == bill.fen + paid.surcharge_fen


def test_a_month_is_paid_together(town: Town) -> None:
    """A firm on the summary has its bills deferred and its goods released; the month over, one statement is due by the
    fifth working day of the next, and paying it settles every bill.
    """
    firm = town.firm(summary=True)
    cases = [town.accepted(firm) for _ in range(3)]
    assert {b.state for c in cases for b in town.bills(c)} == {"summary"}
    assert town.decide(cases[0], "release", CUSTOMS).state == "released"
    with refused("month-runs"):
        counter.draw_month(town.house, "2026-03", actor=CUSTOMS, now=town.now)
    town.now = town.now.replace(month=4, day=2)
    with refused("role-may-not"):
        counter.draw_month(town.house, "2026-03", actor=firm, now=town.now)
    for unit in counter.draw_month(town.house, "2026-03", actor=CUSTOMS, now=town.now):
        town.write(unit)
    (statement,) = reading.statements_of(town.house.reader, "firm")
    assert (statement.bills, statement.due, statement.provisional) == (3, "2026-04-08", False)
    town.write(counter.pay_statement(town.house, statement.id, actor=firm, now=town.now))
    town.post()
    assert {b.state for c in cases for b in town.bills(c)} == {"settled"}
    assert reading.kept(town.house.reader, Statement, {})[0].state == "paid"
    assert counter.draw_month(town.house, "2026-03", actor=CUSTOMS, now=town.now) == []


def test_an_account_is_never_in_the_journal(town: Town) -> None:
    """From agreement to refund no entry of the journal, and nothing printed of a thing, names the payer's account."""
    firm = town.firm()
    (bill,) = town.bills(town.accepted(firm))
    town.pay(bill, firm)
    town.post()
    told = b"".join(bytes(e.body) for e in town.house.reader.walk())
    assert ACCOUNT.encode() not in told
    agreement = reading.agreement_of(town.house.reader, "firm")
    assert ACCOUNT not in repr(agreement)
    assert [e.account for e in town.entries()] == [f"****{ACCOUNT[-4:]}"]
    assert {BANK.role, OPERATOR.role} == {"bank", "operator"}
