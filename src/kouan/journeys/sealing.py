"""Everything that stands sealed in the tables, and sealing it anew when the installation's secret has changed."""

from collections import Counter
from contextlib import closing
from typing import Any

from kouan.store.database import Store, Unavailable
from kouan.store.vault import Vault, key_name

PLACES = (
    ("reply_subscription", "secret"),
    ("reply_subscription", "old_secret"),
    ("window_tax_agreement", "account"),
)
"""Table and column; every row is named by its `id`."""


def standing(store: Store) -> Counter[str]:
    """How many values each key has sealed; under '' those that stand in clear. Raises `Unavailable`."""
    found: Counter[str] = Counter()
    with closing(_connected(store)) as connection:
        for table, column in PLACES:
            text = f"SELECT {column} FROM {table} WHERE {column} <> ''"  # noqa: S608 -- names of our own
            found.update(key_name(row[0]) for row in connection.execute(text).fetchall())
    return found


def seal_anew(store: Store, held: Vault) -> int:
    """Seal with the newest key whatever another one, or none, has sealed; how many. A value that changes meanwhile is left as it is
    then. Raises `Sealed` where one can not be opened, `Unavailable` without a store.
    """
    done = 0
    with closing(_connected(store)) as connection:
        for table, column in PLACES:
            text = f"SELECT id, {column} FROM {table} WHERE {column} <> ''"  # noqa: S608 -- names of our own
            rows = connection.execute(text).fetchall()
            put = store.sql(f"UPDATE {table} SET {column} = ? WHERE id = ? AND {column} = ?")  # noqa: S608
            for id, value in rows:
                if key_name(value) == held.newest():
                    continue
                about = f"{table}.{column} {id}"
                fresh = held.seal(held.opened(value, about), about)
                store.begin(connection)
                done += connection.execute(put, [fresh, id, value]).rowcount
                connection.execute("COMMIT")
    return done


def _connected(store: Store) -> Any:
    try:
        return store.connect()
    except store.failure as gone:
        raise Unavailable(str(gone)) from gone
