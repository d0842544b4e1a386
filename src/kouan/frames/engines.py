"""Engines that answer Ibis expressions: DuckDB in this process, or Spark on many machines. Which one is never in a figure."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import ibis
import pyarrow as pa


class Engine(Protocol):
    """What the frames need of an Ibis backend."""

    def read_parquet(self, paths: Any, /, *, table_name: str | None = None) -> Any: ...
    def to_pyarrow(self, expr: Any, /) -> Any: ...
    def disconnect(self) -> None: ...


def duckdb(*, threads: int | None = None, memory: str | None = None) -> Engine:
    """DuckDB in memory; what does not fit spills. `memory` as DuckDB says it, such as `2GB`."""
    options = {"threads": threads, "memory_limit": memory}
    engine: Engine = ibis.duckdb.connect(**{name: value for name, value in options.items() if value is not None})
    return engine


def spark(**settings: str) -> Engine:
    """Spark in session time zone UTC; needs the extra `spark` and a Java runtime. `settings` are Spark's own."""
    sql = importlib.import_module("pyspark.sql")
    builder = sql.SparkSession.builder.appName("kouan")
    for name, value in {"spark.sql.session.timeZone": "UTC", **settings}.items():
        builder = builder.config(name, value)
    engine: Engine = ibis.pyspark.connect(builder.getOrCreate())
    return engine


def parquet(engine: Engine, paths: Sequence[Path], schema: pa.Schema) -> Any:
    """The rows of Parquet files as one Ibis table; no files make an empty one."""
    if not paths:
        return ibis.memtable(schema.empty_table())
    return engine.read_parquet([str(p) for p in paths])
