"""Both stores refuse by themselves to change what was published, and what was written down about the vault."""

import pytest

from kouan.store.database import PostgresStore, SqliteStore

MATTER = "INSERT INTO fund_matter (id, fund, direction, matter, approval_class, year) VALUES (1, 'f', '', '', '', 2021)"
NOTICE = (
    "INSERT INTO fund_notice (id, number, revision, matter_id, title, issuer, first_day, last_day, late_at, natural_days,"
    " total_fen, digest, previous, published_at, published_by) VALUES (1, 'FN-1', 1, 1, 't', 'i', '2021-04-23',"
    " '2021-04-29', '2021-04-30 00:00:00', 7, 100, 'd', '', '2021-04-23 00:00:00', 'u')"
)
ACCESS = (
    "INSERT INTO fund_vault_access (id, number, who, at, what, why) VALUES (1, 'OB-1', 'u', '2021-04-23', 'r', 'w')"
)


@pytest.mark.parametrize(
    ("laid", "refused"),
    [
        ((MATTER, NOTICE), "UPDATE fund_notice SET total_fen = 200"),
        ((MATTER, NOTICE), "DELETE FROM fund_notice"),
        ((ACCESS,), "UPDATE fund_vault_access SET who = 'x'"),
        ((ACCESS,), "DELETE FROM fund_vault_access"),
    ],
)
def test_the_store_refuses(laid: tuple[str, ...], refused: str, store: SqliteStore | PostgresStore) -> None:
    """No hand changes or removes it, whatever the program does."""
    connection = store.connect()
    for statement in laid:
        connection.execute(statement)
    with pytest.raises(store.conflict, match="stays as it is"):
        connection.execute(refused)
    connection.close()


def test_a_rebuild_may_empty_the_tables(store: SqliteStore | PostgresStore) -> None:
    """Only while the row of a rebuild stands may published rows go; changed they are never."""
    connection = store.connect()
    for statement in (MATTER, NOTICE, "INSERT INTO fund_rebuilding (id, note) VALUES (1, 'rebuild')"):
        connection.execute(statement)
    with pytest.raises(store.conflict):
        connection.execute("UPDATE fund_notice SET title = 'x'")
    connection.close()
    again = store.connect()
    again.execute("DELETE FROM fund_notice")
    assert again.execute("SELECT count(*) FROM fund_notice").fetchone()[0] == 0
    again.close()
