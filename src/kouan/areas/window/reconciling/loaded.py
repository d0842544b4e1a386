"""The table of manifests that a check may look at: asked for the consignment of a bill, where somebody has loaded it.

Nothing is loaded on the fast way of intake; the check of a draft, the dry check of the lane and the command line load it
around their run. Without it only the voyage of the worked examples is known.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from .views import Claim, Consignment

Asks = Callable[[str, str, Claim], Consignment | None]
"""Means of transport, voyage, and the claim of a declaration -> the consignment with that claim last, or None."""

_loaded: ContextVar[Asks | None] = ContextVar("manifests", default=None)


@contextmanager
def loaded(ask: Asks) -> Iterator[None]:
    """Let the checks that run inside look at this table; each claim is asked for once."""
    token = _loaded.set(lru_cache(maxsize=64)(ask))
    try:
        yield
    finally:
        _loaded.reset(token)


def can_ask() -> bool:
    """Is a table loaded?"""
    return _loaded.get() is not None


def asked(means: str, voyage: str, claim: Claim) -> Consignment | None:
    """The consignment of a claim, or None where no table is loaded or it knows nothing of it."""
    ask = _loaded.get()
    return ask(means, voyage, claim) if ask else None
