"""What somebody hands in: words and papers, looked at before anything is kept."""

import re
import unicodedata
from datetime import date, datetime
from typing import Literal, get_args

import msgspec

from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.rules.identity import is_resident_id, tidy
from kouan.areas.fund.rules.objections import Piece
from kouan.kernel.machine import Refused
from kouan.kernel.parties import is_uscc
from kouan.kernel.words import Words

MOST_FILES, LARGEST = 12, 5 * 1024 * 1024
LENGTHS = {
    "name": 80,
    "contact": 120,
    "contact_person": 80,
    "identity": 30,
    "postal_address": 200,
    "matters": 4000,
    "clue": 4000,
}
SIGNS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
FILED = ("id_copy", "hand_signature", "seal", "evidence")
KEY = re.compile(r"[0-9a-f]{32}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

Objector = Literal["person", "body", "authority"]
Channel = Literal["paper", "email", "phone", "oral"]


class File(msgspec.Struct, frozen=True):
    """One paper as bytes. `piece` says what it is meant to be."""

    piece: str
    name: str
    content: bytes

    @property
    def media(self) -> str:
        """By its first bytes, never by its name; "" for what is not taken."""
        return next((media for sign, media in SIGNS.items() if self.content.startswith(sign)), "")


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """An objection as handed in. `position` is a row of the plan, 0 for the whole; `on_paper` lies in the post room."""

    notice: str
    position: int = 0
    objector: Objector = "person"
    channel: Channel = "email"
    name: str = ""
    identity: str = ""
    contact: str = ""
    contact_person: str = ""
    postal_address: str = ""
    matters: str = ""
    clue: str = ""
    files: tuple[File, ...] = ()
    on_paper: frozenset[str] = frozenset()
    received_at: datetime | None = None
    postmark: date | None = None

    @property
    def pieces(self) -> tuple[str, ...]:
        """The kinds of what is there, a clue and evidence among them, in a fixed order."""
        there = {
            name for name in ("contact", "contact_person", "postal_address", "matters", "clue") if getattr(self, name)
        }
        there |= {file.piece for file in self.files} | self.on_paper
        return tuple(sorted(there & {*get_args(Piece), "clue", "evidence"}))


class Faulty(Refused):
    """The form can not be taken as it is; `faults` by field. Nothing was kept."""

    def __init__(self, faults: dict[str, Words]) -> None:
        super().__init__("filing-faulty", Words("请改正后再提交", "Correct the marked fields and send again"))
        self.faults = faults


def clean(text: str) -> str:
    """Text without control characters and without marks that turn the direction of writing; ends trimmed."""
    return _CONTROL.sub("", text.replace("\r\n", "\n")).strip()


def look(filing: Filing, *, now: datetime) -> Filing:
    """The filing with tidy words. Raises `Faulty` with all that is wrong at once."""
    words = {name: clean(getattr(filing, name)) for name in LENGTHS}
    words["identity"] = tidy(words["identity"])
    tidied = msgspec.structs.replace(filing, **words)
    faults = {name: _long(most) for name, most in LENGTHS.items() if len(words[name]) > most}
    faults |= _identity(tidied, now) | _files(tidied.files) | _arrival(tidied, now)
    if faults:
        raise Faulty(faults)
    return tidied


def _long(most: int) -> Words:
    return Words("最多 {n} 字", "at most {n} characters").with_values(n=most)


def _identity(filing: Filing, now: datetime) -> dict[str, Words]:
    if not filing.identity:
        return {}
    if filing.objector == "person":
        right = is_resident_id(filing.identity, on=now.astimezone(SHANGHAI).date())
        words = Words(
            "身份证号码不对，请核对；用其他证件的请留空",
            "not a resident identity number; leave it empty for other papers",
        )
    else:
        right = is_uscc(filing.identity)
        words = Words("统一社会信用代码不对，请核对", "not a unified social credit code: check it")
    return {} if right else {"identity": words}


def _files(files: tuple[File, ...]) -> dict[str, Words]:
    if len(files) > MOST_FILES:
        return {"evidence": Words("最多 {n} 个文件", "at most {n} files").with_values(n=MOST_FILES)}
    faults = {}
    for file in files:
        if len(file.content) > LARGEST:
            faults[file.piece] = Words("单个文件不超过 5 MB", "at most 5 MB a file")
        elif not file.media or file.piece not in FILED:
            faults[file.piece] = Words("只收 PDF、JPEG、PNG", "PDF, JPEG or PNG only")
    return faults


def _arrival(filing: Filing, now: datetime) -> dict[str, Words]:
    if filing.received_at and filing.received_at > now:
        return {"received_at": Words("收到时间不能在将来", "it can not have come in the future")}
    return {}


def file_name(name: str) -> str:
    """A file's name to be shown: its last part, without control characters."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    return clean(last)[-120:] or "file"
