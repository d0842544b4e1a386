"""The bill of an import declaration: customs value, duty, anti-dumping duty, consumption tax, value-added tax, late fee.

Order of rounding (to verify): the value of a line is rounded, then each tax of the line, to their steps, half up; a tax is
worked out on the rounded amounts before it; the small-amount rule looks at each kind of the whole declaration.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec
from msgspec.structs import replace

from kouan.areas.window import rules
from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

from .duty import inclusive, levied, percent, specific
from .proof import Ledger, Step
from .tables import Row, Tables
from .value import CustomsValue, lacking

KINDS: Mapping[str, Words] = {
    "duty": Words("关税", "Customs duty"),
    "anti-dumping": Words("反倾销税", "Anti-dumping duty"),
    "consumption": Words("消费税", "Consumption tax"),
    "vat": Words("增值税", "Value-added tax"),
}
SURCHARGE = Words("滞纳金", "Late-payment surcharge")
EXEMPT = "3"
LEVIED = frozenset({"1", "6", "7"})
"""Ways of levy in which the whole tax is worked out: by the rate, or to be secured."""


class Kind(msgspec.Struct, frozen=True):
    """One kind of tax on the bill, in yuan. `step` names its last step in the proof."""

    kind: str
    words: Words
    assessed: Decimal
    levied: Decimal
    step: str


class Alternative(msgspec.Struct, frozen=True):
    """A lawful way to pay less, and what it needs. `saving` is of the whole bill, in yuan."""

    item: int
    agreement: str
    saving: Decimal
    needs: Words
    basis: str


class Bill(msgspec.Struct, frozen=True):
    """What is to be paid, under the law of a day, with the proof of every number. Yuan."""

    on: dt.date
    value: Decimal
    kinds: tuple[Kind, ...]
    total: Decimal
    proof: tuple[Step, ...]
    alternatives: tuple[Alternative, ...] = ()


def assess(d: Any, tables: Tables, on: dt.date, *, overdue: int = 0) -> tuple[Bill | None, tuple[Finding, ...]]:
    """The bill of an import declaration under the law and the tables of a day, or None and what is lacking for it.

    `overdue` are the days that its taxes are paid after the period for payment: the surcharge is part of the bill.
    """
    work = _Work(d, tables, on, overdue)
    try:
        bill = work.bill()
        if bill is None:
            return None, tuple(work.findings)
        return replace(bill, alternatives=tuple(_cheaper(work, bill))), ()
    except ArithmeticError:
        zh, en = "数字超出计算范围", "The numbers are beyond what can be worked out"
        return None, (lacking("tax-out-of-range", "goods", zh, en),)
    except LookupError as fault:
        return None, (lacking("tax-no-law", "", f"该日没有适用的规定：{fault}", f"No law on that day: {fault}"),)


def _cheaper(work: "_Work", bill: Bill) -> list[Alternative]:
    """Every agreement that the tariff has for a line and that is not used, where it makes the bill smaller.

    An agreement changes the taxes of its line alone, so that line alone is worked out again on the value that stands.
    """
    found = []
    for number, line in enumerate(work.d.goods):
        for row in work.tables.rows(line.commodity_code, "agreement", work.on):
            if row.agreement == line.agreement and line.origin_proof:
                continue
            total = work.total_if(number, replace(line, agreement=row.agreement, origin_proof="?"))
            if total is not None and total < bill.total:
                zh = f"协定 {row.agreement} 的原产地证明，且原产国 {line.origin_country or '？'} 为成员、符合原产地规则和直接运输"
                en = f"A proof of origin under agreement {row.agreement}; the origin a party; origin and transport rules met"
                found.append(Alternative(number + 1, row.agreement, bill.total - total, Words(zh, en), row.told))
    return found


class _Work:
    """One run over one declaration."""

    def __init__(self, d: Any, tables: Tables, on: dt.date, overdue: int = 0) -> None:
        self.d, self.tables, self.on, self.overdue = d, tables, on, overdue
        self.proof = Ledger()
        self.findings: list[Finding] = []
        self.levy = rules.LEVY.on(on)
        self.values: list[str] = []
        self.summed: dict[str, Decimal] = {}
        self.by_line: list[dict[str, Decimal]] = []
        self.besides = Decimal(0)

    def bill(self) -> Bill | None:
        worth = CustomsValue(self.d, self.tables, self.on, self.proof)
        values = worth.lines()
        self.findings.extend(worth.findings)
        if not values:
            return None
        parts: dict[str, list[str]] = {kind: [] for kind in KINDS}
        for number, value in enumerate(values):
            own: dict[str, list[str]] = {kind: [] for kind in KINDS}
            self._line(number, value, own)
            for kind, steps in own.items():
                parts[kind] += steps
            self.by_line.append(self._amounts(own))
        if self.findings:
            return None
        self.values = values
        whole = self.proof.made("value/sum", "add", values, "完税价格合计", "Customs values together")
        kinds = [self._kind(kind, steps) for kind, steps in parts.items() if steps]
        self.summed = {k.kind: k.assessed for k in kinds}
        kinds.extend(self._overdue([k.step for k in kinds]))
        late = self._late(whole)
        self.besides = sum((k.levied for k in late), Decimal(0))
        kinds.extend(late)
        total = self.proof.made("total", "add", [k.step for k in kinds], "应缴合计（元）", "To be paid (yuan)")
        return Bill(self.on, self.proof.value(whole), tuple(kinds), self.proof.value(total), self.proof.steps())

    def _amounts(self, parts: Mapping[str, list[str]]) -> dict[str, Decimal]:
        return {kind: sum(map(self.proof.value, steps), Decimal(0)) for kind, steps in parts.items()}

    def total_if(self, number: int, line: Any) -> Decimal | None:
        """The whole bill's total if one line were another with the same value, or None where that can not be worked out."""
        goods = (*self.d.goods[:number], line, *self.d.goods[number + 1 :])
        other = _Work(replace(self.d, goods=goods), self.tables, self.on)
        value = other.proof.given(
            f"{number + 1}/value", self.proof.value(self.values[number]), "完税价格（元）", "Value", ""
        )
        parts: dict[str, list[str]] = {kind: [] for kind in KINDS}
        other._line(number, value, parts)
        if other.findings:
            return None
        new, old, small = other._amounts(parts), self.by_line[number], self.levy.value.small_amount
        sums = [self.summed.get(kind, Decimal(0)) - old[kind] + new[kind] for kind in KINDS]
        taxes = sum((s for s in sums if s > small), Decimal(0))
        fee = surcharge(taxes, self.overdue, self.on)[0] if self.overdue > 0 else Decimal(0)
        return taxes + self.besides + fee

    def _overdue(self, taxes: list[str]) -> list[Kind]:
        """The surcharge where the taxes are paid after the period for payment."""
        if self.overdue <= 0 or not taxes:
            return []
        owed = self.proof.made("surcharge/tax", "add", taxes, "滞纳税款", "Tax overdue")
        summed, paid = _surcharged(self.proof, owed, self.overdue, self.levy.value, self._basis())
        return [Kind("surcharge", SURCHARGE, self.proof.value(summed), self.proof.value(paid), paid)]

    def _basis(self) -> str:
        return f"levy.yaml {self.levy.since} · {self.levy.reference} ({self.levy.standing})"

    def _kind(self, kind: str, steps: list[str]) -> Kind:
        words = KINDS[kind]
        small = self.levy.value.small_amount
        limit = self.proof.given("small", small, "免征额（元）", "Amounts up to this are not levied", self._basis())
        summed = self.proof.made(f"{kind}/sum", "add", steps, f"{words.zh}合计", f"{words.en} together")
        paid = self.proof.made(kind, "unless-small", (summed, limit), f"应缴{words.zh}", f"{words.en} to be paid")
        return Kind(kind, words, self.proof.value(summed), self.proof.value(paid), paid)

    def _line(self, number: int, value: str, parts: dict[str, list[str]]) -> None:
        line = self.d.goods[number]
        if line.duty_mode == EXEMPT:
            return
        if line.duty_mode not in LEVIED:
            zh, en = (
                f"征免方式 {line.duty_mode} 尚不能计税",
                f"Way of levy {line.duty_mode!r} can not be worked out yet",
            )
            self.findings.append(lacking("tax-way-of-levy", f"goods[{number}].duty_mode", zh, en))
            return
        made = [value]
        for kind, row in (("duty", self._duty_row(number, line)), ("anti-dumping", self._against(line))):
            if row is not None and (step := self._by_row(number, kind, row, value)):
                parts[kind].append(step)
                made.append(step)
        if row := next(iter(self.tables.rows(line.commodity_code, "consumption", self.on)), None):
            step = self._consumption(number, row, made)
            if step:
                parts["consumption"].append(step)
                made.append(step)
        if step := self._vat(number, line, made):
            parts["vat"].append(step)

    def _duty_row(self, number: int, line: Any) -> Row | None:
        """Agreement if proved, provisional before most favoured nation, general where the origin is unknown."""
        rows = {k: self.tables.rows(line.commodity_code, k, self.on) for k in ("provisional", "mfn", "general")}
        proved = line.agreement if line.origin_proof else ""
        agreed = [r for r in self.tables.rows(line.commodity_code, "agreement", self.on) if r.agreement == proved]
        order = (agreed, rows["provisional"], rows["mfn"]) if line.origin_country else (rows["general"],)
        found = next((group[0] for group in order if group), None)
        if found is None:
            zh, en = f"税则中没有 {line.commodity_code} 的税率", f"The tariff has no rate for {line.commodity_code}"
            self.findings.append(lacking("tax-no-rate", f"goods[{number}].commodity_code", zh, en))
        return found

    def _against(self, line: Any) -> Row | None:
        """A duty against dumping holds for goods of one origin, which stands in the column of the agreement."""
        rows = self.tables.rows(line.commodity_code, "anti-dumping", self.on)
        return next((r for r in rows if r.agreement == line.origin_country), None)

    def _by_row(self, number: int, kind: str, row: Row, value: str) -> str:
        """Percent of the value, amount a unit, or both, rounded. '' where the quantity is lacking."""
        name, words = f"{number + 1}/{kind}", KINDS[kind]
        parts: list[str] = []
        if row.percent is not None:
            rate = self._rate(f"{name}/rate", row.percent, row, words)
            parts.append(percent(self.proof, f"{name}/value", value, rate, f"从价{words.zh}", f"{words.en} by value"))
        if row.amount is not None:
            parts.append(self._by_quantity(number, name, row, words))
        return self._rounded(name, parts, words)

    def _rounded(self, name: str, parts: list[str], words: Words) -> str:
        if "" in parts:
            return ""
        exact = self.proof.made(f"{name}=", "add", parts, f"{words.zh}（取整前）", f"{words.en} (unrounded)")
        step = self.proof.given("step", self.levy.value.step, "税款取整到", "A tax is rounded to", self._basis())
        return levied(self.proof, name, exact, step, f"{words.zh}（元）", f"{words.en} (yuan)")

    def _rate(self, name: str, rate: Decimal, row: Row, words: Words) -> str:
        return self.proof.given(name, rate, f"{words.zh}税率", f"{words.en}: rate", row.told)

    def _by_quantity(self, number: int, name: str, row: Row, words: Words) -> str:
        line = self.d.goods[number]
        pairs = ((line.first_unit, "first_quantity"), (line.second_unit, "second_quantity"), (line.unit, "quantity"))
        field = next((f for unit, f in pairs if unit == row.unit and getattr(line, f) is not None), None)
        if field is None:
            zh, en = f"没有以 {row.unit} 计的数量", f"There is no quantity in unit {row.unit}"
            self.findings.append(lacking("tax-no-quantity", f"goods[{number}].first_quantity", zh, en))
            return ""
        path = f"goods[{number}].{field}"
        quantity = self.proof.given(f"{name}/quantity", getattr(line, field), "数量", "Quantity", path)
        amount = self._rate(f"{name}/amount", row.amount or Decimal(0), row, words)
        return specific(
            self.proof, f"{name}/specific", (quantity, amount), f"从量{words.zh}", f"{words.en} by quantity"
        )

    def _consumption(self, number: int, row: Row, made: list[str]) -> str:
        """Part of its own base: (value + duties + by quantity) / (1 - rate) x rate, plus by quantity."""
        name, words = f"{number + 1}/consumption", KINDS["consumption"]
        parts = [self._by_quantity(number, name, row, words)] if row.amount is not None else []
        if "" not in parts and row.percent is not None:
            base = self.proof.made(f"{name}/base", "add", (*made, *parts), "消费税计税基础", "Base of consumption tax")
            rate = self._rate(f"{name}/rate", row.percent, row, words)
            parts.append(inclusive(self.proof, f"{name}/value", base, rate, "从价消费税", "Consumption tax by value"))
        return self._rounded(name, parts, words)

    def _vat(self, number: int, line: Any, made: list[str]) -> str:
        row = next(iter(self.tables.rows(line.commodity_code, "vat", self.on)), None)
        if row is None or row.unit not in ("standard", "reduced"):
            zh, en = f"没有 {line.commodity_code} 的增值税档次", f"No rate of VAT is given for {line.commodity_code}"
            self.findings.append(lacking("tax-no-rate", f"goods[{number}].commodity_code", zh, en))
            return ""
        law = rules.VAT.on(self.on)
        rate = self.proof.given(
            f"vat/{row.unit}",
            getattr(law.value, row.unit),
            "增值税税率",
            "VAT: rate",
            f"vat.yaml {law.since} {row.unit} · {law.reference} ({law.standing})",
        )
        name = f"{number + 1}/vat"
        base = self.proof.made(f"{name}/base", "add", made, "增值税计税基础", "Base of VAT")
        exact = percent(self.proof, f"{name}/value", base, rate, "增值税", "VAT")
        return self._rounded(name, [exact], KINDS["vat"])

    def _late(self, value: str) -> list[Kind]:
        """The fee for declaring late, where it was: whole yuan, nothing below the minimum."""
        rule = rules.LATE_FEE.on(self.on)
        entered = self.d.border_date
        days = (self.on - entered).days - rule.value.free_days if entered else 0
        if days <= 0:
            return []
        basis = f"late_fee.yaml {rule.since} · {rule.reference} ({rule.standing})"
        late = self.proof.given(
            "late/days", Decimal(days), "滞报天数", "Days late", f"border_date {entered}, {self.on}"
        )
        rate = self.proof.given("late/rate", rule.value.percent_a_day, "每日费率", "Rate a day", basis)
        yuan = self.proof.given("late/step", rule.value.step, "滞报金取整到", "The fee is cut to", basis)
        least = self.proof.given("late/least", rule.value.minimum, "起征点", "The least that is levied", basis)
        daily = percent(self.proof, "late/a-day", value, rate, "每日滞报金", "Fee a day")
        exact = self.proof.made("late/exact", "multiply", (daily, late), "滞报金（取整前）", "Late fee (uncut)")
        cut = self.proof.made("late/sum", "cut", (exact, yuan), "滞报金", "Late fee")
        paid = self.proof.made("late", "unless-below", (cut, least), "应缴滞报金", "Late fee to be paid")
        words = Words("滞报金", "Late-declaration fee")
        return [Kind("late", words, self.proof.value(cut), self.proof.value(paid), paid)]


