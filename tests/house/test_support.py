"""What the suites stand on is itself tried: the private PostgreSQL, and that a missing suite cannot pass for a good one."""

import psycopg
import pytest

from tests.support.missing import did_not_run
from tests.support.postgres import Server


@pytest.mark.postgres
def test_each_database_is_new(postgres_server: Server) -> None:
    """Two addresses are two databases, and both are empty."""
    one, two = postgres_server.fresh(), postgres_server.fresh()
    with psycopg.connect(one) as connection:
        connection.execute("create table only_here (id int)")
    with psycopg.connect(two) as connection:
        row = connection.execute("select count(*) from pg_tables where tablename = 'only_here'").fetchone()
    assert row == (0,)


def test_a_missing_suite_fails_where_all_must_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under CI=true a suite that cannot run is a failure, elsewhere a loud skip."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="DID NOT RUN"):
        did_not_run("browser", "none here")
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="DID NOT RUN"):
        did_not_run("browser", "none here")
