"""Codes by which a trader lets others see where a consignment is: 144 random bits, expiring, revocable, kept as a digest."""

import datetime as dt
import hashlib
import secrets
from typing import Any

import msgspec

from kouan.areas.window.models import Telling
from kouan.kernel.journal import stamp
from kouan.kernel.parties import Actor

BYTES = 18
LIVES = (7, 30, 90)
"""Days that a code may live."""
MOST = 20
"""Codes of one case that may be alive at once."""


class Told(msgspec.Struct, frozen=True):
    """A code as its maker sees it later: never the code itself."""

    name: str
    made: str
    expires: str
    revoked: str
    note: str
    alive: bool


def digest(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def tell(case: str, *, actor: Actor, now: dt.datetime, days: int, note: str = "") -> str:
    """Make a code for a case; shown once. Raises ValueError beyond the lives and the number that are allowed."""
    if days not in LIVES:
        raise ValueError("days")
    if alive(case, now).count() >= MOST:
        raise ValueError("many")
    code = secrets.token_urlsafe(BYTES)
    Telling.objects.create(
        digest=digest(code),
        case_id=case,
        organisation=actor.organisation,
        made=stamp(now),
        made_by=actor.user,
        expires=stamp(now + dt.timedelta(days=days)),
        note=note[:60],
    )
    return code


def alive(case: str, now: dt.datetime) -> Any:
    """The codes of a case that still open it."""
    return Telling.objects.filter(case_id=case, revoked="", expires__gt=stamp(now))


def case_told(code: str, now: dt.datetime) -> str:
    """The case that a code opens now, or empty: unknown, revoked and expired ones are not told apart."""
    if not (20 <= len(code) <= 40 and code.isascii()):
        return ""
    found = Telling.objects.filter(digest=digest(code), revoked="", expires__gt=stamp(now)).first()
    return found.case_id if found else ""


def revoke(case: str, name: str, *, now: dt.datetime) -> bool:
    """Take a code back, by the beginning of its digest. Was there one?"""
    found = alive(case, now).filter(digest__startswith=name) if len(name) == 12 and name.isalnum() else None
    return bool(found is not None and found.update(revoked=stamp(now)))


def told(case: str, now: dt.datetime) -> list[Told]:
    """The codes of a case, the newest first."""
    rows = Telling.objects.filter(case_id=case).order_by("-made")[:50]
    return [
        Told(r.digest[:12], r.made, r.expires, r.revoked, r.note, not r.revoked and r.expires > stamp(now))
        for r in rows
    ]
