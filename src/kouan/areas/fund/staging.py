"""Files between two looks at the drafting page: kept for a day under their digest, outside the journal and the tables."""

import hashlib
import re
import time
from pathlib import Path

HOURS = 24
MOST_BYTES = 256 * 1024 * 1024
"""Of all that waits; the oldest goes first."""
DIGEST = re.compile(r"[0-9a-f]{64}")


def put(var: Path, body: bytes) -> str:
    """Keep the bytes and return their SHA-256."""
    folder = _folder(var)
    digest = hashlib.sha256(body).hexdigest()
    _tidy(folder, len(body))
    (folder / digest).write_bytes(body)
    return digest


def get(var: Path, digest: str) -> bytes | None:
    """The bytes of a digest, or None where they have gone or never came."""
    if not DIGEST.fullmatch(digest):
        return None
    try:
        body = (_folder(var) / digest).read_bytes()
    except OSError:
        return None
    return body if hashlib.sha256(body).hexdigest() == digest else None


def _folder(var: Path) -> Path:
    folder = var / "fund-drafts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _tidy(folder: Path, coming: int) -> None:
    kept = sorted(((one.stat().st_mtime, one.stat().st_size, one) for one in folder.iterdir()), reverse=True)
    room = MOST_BYTES - coming
    for changed, size, one in kept:
        room -= size
        if room < 0 or changed < time.time() - HOURS * 3600:
            one.unlink(missing_ok=True)
