"""Formats: how others write what we call a document. One file per format in an area; found by walking, chosen by looking.

A reader keeps faulty input as it is, reports every fault with its place, and mends nothing silently.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Sequence
from types import ModuleType

import msgspec

from .findings import Finding
from .words import Words


class Carried(msgspec.Struct, frozen=True):
    """One document found in a file: its type (or kind of message) and its content."""

    type: str
    document: msgspec.Struct


class Reading(msgspec.Struct, frozen=True):
    """What a file held. `documents` may be there together with findings: read, and still faulty."""

    documents: tuple[Carried, ...] = ()
    findings: tuple[Finding, ...] = ()


class Loss(msgspec.Struct, frozen=True):
    """One value that the target format can not carry."""

    path: str
    value: str
    why: Words


class Writing(msgspec.Struct, frozen=True):
    """A document in another format, and all that was lost on the way."""

    body: bytes
    losses: tuple[Loss, ...] = ()


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One way of writing documents. `likes` says from 0 (no) to 100 (surely) whether bytes are of this format."""

    code: str
    words: Words
    media_type: str
    suffix: str
    basis: str
    likes: Callable[[bytes, str], int]
    read: Callable[[bytes], Reading]
    writes: Sequence[str] = ()
    write: Callable[[str, msgspec.Struct], Writing] | None = None


def modules(package: ModuleType) -> list[ModuleType]:
    """Every module of a package by name; helpers beside them begin with an underscore."""
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__, package.__name__ + "."))
    return [importlib.import_module(n) for n in names if not n.rsplit(".", 1)[1].startswith("_")]


def load(package: ModuleType) -> list[Format]:
    """What every module of a `formats` package holds, its `FORMAT`."""
    return [module.FORMAT for module in modules(package)]


def detect(formats: Iterable[Format], body: bytes, name: str = "") -> Format | None:
    """The format that likes the bytes best, or None where none does. `name` is the file's name, a weak hint."""
    ranked = [(f.likes(body, name), f) for f in formats]
    best = max(ranked, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] > 0 else None
