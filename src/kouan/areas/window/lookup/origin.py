"""The product rules of a trade agreement: which rule sets a commodity code falls in, and what each rule asks.

Several sets may hold for one code (headings with "ex"): all are given, for the sentence decides. A rule without a class
is not guessed at.
"""

from typing import Any

import msgspec


class ProductRule(msgspec.Struct, frozen=True, rename={"sentence": "rule", "classes": "class"}):
    """One rule: its sentence, and its classes (WO wholly obtained, CC, CTH, CTSH changes of classification ...)."""

    sentence: str | None = None
    classes: tuple[str, ...] = ()
    operator: str | None = None


class RuleSet(msgspec.Struct, frozen=True, rename={"least": "min", "most": "max"}):
    """The rules for a span of codes of ten digits, both ends in it."""

    heading: str
    least: str
    most: str
    rules: tuple[ProductRule, ...]
    subdivision: str | None = None

    def holds(self, code: str) -> bool:
        """Does a code fall in the span? A shorter code is filled up with zeros."""
        return self.least <= code.ljust(10, "0") <= self.most


class Agreement(msgspec.Struct, frozen=True):
    """All rule sets of an agreement."""

    rule_sets: tuple[RuleSet, ...]

    def for_code(self, code: str) -> tuple[RuleSet, ...]:
        """Every rule set that a commodity code falls in, in the order of the agreement."""
        return tuple(s for s in self.rule_sets if s.holds(code))


def read_agreement(text: bytes) -> Agreement:
    """Read a file of rule sets. Raises ValueError saying where it is not one."""
    try:
        return msgspec.json.decode(text, type=Agreement)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise ValueError(f"no rule sets: {fault}") from fault


def classes(found: Any) -> list[list[str]]:
    """The class lists of every rule of every set, sorted; an empty one means that the sentence decides."""
    return sorted(list(rule.classes) for rule_set in found for rule in rule_set.rules)
