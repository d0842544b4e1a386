"""Papers that come with an application: their type by content, their limits, their bytes under their digest."""

import datetime as dt
import hashlib
import io
import re
import zipfile

from kouan.areas.fund.applying.document import Paper
from kouan.areas.fund.models import Attachment
from kouan.areas.fund.objecting.filing import file_name
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words

LARGEST, MOST = 5 * 1024 * 1024, 12
"""Bytes of one paper, papers of one application."""
SIGNS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LIVE = re.compile(r"vbaproject|vbadata|activex/|/embeddings/.*\.bin$|macrosheets/", re.IGNORECASE)
_PARTS, _TYPES = 5_000, 1024 * 1024

LARGE = Words("单个文件不超过 5 MB", "At most 5 MB a file")
EMPTY = Words("文件是空的", "The file is empty")
MACRO = Words(
    "文件带宏或控件，不收；请另存为不带宏的 docx、xlsx 或 PDF",
    "The file holds macros or controls and is not taken: save it as a plain docx, xlsx or PDF",
)
OLD_OFFICE = Words(
    "旧式 Office 或加密文件不收；请另存为 docx、xlsx 或 PDF", "Old or encrypted Office files are not taken"
)
UNKNOWN = Words("只收 PDF、docx、xlsx、JPEG、PNG（按内容认）", "PDF, docx, xlsx, JPEG or PNG only, by their content")
TOO_MANY = Words("一份申报最多 12 个文件", "At most 12 papers an application")


def media_of(content: bytes) -> str:
    """The type of a paper by its content, never by its name. Raises `Refused` (code paper-...), whose words say why."""
    if not content:
        raise Refused("paper-empty", EMPTY)
    if len(content) > LARGEST:
        raise Refused("paper-large", LARGE)
    plain = next((media for sign, media in SIGNS.items() if content.startswith(sign)), "")
    if plain:
        return plain
    if content.startswith(OLD):
        raise Refused("paper-old-office", OLD_OFFICE)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    raise Refused("paper-unknown", UNKNOWN)


def keep(name: str, content: bytes, *, now: dt.datetime) -> Paper:
    """Keep the bytes once under their SHA-256 and say what they are. Raises `Refused` as `media_of`."""
    media = media_of(content)
    sha256 = hashlib.sha256(content).hexdigest()
    Attachment.objects.get_or_create(sha256=sha256, defaults={"media": media, "content": content, "kept_at": now})
    return Paper(file_name(name), sha256, len(content), media)


def content_of(sha256: str) -> bytes | None:
    """The bytes under a digest, or None."""
    found = Attachment.objects.filter(sha256=sha256).first()
    return bytes(found.content) if found else None


def _office(content: bytes) -> str:
    """docx or xlsx without anything that runs; only the list of parts and the small list of types are read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = [info.filename for info in packed.infolist()]
            if "[Content_Types].xml" not in names or len(names) > _PARTS:
                raise Refused("paper-unknown", UNKNOWN)
            with packed.open("[Content_Types].xml") as listed:
                types = listed.read(_TYPES + 1)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError, ValueError) as broken:
        raise Refused("paper-unknown", UNKNOWN) from broken
    if any(_LIVE.search(name) for name in names) or b"macroenabled" in types.lower() or len(types) > _TYPES:
        raise Refused("paper-macro", MACRO)
    found = next((media for part, media in OFFICE.items() if part in names), "")
    if not found:
        raise Refused("paper-unknown", UNKNOWN)
    return found
