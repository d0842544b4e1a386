"""The officer's page: paste, review, give reasons, publish; others do not get in."""

import hashlib
import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kouan.areas.fund import models, staging, tables
from kouan.store.house import House
from kouan.store.models import Account, Organisation

from . import written
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


def handed(kind: str, shared: Path) -> SimpleUploadedFile:
    """The seed as a file of that kind."""
    body = getattr(written, f"as_{kind}")(seed_text(shared))
    return SimpleUploadedFile(f"公示.{kind}", body)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "html", "csv"])
def test_a_file_is_reviewed_and_published_as_it_came(kind: str, port: House, shared: Path) -> None:
    """A file of any kind is reviewed in the margin, published with reasons, and its bytes can be had again."""
    client = client_of("fund_officer")
    file = handed(kind, shared)
    body = file.read()
    file.seek(0)
    page = client.post(DRAFT, {"file": file, "review": "1"}).content.decode()
    digest = re.search(r'name="upload" value="([0-9a-f]{64})"', page)
    assert digest
    assert digest[1] == hashlib.sha256(body).hexdigest()
    assert all(f'id="{name}"' in page for name in WAIVED)
    reasons = {f"waive-{name}": REASON for name in WAIVED}
    done = client.post(
        DRAFT, {"upload": digest[1], "name": f"公示.{kind}", "publish": "1", "key": "f", "text": "", **reasons}
    )
    assert done.status_code == 302
    kept = models.PublishedNotice.objects.get()
    assert (kept.digest, kept.rows.count()) == (digest[1], 6)
    base = f"{done['Location']}v1/"
    original = Client().get(f"{base}original")
    assert original.content == body
    assert original["Content-Disposition"].endswith(f'.{kind}"')
    assert "海关总署广东分署" in Client().get(f"{base}notice.txt").content.decode()
    assert Client().get(done["Location"]).status_code == 200
    assert tables.rebuild(port.reader) == 1
    assert models.PublishedNotice.objects.get().remarks.count() == 36


def test_bad_uploads_are_answered_on_the_page(port: House, shared: Path) -> None:
    """Macros, strange bytes, a file that has gone: 422 with the reason in words, nothing kept in the journal."""
    client = client_of("fund_officer")
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as made:
        made.writestr("word/vbaProject.bin", "x")
    for name, body, said in (("a.docm", package.getvalue(), "宏"), ("b.bin", bytes(99), "认不出")):
        answer = client.post(DRAFT, {"file": SimpleUploadedFile(name, body), "review": "1"})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    gone = client.post(DRAFT, {"upload": "0" * 64, "publish": "1"})
    assert gone.status_code == 422
    assert "重新上传" in gone.content.decode()
    assert port.writer.position == 0


def test_a_huge_upload_is_refused_before_it_is_read(port: House) -> None:
    """A request that says it has 500 MB gets 413 at once: not a byte of it is asked for."""
    client = client_of("fund_officer")

    class Unread:
        def read(self, *_: int) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    answer = client.generic(
        "POST", DRAFT, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH="524288000", **{"wsgi.input": Unread()}
    )
    assert answer.status_code == 413
    assert "6 MB" in answer.content.decode()


def test_a_waiting_file_is_dropped_after_a_day(tmp_path: Path) -> None:
    """Files wait under their digest; a day later they are gone, and no other name opens anything."""
    digest = staging.put(tmp_path, b"one")
    assert staging.get(tmp_path, digest) == b"one"
    assert staging.get(tmp_path, "../../etc/passwd") is None
    old = tmp_path / "fund-drafts" / digest
    os.utime(old, (0, 0))
    staging.put(tmp_path, b"two")
    assert staging.get(tmp_path, digest) is None
