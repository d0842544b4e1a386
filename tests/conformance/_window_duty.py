"""The vectors of duty expressions and of tax lines through the parts of our own tax engine.

What is only a British label (type, category, priority, scheme of an option) is not ours and is left out of the comparison.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from kouan.areas.window.tax.duty import levied, percent, specific
from kouan.areas.window.tax.proof import Ledger, differing, plain

PENNY = Decimal("0.01")
COMPARED = ("value", "display", "trace", "total_quantity", "rows", "total", "duty", "valuation_row", "valuation")
Got = tuple[str, Any, Callable[[], Any]]


def duty(data: Mapping[str, Any]) -> Iterator[Got]:
    """Name, expected, and how to get it, of each duty case."""
    for case in data["cases"]:
        wanted = {k: case["expected"][k] for k in COMPARED if case["expected"].get(k) is not None}
        yield f"duty {case['id']}", wanted, partial(_case, case["inputs"], wanted)


def _case(inputs: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    proof = Ledger()
    said = _worked(inputs, proof) if "number" not in inputs else {"display": plain(Decimal(inputs["number"]))}
    if differing(proof.steps()):
        raise AssertionError("the proof does not re-add")
    return {k: _like(said.get(k), v) for k, v in wanted.items()}


def _like(said: Any, wanted: Any) -> Any:
    """An amount as the expected text where both are the same decimal."""
    if isinstance(said, Decimal) and isinstance(wanted, str):
        return wanted if said == Decimal(wanted) else str(said)
    return said


def _worked(inputs: Mapping[str, Any], proof: Ledger) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if "customs_value" in inputs:
        parts = [v for k, v in inputs["customs_value"].items() if k != "currency"]
        _given(proof, "value/parts", parts)
        proof.made("value", "add", [f"value/parts/{n}" for n in range(len(parts))], "完税价格", "Value")
        said["valuation"] = _rounded(proof, "value")
        said["valuation_row"] = _money(proof, "value")
    if "option" in inputs:
        return said | _bill(inputs, proof)
    if "duty" in inputs:
        return said | _table(inputs, proof)
    expression = inputs.get("expression")
    if expression:
        base = "value"
        if "duty_total" in inputs:
            _given(proof, "duties", [inputs["duty_total"]])
            base = proof.made("base", "add", ("value", "duties/0"), "计税基础", "Base")
        name = _expression(proof, "duty", expression, inputs, base)
        said |= {"value": proof.value(name), "duty": proof.value(name), "display": _money(proof, name)}
        said["total"] = _money(proof, name)
        if expression["kind"] == "percent":
            said["trace"] = f"{plain(Decimal(expression['rate']))}% * {_money(proof, base)}"
        else:
            said["total_quantity"] = proof.value("duty/quantity") if expression["kind"] == "specific" else None
    return said


def _given(proof: Ledger, name: str, values: Sequence[str]) -> list[str]:
    return [proof.given(f"{name}/{n}", Decimal(v), name, name, "vector") for n, v in enumerate(values)]


def _expression(proof: Ledger, name: str, of: Mapping[str, Any], inputs: Mapping[str, Any], base: str) -> str:
    if of["kind"] == "percent":
        (rate,) = _given(proof, f"{name}/rate", [of["rate"]])
        return percent(proof, name, base, rate, "税", "Duty")
    (amount,) = _given(proof, f"{name}/amount", [of["amount"]])
    if of["kind"] == "spq":
        names = ("LPA",) if of["based_on"] == "LPA" else ("ASV", "HLT")
        counted = [_quantity(proof, f"{name}/{unit}", unit, inputs) for unit in (*names, "SPR")]
        exact = specific(proof, f"{name}=", (amount, *counted), "税", "Duty")
        (penny,) = _given(proof, "penny", ["0.01"])
        return proof.made(name, "cut", (exact, penny), "税", "Duty, cut to the penny")
    factors = [amount, _quantity(proof, f"{name}/quantity", of["unit"], inputs)]
    factors += _given(proof, "exchange", list(inputs["fx"].values())) if of["currency"] != "GBP" else []
    return specific(proof, name, factors, "税", "Duty")


def _quantity(proof: Ledger, name: str, unit: str, inputs: Mapping[str, Any]) -> str:
    coerced = inputs.get("coercion", {}).get(unit)
    if coerced is None:
        return proof.given(name, Decimal(inputs["quantities"][unit]), unit, unit, "vector")
    held, factor = _given(proof, f"{name}/own", [inputs["quantities"][coerced["from"]], coerced["multiplier"]])
    return proof.made(name, "multiply", (held, factor), unit, unit)


def _table(inputs: Mapping[str, Any], proof: Ledger) -> dict[str, Any]:
    """Rows of amounts given; the total is that of the unrounded parts."""
    parts = [inputs["duty"], *(o["value"] for o in inputs["additional_options"])]
    parts += [inputs["vat"]] if inputs["vat"] is not None else []
    names = _given(proof, "part", parts)
    proof.made("total", "add", names, "合计", "Total")
    quantity = inputs.get("quantity")
    rows = [plain(_rounded(proof, "value")), *([f"quantity {quantity.split()[0]}"] if quantity else [])]
    rows += [plain(_rounded(proof, n)) for n in names]
    rows = [*rows[:-1], inputs["vat"]] if inputs["vat"] is not None else rows
    return {"rows": rows, "total": _rounded(proof, "total")}


_NAMES = {
    "additional_duties_safeguard": "safeguard",
    "additional_duties": "additional",
    "definitive_anti_dumping": "anti_dumping",
}


def _bill(inputs: Mapping[str, Any], proof: Ledger) -> dict[str, Any]:
    made = {"duty": _expression(proof, "duty", inputs["expression"], inputs, "value")}
    for option in inputs["additional_options"]:
        name = _NAMES[option["type"]]
        made[name] = _expression(proof, name, option["expression"], inputs, "value")
    proof.made("vat_base", "add", ("value", *made.values()), "计税基础", "Base of VAT")
    vat = _expression(proof, "vat", inputs["vat"], inputs, "vat_base")
    proof.made("total", "add", (*made.values(), vat), "合计", "Total")
    rows = {k: plain(_rounded(proof, n)) for k, n in {**made, "vat_base": "vat_base", "vat": vat}.items()}
    return {"rows": rows, "total": _rounded(proof, "total")}


def _rounded(proof: Ledger, name: str) -> Decimal:
    (penny,) = _given(proof, "penny", ["0.01"])
    return proof.value(levied(proof, f"{name}/rounded", name, penny, "取整", "Rounded"))


def _money(proof: Ledger, name: str) -> str:
    return f"£{_rounded(proof, name):,.2f}"


def tax_lines(data: Mapping[str, Any]) -> Iterator[Got]:
    """Name, expected amount, and how to get it, of each printed tax line."""
    for number, line in enumerate(data["tax"]):
        wanted = Decimal(line["assessed"])
        yield f"hmrc tax {line['file']} #{number} {line['tax_type']}", str(wanted), partial(_tax_line, line)


def _tax_line(line: Mapping[str, Any]) -> str:
    """Base x rate, half up, less the relief. A line is nothing where it is suspended; where the file marks the rate as
    not the printed one, the amount must follow from a rate that rounds to the printed one.
    """
    if line["how"] == "suspended":
        return "0.00"
    proof = Ledger()
    base, rate, relief, penny = _given(proof, "in", [line["base"], line["rate"], line.get("deduct") or "0", "0.01"])
    if line["how"] == "other":
        true = Decimal(line["assessed"]) / Decimal(line["base"]) * 100
        rate = proof.given("true", true, "税率", "Rate", "worked back")
        if true.quantize(PENNY, ROUND_HALF_UP) != Decimal(line["rate"]):
            return f"no rate that rounds to {line['rate']} gives it"
    exact = percent(proof, "tax", base, rate, "税", "Tax")
    due = levied(proof, "due", exact, penny, "税", "Tax")
    less = proof.made("less", "subtract", (due, relief), "税", "Tax less relief")
    return str(proof.value(less)) if not differing(proof.steps()) else "the proof does not re-add"
