"""The lives of a tax bill, a month's statement and a refund, each as one table. Source: fact sheet of the standard
version (secondary); which office holds which step is this project's own design.
"""

from enum import StrEnum

from kouan.areas.window import events as e
from kouan.kernel.machine import Action, Machine, State
from kouan.kernel.words import Words


class B(StrEnum):
    """States of a tax bill."""

    ISSUED = "issued"
    PRESENTED = "presented"
    ASKED = "asked"
    DEDUCTED = "deducted"
    SETTLED = "settled"
    SECURED = "secured"
    SUMMARY = "summary"
    VOID = "void"


_CUSTOMS, _PAYER, _BANK = ("customs",), ("declarant",), ("bank", "operator")
RELEASING = frozenset({B.DEDUCTED.value, B.SETTLED.value, B.SECURED.value, B.SUMMARY.value})
"""Goods may go in these states: paid, secured, on the month's summary, or nil (which is settled at once)."""
OWED = frozenset({B.PRESENTED.value, B.ASKED.value, B.SECURED.value})
PAID = frozenset({B.DEDUCTED.value, B.SETTLED.value})
STANDING = frozenset(s.value for s in B if s is not B.VOID)

BILL = Machine(
    name="tax bill",
    lodge_by=_CUSTOMS,
    lodged=e.TaxBillIssued,
    start=B.ISSUED,
    states={
        B.ISSUED: State(Words("已开出，待送达", "Issued, to be presented"), "customs", "wait"),
        B.PRESENTED: State(Words("待缴", "To be paid"), "declarant", "wait"),
        B.ASKED: State(Words("银行扣款中", "With the bank"), "bank", "review"),
        B.DEDUCTED: State(Words("已扣款，待核销", "Deducted, to be written off"), "customs", "review"),
        B.SETTLED: State(Words("已结清", "Settled"), "", "done"),
        B.SECURED: State(Words("已担保，待缴", "Secured, to be paid"), "declarant", "wait"),
        B.SUMMARY: State(Words("汇总征税", "On the month's summary"), "declarant", "wait"),
        B.VOID: State(Words("已作废", "Void"), "", "refused"),
    },
    actions={
        "present": Action(Words("送达", "Present"), _CUSTOMS, e.TaxBillPresented),
        "ask": Action(Words("缴税", "Pay"), _PAYER, e.TaxPaymentAsked),
        "deduct": Action(Words("扣款成功", "Deducted"), _BANK, e.TaxDeducted),
        "fail": Action(Words("扣款失败", "Not deducted"), _BANK, e.TaxPaymentFailed),
        "settle": Action(Words("核销", "Write off"), (*_CUSTOMS, *_BANK), e.TaxBillSettled),
        "secure": Action(Words("用担保放行", "Secure"), _PAYER, e.TaxSecured),
        "defer": Action(Words("列入汇总征税", "Put on the summary"), (*_PAYER, *_CUSTOMS), e.TaxDeferred),
        "cancel": Action(Words("作废", "Cancel"), (*_CUSTOMS, *_PAYER), e.TaxBillCancelled),
    },
    moves={
        (B.ISSUED, "present"): B.PRESENTED,
        (B.ISSUED, "settle"): B.SETTLED,
        (B.ISSUED, "cancel"): B.VOID,
        (B.PRESENTED, "ask"): B.ASKED,
        (B.PRESENTED, "secure"): B.SECURED,
        (B.PRESENTED, "defer"): B.SUMMARY,
        (B.PRESENTED, "deduct"): B.DEDUCTED,
        (B.PRESENTED, "cancel"): B.VOID,
        (B.ASKED, "deduct"): B.DEDUCTED,
        (B.ASKED, "fail"): B.PRESENTED,
        (B.DEDUCTED, "settle"): B.SETTLED,
        (B.SECURED, "ask"): B.ASKED,
        (B.SECURED, "deduct"): B.DEDUCTED,
        (B.SECURED, "cancel"): B.VOID,
        (B.SUMMARY, "settle"): B.SETTLED,
        (B.SUMMARY, "cancel"): B.VOID,
    },
)
"""A secured bill whose payment fails is to be paid again, and its guarantee stays taken: goods were released on it.
Deducting without asking is the bank's late answer to an order that had failed; a person lets it count."""


class R(StrEnum):
    """States of a refund."""

    PROPOSED = "proposed"
    GRANTED = "granted"
    PAID = "paid"
    REFUSED = "refused"


REFUND = Machine(
    name="tax refund",
    lodge_by=_CUSTOMS,
    lodged=e.TaxBillIssued,
    start=R.PROPOSED,
    states={
        R.PROPOSED: State(Words("待海关决定", "Customs decides"), "customs", "wait"),
        R.GRANTED: State(Words("银行退付中", "With the bank"), "bank", "review"),
        R.PAID: State(Words("已退还", "Paid back"), "", "done"),
        R.REFUSED: State(Words("不予退还", "Refused"), "", "refused"),
    },
    actions={
        "grant": Action(Words("准予退还", "Grant"), _CUSTOMS, e.TaxRefundGranted),
        "refuse": Action(Words("不予退还", "Refuse"), _CUSTOMS, e.TaxRefundRefused, needs_reason=True),
        "pay": Action(Words("已退付", "Paid back"), _BANK, e.TaxRefundPaid),
        "fail": Action(Words("退付失败", "Not paid"), _BANK, e.TaxRefundFailed),
    },
    moves={
        (R.PROPOSED, "grant"): R.GRANTED,
        (R.PROPOSED, "refuse"): R.REFUSED,
        (R.GRANTED, "pay"): R.PAID,
        (R.GRANTED, "fail"): R.PROPOSED,
    },
)


class M(StrEnum):
    """States of a month's statement."""

    DRAWN = "drawn"
    ASKED = "asked"
    PAID = "paid"


STATEMENT = Machine(
    name="tax statement",
    lodge_by=_CUSTOMS,
    lodged=e.TaxBillIssued,
    start=M.DRAWN,
    states={
        M.DRAWN: State(Words("待缴", "To be paid"), "declarant", "wait"),
        M.ASKED: State(Words("银行扣款中", "With the bank"), "bank", "review"),
        M.PAID: State(Words("已缴", "Paid"), "", "done"),
    },
    actions={
        "ask": Action(Words("缴税", "Pay"), _PAYER, e.TaxStatementAsked),
        "pay": Action(Words("扣款成功", "Deducted"), _BANK, e.TaxStatementPaid),
        "fail": Action(Words("扣款失败", "Not deducted"), _BANK, e.TaxStatementFailed),
    },
    moves={(M.DRAWN, "ask"): M.ASKED, (M.ASKED, "pay"): M.PAID, (M.ASKED, "fail"): M.DRAWN},
)
