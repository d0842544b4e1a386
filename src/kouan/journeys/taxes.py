"""The tables taxes are worked out with in this installation, and which documents have taxes."""

import functools
import os
from pathlib import Path

from kouan.areas.window.documents import import_declaration
from kouan.areas.window.tax.tables import Tables, read_tables, sample_texts

TAX_TABLES = "KOUAN_TAX_TABLES"
"""The environment's name for a folder with `tariff.csv` and `exchange.csv`; without it an invented sample is used."""

TAXED = frozenset({import_declaration.TYPE.code})
"""The document types whose taxes are worked out."""


@functools.cache
def tables() -> tuple[Tables, bool]:
    """The installation's tables, and whether they are the sample. Raises ValueError naming file and line."""
    folder = os.environ.get(TAX_TABLES)
    if not folder:
        return read_tables(*sample_texts()), True
    texts = [(Path(folder) / name).read_text("utf-8-sig") for name in ("tariff.csv", "exchange.csv")]
    return read_tables(*texts), False
