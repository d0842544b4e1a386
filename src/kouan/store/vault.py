"""Secrets at rest: signing secrets of subscriptions and payers' accounts stand in the tables sealed, never in clear.

AES-256-GCM of the library `cryptography`, a key for each secret of the installation (HKDF-SHA256). The newest secret seals; all of
them open, so a secret can be changed while the port works. What is sealed is tied to its row: moved to another it does not open.
"""

import base64
import hashlib
import os
import threading
from collections.abc import Callable, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PREFIX = "s1."
_NONCE = 12


class Sealed(Exception):
    """What is sealed can not be opened: its secret is not among those of this installation, or it was tampered with."""


class Vault:
    """Seals and opens. `secrets` gives the secrets of the installation, the newest first; it is asked again for an unknown key."""

    def __init__(self, secrets: Callable[[], Sequence[str]]) -> None:
        self._secrets, self._lock = secrets, threading.Lock()
        self._keys: dict[str, bytes] = {}
        self._newest = ""

    def reload(self) -> None:
        """Read the secrets anew."""
        with self._lock:
            keys = [_key(s) for s in self._secrets()]
            self._keys = {name_of(k): k for k in keys}
            self._newest = name_of(keys[0])

    def newest(self) -> str:
        """The name of the key that seals."""
        if not self._newest:
            self.reload()
        return self._newest

    def names(self) -> tuple[str, ...]:
        """The names of all keys, the newest first."""
        self.newest()
        return tuple(self._keys)

    def seal(self, text: str, about: str) -> str:
        """The text sealed for one place (`table.column id`); nothing stays nothing."""
        if not text:
            return ""
        name, nonce = self.newest(), os.urandom(_NONCE)
        held = nonce + AESGCM(self._keys[name]).encrypt(nonce, text.encode(), about.encode())
        return f"{PREFIX}{name}.{base64.urlsafe_b64encode(held).decode()}"

    def opened(self, sealed: str, about: str) -> str:
        """The text in what was sealed for that place; what is not sealed is given back. Raises `Sealed`."""
        if not sealed.startswith(PREFIX):
            return sealed
        name, _, text = sealed.removeprefix(PREFIX).partition(".")
        if name not in self._keys:
            self.reload()
        key = self._keys.get(name)
        if key is None:
            raise Sealed(f"no secret of this installation has the key {name}")
        try:
            held = base64.urlsafe_b64decode(text)
            return AESGCM(key).decrypt(held[:_NONCE], held[_NONCE:], about.encode()).decode()
        except (InvalidTag, ValueError) as fault:
            raise Sealed("what is sealed does not open here") from fault


def _key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"kouan: secrets at rest").derive(secret.encode())


def name_of(key: bytes) -> str:
    """A key's name: eight signs of its hash."""
    return hashlib.sha256(key).hexdigest()[:8]


def key_name(sealed: str) -> str:
    """The name of the key that sealed this; '' for what is in clear."""
    return sealed.removeprefix(PREFIX).partition(".")[0] if sealed.startswith(PREFIX) else ""


_kept: list[Vault] = []


def keep_with(secrets: Callable[[], Sequence[str]]) -> Vault:
    """Make this the vault of the process: for tests."""
    _kept[:] = [Vault(secrets)]
    return _kept[0]


def vault() -> Vault:
    """The vault of this process, over the secrets of the settings."""
    return _kept[0] if _kept else keep_with(settings.SECRETS)
