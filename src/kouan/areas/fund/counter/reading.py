"""Reads what a form sends, whatever it sends: unknown values become the plainest ones, never an error page."""

import datetime as dt
from typing import Any

from django.http import HttpRequest

from kouan.areas.fund.objecting.filing import FILED, LARGEST, LENGTHS, MOST_FILES, Channel, File, Filing, Objector
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.kernel.parties import NOBODY, Actor
from kouan.kit.asked import whole
from kouan.store.models import Account
from kouan.store.roles import actor

OBJECTORS: dict[str, Objector] = {"person": "person", "body": "body", "authority": "authority"}
CHANNELS: dict[str, Channel] = {"email": "email", "paper": "paper", "phone": "phone", "oral": "oral"}
MOST_BYTES = 8 * 1024 * 1024
"""Of one form with its papers; the server in front refuses larger bodies before they come here."""


def who(request: HttpRequest) -> Actor:
    """Who is signed in, or nobody."""
    account = request.user
    if not isinstance(account, Account):
        return NOBODY
    return actor(account.login, account.organisation_id, account.role)


def too_large(request: HttpRequest) -> bool:
    """Does the form say that it is larger than what is taken? Asked before any of it is read."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return not (length.isascii() and length.isdigit()) or int(length) > MOST_BYTES


def filing_of(request: HttpRequest, notice: str) -> Filing:
    """The filing in a form; texts are cut a little above their limit, so that the limit is still seen."""
    post = request.POST
    return Filing(
        notice=notice,
        position=_position(post.get("position", "")),
        objector=OBJECTORS.get(post.get("objector", ""), "person"),
        channel=CHANNELS.get(post.get("channel", ""), "email"),
        files=_files(request),
        on_paper=frozenset(name for name in FILED if f"paper-{name}" in post),
        received_at=_instant(post.get("received_at", "")),
        postmark=_day(post.get("postmark", "")),
        **{name: post.get(name, "")[: most + 100] for name, most in LENGTHS.items()},
    )


def _files(request: HttpRequest) -> tuple[File, ...]:
    taken = [(name, one) for name in FILED for one in request.FILES.getlist(name) if one.size]
    return tuple(File(name, str(one.name), _content(one)) for name, one in taken[: MOST_FILES + 1])


def _content(one: Any) -> bytes:
    """At most one byte more than a file may have."""
    content: bytes = one.read(LARGEST + 1)
    return content


def _position(text: str) -> int:
    return whole(text, otherwise=-1 if text else 0)


def _instant(text: str) -> dt.datetime | None:
    """A local time of the post room, in Shanghai."""
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI) if text else None
    except ValueError:
        return None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
