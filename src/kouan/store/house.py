"""The open house: the store, its one writer, its readers and the clock, as everything above them gets them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec

from .database import Store
from .reader import Reader
from .writer import Writer


class House(msgspec.Struct, frozen=True):
    """What a door or an area's page needs to read and to write. `now` is the only clock, always with an offset.

    `var` is the folder of this installation's own files; `levies` where taxes are collected here, not only worked out.
    """

    store: Store
    writer: Writer
    reader: Reader
    now: Callable[[], dt.datetime]
    demonstration: bool = False
    var: Path = Path("var")
    levies: bool = False


_open: list[House] = []


def open_house(house: House) -> House:
    """Make this the house of the process. The composition root calls it once; a test may call it again."""
    _open[:] = [house]
    return house


def house() -> House:
    """The house of this process. Raises LookupError before the composition root has opened one."""
    if not _open:
        raise LookupError("no house is open: kouan.project.wiring opens it")
    return _open[0]


def is_open() -> bool:
    """Has the composition root opened a house in this process?"""
    return bool(_open)
