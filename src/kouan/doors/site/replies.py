"""The replies of the own organisation as pages: the log, where it is pushed, tests, dead letters, sending again."""

import asyncio
import datetime as dt
import functools
from collections.abc import Callable

import msgspec
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kouan.journeys.replies import reading, subscribing
from kouan.journeys.replies.book import Book, Subscription
from kouan.journeys.replies.sending import Outcome, Sender
from kouan.journeys.replies.subscribing import Shown, may_follow
from kouan.journeys.replies.telling import Reply
from kouan.kernel.journal import instant
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.marks import Chip, Kind
from kouan.kit.templatetags.words import said
from kouan.store.house import house

from .who import View, actor_of, signed_in

PAGE = 50
HERE = "/replies/"

_STANDING = {
    "on": Chip(Kind.DONE, Words("推送中", "Pushing")),
    "off": Chip(Kind.HELD, Words("已暂停", "Stopped")),
    "gone": Chip(Kind.REFUSED, Words("接收端已撤（410）", "The receiver is gone (410)")),
    "down": Chip(Kind.RETURNED, Words("接收端不通，稍后再试", "The receiver is down, asked again later")),
}
_FAULTS = {
    "": Words("无", "none"),
    "timeout": Words("10 秒内没有回答", "no answer within 10 s"),
    "private-address": Words("域名指向内部地址，未发送", "the name leads to a private address: not sent"),
    "tls": Words("证书不可信", "the certificate is not to be trusted"),
    "no-connection": Words("连不上", "no connection"),
}


class Line(msgspec.Struct, frozen=True):
    """A subscription on the page."""

    shown: Shown
    chip: Chip
    fault: Words
    next_at: dt.datetime | None
    done_at: dt.datetime | None


class Letter(msgspec.Struct, frozen=True):
    """A dead letter on the page."""

    subscription: str
    place: int
    case: str
    fault: Words
    tried_at: dt.datetime


def for_firms(view: View) -> View:
    """The page is for roles that have a log of replies."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, **named: str) -> HttpResponse:
        if not may_follow(actor_of(request)):
            raise Refused("role-may-not", Words("您的身份没有回执日志。", "Your role has no log of replies."))
        return view(request, **named)

    return signed_in(guarded)


@require_safe
@for_firms
def log(request: HttpRequest) -> HttpResponse:
    """The log, newest first, and the subscriptions."""
    return render(request, "doors/replies.html", shown(request))


def shown(request: HttpRequest) -> dict[str, object]:
    """All that the page draws."""
    who, book = actor_of(request), Book(house().store)
    own = book.of(who.organisation)
    last = reading.last(house().reader, who.organisation)
    return {
        "page": _Log(who, last).get_page(request.GET.get("page")),
        "last": last,
        "lines": [line(book, s) for s in own],
        "letters": [
            letter(s, p.place, p.case_id, p.fault, p.tried_at) for s in own for p in subscribing.dead_letters(book, s)
        ],
        "laid_out": _laid_out(who.organisation),
        "most": subscribing.MOST,
        "room": len(own) < subscribing.MOST,
        "here": f"{request.scheme}://{request.get_host()}",
    }


def _laid_out(organisation: str) -> int:
    """How far the organisation's folder of replies is; 0 where it has none."""
    text = "SELECT place FROM reply_outbox WHERE organisation = ?"
    rows = house().reader.connections.query(text, [organisation])
    return int(rows[0][0]) if rows else 0


class _Log(Paginator):
    """Pages over the log: its numbers have no gaps, so a page is a piece of them."""

    def __init__(self, who: Actor, last: int) -> None:
        super().__init__([], PAGE)
        self.who, self.last = who, last

    @property
    def count(self) -> int:
        return self.last

    def page(self, number: object) -> Page:
        at = self.validate_number(number)
        before = self.last - (at - 1) * PAGE + 1
        rows: list[Reply] = reading.newest(house().reader, self.who.organisation, limit=PAGE, before=before)
        return self._get_page([(r, instant(r.at)) for r in rows], at, self)


def line(book: Book, made: Subscription) -> Line:
    """A subscription on the page: down where it is on and was refused in a row."""
    told = subscribing.shown(book, made)
    standing = "down" if told.standing == "on" and told.failures and told.next_at else told.standing
    return Line(
        told,
        _STANDING[standing],
        fault_words(told.fault),
        instant(told.next_at) if told.next_at else None,
        instant(told.done_at) if told.done_at else None,
    )


