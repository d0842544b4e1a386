"""The parts of which duties are made, each written into a proof: percent of a value, amount a unit, both together.

The same parts work out the taxes of China and the duty expressions of the public vectors.
"""

from collections.abc import Sequence
from decimal import Decimal

from .proof import Ledger

HUNDRED = "100"


def hundred(proof: Ledger) -> str:
    """The hundred that percents are of."""
    return proof.given(HUNDRED, Decimal(100), "百分比的分母", "what percents are of", "")


def percent(proof: Ledger, name: str, base: str, rate: str, zh: str, en: str) -> str:
    """From value (从价): base x rate in percent, unrounded."""
    product = proof.made(f"{name}×", "multiply", (base, rate), f"{zh}：计税价格乘税率", f"{en}: base x rate")
    return proof.made(name, "divide", (product, hundred(proof)), zh, en)


def specific(proof: Ledger, name: str, factors: Sequence[str], zh: str, en: str) -> str:
    """From quantity (从量): quantity x amount a unit (x exchange rate), unrounded."""
    return proof.made(name, "multiply", tuple(factors), zh, en)


def inclusive(proof: Ledger, name: str, base: str, rate: str, zh: str, en: str) -> str:
    """A tax that is part of its own base (价内税): base / (1 - rate) x rate, unrounded."""
    whole = hundred(proof)
    rest = proof.made(f"{name}−", "subtract", (whole, rate), f"{zh}：100 减税率", f"{en}: 100 less the rate")
    product = proof.made(f"{name}×", "multiply", (base, rate), f"{zh}：计税价格乘税率", f"{en}: base x rate")
    return proof.made(name, "divide", (product, rest), zh, en)


def levied(proof: Ledger, name: str, exact: str, step: str, zh: str, en: str) -> str:
    """The amount rounded half up to the step."""
    return proof.made(name, "round", (exact, step), zh, en)
