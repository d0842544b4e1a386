"""The revenue desk of customs: what is overdue, what lacks a bill, refunds to decide, guarantees, months to draw."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kouan.areas.fund.rules.money import BadAmount, fen_of
from kouan.areas.window.paying import reading
from kouan.areas.window.paying.machines import B, R
from kouan.areas.window.paying.things import Bill, Guarantee, Refund, Statement
from kouan.doors.site.who import actor_of, signed_in
from kouan.journeys.taxing import counter
from kouan.kernel.cases import Case
from kouan.kernel.journal import instant
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.templatetags.words import said
from kouan.store.house import House, house
from kouan.store.reader import Reader
from kouan.store.search import names
from kouan.store.units import Conflict, Unit

from .showing import back, held, lines, month, today

SHOWN = 25
_RACED = Words("有人先办了，请重新核对。", "Somebody was first: look again.")


def desk(request: HttpRequest, who: Actor) -> HttpResponse:
    """The desk; auditors see it and do nothing."""
    fault = None
    if request.method == "POST":
        try:
            done = _done(request.POST, who)
        except Refused as refused:
            fault = refused.words
        except BadAmount as bad:
            fault = bad.words
        except Conflict:
            fault = _RACED
        else:
            messages.success(request, said(done))
            return redirect("/taxes/")
    values = {**_shown(who), "fault": fault, "was": request.POST}
    return render(request, "doors/taxes_desk.html", values, status=422 if fault else 200)


def _shown(who: Actor) -> dict[str, Any]:
    reader = house().reader
    counted = reader.connections.query(
        "SELECT state, count(*), sum(fen), sum(CASE WHEN due < ? THEN 1 ELSE 0 END) FROM window_tax_bill GROUP BY state",
        [today().isoformat()],
    )
    by_state = {state: (int(n), int(fen or 0), int(late or 0)) for state, n, fen, late in counted}
    waits = (B.PRESENTED.value, B.SECURED.value)
    oldest = reading.kept(reader, Bill, {"state": waits}, order="due, id", limit=SHOWN)
    issued = reading.kept(reader, Bill, {"state": B.ISSUED.value}, order="issued, id", limit=SHOWN)
    asked = reading.kept(reader, Refund, {"state": R.PROPOSED.value}, order="since, id", limit=SHOWN)
    return {
        "acts": who.may("tax.desk"),
        "sums": {s: by_state.get(s, (0, 0, 0)) for s in B},
        "overdue": sum(by_state.get(s, (0, 0, 0))[2] for s in waits),
        "oldest": lines(oldest, who.role),
        "issued": lines(issued, who.role),
        "lacking": lacking(reader),
        "refunds": [back(r) for r in asked],
        "guarantees": [held(g) for g in reading.kept(reader, Guarantee, {}, order="valid_to, number", limit=100)],
        "months": [month(s) for s in reading.kept(reader, Statement, {}, order="month DESC, payer", limit=SHOWN)],
        "last_month": (today().replace(day=1) - dt.timedelta(days=1)).isoformat()[:7],
        "sample": house().demonstration,
    }


def lacking(reader: Reader) -> list[Case]:
    """Import declarations that were accepted and whose taxes could not be worked out, oldest first."""
    found = reader.connections.query(
        "SELECT id FROM case_row WHERE type = 'import_declaration' AND state IN ('accepted', 'inspecting', 'reviewed',"
        " 'held') AND NOT EXISTS (SELECT 1 FROM window_tax_bill WHERE declaration = case_row.id AND state <> 'void')"
        " ORDER BY since, id LIMIT ?",
        [SHOWN],
    )
    return list(reader.cases_called([row[0] for row in found]).values())


def _done(post: QueryDict, who: Actor) -> Words:
    """Do what was asked and say what was done. Raises `Refused`, `BadAmount`, `Conflict`."""
    deed = DEEDS.get(post.get("deed", ""))
    if deed is None or not who.may("tax.desk"):
        raise Refused(
            "role-may-not", Words("没有这个动作，或您无权办理", "There is no such action, or it is not yours")
        )
    home = house()
    units = deed(post, who, home)
    for unit in units:
        home.writer.write(unit)
    if not units:
        return Words("没有可办的：那个月没有待汇总的税单。", "Nothing to do: no bill of that month waits.")
    return Words("已记录 {n} 项。", "Recorded: {n}.").with_values(n=len(units))


def _decide(post: QueryDict, who: Actor, home: House) -> list[Unit]:
    grant, reason = post.get("grant") == "1", post.get("reason", "")
    id = post.get("refund", "")[:45]
    return [counter.decide_refund(home, id, grant=grant, reason=reason, actor=who, now=home.now())]


def _draw(post: QueryDict, who: Actor, home: House) -> list[Unit]:
    return counter.draw_month(home, post.get("month", "").strip()[:7], actor=who, now=home.now())


def _register(post: QueryDict, who: Actor, home: House) -> list[Unit]:
    owner = post.get("owner", "").strip()[:40]
    if not names(home.reader, {owner}):
        raise Refused("owner-unknown", Words("没有这个企业", "There is no such firm"))
    unit = counter.register_guarantee(
        home,
        number=post.get("number", "").strip(),
        owner=owner,
        issuer=post.get("issuer", ""),
        fen=fen_of(post.get("amount", "").strip(), "元"),
        valid_from=_day(post.get("valid_from", "")),
        valid_to=_day(post.get("valid_to", "")),
        declaration=post.get("declaration", "").strip()[:40],
        actor=who,
        now=home.now(),
    )
    return [unit]


def _nil(post: QueryDict, who: Actor, home: House) -> list[Unit]:
    case = home.reader.case(post.get("declaration", "")[:40])
    if case is None:
        raise Refused("case-unknown", Words("没有这份报关单", "There is no such declaration"))
    return [counter.declare_nil(home, case, post.get("reason", ""), actor=who, now=home.now())]


DEEDS: dict[str, Callable[[QueryDict, Actor, House], list[Unit]]] = {
    "refund": _decide,
    "draw": _draw,
    "register": _register,
    "nil": _nil,
}


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused("date-wrong", Words("日期不对", "Not a date")) from None


@require_safe
@signed_in
def guarantee(request: HttpRequest, number: str) -> HttpResponse:
    """A guarantee with each movement: its owner's own, or any for who may read all."""
    who, reader = actor_of(request), house().reader
    kept = reading.one(reader, Guarantee, number[:40])
    if kept is None or not (who.may("tax.read.all") or kept.owner == who.organisation):
        raise Refused("case-unknown", Words("没有这份担保。", "There is no such guarantee."))
    moves = [(m, instant(m.at)) for m in reading.moves_of(reader, kept.number)]
    return render(request, "doors/taxes_guarantee.html", {"held": held(kept), "guarantee": kept, "moves": moves})
