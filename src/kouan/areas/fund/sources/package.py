"""Office files are zip packages: what is looked at before anything of one is unpacked."""

import io
import zipfile
import zlib

from kouan.areas.fund.sources.transcript import Unreadable
from kouan.kernel.words import Words

MOST_ENTRIES = 2_000
MOST_BYTES = 48 * 1024 * 1024
"""Bytes of all parts together, unpacked. A notice of thirty pages has less than two million."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACROS = Unreadable(
    "file-macros",
    Words(
        "文件含有宏，不读取。请另存为不含宏的 .docx 或 .xlsx 后再交",
        "The file carries macros and is not read: save it as .docx or .xlsx without macros",
    ),
)
BROKEN = Unreadable(
    "file-broken", Words("文件损坏或不完整，打不开", "The file is damaged or incomplete and can not be opened")
)
BOMB = Unreadable(
    "file-bomb",
    Words("文件解压后过大，不读取", "The file unpacks to far more than a file of its kind holds, and is not read"),
)
LOCKED = Unreadable(
    "file-locked", Words("文件有密码，请去掉密码后再交", "The file has a password: remove it and send it again")
)
OLD = Unreadable(
    "file-old-office",
    Words("旧版 Office 或 WPS 文件，请另存为 .docx 或 .xlsx", "An old Office file: save it as .docx or .xlsx"),
)


def is_package(body: bytes) -> bool:
    """Does it look like a zip, or like an old or encrypted Office file?"""
    return body.startswith((b"PK\x03\x04", OLE))


def parts_of(body: bytes) -> dict[str, bytes]:
    """The XML parts of a package by name. Raises `Unreadable`; nothing beyond `MOST_BYTES` is ever unpacked."""
    if body.startswith(OLE):
        raise LOCKED if ENCRYPTED in body else OLD
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            return _unpacked(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as fault:
        if isinstance(fault, Unreadable):
            raise
        raise BROKEN from fault


def _unpacked(package: zipfile.ZipFile) -> dict[str, bytes]:
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise LOCKED
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise BOMB
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise MACROS
    parts: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        if not entry.filename.endswith((".xml", ".rels")):
            continue
        with package.open(entry) as source:
            content = source.read(left + 1)
        left -= len(content)
        if left < 0:
            raise BOMB
        parts[entry.filename] = content
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        raise MACROS
    return parts
