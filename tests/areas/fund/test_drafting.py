"""The officer's page: paste, review, give reasons, publish; others do not get in."""

from pathlib import Path

import pytest
from django.test import Client

from kouan.areas.fund import models
from kouan.store.house import House
from kouan.store.models import Account, Organisation

from .conftest import REASON, WAIVED
from .notices import changed, seed_text

DRAFT = "/fund/draft/"


def client_of(role: str) -> Client:
    """A signed-in person of that role."""
    office, _ = Organisation.objects.get_or_create(
        id="ORG-X", name_zh="示例办（虚构）", name_en="Sample office (invented)"
    )
    account = Account.objects.create(login=f"{role}-x", organisation=office, role=role)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_officer_publishes_from_the_pasted_text(port: House, shared: Path) -> None:
    """Review shows all remarks and asks a reason for each blocking one; with the reasons the notice is public."""
    client, text = client_of("fund_officer"), seed_text(shared)
    assert client.get(DRAFT).status_code == 200
    reviewed = client.post(DRAFT, {"text": text, "review": "1"}).content.decode()
    assert all(f'name="waive-{name}"' in reviewed for name in WAIVED)
    assert port.writer.position == 0
    blocked = client.post(DRAFT, {"text": text, "publish": "1", "key": "a"})
    assert blocked.status_code == 422
    assert "D4.1" in blocked.content.decode()
    reasons = {f"waive-{name}": REASON for name in WAIVED}
    done = client.post(DRAFT, {"text": text.replace("\n", "\r\n"), "publish": "1", "key": "a", **reasons})
    assert done.status_code == 302
    shown = Client().get(done["Location"]).content.decode()
    assert REASON in shown
    assert "fund_officer-x" in shown
    kept = port.reader.document(models.PublishedNotice.objects.get().number, 1)
    assert kept
    assert kept.original.decode() == text


def test_a_wrong_sum_asks_for_no_reason(port: House, shared: Path) -> None:
    """A total that is wrong has no box for a reason: it must be corrected."""
    text = changed(seed_text(shared), ("合计\t\t\t3690", "合计\t\t\t3700"))
    page = client_of("fund_officer").post(DRAFT, {"text": text}).content.decode()
    assert 'name="waive-D24"' not in page
    assert 'name="waive-D9"' in page


@pytest.mark.parametrize("role", ["declarant", "auditor", "operator", "customs"])
def test_other_roles_do_not_get_in(role: str, port: House) -> None:
    """Whoever may not publish gets 403 and no page."""
    assert client_of(role).get(DRAFT).status_code == 403


def test_who_is_not_signed_in_is_asked_to(port: House) -> None:
    """Nobody gets to the page without signing in."""
    answer = Client().get(DRAFT)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login")
