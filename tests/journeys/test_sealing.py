"""Secrets at rest: sealed in the tables, opened by the newest and earlier keys, sealed anew; never in logs."""

import datetime as dt
import importlib
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from kouan.areas.window.paying import reading
from kouan.areas.window.paying.things import Agreement
from kouan.journeys.replies import subscribing
from kouan.journeys.replies.book import Book
from kouan.journeys.sealing import seal_anew, standing
from kouan.journeys.taxing import counter
from kouan.project import settings
from kouan.store import vault as vaults
from kouan.store.roles import actor
from kouan.store.vault import PREFIX, Sealed, Vault, key_name
from tests.spec.port import Port

FIRM = actor("kapok", "kapok", "declarant")
ACCOUNT = "FAKE62220000123456"
AGREED = Agreement(
    id="TPA-kapok",
    organisation="kapok",
    bank="FAKECNBJ",
    account=ACCOUNT,
    holder="示例（虚构）",
    since=dt.date(2026, 1, 1).isoformat(),
)


@pytest.fixture
def secrets() -> Iterator[list[str]]:
    """The secrets of the process for a test; afterwards those of the installation."""
    held = ["first"]
    vaults.keep_with(lambda: held)
    yield held
    vaults.keep_with(settings._secrets)


@pytest.fixture
def port(store, tmp_path: Path, secrets: list[str]) -> Iterator[Port]:  # noqa: ANN001
    made = Port(store, tmp_path)
    yield made
    made.house.writer.stop()


def rows(port: Port, text: str) -> list[str]:
    return [str(r[0]) for r in port.house.reader.connections.query(text, [])]


def kept(port: Port) -> str:
    """A subscription and an agreement; the subscription's secret in clear."""
    book = Book(port.house.store)
    made, _ = subscribing.begin(book, FIRM, "https://example.com/in", "v1", now=port.now, demonstration=False)
    port.house.writer.write(counter.agree(port.house, AGREED))
    return made.secret


def test_no_secret_and_no_account_stands_in_clear(port: Port, caplog: pytest.LogCaptureFixture) -> None:
    """In the tables only what is sealed; read back it is whole, masked where it is shown; nothing of it in the log."""
    caplog.set_level(logging.DEBUG)
    secret = kept(port)
    held = rows(port, "SELECT secret FROM reply_subscription") + rows(port, "SELECT account FROM window_tax_agreement")
    assert all(h.startswith(PREFIX) for h in held)
    assert not any(secret in h or ACCOUNT in h for h in held)
    book = Book(port.house.store)
    (made,) = book.of("kapok")
    assert made.secret == secret
    found = reading.agreement_of(port.house.reader, "kapok")
    assert found is not None
    assert found.account == ACCOUNT
    assert ACCOUNT not in found.masked
    logging.getLogger("kouan").warning("%r %r", made, found)
    assert secret not in caplog.text
    assert ACCOUNT not in caplog.text


def test_the_secret_is_turned_while_it_works(port: Port, secrets: list[str]) -> None:
    """A new secret in front: what the old one sealed still opens, is sealed anew, and the old one is not needed any more."""
    secret = kept(port)
    old = vaults.vault().newest()
    secrets.insert(0, "second")
    assert Book(port.house.store).of("kapok")[0].secret == secret
    vaults.vault().reload()
    assert standing(port.house.store) == {old: 2}
    assert seal_anew(port.house.store, vaults.vault()) == 2
    assert standing(port.house.store) == {vaults.vault().newest(): 2}
    secrets.pop()
    vaults.vault().reload()
    assert Book(port.house.store).of("kapok")[0].secret == secret
    assert seal_anew(port.house.store, vaults.vault()) == 0


def test_a_serving_process_learns_a_new_secret_by_itself(secrets: list[str]) -> None:
    """Another process sealed with a newer one: the key is looked for again, once it is met."""
    serving = Vault(lambda: secrets)
    serving.newest()
    secrets.insert(0, "newer")
    sealed = Vault(lambda: secrets).seal("text", "a.b c")
    assert serving.opened(sealed, "a.b c") == "text"


def test_a_secret_that_was_turned_signs_along_sealed(port: Port) -> None:
    """Turning a subscription's own secret keeps the old one sealed beside the new one."""
    before = kept(port)
    book = Book(port.house.store)
    (made,) = book.of("kapok")
    subscribing.turn(book, made, now=port.now)
    (again,) = book.of("kapok")
    assert again.old_secret == before
    assert again.secrets(port.now) == (again.secret, before)
    assert rows(port, "SELECT old_secret FROM reply_subscription")[0].startswith(PREFIX)


def test_what_is_sealed_opens_in_its_own_row_only(secrets: list[str]) -> None:
    """Moved to another row, changed, or sealed with a secret that is gone: it does not open, and says so."""
    held = vaults.vault()
    sealed = held.seal("text", "t.c 1")
    for wrong, about in ((sealed, "t.c 2"), (sealed[:-4] + "AAA=", "t.c 1"), (f"{PREFIX}00000000.AAAA", "t.c 1")):
        with pytest.raises(Sealed):
            held.opened(wrong, about)
    assert held.opened("clear", "t.c 1") == "clear"
    assert held.seal("", "t.c 1") == ""
    assert key_name("clear") == ""


def test_rows_of_before_are_sealed_by_the_migration(port: Port) -> None:
    """What stood in clear is sealed on the way up, and opened on the way back."""
    secret = kept(port)
    move = importlib.import_module("kouan.store.migrations.0006_sealed_secrets")
    assert move.COLUMNS == ("secret", "old_secret")
    assert apps.get_model("store", "ReplySubscription")._meta.get_field("secret").max_length >= len(
        vaults.vault().seal(secret, "reply_subscription.secret sub_0123456789abcdef")
    )
    connection = port.house.store.connect()
    port.house.store.begin(connection)
    connection.execute(port.house.store.sql("UPDATE reply_subscription SET secret = ?"), [secret])
    connection.execute("COMMIT")
    connection.close()
    assert standing(port.house.store)[""] == 1
    assert seal_anew(port.house.store, vaults.vault()) == 1
    assert Book(port.house.store).of("kapok")[0].secret == secret
