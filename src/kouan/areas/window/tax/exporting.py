"""The bill of an export declaration: the value free on board, without the duty that it holds, and the export duty.

Value = price free on board / (1 + rate) (to verify). Where the tariff has no export rate for a line, no duty is due on it.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from kouan.areas.window import rules
from kouan.areas.window.documents._check_amounts import COSTS_ASKED
from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

from .bill import Bill, Kind
from .duty import hundred, levied, percent
from .proof import Ledger
from .tables import Row, Tables
from .value import CustomsValue, lacking

EXPORT = Words("出口关税", "Export duty")
ORDER = ("export-provisional", "export")


def assess_export(d: Any, tables: Tables, on: dt.date) -> tuple[Bill | None, tuple[Finding, ...]]:
    """The bill of an export declaration under the law and the tables of a day, or None and what is lacking for it."""
    try:
        work = _Export(d, tables, on)
        bill = work.bill()
    except ArithmeticError:
        return None, (lacking("tax-out-of-range", "goods", "数字超出计算范围", "Beyond what can be worked out"),)
    except LookupError as fault:
        return None, (lacking("tax-no-law", "", f"该日没有适用的规定：{fault}", f"No law on that day: {fault}"),)
    return bill, () if bill else tuple(work.findings)


class _Export(CustomsValue):
    """One run over one declaration: what it has of prices and exchange is that of an import."""

    def __init__(self, d: Any, tables: Tables, on: dt.date) -> None:
        super().__init__(d, tables, on, Ledger())
        self.levy = rules.LEVY.on(on)

    def bill(self) -> Bill | None:
        prices = [self._price(n, line) for n, line in enumerate(self.d.goods)]
        if self.findings:
            return None
        price = self.proof.made("price", "add", prices, "货价合计（元）", "Prices together (yuan)")
        if self.proof.value(price) <= 0:
            self.findings.append(lacking("tax-no-price", "goods", "货价为零，不能计税", "The goods have no price"))
            return None
        board = self._on_board(price)
        if self.findings:
            return None
        lines = [self._line(n, own, board, price) for n, own in enumerate(prices, 1)]
        return None if self.findings else self._bill([v for v, _ in lines], [t for _, t in lines if t])

    def _on_board(self, price: str) -> str:
        """The price less the freight and insurance that the terms of the deal hold."""
        asked = COSTS_ASKED["export"].get(self.d.deal_terms)
        if asked is None:
            zh, en = f"成交方式 {self.d.deal_terms} 不能计税", f"No value follows from terms {self.d.deal_terms!r}"
            self.findings.append(lacking("tax-terms", "deal_terms", zh, en))
            return ""
        named = {"freight": ("运费", "Freight"), "insurance": ("保费", "Insurance")}
        costs = [self._cost(name, getattr(self.d, name), price, *named[name]) for name in asked]
        if "" in costs:
            return ""
        return self.proof.made(
            "board", "subtract", (price, *costs), "离岸价合计（元）", "Free on board together (yuan)"
        )

    def _line(self, number: int, own: str, board: str, price: str) -> tuple[str, str]:
        """The steps of a line's value and of its duty, '' where none is due."""
        row = self._row(self.d.goods[number - 1].commodity_code)
        product = self.proof.made(f"{number}/board×", "multiply", (board, own), "按货价分摊", "Shared out by price")
        fob = self.proof.made(f"{number}/board", "divide", (product, price), "离岸价（元）", "Free on board (yuan)")
        if row is None or row.percent is None:
            if row is not None:
                zh, en = "出口从量税尚不能计", "An export duty by quantity can not be worked out yet"
                self.findings.append(lacking("tax-way-of-levy", f"goods[{number - 1}].commodity_code", zh, en))
            return self._value(number, fob), ""
        rate = self.proof.given(f"{number}/export/rate", row.percent, "出口税率", "Export duty: rate", row.told)
        whole = hundred(self.proof)
        name = f"{number}/value"
        more = self.proof.made(f"{name}+", "add", (whole, rate), "100 加税率", "100 and the rate")
        product = self.proof.made(f"{name}×", "multiply", (fob, whole), "离岸价乘 100", "free on board x 100")
        exact = self.proof.made(
            f"{name}/", "divide", (product, more), "离岸价 ÷（1＋税率）", "free on board / (1 + rate)"
        )
        value = self._value(number, exact)
        duty = percent(self.proof, f"{number}/export=", value, rate, "出口关税（取整前）", "Export duty (unrounded)")
        step = self.proof.given("step", self.levy.value.step, "税款取整到", "A tax is rounded to", self._basis())
        return value, levied(self.proof, f"{number}/export", duty, step, "出口关税（元）", "Export duty (yuan)")

    def _row(self, code: str) -> Row | None:
        return next((r for kind in ORDER for r in self.tables.rows(code, kind, self.on)), None)

    def _value(self, number: int, exact: str) -> str:
        basis = f"customs_value.yaml {self.rule.since} · {self.rule.reference}"
        step = self.proof.given("value/step", self.rule.value.step, "完税价格取整到", "A value is rounded to", basis)
        return self.proof.made(f"{number}/value", "round", (exact, step), "完税价格（元）", "Customs value (yuan)")

    def _basis(self) -> str:
        return f"levy.yaml {self.levy.since} · {self.levy.reference} ({self.levy.standing})"

    def _bill(self, values: list[str], taxes: list[str]) -> Bill:
        whole = self.proof.made("value/sum", "add", values, "完税价格合计", "Customs values together")
        kinds: list[Kind] = []
        if taxes:
            small = self.levy.value.small_amount
            limit = self.proof.given("small", small, "免征额（元）", "Amounts up to this are not levied", self._basis())
            summed = self.proof.made("export/sum", "add", taxes, "出口关税合计", "Export duty together")
            paid = self.proof.made("export", "unless-small", (summed, limit), "应缴出口关税", "Export duty to be paid")
            kinds.append(Kind("export", EXPORT, self.proof.value(summed), self.proof.value(paid), paid))
        total = self.proof.made("total", "add", [k.step for k in kinds], "应缴合计（元）", "To be paid (yuan)")
        zero = Decimal(0)
        return Bill(self.on, self.proof.value(whole), tuple(kinds), self.proof.value(total) or zero, self.proof.steps())
