"""What a firm may do about its subscriptions: begin, test, turn the secret, stop, go on, send again from a number, end."""

import datetime as dt
import secrets

import msgspec

from kouan.kernel.journal import stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words

from . import signing
from .book import Book, Parked, Subscription
from .sending import Outcome, Sender
from .targets import fit

MOST = 5
"""Subscriptions of one organisation at most."""
OVERLAP = dt.timedelta(hours=24)
"""How long messages carry the old signature too after the secret was turned."""

UNKNOWN = Words("没有这个推送订阅", "There is no such subscription")


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription as its firm may see it: without the secret. `verify_with` is public for v1a and empty for v1."""

    id: str
    url: str
    scheme: str
    standing: str
    offset: int
    behind: int
    parked: int
    dead: int
    failures: int
    fault: str
    tried_at: str
    done_at: str
    next_at: str
    verify_with: str


def may_follow(actor: Actor) -> bool:
    """Has this actor a log of replies? Whoever may file has."""
    return bool(actor.organisation) and actor.may("cases.read.own")


def begin(
    book: Book, actor: Actor, url: str, scheme: str, *, now: dt.datetime, demonstration: bool
) -> tuple[Subscription, str]:
    """A new subscription that begins with the replies to come, and what to verify with: to be shown once.

    Raises `Refused` for an address that may not be, an unknown scheme, or one subscription too many.
    """
    if scheme not in (signing.V1, signing.V1A):
        raise Refused("scheme-unknown", Words("签名方式只有 v1 和 v1a", "The signature is v1 or v1a"))
    address = fit(url, demonstration=demonstration)
    if len(book.of(actor.organisation)) >= MOST:
        raise Refused(
            "too-many", Words(f"每个单位最多 {MOST} 个推送订阅", f"An organisation has {MOST} subscriptions at most")
        )
    made = Subscription(
        id=f"sub_{secrets.token_hex(8)}",
        organisation=actor.organisation,
        url=address,
        scheme=scheme,
        secret=signing.new_secret(scheme),
        place=last(book, actor.organisation),
        made_at=stamp(now),
        made_by=actor.user,
    )
    book.add(made)
    return made, signing.to_verify_with(made.secret)


def last(book: Book, organisation: str) -> int:
    """The number of the organisation's last reply."""
    rows = book.read.query("SELECT max(place) FROM reply WHERE organisation = ?", [organisation])
    return int(rows[0][0] or 0)


def own(book: Book, actor: Actor, id: str) -> Subscription:
    """A subscription of the actor's own organisation. Raises `Refused` alike for one that is not theirs and one that is not there."""
    found = book.one(actor.organisation, id)
    if found is None or not may_follow(actor):
        raise Refused("subscription-unknown", UNKNOWN)
    return found


def shown(book: Book, made: Subscription) -> Shown:
    """A subscription as its firm may see it."""
    parked = book.parked(made.id)
    return Shown(
        id=made.id,
        url=made.url,
        scheme=made.scheme,
        standing=made.standing,
        offset=made.place,
        behind=last(book, made.organisation) - made.place,
        parked=sum(not p.dead for p in parked),
        dead=sum(p.dead for p in parked),
        failures=made.failures,
        fault=made.fault,
        tried_at=made.tried_at,
        done_at=made.done_at,
        next_at=made.next_at,
        verify_with=signing.to_verify_with(made.secret) if made.scheme == signing.V1A else "",
    )


def dead_letters(book: Book, made: Subscription) -> list[Parked]:
    """What the subscriber refused for good, in order."""
    return [p for p in book.parked(made.id) if p.dead]


def turn(book: Book, made: Subscription, *, now: dt.datetime) -> str:
    """A new secret in the place of the old one, which signs along for a day. Gives what to verify with, to be shown once."""
    made.old_secret, made.old_until = made.secret, stamp(now + OVERLAP)
    made.secret = signing.new_secret(made.scheme)
    book.change(made)
    return signing.to_verify_with(made.secret)


def stop(book: Book, made: Subscription) -> None:
    """Send nothing until it goes on. Its place stays, so nothing is lost by it."""
    made.standing = "off"
    book.change(made)


def go_on(book: Book, made: Subscription) -> None:
    """Send again, at once."""
    made.standing, made.failures, made.next_at, made.fault = "on", 0, "", ""
    book.change(made)


def replay(book: Book, made: Subscription, start: int) -> None:
    """Send again from the reply of that number. Raises `Refused` for a number that is not in the log, nor the next one."""
    if not 1 <= start <= last(book, made.organisation) + 1:
        raise Refused("offset-unfit", Words("日志里没有这个序号", "The log has no such number"))
    book.restart(made.id, start - 1)


def revive(book: Book, made: Subscription, place: int) -> None:
    """Send one dead letter again. Raises `Refused` where there is none of that number."""
    if not book.revive(made.id, place):
        raise Refused("letter-unknown", Words("没有这封死信", "There is no such dead letter"))


async def test(made: Subscription, sender: Sender, *, now: dt.datetime) -> Outcome:
    """Send a message that is no reply, and tell what came back. Its place in the log does not move."""
    data = {"subscription": made.id, "note": "test"}
    body = msgspec.json.encode({"type": "kouan.test", "timestamp": stamp(now), "data": data})
    head = signing.headers(made.secrets(now), f"test.{secrets.token_hex(6)}", int(now.timestamp()), body)
    return await sender.send(made.url, body, head)
