"""Every test here runs on SQLite and on PostgreSQL, on a migrated database of its own."""

from tests.support.stores import migrated_postgres, migrated_sqlite, store

__all__ = ["migrated_postgres", "migrated_sqlite", "store"]
