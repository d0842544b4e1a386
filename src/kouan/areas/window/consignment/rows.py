"""The hand that writes the rows of a projection: plain SQL on the connection of its transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from kouan.store.database import Store

MOST = 400
"""Values of one statement, well below every store's limit."""


class Hand:
    """Reads cases and documents, writes rows. Names of tables and columns are constants of its callers."""

    def __init__(self, store: Store, connection: Any) -> None:
        self._store, self._connection = store, connection

    def query(self, text: str, values: Sequence[object] = ()) -> list[Any]:
        """All rows of a read inside the transaction."""
        rows: list[Any] = self._connection.execute(self._store.sql(text), values).fetchall()
        return rows

    def do(self, text: str, values: Sequence[object] = ()) -> None:
        """One statement."""
        self._connection.execute(self._store.sql(text), values)

    def types(self, cases: Collection[str]) -> dict[str, str]:
        """The document type of each case."""
        found: dict[str, str] = {}
        for some in _parts(sorted(cases)):
            marks = ", ".join("?" * len(some))
            found |= dict(self.query(f"SELECT id, type FROM case_row WHERE id IN ({marks})", some))  # noqa: S608
        return found

    def papers(self, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], bytes]:
        """The canonical bytes of these revisions."""
        found: dict[tuple[str, int], bytes] = {}
        for some in _parts(sorted({case for case, _ in wanted})):
            marks = ", ".join("?" * len(some))
            text = f"SELECT case_id, number, body, document FROM document_revision WHERE case_id IN ({marks})"  # noqa: S608
            for case, number, body, document in self.query(text, some):
                if (case, number) in wanted:
                    found[case, number] = bytes(body if document is None else document)
        return found

    def put(self, table: str, case: str, values: Mapping[str, object], *, is_new: bool) -> None:
        """A new row of a case, or new values in its row."""
        if is_new:
            self.add(table, ", ".join(("case_id", *values)), [(case, *values.values())])
            return
        sets = ", ".join(f"{name} = ?" for name in values)
        self.do(f"UPDATE {table} SET {sets} WHERE case_id = ?", [*values.values(), case])  # noqa: S608

    def add(self, table: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        """New rows."""
        marks = ", ".join("?" * (columns.count(",") + 1))
        text = self._store.sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})")  # noqa: S608 -- constants
        self._connection.cursor().executemany(text, list(rows))

    def clear(self, tables: Iterable[str], case: str) -> None:
        """Take the rows of a case away."""
        for table in tables:
            self.do(f"DELETE FROM {table} WHERE case_id = ?", [case])  # noqa: S608 -- constants

    def moved(self, table: str, case: str, state: str, at: str) -> None:
        """A case came into a state."""
        since = "" if table == "window_seen" else ", since = ?"
        values = [state, case] if table == "window_seen" else [state, at, case]
        self.do(f"UPDATE {table} SET state = ?{since} WHERE case_id = ?", values)  # noqa: S608 -- constants


def _parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[n : n + MOST] for n in range(0, len(ids), MOST))