def surcharge(tax: Decimal, days: int, on: dt.date) -> tuple[Decimal, tuple[Step, ...]]:
    """What a tax costs more when paid that many days after its period (滞纳金), rounded to the step; with its proof."""
    rule, proof = rules.LEVY.on(on), Ledger()
    basis = f"levy.yaml {rule.since} · {rule.reference} ({rule.standing})"
    owed = proof.given("surcharge/tax", tax, "滞纳税款", "Tax overdue", "")
    _, paid = _surcharged(proof, owed, days, rule.value, basis)
    return proof.value(paid), proof.steps()


def _surcharged(proof: Ledger, owed: str, days: int, law: rules.Levy, basis: str) -> tuple[str, str]:
    """The steps of a surcharge: the rounded one, and what is levied of it."""
    late = proof.given("surcharge/days", Decimal(days), "滞纳天数", "Days overdue", "")
    rate = proof.given("surcharge/rate", law.surcharge_percent_a_day, "每日费率", "Rate a day", basis)
    daily = percent(proof, "surcharge/a-day", owed, rate, "每日滞纳金", "Surcharge a day")
    exact = proof.made("surcharge/exact", "multiply", (daily, late), "滞纳金（取整前）", "Surcharge (unrounded)")
    step = proof.given("surcharge/step", law.step, "取整到", "Rounded to", basis)
    least = proof.given("surcharge/small", law.small_amount, "免征额（元）", "Amounts up to this are not levied", basis)
    whole = levied(proof, "surcharge/rounded", exact, step, "滞纳金", "Surcharge")
    return whole, proof.made("surcharge", "unless-small", (whole, least), "应缴滞纳金", "Surcharge to be paid")
