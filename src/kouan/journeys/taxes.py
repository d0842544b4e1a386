"""The tables taxes are worked out with in this installation, and which documents have taxes."""

import datetime as dt
import functools
import os
import weakref
from pathlib import Path
from typing import Any

from kouan.areas.window.documents import export_declaration, import_declaration
from kouan.areas.window.taking.keeping import TARIFF, content, newest
from kouan.areas.window.tax.bill import Bill, assess
from kouan.areas.window.tax.exporting import assess_export
from kouan.areas.window.tax.tables import Tables, read_tables, sample_texts
from kouan.kernel.findings import Finding
from kouan.store.reader import Reader

TAX_TABLES = "KOUAN_TAX_TABLES"
"""The environment's name for a folder with `tariff.csv` and `exchange.csv`; without it an invented sample is used."""

TAXED = frozenset({import_declaration.TYPE.code})
"""The document types whose taxes are billed when they are accepted."""
SHOWN = TAXED | {export_declaration.TYPE.code}
"""Those whose taxes are worked out and shown. An export duty is shown, not billed yet."""


def worked(
    code: str, document: Any, held: Tables, on: dt.date, *, overdue: int = 0, deferred: int = 0
) -> tuple[Bill | None, tuple[Finding, ...]]:
    """The bill of a document of a type that is in `SHOWN`, or None and what is lacking."""
    if code == export_declaration.TYPE.code:
        return assess_export(document, held, on)
    return assess(document, held, on, overdue=overdue, deferred=deferred)


def tables(reader: Reader | None = None) -> tuple[Tables, bool]:
    """The tables that taxes are worked out with, and whether any is the sample. Raises ValueError naming file and line.

    A version that was taken over into the port goes before the installation's folder, that before the sample. Without a
    `reader` the port's versions are not looked at.
    """
    held, sample = _folder()
    numbers = newest(reader) if reader is not None else {}
    if reader is None or TARIFF not in numbers:
        return held, sample
    known = _versions.get(reader)
    if known is None or known[0] != numbers[TARIFF]:
        taken = read_tables(content(reader, TARIFF, numbers[TARIFF]), "").tariff
        _versions[reader] = known = (numbers[TARIFF], Tables(taken, held.exchange))
    return known[1], sample and not os.environ.get(TAX_TABLES)


_versions: "weakref.WeakKeyDictionary[Reader, tuple[int, Tables]]" = weakref.WeakKeyDictionary()


@functools.cache
def _folder() -> tuple[Tables, bool]:
    folder = os.environ.get(TAX_TABLES)
    if not folder:
        return read_tables(*sample_texts()), True
    texts = [(Path(folder) / name).read_text("utf-8-sig") for name in ("tariff.csv", "exchange.csv")]
    return read_tables(*texts), False
