"""Single keys for decisions: each verb gets a letter of its own name, the same on every case that offers the same verbs."""

from collections.abc import Iterable

TAKEN = frozenset("jkxdwv")
"""Letters that move in a queue, tick, and lead to the form and its reason."""


def letters(actions: Iterable[str]) -> dict[str, str]:
    """A letter for each action: the first of its name that is free; none where all are taken."""
    given: dict[str, str] = {}
    for action in actions:
        free = (c for c in action if c.isascii() and c.isalpha() and c not in TAKEN and c not in given.values())
        given[action] = next(free, "")
    return given
