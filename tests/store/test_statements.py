"""Promises of the hot path's SQL."""

from pathlib import Path

from kouan.store import statements as sql
from kouan.store.database import SqliteStore


def test_known_keys_are_found_by_the_index(migrated_sqlite: Path) -> None:
    """Looking idempotency keys up costs the same however many were used before: the table is never read whole."""
    connection = SqliteStore(migrated_sqlite).connect()
    text = "EXPLAIN QUERY PLAN " + sql.KNOWN.format(marks="(?, ?), (?, ?)")
    plan = [row[3] for row in connection.execute(text, ["firm", "1", "firm", "2"])]
    assert any(step.startswith("SEARCH a USING INDEX") for step in plan), plan
    assert not any(step.startswith(("SCAN a ", "SCAN answered")) or step == "SCAN a" for step in plan), plan
