"""Reference tables that are not public or belong to an installation: commodity codes, matrices, records, licences.

An installation names a folder of CSV files (KOUAN_REFERENCE); a rule that reads a table which is not there finds nothing
and says that it is unverified. The invented sample serves the worked examples alone: references that begin SAMPLE-R.
"""

import contextlib
import contextvars
import functools
import os
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from kouan.kernel.words import Words

from .tables import KINDS, NAMES, PLACES, CustomsOffice, Reference, read_tables

FOLDER = "KOUAN_REFERENCE"
"""The environment's name for the folder of tables."""
EXAMPLES = "SAMPLE-R"
"""How the references of the worked examples begin that the invented sample is for."""


@functools.cache
def sample() -> Reference:
    """The invented tables of the worked examples."""
    held = {name: files(__package__) / "sample" / f"{name}.csv" for name in NAMES}
    return read_tables({name: path.read_text("utf-8") for name, path in held.items() if path.is_file()})


@functools.cache
def loaded() -> Reference | None:
    """The installation's tables, or None where it has none. A table with a fault is left out whole: its codes are
    unverified, and the page of tables and `kouan doctor` say which row is wrong.
    """
    folder = os.environ.get(FOLDER)
    return _sound(Path(folder)) if folder else None


def _sound(folder: Path) -> Reference:
    held = Reference({})
    for name in NAMES:
        with contextlib.suppress(ValueError, OSError):
            held = Reference({**held.tables, **read_folder(folder, (name,)).tables})
    return held


def read_folder(folder: Path, names: Sequence[str] = NAMES) -> Reference:
    """These tables of a folder; a file that is not there is an empty table. Raises ValueError naming table and line."""
    paths = {name: folder / f"{name}.csv" for name in names}
    return read_tables({n: p.read_text("utf-8-sig") for n, p in paths.items() if p.is_file()})


_instead: contextvars.ContextVar[Reference | None] = contextvars.ContextVar("reference", default=None)


@contextlib.contextmanager
def judged_by(tables: Reference) -> Iterator[None]:
    """Inside, every declaration is judged by these tables: for asking what other tables would have said."""
    token = _instead.set(tables)
    try:
        yield
    finally:
        _instead.reset(token)


def of(d: Any) -> Reference | None:
    """The tables that a declaration is judged by: the installation's, the sample for a worked example, or none."""
    known = _instead.get() or loaded()
    return known if known is not None else sample() if d.reference.startswith(EXAMPLES) else None


UNVERIFIED = Words("待核", "unverified")
NOT_LISTED = Words("代码表中没有，待核", "not in the list: unverified")


def place_words(field: str, code: str) -> Words:
    """What the code of a place means by the list that was loaded for its field; without one it is unverified."""
    table = PLACES[field]
    tables = loaded()
    if tables is None or not tables.has(table):
        return UNVERIFIED
    row = next(iter(tables.rows(KINDS[table][0], code)), None)
    if not isinstance(row, CustomsOffice):
        return NOT_LISTED
    return Words(row.name or code, row.name_en or row.name or code)
