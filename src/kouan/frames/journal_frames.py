"""The journal as Ibis tables: every entry, and every entry with what is known of its case."""

from pathlib import Path
from typing import Any

import ibis

from .columns import SCHEMA
from .engines import Engine, parquet
from .export import manifest_of

FACTS = ("type", "port", "flow", "mode", "office")


def entries(engine: Engine, folder: Path) -> Any:
    """All exported entries, a row each, with the columns of `columns.SCHEMA`."""
    return parquet(engine, manifest_of(folder).paths(folder), SCHEMA)


def known_by(journal: Any, as_of_us: int | None) -> Any:
    """The entries recorded no later than an instant (whole microseconds since 1970); all of them for None."""
    return journal if as_of_us is None else journal.filter(journal.recorded_us <= as_of_us)


def cases(journal: Any) -> Any:
    """A row for each case: its type, and the facts of its newest revision."""
    told = journal.filter(journal.has_facts | journal.type.notnull())
    newest = ibis.row_number().over(ibis.window(group_by=told["case"], order_by=told.version.desc()))
    filed = told.group_by("case").aggregate(case_type=told.type.max())
    last = told.mutate(nth=newest).filter(ibis._.nth == 0).select("case", "port", "flow", "mode", "office")
    return last.join(filed, "case").select("case", "case_type", "port", "flow", "mode", "office")


def with_cases(journal: Any) -> Any:
    """Every entry with port, flow and mode of its case as they are known now: decisions do not repeat them."""
    known = cases(journal)
    bare = journal.drop(*FACTS)
    return bare.join(known, "case").select(bare, known.case_type, known.port, known.flow, known.mode, known.office)
