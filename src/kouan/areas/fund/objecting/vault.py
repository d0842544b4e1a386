"""The vault: puts an objector's words and papers away, seals them, opens them to the handling officer with a log entry."""

import datetime as dt
import hashlib
import hmac
import secrets

import msgspec
from django.db import connection, transaction

from kouan.areas.fund.models import VaultAccess, VaultPiece, VaultRecord
from kouan.areas.fund.objecting.filing import LENGTHS, File, Filing, file_name
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words

KEEPER = "(kouan)"
"""Who the log names where the house itself acted."""
RETENTION_OVER = "保存期满 retention over"
CLOSED = Refused("vault-closed", Words("只有承办人能看异议人信息", "Only the officer in charge sees who objects"))


class Opened(msgspec.Struct, frozen=True):
    """What the handling officer sees."""

    record: VaultRecord
    pieces: tuple[VaultPiece, ...]


def number_of(key: str, now: dt.datetime) -> str:
    """The number of a receipt, from the form's random key: the same form sent twice gets the same number."""
    return f"OB-{now.astimezone(SHANGHAI):%Y}-{_digest('number', key)[:12].upper()}"


def code_of(key: str) -> str:
    """The code printed on the receipt once; only its digest is kept."""
    return _digest("code", key)[:16].upper()


def _digest(purpose: str, key: str) -> str:
    return hashlib.sha256(f"{purpose}:{key}".encode()).hexdigest()


def put(number: str, code: str, filing: Filing, *, now: dt.datetime) -> str:
    """Keep what was handed in and return its seal. A number that is there already keeps what it has."""
    known = VaultRecord.objects.filter(number=number).first()
    if known:
        return seal(known.salt, filing)
    salt = secrets.token_hex(16)
    words = {name: getattr(filing, name) for name in LENGTHS}
    with transaction.atomic():
        record = VaultRecord.objects.create(
            number=number, code_digest=_digest("kept", code), salt=salt, kept_at=now, **words
        )
        add(record, filing.files, now=now)
    return seal(salt, filing)


def add(record: VaultRecord, files: tuple[File, ...], *, now: dt.datetime) -> None:
    """Put more papers to a record; the same paper under the same heading once."""
    known = set(record.pieces.values_list("piece", "sha256"))
    digests = {(file.piece, hashlib.sha256(file.content).hexdigest()): file for file in files}
    VaultPiece.objects.bulk_create(
        VaultPiece(
            record=record,
            piece=piece,
            filename=file_name(file.name),
            media=file.media,
            content=file.content,
            sha256=sha256,
            at=now,
        )
        for (piece, sha256), file in digests.items()
        if (piece, sha256) not in known
    )


def supplement(number: str, words: dict[str, str], files: tuple[File, ...], *, now: dt.datetime) -> str:
    """Fill words that were empty, append to those that may grow, add papers; returns the seal of what was added."""
    with transaction.atomic():
        record = VaultRecord.objects.get(number=number)
        for name, text in words.items():
            before = getattr(record, name)
            setattr(record, name, f"{before}\n\n{text}" if before and name in ("matters", "clue") else before or text)
        record.save()
        add(record, files, now=now)
    return _sealed(record.salt, words, files)


def fits(number: str, code: str) -> bool:
    """Is this the code of the receipt? Compared in constant time."""
    record = VaultRecord.objects.filter(number=number).only("code_digest").first()
    kept = record.code_digest if record else "-" * 64
    return hmac.compare_digest(kept, _digest("kept", code.strip().upper()))


def open_for(number: str, handler: str, actor: Actor, *, why: str, what: str, now: dt.datetime) -> Opened:
    """The record, for the handling officer who says why. The log entry is durable before anything is shown.

    Raises `Refused` (vault-closed) for everybody else, whatever the role, and without a reason.
    """
    if not actor.user or actor.user != handler or not actor.may("fund.write"):
        raise CLOSED
    if not why.strip():
        raise Refused("vault-why", Words("请写明查看理由", "Say why you open it"))
    VaultAccess.objects.create(number=number, who=actor.user, at=now, what=what[:40], why=why.strip()[:300])
    record = VaultRecord.objects.get(number=number)
    return Opened(record, tuple(record.pieces.order_by("at", "id")))


def names_of(number: str) -> tuple[str, ...]:
    """What must not stand in anything published about an objection."""
    record = VaultRecord.objects.filter(number=number).first()
    if record is None:
        return ()
    told = (record.name, record.identity, record.contact, record.contact_person, record.postal_address)
    return tuple(text for text in told if len(text) > 1)


def drop_due(now: dt.datetime) -> int:
    """Delete the records whose day has come, with their papers, and overwrite their pages. Returns how many.

    The access log stays, and gets a line for each deletion.
    """
    due = list(
        VaultRecord.objects.filter(delete_on__lte=now.astimezone(SHANGHAI).date()).values_list("number", flat=True)
    )
    if not due:
        return 0
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA secure_delete=ON")
    with transaction.atomic():
        VaultAccess.objects.bulk_create(
            VaultAccess(number=number, who=KEEPER, at=now, what="delete", why=RETENTION_OVER) for number in due
        )
        VaultRecord.objects.filter(number__in=due).delete()
    return len(due)


def delete_on(number: str, day: dt.date) -> None:
    """Set the day on which a record is deleted."""
    VaultRecord.objects.filter(number=number).update(delete_on=day)


def seal(salt: str, filing: Filing) -> str:
    """The salted digest of a filing's words and papers: proves later what was handed in, tells nothing now."""
    return _sealed(salt, {name: getattr(filing, name) for name in LENGTHS}, filing.files)


def _sealed(salt: str, words: dict[str, str], files: tuple[File, ...]) -> str:
    mac = hmac.new(bytes.fromhex(salt), digestmod=hashlib.sha256)
    for name, text in sorted(words.items()):
        mac.update(f"{name}\0{text}\0".encode())
    for file in files:
        mac.update(f"{file.piece}\0{hashlib.sha256(file.content).hexdigest()}\0".encode())
    return mac.hexdigest()
