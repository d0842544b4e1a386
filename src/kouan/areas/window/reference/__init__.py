"""Reference tables that are not public or belong to an installation: commodity codes, matrices, records, licences.

An installation names a folder of CSV files (KOUAN_REFERENCE); a rule that reads a table which is not there finds nothing
and says that it is unverified. The invented sample serves the worked examples alone: references that begin SAMPLE-R.
"""

import contextlib
import contextvars
import functools
import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from .tables import NAMES, Reference, read_tables

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
    """The installation's tables, or None where it has none. Raises ValueError naming file and line."""
    folder = os.environ.get(FOLDER)
    return read_folder(Path(folder)) if folder else None


def read_folder(folder: Path) -> Reference:
    """The tables of a folder; a file that is not there is an empty table."""
    paths = {name: folder / f"{name}.csv" for name in NAMES}
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
