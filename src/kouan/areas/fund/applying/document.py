"""What an applicant hands in, as it is kept beside the journal: who, what, how much, whom to call, with which papers."""

import re
import unicodedata

import msgspec

GENERAL = "general"
KINDS = ("company", "authority", "institution")


class Paper(msgspec.Struct, frozen=True):
    """One attached paper: its name as shown, its SHA-256, its bytes counted, its type by content."""

    filename: str
    sha256: str
    size: int
    media: str


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of an application. Money is whole 分; `uscc` or the reason why there is none.

    `ceiling` is the kind of the call's ceilings that the project claims, `ceiling_reason` why where it is an exception.
    """

    name: str
    uscc: str = ""
    no_uscc: str = ""
    kind: str = "company"
    parent: str = ""
    project: str
    place: str = ""
    summary: str = ""
    ceiling: str = GENERAL
    ceiling_reason: str = ""
    needed_fen: int
    requested_fen: int
    own_fen: int = 0
    contact_person: str = ""
    contact: str = ""
    papers: tuple[Paper, ...] = ()


def project_key(name: str) -> str:
    """A project's name as it is compared: half width, small, letters and digits alone."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name)).lower()[:200]
