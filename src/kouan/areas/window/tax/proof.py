"""A proof: every number of a bill as a step with its operation, what it was made of, and the rule or row it rests on.

Whoever holds the steps can work the bill out again without tariff, exchange rates or our code: `differing` does so.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Literal

import msgspec

from kouan.kernel.words import Words

Op = Literal[
    "given",
    "add",
    "subtract",
    "multiply",
    "divide",
    "greater",
    "lesser",
    "round",
    "cut",
    "unless-small",
    "unless-below",
]
PRECISION = Context(prec=50)
"""Digits carried between roundings. Rounding to a step is a step of its own."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One number. `of` names the steps it was made of, in order; `basis` the field, rule or table row behind it."""

    name: str
    op: Op
    of: tuple[str, ...] = ()
    value: Decimal
    words: Words
    basis: str = ""


def _round(number: Decimal, step: Decimal) -> Decimal:
    return (number / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def _cut(number: Decimal, step: Decimal) -> Decimal:
    return (number / step).quantize(Decimal(1), ROUND_DOWN) * step


def _unless_small(number: Decimal, limit: Decimal) -> Decimal:
    return Decimal(0) if number <= limit else number


def _unless_below(number: Decimal, least: Decimal) -> Decimal:
    return Decimal(0) if number < least else number


def _product(numbers: Sequence[Decimal]) -> Decimal:
    made = Decimal(1)
    for number in numbers:
        made *= number
    return made


OPERATIONS: Mapping[Op, Callable[[Sequence[Decimal]], Decimal]] = {
    "add": lambda n: sum(n, Decimal(0)),
    "subtract": lambda n: n[0] - sum(n[1:], Decimal(0)),
    "multiply": _product,
    "divide": lambda n: n[0] / n[1],
    "greater": max,
    "lesser": min,
    "round": lambda n: _round(n[0], n[1]),
    "cut": lambda n: _cut(n[0], n[1]),
    "unless-small": lambda n: _unless_small(n[0], n[1]),
    "unless-below": lambda n: _unless_below(n[0], n[1]),
}


class Ledger:
    """Where a calculation writes its steps. Every method gives the name of the new step."""

    def __init__(self) -> None:
        self._steps: dict[str, Step] = {}

    def given(self, name: str, value: Decimal, zh: str, en: str, basis: str) -> str:
        """A number from outside: a field, a rule, a row of a table. Given twice it must be the same."""
        return self._put(Step(name=name, op="given", value=value, words=Words(zh, en), basis=basis))

    def made(self, name: str, op: Op, of: Sequence[str], zh: str, en: str, basis: str = "") -> str:
        """A number made of steps that stand here already."""
        value = _work(op, [self.value(n) for n in of])
        return self._put(Step(name=name, op=op, of=tuple(of), value=value, words=Words(zh, en), basis=basis))

    def value(self, name: str) -> Decimal:
        """The number of a step."""
        return self._steps[name].value

    def steps(self) -> tuple[Step, ...]:
        """All steps in the order in which they were made."""
        return tuple(self._steps.values())

    def _put(self, step: Step) -> str:
        if self._steps.setdefault(step.name, step) != step:
            raise ValueError(f"two different steps of a proof are called {step.name!r}")
        return step.name


def _work(op: Op, numbers: Sequence[Decimal]) -> Decimal:
    with localcontext(PRECISION):
        return OPERATIONS[op](numbers)


def differing(steps: Sequence[Step]) -> tuple[str, ...]:
    """The steps whose number does not follow from the steps before it: none in an honest proof."""
    known: dict[str, Decimal] = {}
    wrong: list[str] = []
    for step in steps:
        if any(name not in known for name in step.of) or (
            step.op != "given" and _work(step.op, [known[n] for n in step.of]) != step.value
        ):
            wrong.append(step.name)
        known[step.name] = step.value
    return tuple(wrong)


def plain(value: Decimal) -> str:
    """A number as a person reads it: at least two decimals, no zeros beyond, no exponent."""
    text = f"{value:f}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest:0<2}"
