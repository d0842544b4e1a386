"""The whole fund as one file: complete, the same each time, checkable, and without a word of who objected."""

import csv
import io
import json
import time
import zipfile

import msgspec
import pytest

from kouan.areas.fund.books import export
from kouan.areas.fund.exports.bundle import TABLES, faults_of, write_bundle
from kouan.areas.fund.exports.forms import FORMS
from kouan.areas.fund.models import VaultRecord
from kouan.areas.fund.operations import Published
from kouan.store.house import House, open_house

from .conftest import NOW
from .test_drafting import client_of
from .test_objections import INSIDE, sent


def bundle(port: House) -> bytes:
    """The bundle's bytes."""
    out = io.BytesIO()
    write_bundle(out, port.reader, lambda number, revision: f"https://example.org/{number}/v{revision}", NOW)
    return out.getvalue()


def test_every_notice_and_table_is_in_it_under_its_hash(port: House, published: Published, body: bytes) -> None:
    """Original, data and every form of every version, each table, a manifest that fits; twice gives the same bytes."""
    made = bundle(port)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        names = set(package.namelist())
        folder = f"notices/{published.number}/v1"
        assert {f"{folder}/{name}" for name in FORMS} | {f"{folder}/original.txt", f"{folder}/notice.json"} <= names
        assert {f"tables/{name}.csv" for name in TABLES} <= names
        assert package.read(f"{folder}/original.txt") == body
        manifest = json.loads(package.read("manifest.json"))
        assert manifest["journal_seq"] == port.writer.position
        rows = list(csv.DictReader(io.StringIO(package.read("tables/plan_rows.csv").decode("utf-8-sig"))))
        assert sum(int(row["granted_fen"]) for row in rows) == 3_690_000_000
    assert faults_of(io.BytesIO(made)) == []
    assert bundle(port) == made


def test_the_hour_of_the_export_changes_no_paper(
    port: House, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file under its hash is the same at another hour and on another day: a hash that changed means a change."""
    before = _papers(bundle(port))
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 100_000)
    assert _papers(bundle(port)) == before


def _papers(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_changed_file_is_found(port: House, published: Published) -> None:
    """Change, drop or add one file of a bundle: the check names it."""
    with zipfile.ZipFile(io.BytesIO(bundle(port))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    victim = "tables/plan_rows.csv"
    for changed in ({victim: parts[victim] + b"x"}, {victim: None}, {"new.txt": b"x"}):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, content in {**parts, **changed}.items():
                if content is not None:
                    package.writestr(name, content)
        assert faults_of(out) == [next(iter(changed))]


def test_nothing_tells_who_objected(port: House, published: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name, identity, contact and words of an objector stand nowhere in the bundle; that there was one does."""
    open_house(msgspec.structs.replace(port, now=lambda: INSIDE))
    sent(published)
    record = VaultRecord.objects.get()
    told = [text for text in (record.name, record.identity, record.contact, record.matters) if len(text) > 1]
    assert told
    with zipfile.ZipFile(io.BytesIO(bundle(port))) as package:
        whole = b"\n".join(package.read(name) for name in package.namelist())
    assert not [text for text in told if text.encode() in whole]
    assert record.number.encode() in whole


def test_officers_and_auditors_get_it_by_the_page(port: House, published: Published) -> None:
    """200 with a zip for who handles or audits the fund, 403 for others, and no flood of bundles."""
    export.LIMITS._buckets.clear()
    for role, status in (("fund_officer", 200), ("auditor", 200), ("declarant", 403), ("operator", 403)):
        answer = client_of(role).get("/fund/export.zip")
        assert answer.status_code == status
        if status == 200:
            assert faults_of(io.BytesIO(b"".join(answer.streaming_content))) == []
