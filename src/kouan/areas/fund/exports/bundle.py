"""The whole fund as one zip: every version of every notice in every form, the tables as CSV, and a manifest of hashes."""

import csv
import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import IO

import msgspec
from django.db.models import Model

from kouan import __version__
from kouan.areas.fund import models, queries
from kouan.areas.fund.exports.forms import FORMS
from kouan.areas.fund.exports.names import Source
from kouan.areas.fund.exports.packing import put
from kouan.areas.fund.exports.tabular import safe
from kouan.areas.fund.paying.queries import account
from kouan.areas.fund.reading import FORMATS
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.store.reader import Reader

TABLES: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "plan_rows": (
        models.PlanRow,
        ("notice__number", "notice__revision", "position", "no", "applicant_printed", "applicant", "inferred", "project", "granted_fen"),
    ),
    "remarks": (
        models.NoticeRemark,
        ("notice__number", "notice__revision", "position", "code", "severity", "place", "printed", "message_zh", "message_en", "waiver"),
    ),
    "final_rows": (
        models.FinalRow,
        ("plan__number", "plan__notice", "position", "applicant", "project", "on_notice_fen", "granted_fen", "reason"),
    ),
    "allotments": (models.AllotmentLine, ("row__plan__notice", "row__position", "document", "dated", "item", "fen")),
    "payments": (
        models.Payment,
        ("line__row__plan__notice", "line__row__position", "line__document", "voucher", "paid_on", "fen", "returned_fen"),
    ),
    "spending": (models.Spending, ("row__plan__notice", "row__position", "quarter", "version", "spent_fen", "reason")),
    "payment_stops": (models.PaymentStop, ("row__plan__notice", "row__position", "since", "reason", "by", "ends", "ended_reason", "ended_by")),
    "clawbacks": (models.Clawback, ("payment__voucher", "fen", "returned_fen", "due_on", "reason", "by", "at")),
    "actuals": (models.Actual, ("notice", "position", "version", "numerator", "denominator", "share", "evidence", "row", "method", "sample", "definition", "period", "interval", "cases", "journal_position", "figure", "by", "at")),
    "plans": (models.PlanVersion, ("plan__number", "plan__year", "plan__state", "version", "cap_fen", "requested_fen", "total_fen", "digest", "previous", "note", "by", "at")),
    "planned_rows": (
        models.PlannedRow,
        ("version__plan__number", "version__version", "no", "applicant", "uscc", "project", "requested_fen", "granted_fen", "cut_reason", "protected"),
    ),
    "evaluations": (models.Evaluation, ("number", "notice", "state", "total", "grade", "digest", "since")),
    "mid_year": (models.MidYear, ("evaluation__notice", "position", "version", "numerator", "denominator", "expected", "likelihood", "reason", "light", "by", "at")),
    "rectifications": (models.Rectification, ("evaluation__notice", "position", "what", "until", "done", "done_at")),
    "finance_scores": (models.FinanceScore, ("evaluation__notice", "version", "block", "points", "score", "reason", "opinion", "total", "grade", "by", "at")),
    "objections": (
        models.Objection,
        ("number", "notice", "revision", "position", "objector", "received_at", "state", "outcome", "ground", "result", "statement"),
    ),
    "earlier_rows": (
        models.EarlierRow,
        ("batch__number", "batch__version", "year", "direction", "applicant", "project", "kind", "fen", "requested_fen", "quarter", "day", "voucher", "inferred", "place"),
    ),
}  # fmt: skip
"""What is written of each table. Nothing of the vault: neither names nor papers of who objected."""
LEFT_OUT = ("who objected, and their papers", "bank accounts", "drafts", "applications not granted")


class Entry(msgspec.Struct, frozen=True):
    """One file of the bundle."""

    path: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What is in the bundle, as of which entry of the journal, and what is not."""

    made_by: str
    journal_seq: int
    journal_seal: str
    as_of: str
    left_out: tuple[str, ...]
    files: tuple[Entry, ...]


def source_of(number: str, revision: int, reader: Reader, url: str) -> tuple[Source, queries.Shown] | None:
    """What the exports of one version are made of, and the version; None where there is none."""
    shown = queries.notice(number, reader, revision)
    if shown is None:
        return None
    listed, known = shown.listed, account(number)
    made = Source(
        number=number,
        revision=revision,
        digest=shown.digest,
        modified=shown.published_at.isoformat(timespec="seconds"),
        url=url,
        notice=shown.notice,
        earliest=listed.late_at.astimezone(SHANGHAI).date().isoformat(),
        final_on=known.final_on.isoformat() if known else "",
        paid={line.position: line.paid for line in known.lines} if known else {},
    )
    return made, shown


def write_bundle(out: IO[bytes], reader: Reader, url_of: Callable[[str, int], str], now: dt.datetime) -> Manifest:
    """Write the zip; the manifest is its last entry and is returned."""
    seq, seal = reader.head()
    entries: list[Entry] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, content in (*_notices(reader, url_of), *_tables()):
            entries.append(Entry(path, len(content), hashlib.sha256(content).hexdigest()))
            put(package, path, content)
        manifest = Manifest(
            made_by=f"kouan {__version__}",
            journal_seq=seq,
            journal_seal=seal.hex(),
            as_of=now.isoformat(timespec="seconds"),
            left_out=LEFT_OUT,
            files=tuple(entries),
        )
        put(package, "manifest.json", msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return manifest


def faults_of(bundle: IO[bytes]) -> list[str]:
    """The files of a bundle that are missing, new, or not what its manifest says; none where all is well."""
    with zipfile.ZipFile(bundle) as package:
        manifest = msgspec.json.decode(package.read("manifest.json"), type=Manifest)
        named = {entry.path: entry.sha256 for entry in manifest.files}
        there = {name: hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()}
    there.pop("manifest.json")
    return sorted(path for path in named.keys() | there.keys() if named.get(path) != there.get(path))


def _notices(reader: Reader, url_of: Callable[[str, int], str]) -> Iterator[tuple[str, bytes]]:
    versions = models.PublishedNotice.objects.order_by("number", "revision").values_list("number", "revision")
    for number, revision in versions:
        found, kept = source_of(number, revision, reader, url_of(number, revision)), reader.document(number, revision)
        if found is None or kept is None:
            continue
        source, shown = found
        folder = f"notices/{number}/v{revision}"
        suffix = next((form.suffix for form in FORMATS if form.code == kept.format), ".bin")
        yield f"{folder}/original{suffix}", kept.original
        yield f"{folder}/notice.json", msgspec.json.encode(shown)
        for name, form in FORMS.items():
            yield f"{folder}/{name}", form.made(source)


def _tables() -> Iterator[tuple[str, bytes]]:
    for name, (model, fields) in TABLES.items():
        rows = model._default_manager.order_by("pk").values_list(*fields)
        yield f"tables/{name}.csv", _csv(fields, rows.iterator())


def _csv(fields: Sequence[str], rows: Iterator[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(field.replace("__", "_") for field in fields)
    writer.writerows([safe(_said(value)) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _said(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value
