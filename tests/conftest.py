"""What every suite may ask for, and the closing word about suites that did not run."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from hypothesis import settings

from tests.support import postgres as pg
from tests.support.missing import MARK, did_not_run
from tests.support.shared import shared_folder

# Before anything reads the settings: no test touches the data of the installation it is run in.
os.environ["KOUAN_VAR"] = tempfile.mkdtemp(prefix="kouan-test-")
os.environ.pop("KOUAN_DATABASE", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kouan.project.settings")
django.setup()

# Fixtures that many suites ask for, made known once.
pytest_plugins = ["tests.support.stores", "tests.support.site"]

# A busy machine is not a broken promise: what must be fast is measured by `make bench`.
# CI tries the same examples each time; elsewhere new ones are sought.
settings.register_profile("house", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "house")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[pg.Server]:
    """A PostgreSQL server of this run's own: `fresh()` makes a database, `control("stop", "-m", "immediate")` a crash."""
    if pg.programs() is None:
        did_not_run("postgres", "PostgreSQL is not installed")
    with pg.server() as running:
        yield running


@pytest.fixture(scope="session")
def postgres(postgres_server: pg.Server) -> str:
    """The address of that server's maintenance database; change its path for another."""
    return postgres_server.dsn("postgres")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of files written by others."""
    folder = shared_folder()
    if folder is None:
        did_not_run("conformance", "no folder `shared` beside the repository; name one with KOUAN_SHARED")
    return folder


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name once more, at the end, each suite that did not run."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = {str(report.longrepr[2]) for report in reports if isinstance(report.longrepr, tuple)}
    for reason in sorted(r for r in reasons if MARK in r):
        terminalreporter.write_line("✗ 未运行 " + reason.removeprefix("Skipped: "), red=True, bold=True)
