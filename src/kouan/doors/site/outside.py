"""Replies of an outside customs system: what came, what became of it, and what waits for somebody to look."""

import datetime as dt
from collections.abc import Iterable

import msgspec
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kouan.areas.window.machines import DECLARATION, MANIFEST
from kouan.areas.window.outside import OutsideReply
from kouan.journeys.outside import finding, taking
from kouan.journeys.replies.telling import OUTSIDE, Raw, raw_code
from kouan.kernel.journal import Entry, instant
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.marks import Chip, Kind
from kouan.kit.templatetags.words import said
from kouan.store.house import house

from .who import actor_of, signed_in

PAGE = 50
MOST = 2000
HERE = "/outside/"
CHIPS = {
    "taken": Chip(Kind.DONE, Words("已计入", "Taken")),
    "refused": Chip(Kind.RETURNED, Words("次序不符，已留存", "Out of order, kept")),
    "unknown": Chip(Kind.HELD, Words("单证不明，已留存", "Unknown declaration, kept")),
}


class Line(msgspec.Struct, frozen=True):
    """A reply on the page; `why` says why it was not taken, or why our own step did not follow."""

    row: OutsideReply
    raw: Raw
    chip: Chip
    received: dt.datetime
    why: Words | None
    own: tuple[Words, ...] = ()


class Counted(msgspec.Struct, frozen=True):
    """A reply that counts for a case, on the page of the case."""

    at: dt.datetime
    raw: Raw
    state: str
    number: str
    note: str


def watches(who: Actor) -> bool:
    """Whose page it is: who operates the system, and the gateway itself."""
    return who.may("system.operate") or who.may("replies.lodge")


@require_safe
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    """The newest first; `standing` narrows."""
    who = _watcher(request)
    where: dict[str, object] = {} if who.may("system.operate") else {"sender": who.organisation}
    counted = _counted(where)
    standing = request.GET.get("standing", "")
    where |= {"standing": standing} if standing in CHIPS else {}
    rows = finding.kept(house().reader, where, limit=MOST, newest=True)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    tabs = [("", Words("全部", "All"), sum(counted.values()))]
    tabs += [(name, chip.words, counted.get(name, 0)) for name, chip in CHIPS.items()]
    return render(
        request,
        "doors/outside.html",
        {"page": page, "lines": [_line(r) for r in page.object_list], "tabs": tabs, "standing": standing},
    )


def _counted(where: dict[str, object]) -> dict[str, int]:
    text = "SELECT standing, count(*) FROM window_outside_reply"
    text += " WHERE sender = ? GROUP BY standing" if where else " GROUP BY standing"
    return {str(s): int(n) for s, n in house().reader.connections.query(text, list(where.values()))}


def _line(row: OutsideReply) -> Line:
    why = Words(row.why_zh or row.own_zh, row.why_en or row.own_en)
    own = tuple(_ACTIONS[name].words for name in row.own.split() if name in _ACTIONS)
    raw = raw_code(row.list, row.code)
    return Line(row, raw, CHIPS[row.standing], instant(row.received), why if why.zh else None, own)


_ACTIONS = {**MANIFEST.actions, **DECLARATION.actions}


def _watcher(request: HttpRequest) -> Actor:
    who = actor_of(request)
    if not watches(who):
        raise Refused("role-may-not", Words("您的身份不能打开这一页。", "Your role does not open this page."))
    return who


@require_POST
@signed_in
def again(request: HttpRequest, id: str) -> HttpResponse:
    """Look at one anew that was not taken."""
    who = _watcher(request)
    told = taking.again(house(), id, actor=who, now=house().now())
    if told.standing == "taken":
        messages.success(request, said(Words("已计入 {c}。", "Taken for {c}.").with_values(c=told.case)))
    else:
        why = told.why or CHIPS[told.standing].words
        messages.warning(request, said(Words(f"仍未计入：{why.zh}。", f"Still not taken: {why.en}.")))
    return redirect(HERE)


def counted(entries: Iterable[Entry]) -> list[Counted]:
    """The outside replies that count for a case, from its entries, oldest first."""
    return [_one(e) for e in entries if e.kind == OUTSIDE]


def _one(entry: Entry) -> Counted:
    body = msgspec.json.decode(entry.body)
    raw = raw_code(body["list"], body["code"])
    return Counted(instant(entry.at), raw, body["state"], body.get("number", ""), body.get("reason", ""))
