"""The house of the page tests, once for all of them; and a fresh store of each kind for the lane's."""

from tests.support.site import browse, site_house
from tests.support.stores import migrated_postgres, migrated_sqlite, store

__all__ = ["browse", "migrated_postgres", "migrated_sqlite", "site_house", "store"]
