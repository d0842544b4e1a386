"""Filing by folder: what a firm lays into its inbox is filed as through any other door, and goes to succeeded or failed.

A receipt under the file's own name says what came of it. The key of a filing is the file's name with its bytes, so the same file,
laid down again or met again after a kill, is not filed twice.
"""

import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from kouan.areas.window.answer import ANSWER
from kouan.kernel.cases import digest
from kouan.kernel.findings import Finding
from kouan.kernel.formats import Reading, detect
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.store.house import House
from kouan.store.units import Conflict, Unit

from . import catalogue
from .filing import Faulty, file_document
from .licensing.drawing import written
from .outside import taking as outside
from .replies.outbox import put

INBOX, SUCCEEDED, FAILED, RECEIPTS, OUTBOX = FOLDERS = ("inbox", "succeeded", "failed", "receipts", "outbox")
LARGEST = 4 * 1024 * 1024
AT_ONCE = 50
SETTLED_SECONDS = 1
"""A file that was written to a moment ago is left alone: who copies instead of renaming may not be done."""


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of one document of a file: the port's answer, or why it was not taken."""

    type: str
    answer: msgspec.Raw = msgspec.Raw(b"null")
    code: str = ""
    message: Words | None = None
    findings: tuple[Finding, ...] = ()


class Receipt(msgspec.Struct, frozen=True):
    """What came of one file."""

    file: str
    sha256: str
    taken: bool
    format: str
    documents: tuple[Outcome, ...]
    findings: tuple[Finding, ...]


def take_in(house: House, folder: Path, actor: Actor, *, wall: Callable[[], Any] = time.time) -> int:
    """File what lies in the inbox, oldest name first; how many files. Raises OSError where a folder can not be used."""
    waiting = sorted(
        p for p in (folder / INBOX).iterdir() if not p.name.startswith(".") and not p.name.endswith(".part")
    )
    done = 0
    for path in waiting[:AT_ONCE]:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or wall() - found.st_mtime < SETTLED_SECONDS:
            continue
        receipt = _filed(house, path, found.st_size, actor)
        name = f"{receipt.sha256[:8]}-{path.name}"
        put(folder / RECEIPTS / f"{name}.json", msgspec.json.encode(receipt) + b"\n")
        path.replace(folder / (SUCCEEDED if receipt.taken else FAILED) / name)
        done += 1
    return done


def _filed(house: House, path: Path, size: int, actor: Actor) -> Receipt:
    if size > LARGEST:
        words = Words("文件超过 4 MB", "The file is larger than 4 MB")
        return Receipt(path.name, "0" * 64, False, "", (Outcome("", code="body-too-large", message=words),), ())
    body = path.read_bytes()
    if actor.may("replies.lodge"):
        return _handed_in(house, path.name, body, actor)
    form = detect(catalogue.formats().values(), body, path.name)
    reading = form.read(body) if form else Reading()
    types = catalogue.types()
    ours = [c for c in reading.documents if c.type in types]
    said = form.code if form else ""
    outcomes = tuple(_one(house, c, n, path.name, body, said, actor, reading.findings) for n, c in enumerate(ours))
    if not ours:
        words = Words("没有读出可申报的单证", "No document that can be filed was read")
        outcomes = (Outcome("", code="nothing-to-file", message=words),)
    taken = bool(ours) and not any(o.code for o in outcomes)
    return Receipt(path.name, digest(body), taken, form.code if form else "", outcomes, reading.findings)


def _handed_in(house: House, name: str, body: bytes, actor: Actor) -> Receipt:
    """What a gateway of an outside customs system lays down are its replies. Each is kept, so the file succeeded if one was read."""
    heard = outside.take_in(house, body, actor=actor, now=house.now())
    outcomes = tuple(Outcome(ANSWER, answer=msgspec.Raw(msgspec.json.encode(r))) for r in heard.replies)
    if heard.refused:
        outcomes = (Outcome(ANSWER, code="reply-unread", message=outside.UNREADABLE, findings=heard.findings),)
    return Receipt(name, digest(body), not heard.refused, heard.format, outcomes, heard.findings)


def _one(
    house: House,
    carried: Any,
    n: int,
    name: str,
    body: bytes,
    form: str,
    actor: Actor,
    beside: tuple[Finding, ...],
) -> Outcome:
    of = catalogue.types()[carried.type]
    key = f"drop:{digest(name.encode() + body)[:40]}:{n}"

    def make() -> Unit:
        return file_document(
            of,
            carried.document,
            actor=actor,
            key=key,
            now=house.now(),
            form=form or "drop",
            original=body,
            reader=house.reader,
            beside=beside,
        )

    try:
        return Outcome(carried.type, answer=msgspec.Raw(written(house.writer, make).answer))
    except Faulty as faulty:
        words = Words("内容需要改正，未受理", "Faults: not taken")
        return Outcome(carried.type, code="document-faulty", message=words, findings=faulty.findings)
    except Refused as refused:
        return Outcome(carried.type, code=refused.code, message=refused.words)
    except Conflict as conflict:
        return Outcome(carried.type, code=conflict.code, message=Words("与已有申报冲突", "It conflicts with a filing"))
