"""The customs value of imported goods: price, freight, insurance and other costs in yuan, shared out over the lines."""

import datetime as dt
from decimal import Decimal
from typing import Any

from kouan.areas.window import rules
from kouan.areas.window.documents._check_amounts import COSTS_ASKED
from kouan.areas.window.documents._parts import Cost
from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

from .duty import inclusive, percent
from .proof import Ledger
from .tables import Tables

RATE, UNIT_PRICE, TOTAL = "1", "2", "3"
"""Marks of a cost."""


def lacking(code: str, path: str, zh: str, en: str) -> Finding:
    """What keeps a bill from being worked out."""
    return Finding(code=code, severity="error", path=path, message=Words(zh, en))


class CustomsValue:
    """Works out the value of one declaration into a proof; what it lacks is in `findings`."""

    def __init__(self, d: Any, tables: Tables, on: dt.date, proof: Ledger) -> None:
        self.d, self.tables, self.on, self.proof = d, tables, on, proof
        self.findings: list[Finding] = []
        self.rule = rules.CUSTOMS_VALUE.on(on)

    def lines(self) -> list[str]:
        """The step of each line's value, in the order of the lines; empty where something is lacking."""
        prices = [self._price(n, line) for n, line in enumerate(self.d.goods)]
        if self.findings:
            return []
        price = self.proof.made("price", "add", prices, "货价合计（元）", "Prices together (yuan)")
        if self.proof.value(price) <= 0:
            self.findings.append(lacking("tax-no-price", "goods", "货价为零，不能计税", "The goods have no price"))
            return []
        value = self._whole(price)
        return [] if self.findings else [self._share(n, p, value, price) for n, p in enumerate(prices, 1)]

    def _price(self, number: int, line: Any) -> str:
        path = f"goods[{number}]"
        if line.total is None:
            self.findings.append(lacking("tax-no-price", f"{path}.total", "没有总价", "There is no total price"))
            return ""
        rate = self._exchange(line.currency, f"{path}.currency")
        name = f"{number + 1}/price"
        total = self.proof.given(f"{name}/own", line.total, f"总价（{line.currency}）", "Total price", f"{path}.total")
        return self.proof.made(name, "multiply", (total, rate), "货价（元）", "Price (yuan)") if rate else ""

    def _exchange(self, currency: str, path: str) -> str:
        row = self.tables.exchange_on(currency, self.on)
        if row is None:
            zh, en = f"没有 {currency} 在 {self.on} 的汇率", f"There is no exchange rate of {currency!r} on {self.on}"
            self.findings.append(lacking("tax-no-exchange", path, zh, en))
            return ""
        basis = f"{row.valid_from or ''}~{row.valid_to or ''} · {row.reference} ({row.standing})"
        return self.proof.given(
            f"exchange/{currency}", row.rate, f"汇率 {currency}", f"Exchange rate {currency}", basis
        )

    def _whole(self, price: str) -> str:
        """Price and costs: freight and insurance as the terms of the deal ask, insurance by the default if unknown."""
        asked = COSTS_ASKED["import"].get(self.d.deal_terms)
        if asked is None:
            zh, en = f"成交方式 {self.d.deal_terms} 不能计税", f"No value follows from terms {self.d.deal_terms!r}"
            self.findings.append(lacking("tax-terms", "deal_terms", zh, en))
            return ""
        parts = [price]
        if "freight" in asked:
            parts.append(self._cost("freight", self.d.freight, price, "运费", "Freight"))
        if "insurance" in asked and "" not in parts:
            parts.append(self._insurance(parts))
        if self.d.other_costs.amount is not None:
            parts.append(self._cost("other_costs", self.d.other_costs, price, "杂费", "Other costs"))
        if "" in parts:
            return ""
        return self.proof.made("value", "add", parts, "完税价格合计（取整前）", "Customs value together (unrounded)")

    def _cost(self, name: str, cost: Cost, price: str, zh: str, en: str) -> str:
        if cost.amount is None or cost.mark not in (RATE, UNIT_PRICE, TOTAL):
            self.findings.append(lacking("tax-no-cost", f"{name}.amount", f"没有{zh}", f"{en} is lacking"))
            return ""
        if cost.mark == RATE:
            rate = self.proof.given(f"{name}/rate", cost.amount, f"{zh}率", f"{en}: rate", f"{name}.amount")
            return percent(self.proof, name, price, rate, f"{zh}（元）", f"{en} (yuan)")
        exchange = self._exchange(cost.currency, f"{name}.currency")
        amount = self.proof.given(f"{name}/own", cost.amount, f"{zh}（{cost.currency}）", en, f"{name}.amount")
        factors = [amount, exchange, *(self._tonnes() if cost.mark == UNIT_PRICE else ())]
        if "" in factors:
            return ""
        return self.proof.made(name, "multiply", factors, f"{zh}（元）", f"{en} (yuan)")

    def _tonnes(self) -> tuple[str]:
        """A freight a unit is taken as a price a tonne of gross weight (to verify)."""
        if self.d.gross_weight is None:
            self.findings.append(lacking("tax-no-weight", "gross_weight", "没有毛重", "There is no gross weight"))
            return ("",)
        tonnes = self.d.gross_weight / Decimal(1000)
        return (self.proof.given("tonnes", tonnes, "毛重（吨）", "Gross weight (t)", "gross_weight"),)

    def _insurance(self, parts: list[str]) -> str:
        base = self.proof.made("insurance/base", "add", parts, "货价加运费", "Price and freight")
        cost = self.d.insurance
        if cost.amount is None:
            basis = f"customs_value.yaml {self.rule.since} · {self.rule.reference} ({self.rule.standing})"
            value = self.rule.value.insurance_percent
            rate = self.proof.given("insurance/rate", value, "未知保费的费率", "Rate of an unknown insurance", basis)
            return percent(self.proof, "insurance", base, rate, "保费（元）", "Insurance (yuan)")
        if cost.mark == RATE:
            given = self.proof.given("insurance/rate", cost.amount, "保费率", "Insurance: rate", "insurance.amount")
            return inclusive(self.proof, "insurance", base, given, "保费（元）", "Insurance (yuan)")
        return self._cost("insurance", cost, base, "保费", "Insurance")

    def _share(self, number: int, own: str, value: str, price: str) -> str:
        """The line's part of the whole value, by its price (to verify), rounded to the step of the law."""
        name, basis = f"{number}/value", f"customs_value.yaml {self.rule.since} · {self.rule.reference}"
        step = self.proof.given("value/step", self.rule.value.step, "完税价格取整到", "A value is rounded to", basis)
        product = self.proof.made(f"{name}×", "multiply", (value, own), "按货价分摊", "Shared out by price")
        exact = self.proof.made(f"{name}=", "divide", (product, price), "完税价格（取整前）", "Value (unrounded)")
        return self.proof.made(name, "round", (exact, step), "完税价格（元）", "Customs value (yuan)")
