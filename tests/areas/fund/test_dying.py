"""An event of the fund and its rows are both there or neither, wherever the process dies, on both stores."""

import os
import re
import subprocess
import sys
from pathlib import Path

from kouan.store.database import Connections, PostgresStore, SqliteStore
from tests.house import reading
from tests.support.stores import ROOT

LOOK = (
    "SELECT (SELECT COUNT(*) FROM journal_event WHERE kind = 'PlanDrafted'), (SELECT COUNT(*) FROM document_revision),"
    " (SELECT COUNT(*) FROM fund_plan), (SELECT COUNT(*) FROM fund_plan_version), (SELECT COUNT(*) FROM fund_planned_row)"
)


def died(store: SqliteStore | PostgresStore, where: str, var: Path) -> tuple[str, tuple[int, ...]]:
    """What the process said, and how many entries, documents, plans, versions and rows it left."""
    url = store.url if isinstance(store, PostgresStore) else f"sqlite:///{store.path}"
    env = {**os.environ, "KOUAN_DATABASE": url, "KOUAN_VAR": str(var)}
    command = [sys.executable, "-m", "tests.areas.fund.dying", where]
    ended = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode in (0, -9), ended.stderr
    (left,) = Connections(store).query(LOOK)
    return ended.stdout, tuple(left)


def test_a_process_killed_among_its_rows_leaves_nothing(store: SqliteStore | PostgresStore, tmp_path: Path) -> None:
    """Killed when the entry and half the rows were written: neither the journal nor a table has any of it."""
    assert died(store, "within", tmp_path) == ("", (0, 0, 0, 0, 0))


def test_a_process_killed_after_its_answer_leaves_all(store: SqliteStore | PostgresStore, tmp_path: Path) -> None:
    """Killed in the instant after the answer: the entry, its document and every row are there."""
    assert died(store, "after", tmp_path) == ("", (1, 1, 1, 1, 6))


def test_a_key_that_fails_at_the_end_takes_the_entry_along(store: SqliteStore | PostgresStore, tmp_path: Path) -> None:
    """A constraint that is looked at only on commit refuses the deed with words, and the journal stays as it was."""
    assert died(store, "refused", tmp_path) == ("books-refuse", (0, 0, 0, 0, 0))


def test_no_deed_writes_the_journal_by_itself() -> None:
    """Every deed of the fund goes through `durable`, so none can write its tables after the journal."""
    rooms = reading.sources("src/kouan/areas/fund")
    writing = [path.name for path in rooms if re.search(r"writer\.(write|submit)\(", path.read_text("utf-8"))]
    assert writing == ["durable.py"]
