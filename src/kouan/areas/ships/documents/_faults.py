"""Faults that several checks of ships' documents find, with the edit that mends them."""

from collections.abc import Callable, Iterator

from kouan.kernel.documents import Fault
from kouan.kernel.findings import Repair
from kouan.kernel.words import Words

from . import _numbers as numbers


def mendable(path: str, old: str, new: str, message: Words) -> Fault:
    """A fault with its repair, where there is one."""
    return Fault(path, message, Repair(path, old, new) if new != old else None)


def untidy(path: str, given: str, fits: Callable[[str], bool], message: Words) -> Fault:
    """A code that is not of its form; without blanks, hyphens and small letters, where that makes it fit."""
    tidy = numbers.tidied(given)
    return mendable(path, given, tidy if fits(tidy) else given, message)


def misplaced(path: str, given: str) -> Iterator[Fault]:
    """The fault of a place that is no UN/LOCODE; none where it is one."""
    if not numbers.is_locode(given):
        yield untidy(path, given, numbers.is_locode, Words("不是5位地点代码", "Not a place code of five characters"))
