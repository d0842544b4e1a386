"""API keys: who a machine is. A key is `kou_` and 256 random bits; only its SHA-256 is stored."""

import hashlib
import secrets
import threading
import time

from kouan.kernel.parties import Actor

from .database import Connections, Store
from .roles import ROLES, actor

_LIFE = 30.0
DEMONSTRATION = b"kou_demo_"
"""Keys of the demonstration begin so: everybody knows them, so outside of one they are nobody's, whatever the store holds."""


class Keys:
    """Looks keys up, and remembers an answer for 30 seconds so that a busy client costs no query a request."""

    def __init__(self, store: Store, *, demonstration: bool = False) -> None:
        self._demonstration = demonstration
        self._connections = Connections(store)
        self._seen: dict[bytes, tuple[float, Actor | None]] = {}
        self._lock = threading.Lock()

    def remembered(self, token: bytes) -> Actor | None:
        """The actor of a key that was looked up in the last 30 seconds; never touches the store."""
        kept = self._seen.get(token)
        return kept[1] if kept and kept[0] > time.monotonic() else None

    def actor(self, token: bytes) -> Actor | None:
        """The actor of a key, or None for one that is unknown, revoked, or of a demonstration that this is not. Raises `Unavailable` without a store."""
        known = self.remembered(token)
        if known:
            return known
        if token.startswith(DEMONSTRATION) and not self._demonstration:
            return None
        text = "SELECT name, organisation_id, role FROM api_key WHERE digest = ? AND revoked = ''"
        rows = self._connections.query(text, [digest(token)])
        found = actor(rows[0][0], rows[0][1], rows[0][2]) if rows and rows[0][2] in ROLES else None
        if found:
            with self._lock:
                if len(self._seen) > 10_000:
                    self._seen.clear()
                self._seen[token] = (time.monotonic() + _LIFE, found)
        return found


def new_key() -> str:
    """A fresh key, to be shown once."""
    return "kou_" + secrets.token_urlsafe(32)


def digest(token: bytes) -> str:
    """What is stored of a key."""
    return hashlib.sha256(token).hexdigest()
