"""Signatures on pushed replies by Standard Webhooks: v1 (HMAC-SHA256, one shared secret) and v1a (Ed25519, a key pair).

What is signed is `id.timestamp.body`, so that neither the bytes nor the time can be changed, and an old message not sent again.
Source: the Standard Webhooks specification 1.0 (secondary: a public specification of an industry group).
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

V1, V1A = "v1", "v1a"
_SECRET, _PRIVATE, _PUBLIC = "whsec_", "whsk_", "whpk_"
SIZE = 32
"""Bytes of a secret, and of an Ed25519 key."""

TOLERANCE_SECONDS = 300
"""How far the time stamp of a message may be from the receiver's clock."""


def new_secret(scheme: str) -> str:
    """A fresh secret of that scheme: `whsec_...` to be shared once, or `whsk_...` that never leaves this house."""
    made = base64.b64encode(secrets.token_bytes(SIZE)).decode()
    return (_PRIVATE if scheme == V1A else _SECRET) + made


def to_verify_with(secret: str) -> str:
    """What the receiver verifies with: the shared secret itself, or the public half `whpk_...` of the key pair."""
    if not secret.startswith(_PRIVATE):
        return secret
    public = Ed25519PrivateKey.from_private_bytes(_bytes(secret)).public_key()
    return _PUBLIC + base64.b64encode(public.public_bytes_raw()).decode()


def headers(secret_s: Sequence[str], message_id: str, seconds: int, body: bytes) -> dict[str, str]:
    """The three headers of a message, signed with each secret (two while one is being replaced)."""
    signatures = " ".join(signature(secret, message_id, seconds, body) for secret in secret_s)
    return {"webhook-id": message_id, "webhook-timestamp": str(seconds), "webhook-signature": signatures}


def signature(secret: str, message_id: str, seconds: int, body: bytes) -> str:
    """One signature with its scheme in front."""
    content = _content(message_id, seconds, body)
    if secret.startswith(_PRIVATE):
        made = Ed25519PrivateKey.from_private_bytes(_bytes(secret)).sign(content)
        return f"{V1A},{base64.b64encode(made).decode()}"
    made = hmac.digest(_bytes(secret), content, hashlib.sha256)
    return f"{V1},{base64.b64encode(made).decode()}"


def holds(verifier: str, message_id: str, seconds: int, body: bytes, signatures: str) -> bool:
    """Does one of the signatures hold? For receivers and tests: `verifier` is what `to_verify_with` gave."""
    wanted = V1A if verifier.startswith(_PUBLIC) else V1
    given = [s.removeprefix(f"{wanted},") for s in signatures.split() if s.startswith(f"{wanted},")]
    content = _content(message_id, seconds, body)
    return any(_holds(verifier, content, s) for s in given)


def _holds(verifier: str, content: bytes, given: str) -> bool:
    if not verifier.startswith(_PUBLIC):
        made = base64.b64encode(hmac.digest(_bytes(verifier), content, hashlib.sha256))
        return hmac.compare_digest(made, given.encode("utf-8", "replace"))
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(verifier)).verify(base64.b64decode(given), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _content(message_id: str, seconds: int, body: bytes) -> bytes:
    return b"%b.%d.%b" % (message_id.encode(), seconds, body)


def _bytes(secret: str) -> bytes:
    return base64.b64decode(secret.partition("_")[2])
