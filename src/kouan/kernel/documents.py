"""What a document type is: a plain struct, its words, its machine, its checks, its worked examples.

One file in an area's `documents/` makes one type; nothing else has to change.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import ModuleType
from typing import Any

import msgspec

from .cases import Lanes
from .findings import Finding, Repair, Severity
from .formats import modules
from .machine import Machine
from .reading import misfits, odd_faults, read_json
from .rules import Standing
from .words import Words


class Fault(msgspec.Struct, frozen=True):
    """What a check yields: the place, what is wrong there, and perhaps the edit that mends it."""

    path: str
    message: Words
    repair: Repair | None = None


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of a document: its id, its sentence, the law behind it and how sure we are of that law.

    Where none of the fields that it `needs` is filled in, it finds nothing: () needs none, None means its `fields`.
    """

    id: str
    sentence: Words
    basis: str
    standing: Standing
    severity: Severity
    fields: tuple[str, ...]
    find: Callable[[Any, dt.date], Iterable[Fault]]
    needs: tuple[str, ...] | None = None

    def findings(self, document: object, on: dt.date) -> list[Finding]:
        """The faults of a document under the law of that day."""
        return [self.said(fault) for fault in self.find(document, on)]

    def said(self, f: Fault) -> Finding:
        """A fault as the finding of this rule."""
        return Finding(
            code=self.id, severity=self.severity, path=f.path, message=f.message, basis=self.basis, repair=f.repair
        )


def check(
    id: str,
    sentence: Words,
    *,
    basis: str,
    standing: Standing,
    fields: tuple[str, ...],
    severity: Severity = "error",
    needs: tuple[str, ...] | None = None,
) -> Callable[[Callable[[Any, dt.date], Iterable[Fault]]], Check]:
    """Make a `Check` of a function that yields the faults of a document under the law of a day."""

    def made(find: Callable[[Any, dt.date], Iterable[Fault]]) -> Check:
        return Check(
            id=id,
            sentence=sentence,
            basis=basis,
            standing=standing,
            severity=severity,
            fields=fields,
            find=find,
            needs=needs,
        )

    return made


class Example(msgspec.Struct, frozen=True):
    """A worked example: test, documentation and seed data in one. `finds` are the ids of the checks it fails, under
    the law of the day `on`.
    """

    title: Words
    document: msgspec.Struct
    finds: tuple[str, ...] = ()
    on: dt.date = dt.date(2025, 6, 30)


def _no_facts(_: Any) -> dict[str, str]:
    return {}


class DocumentType(msgspec.Struct, frozen=True, kw_only=True):
    """All that the house knows of one kind of document.

    `prefix` begins its case numbers; `facts` are what the journal may tell of it (port, flow ...: never personal data);
    `called` picks the checks that can find something (None: all); `title` is the line of a queue; `page` a hand-written page.
    """

    code: str
    prefix: str
    words: Words
    basis: str
    shape: type[msgspec.Struct]
    machine: Machine
    lanes: Lanes | None = None
    checks: Sequence[Check] = ()
    called: Callable[[Any], Iterable[Check]] | None = None
    examples: Sequence[Example] = ()
    facts: Callable[[Any], dict[str, str]] = _no_facts
    title: Callable[[Any], Words] | None = None
    page: str = ""
    since: dt.date = dt.date(2018, 1, 1)

    def read(self, body: bytes) -> tuple[Any, tuple[Finding, ...]]:
        """Decode JSON bytes: the document and no findings, or None and every fault of form with its place."""
        return read_json(body, self.shape)

    def convert(self, raw: object) -> tuple[Any, tuple[Finding, ...]]:
        """The same from plain data, as a form or a format holds it."""
        try:
            document = msgspec.convert(raw, type=self.shape, strict=True)
        except msgspec.ValidationError as fault:
            return None, misfits(raw, self.shape, fault)
        odd = odd_faults(document, encode(raw))
        return (None, odd) if odd else (document, ())

    def findings(self, document: object, on: dt.date) -> tuple[Finding, ...]:
        """What the checks find in a well-formed document under the law of that day."""
        found: list[Finding] = []
        for c in self.checks if self.called is None else self.called(document):
            for fault in c.find(document, on):
                found.append(c.said(fault))  # noqa: PERF401 -- nearly all find nothing; building a list costs more
        return tuple(found)

    def titled(self, document: object) -> Words:
        """The line that a queue shows for the document."""
        return self.title(document) if self.title else self.words


def encode(document: object) -> bytes:
    """The canonical bytes of a document: JSON, fields in the order of its struct."""
    return _encode(document)


_encode = msgspec.json.Encoder().encode


def load(package: ModuleType) -> dict[str, DocumentType]:
    """Read every module of a `documents` package; each holds one `TYPE`."""
    types: dict[str, DocumentType] = {}
    for module in modules(package):
        merge(types, {module.TYPE.code: module.TYPE})
    return types


def merge(into: dict[str, DocumentType], more: Mapping[str, DocumentType]) -> None:
    """Add types; two of the same code or prefix are refused with ValueError."""
    for code, made in more.items():
        if code in into or made.prefix in {t.prefix for t in into.values()}:
            raise ValueError(f"two document types are called {code!r} or begin their numbers with {made.prefix!r}")
        into[code] = made
