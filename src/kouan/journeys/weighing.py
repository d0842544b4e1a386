"""What a request to amend a declaration comes to: the document before and after, and the taxes of both under one day's law."""

import datetime as dt
from decimal import Decimal
from typing import Any

import msgspec

from kouan.areas.window.tax.bill import Bill
from kouan.journeys.changes import AMENDMENT, DECLARATIONS, OPEN_IN, Faults, amended
from kouan.journeys.taxes import SHOWN, tables, worked
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.words import Words
from kouan.store.reader import Reader


class TaxLine(msgspec.Struct, frozen=True):
    """One kind of tax before and after, in yuan."""

    words: Words
    before: Decimal
    after: Decimal

    @property
    def more(self) -> Decimal:
        """By how much it rises; negative where it falls."""
        return self.after - self.before


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """A request held against its declaration. `kind` is the declaration's type; `taxes` ends with the sum and is empty where
    nothing is levied or nothing can be worked out; `fits` is False where the changes fit the declaration no more.
    """

    kind: DocumentType
    declaration: str
    changes: tuple[Any, ...]
    taxes: tuple[TaxLine, ...] = ()
    on: dt.date | None = None
    sample: bool = False
    fits: bool = True


def weighed(reader: Reader, case: Case, today: dt.date) -> Weighed | None:
    """The request of a case; None for cases that are no request to amend, or whose declaration is gone."""
    if case.type != AMENDMENT.code:
        return None
    kept = reader.document(case.id, case.revision)
    request: Any = AMENDMENT.read(kept.canonical)[0] if kept else None
    of = reader.case(request.declaration) if request is not None else None
    kind = DECLARATIONS.get(of.type) if of else None
    if of is None or kind is None:
        return None
    made = Weighed(kind=kind, declaration=of.id, changes=request.changes)
    if case.state == "applied":
        pair = _applied(reader, kind, of, case.id)
    elif case.state in ("requested", "granted") and of.state in OPEN_IN[AMENDMENT.code]:
        pair = _wanted(reader, kind, of, request, today)
        made = msgspec.structs.replace(made, fits=pair is not None)
    else:
        pair = None
    return _taxed(made, of.type, *pair, today) if pair else made


def _wanted(reader: Reader, kind: DocumentType, of: Case, request: Any, today: dt.date) -> tuple[Any, Any] | None:
    """The declaration now, and as it would be."""
    before = _document(reader, kind, of.id, of.revision)
    try:
        return before, amended(kind, reader, of, request, today)
    except Faults:
        return None


def _applied(reader: Reader, kind: DocumentType, of: Case, request: str) -> tuple[Any, Any] | None:
    """The revision that the request made, and the one before."""
    bodies = (msgspec.json.decode(e.body) for e in reader.timeline(of.id) if request.encode() in bytes(e.body))
    number = next((b["revision"] for b in bodies if "revision" in b), 0)
    if number < 2:
        return None
    return _document(reader, kind, of.id, number - 1), _document(reader, kind, of.id, number)


def _document(reader: Reader, kind: DocumentType, case: str, revision: int) -> Any:
    kept = reader.document(case, revision)
    return kind.read(kept.canonical)[0] if kept else None


def _taxed(made: Weighed, code: str, before: Any, after: Any, today: dt.date) -> Weighed:
    lines, sample = tax_difference(code, before, after, today)
    return msgspec.structs.replace(made, taxes=lines, on=today if lines else None, sample=sample)


def tax_difference(code: str, before: Any, after: Any, today: dt.date) -> tuple[tuple[TaxLine, ...], bool]:
    """Each kind of tax of two documents under the law of one day, the sum last, and whether the rates are the sample."""
    if code not in SHOWN or before is None or after is None:
        return (), False
    held, sample = tables()
    first, second = (worked(code, document, held, today)[0] for document in (before, after))
    return (_lines(first, second), sample) if first and second else ((), sample)


def _lines(first: Bill, second: Bill) -> tuple[TaxLine, ...]:
    words = {k.kind: k.words for bill in (first, second) for k in bill.kinds}
    sums = [{k.kind: k.levied for k in bill.kinds} for bill in (first, second)]
    none = Decimal(0)
    lines = [TaxLine(w, sums[0].get(k, none), sums[1].get(k, none)) for k, w in words.items()]
    return (
        TaxLine(Words("完税价格", "Customs value"), first.value, second.value),
        *lines,
        TaxLine(Words("税款合计", "All taxes"), first.total, second.total),
    )