def letter(made: Subscription, place: int, case: str, fault: str, tried_at: str) -> Letter:
    """A dead letter on the page."""
    return Letter(made.id, place, case, fault_words(fault), instant(tried_at))


def fault_words(fault: str) -> Words:
    """What went wrong, in words; a status of the other side is told by its number."""
    if fault.startswith("http-"):
        return Words(f"对方回答 {fault[5:]}", f"answered with {fault[5:]}")
    return _FAULTS.get(fault, Words(fault, fault))


@require_POST
@never_cache
@for_firms
def subscribe(request: HttpRequest) -> HttpResponse:
    """A new subscription; the page that answers shows what to verify with, once."""
    who, book = actor_of(request), Book(house().store)
    url, scheme = request.POST.get("url", ""), request.POST.get("scheme", "v1")
    try:
        made, verifier = subscribing.begin(
            book, who, url, scheme, now=house().now(), demonstration=house().demonstration
        )
    except Refused as refused:
        values = {**shown(request), "wrong": refused.words, "url": url[:500], "scheme": scheme}
        return render(request, "doors/replies.html", values, status=422)
    return render(request, "doors/replies.html", {**shown(request), "fresh": made, "verifier": verifier})


@require_POST
@never_cache
@for_firms
def do(request: HttpRequest, id: str, deed: str) -> HttpResponse:
    """One deed on a subscription of the own organisation."""
    book = Book(house().store)
    made = subscribing.own(book, actor_of(request), id)
    if deed == "rotate":
        verifier = subscribing.turn(book, made, now=house().now())
        return render(request, "doors/replies.html", {**shown(request), "fresh": made, "verifier": verifier})
    try:
        words = _deed(deed)(request, book, made)
    except Refused as refused:
        messages.error(request, said(refused.words))
    else:
        messages.success(request, said(words))
    return redirect(HERE)


Deed = Callable[[HttpRequest, Book, Subscription], Words]


def _deed(name: str) -> Deed:
    found = _DEEDS.get(name)
    if found is None:
        raise Refused("case-unknown", Words("没有这个动作。", "There is no such deed."))
    return found


def _stop(request: HttpRequest, book: Book, made: Subscription) -> Words:
    subscribing.stop(book, made)
    return Words("已暂停；恢复后从原处接着发，不会遗漏。", "Stopped. It will go on from here: nothing is lost.")


def _resume(request: HttpRequest, book: Book, made: Subscription) -> Words:
    subscribing.go_on(book, made)
    return Words("已恢复，马上再发。", "Going on: sent again at once.")


def _end(request: HttpRequest, book: Book, made: Subscription) -> Words:
    book.drop(made.id)
    return Words("已取消订阅；日志仍在，可随时再取。", "The subscription is ended; the log stays and can be pulled.")


def _replay(request: HttpRequest, book: Book, made: Subscription) -> Words:
    subscribing.replay(book, made, _number(request))
    return Words("从 {n} 起重发。", "Sent again from {n}.").with_values(n=_number(request))


def _resend(request: HttpRequest, book: Book, made: Subscription) -> Words:
    subscribing.revive(book, made, _number(request))
    return Words("已放回，马上再发。", "Put back: sent again at once.")


def _number(request: HttpRequest) -> int:
    return whole(request.POST.get("from", ""), digits=15)


def _test(request: HttpRequest, book: Book, made: Subscription) -> Words:
    outcome = asyncio.run(_sent(made))
    if not outcome.taken:
        words = fault_words(outcome.fault)
        raise Refused("test-failed", Words(f"测试未送达：{words.zh}。", f"The test was not taken: {words.en}."))
    return Words("测试已送达，对方回答 {s}。", "The test was taken: answered with {s}.").with_values(s=outcome.status)


async def _sent(made: Subscription) -> Outcome:
    sender = Sender(demonstration=house().demonstration)
    try:
        return await subscribing.test(made, sender, now=house().now())
    finally:
        await sender.close()


_DEEDS: dict[str, Deed] = {
    "stop": _stop,
    "resume": _resume,
    "end": _end,
    "replay": _replay,
    "resend": _resend,
    "test": _test,
}
