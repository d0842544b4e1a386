"""A house of its own for tests of the pages: migrated tables, the demonstration's accounts, a running writer.

Its fixtures `site_house` and `browse` are made known once, in the root `conftest.py`.
"""

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
import pytest

django.setup()

from django.db import connection  # noqa: E402 -- Django is ready only now
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment, teardown_test_environment  # noqa: E402

from kouan.doors.site import signing  # noqa: E402
from kouan.journeys import catalogue  # noqa: E402
from kouan.journeys.filing import file_document  # noqa: E402
from kouan.kernel.documents import encode  # noqa: E402
from kouan.store.database import SqliteStore  # noqa: E402
from kouan.store.demo import ORGANISATIONS, PASSWORD, lay_demo_accounts  # noqa: E402, F401
from kouan.store.house import House, open_house  # noqa: E402
from kouan.store.models import Account  # noqa: E402
from kouan.store.reader import Reader  # noqa: E402
from kouan.store.roles import actor  # noqa: E402
from kouan.store.writer import Writer  # noqa: E402

NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
ROLES = {o.id: o.role for o in ORGANISATIONS}
_keys = itertools.count()


@pytest.fixture(scope="module")
def site_house(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[House]:
    """A module's own house, open for demonstration, with a clock that stands at noon and steps a second a look."""
    setup_test_environment()
    path = tmp_path_factory.mktemp("site") / "site.sqlite3"
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(path)
    path.write_bytes(migrated_sqlite.read_bytes())
    lay_demo_accounts(NOON)
    store = SqliteStore(path)
    seconds = itertools.count()
    writer = Writer(store).start()
    yield House(store, writer, Reader(store), lambda: NOON + dt.timedelta(seconds=next(seconds)), True, path.parent)
    writer.stop()
    connection.close()
    connection.settings_dict["NAME"] = before
    teardown_test_environment()


@pytest.fixture
def browse(site_house: House) -> Iterator[Callable[..., Client]]:
    """Opens the house, and gives clients: `browse("customs")` is signed in, `browse()` is nobody; `language="en"`."""
    connection.close()
    connection.settings_dict["NAME"] = str(Path(site_house.store.path))  # type: ignore[attr-defined]
    open_house(site_house)
    signing.attempts.rate = 0

    def client(login: str = "", *, language: str = "zh-hans", **more: Any) -> Client:
        made = Client(headers={"accept-language": language}, **more)
        if login:
            made.force_login(Account.objects.get(login=login))
        return made

    yield client
    signing.attempts.rate = 0.2


def file_case(house: House, code: str, organisation: str, number: int = 0, key: str = "") -> str:
    """File the type's worked example of that number for an organisation; the id of the case."""
    of = catalogue.types()[code]
    who = actor(organisation, organisation, ROLES[organisation])
    unit = file_document(
        of, of.examples[number].document, actor=who, key=key or f"test-{next(_keys)}", now=house.now(), form="form"
    )
    house.writer.write(unit)
    assert unit.case is not None
    return str(unit.case[-1])


def example(code: str, number: int = 0) -> bytes:
    """A worked example as JSON."""
    return encode(catalogue.types()[code].examples[number].document)
