"""Interest on taxes that were put off in bond and fell due when the goods were sold inland (缓税利息)."""

import datetime as dt
from decimal import Decimal

from kouan.areas.window import rules
from kouan.kernel.words import Words

from .duty import levied, percent
from .proof import Ledger, Step

INTEREST = Words("缓税利息", "Interest on tax put off")


def interest(tax: Decimal, days: int, on: dt.date) -> tuple[Decimal, tuple[Step, ...]]:
    """Yuan of interest on a tax put off so many days, rounded to the step of the law; with its proof."""
    proof = Ledger()
    step = with_interest(proof, proof.given("interest/tax", tax, "缓缴税款", "Tax that was put off", ""), days, on)
    return proof.value(step), proof.steps()


def with_interest(proof: Ledger, owed: str, days: int, on: dt.date) -> str:
    """The step of the interest on what is owed: tax x rate a year x days / days a year."""
    law, levy = rules.DEFERRED.on(on), rules.LEVY.on(on)
    basis = f"deferred.yaml {law.since} · {law.reference} ({law.standing})"
    number = proof.given("interest/days", Decimal(days), "缓税天数", "Days put off", "")
    rate = proof.given("interest/rate", law.value.percent_a_year, "年利率", "Rate a year", basis)
    year = proof.given("interest/year", Decimal(law.value.days_a_year), "一年计息天数", "Days of a year", basis)
    whole = percent(proof, "interest/a-year", owed, rate, "一年利息", "Interest of a year")
    product = proof.made("interest×", "multiply", (whole, number), "乘缓税天数", "times the days put off")
    exact = proof.made("interest=", "divide", (product, year), "缓税利息（取整前）", "Interest (unrounded)")
    told = f"levy.yaml {levy.since} · {levy.reference} ({levy.standing})"
    step = proof.given("interest/step", levy.value.step, "取整到", "Rounded to", told)
    return levied(proof, "interest", exact, step, INTEREST.zh, INTEREST.en)
