"""The bill of an import declaration: customs value, duty, anti-dumping duty, consumption tax, value-added tax, late fee.

Order of rounding (to verify): the value of a line is rounded, then each tax of the line, to their steps, half up; a tax is
worked out on the rounded amounts before it; the small-amount rule looks at each kind of the whole declaration.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec
from msgspec.structs import replace

from kouan.areas.window import rules
from kouan.kernel.findings import Finding
from kouan.kernel.words import Words

from .cheaper import ways
from .choosing import defence_rows, duty_rows, in_band
from .duty import inclusive, levied, percent, specific
from .interest import INTEREST, interest, with_interest
from .proof import Ledger, Step
from .tables import Row, Tables
from .value import CustomsValue, lacking

KINDS: Mapping[str, Words] = {
    "duty": Words("关税", "Customs duty"),
    "anti-dumping": Words("反倾销税", "Anti-dumping duty"),
    "countervailing": Words("反补贴税", "Countervailing duty"),
    "safeguard": Words("保障措施关税", "Safeguard duty"),
    "retaliatory": Words("报复性关税", "Retaliatory duty"),
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
    """A lawful way to pay less, and what it needs. `saving` is of the whole bill, in yuan. `kind`: agreement, quota, or
    bonded, which puts the taxes off (`item` 0: the whole declaration).
    """

    item: int
    agreement: str
    saving: Decimal
    needs: Words
    basis: str
    kind: str = "agreement"


class Bill(msgspec.Struct, frozen=True):
    """What is to be paid, under the law of a day, with the proof of every number. Yuan."""

    on: dt.date
    value: Decimal
    kinds: tuple[Kind, ...]
    total: Decimal
    proof: tuple[Step, ...]
    alternatives: tuple[Alternative, ...] = ()
    deferrals: tuple[Alternative, ...] = ()


def assess(
    d: Any, tables: Tables, on: dt.date, *, overdue: int = 0, deferred: int = 0
) -> tuple[Bill | None, tuple[Finding, ...]]:
    """The bill of an import declaration under the law and the tables of a day, or None and what is lacking for it.

    `overdue` are the days that its taxes are paid after the period for payment: the surcharge is part of the bill.
    `deferred` are the days that they were put off in bond: the interest is part of it.
    """
    work = _Work(d, tables, on, overdue, deferred)
    try:
        bill = work.bill()
        if bill is None:
            return None, tuple(work.findings)
        return replace(bill, alternatives=tuple(_cheaper(work, bill)), deferrals=_deferrals(d, bill)), ()
    except ArithmeticError:
        zh, en = "数字超出计算范围", "The numbers are beyond what can be worked out"
        return None, (lacking("tax-out-of-range", "goods", zh, en),)
    except LookupError as fault:
        return None, (lacking("tax-no-law", "", f"该日没有适用的规定：{fault}", f"No law on that day: {fault}"),)


def _cheaper(work: "_Work", bill: Bill) -> list[Alternative]:
    """Each lawful way for a line where it makes the bill smaller.

    It changes the taxes of its line alone, so that line alone is worked out again on the value that stands.
    """
    found = []
    for number, line in enumerate(work.d.goods):
        for way in ways(work.d, line, work.tables, work.on):
            total = work.total_if(number, way.line, way.licences)
            if total is not None and total < bill.total:
                saving = bill.total - total
                found.append(Alternative(number + 1, way.agreement, saving, way.needs, way.row.told, way.kind))
    return found


def _deferrals(d: Any, bill: Bill) -> tuple[Alternative, ...]:
    """In bond no tax is due until the goods are sold inland: what is put off is every tax that stands on the bill."""
    taxes = sum((k.levied for k in bill.kinds if k.kind in KINDS), Decimal(0))
    law = rules.BONDED.on(bill.on)
    if d.trade_mode in law.value.modes or not taxes:
        return ()
    zh = "以保税方式进境（综合保税区、保税仓库，监管方式相符），内销时再缴；税款只是缓缴，另计缓税利息的情形待核"
    en = "Entry in bond (a bonded zone or warehouse, with its mode): the taxes are put off until sale inland, not saved"
    return (
        Alternative(
            0, "", taxes, Words(zh, en), f"bonded.yaml {law.since} · {law.reference} ({law.standing})", "bonded"
        ),
    )


class _Work:
    """One run over one declaration."""

    def __init__(self, d: Any, tables: Tables, on: dt.date, overdue: int = 0, deferred: int = 0) -> None:
        self.d, self.tables, self.on, self.overdue, self.deferred = d, tables, on, overdue, deferred
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
        taxes = [k.step for k in kinds]
        kinds.extend((*self._overdue(taxes), *self._put_off(taxes)))
        late = self._late(whole)
        self.besides = sum((k.levied for k in late), Decimal(0))
        kinds.extend(late)
        total = self.proof.made("total", "add", [k.step for k in kinds], "应缴合计（元）", "To be paid (yuan)")
        return Bill(self.on, self.proof.value(whole), tuple(kinds), self.proof.value(total), self.proof.steps())

    def _amounts(self, parts: Mapping[str, list[str]]) -> dict[str, Decimal]:
        return {kind: sum(map(self.proof.value, steps), Decimal(0)) for kind, steps in parts.items()}

    def total_if(self, number: int, line: Any, licences: Sequence[Any]) -> Decimal | None:
        """The whole bill's total if one line were another with the same value, or None where that can not be worked out."""
        goods = (*self.d.goods[:number], line, *self.d.goods[number + 1 :])
        other = _Work(replace(self.d, goods=goods, licences=tuple(licences)), self.tables, self.on)
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
        put_off = interest(taxes, self.deferred, self.on)[0] if self.deferred > 0 else Decimal(0)
        return taxes + self.besides + fee + put_off

    def _overdue(self, taxes: list[str]) -> list[Kind]:
        """The surcharge where the taxes are paid after the period for payment."""
        if self.overdue <= 0 or not taxes:
            return []
        owed = self.proof.made("surcharge/tax", "add", taxes, "滞纳税款", "Tax overdue")
        summed, paid = _surcharged(self.proof, owed, self.overdue, self.levy.value, self._basis())
        return [Kind("surcharge", SURCHARGE, self.proof.value(summed), self.proof.value(paid), paid)]

    def _put_off(self, taxes: list[str]) -> list[Kind]:
        """The interest where the taxes were put off in bond."""
        if self.deferred <= 0 or not taxes:
            return []
        owed = self.proof.made("interest/tax", "add", taxes, "缓缴税款", "Tax that was put off")
        step = with_interest(self.proof, owed, self.deferred, self.on)
        return [Kind("interest", INTEREST, self.proof.value(step), self.proof.value(step), step)]

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
        self._duties(number, line, value, made, parts)
        if row := next(iter(self.tables.rows(line.commodity_code, "consumption", self.on)), None):
            step = self._consumption(number, row, made)
            if step:
                parts["consumption"].append(step)
                made.append(step)
        if step := self._vat(number, line, made):
            parts["vat"].append(step)

    def _duties(self, number: int, line: Any, value: str, made: list[str], parts: dict[str, list[str]]) -> None:
        """The customs duty, then the duties against unfair trade, each on the value, or on value and duty together."""
        row = self._duty_row(number, line, value)
        if row is not None and (step := self._by_row(number, "duty", row, value)):
            parts["duty"].append(step)
            made.append(step)
        base = ""
        for against in defence_rows(line, self.tables, self.on):
            if against.base == "duty":
                on_both = (value, *parts["duty"])
                name = f"{number + 1}/with-duty"
                base = base or self.proof.made(name, "add", on_both, "完税价格加关税", "Value and duty")
            if step := self._by_row(number, against.kind, against, base if against.base == "duty" else value):
                parts[against.kind].append(step)
                made.append(step)

    def _duty_row(self, number: int, line: Any, value: str) -> Row | None:
        rows = duty_rows(self.d, line, self.tables, self.on)
        if rows and rows[0].slides:
            return self._band(number, rows, value)
        if not rows:
            zh, en = f"税则中没有 {line.commodity_code} 的税率", f"The tariff has no rate for {line.commodity_code}"
            self.findings.append(lacking("tax-no-rate", f"goods[{number}].commodity_code", zh, en))
        return rows[0] if rows else None

    def _band(self, number: int, rows: Sequence[Row], value: str) -> Row | None:
        """The row of a sliding duty, by the value of one unit."""
        quantity = self._quantity(number, f"{number + 1}/band", rows[0].unit)
        if not quantity or not self.proof.value(quantity):
            return None
        zh, en = "每单位完税价格（滑准税选档）", "Value of one unit (it chooses the band of a sliding duty)"
        price = self.proof.made(f"{number + 1}/band", "divide", (value, quantity), zh, en, rows[0].told)
        found = in_band(rows, self.proof.value(price))
        if found is None:
            zh, en = "滑准税没有这一价格的档", "The sliding duty has no band for this price"
            self.findings.append(lacking("tax-no-rate", f"goods[{number}].commodity_code", zh, en))
        return found

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
        if not (quantity := self._quantity(number, name, row.unit)):
            return ""
        amount = self._rate(f"{name}/amount", row.amount or Decimal(0), row, words)
        return specific(
            self.proof, f"{name}/specific", (quantity, amount), f"从量{words.zh}", f"{words.en} by quantity"
        )

    def _quantity(self, number: int, name: str, unit: str) -> str:
        """The quantity of a line in a unit. '' where it is lacking."""
        line = self.d.goods[number]
        pairs = ((line.first_unit, "first_quantity"), (line.second_unit, "second_quantity"), (line.unit, "quantity"))
        field = next((f for held, f in pairs if held == unit and getattr(line, f) is not None), None)
        if field is None:
            zh, en = f"没有以 {unit} 计的数量", f"There is no quantity in unit {unit}"
            self.findings.append(lacking("tax-no-quantity", f"goods[{number}].first_quantity", zh, en))
            return ""
        path = f"goods[{number}].{field}"
        return self.proof.given(f"{name}/quantity", getattr(line, field), "数量", "Quantity", path)

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
