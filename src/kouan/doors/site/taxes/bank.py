"""Reconciliation with the bank: orders on their way, entries that do not fit, messages handed in by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kouan.areas.window.bank.xml import LIMIT, Unreadable
from kouan.areas.window.paying import answers, reading
from kouan.areas.window.paying.things import Entry, Order
from kouan.areas.window.paying.work import Work
from kouan.doors.site.who import actor_of, needing
from kouan.journeys.taxing import banking, courier
from kouan.journeys.taxing.assessing import shelf_of
from kouan.kernel.journal import instant, stamp
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.units import Conflict

SHOWN = 50


def bank(request: HttpRequest, who: Actor) -> HttpResponse:
    """The page; a message handed in, or an entry closed, comes as POST."""
    fault = None
    if request.method == "POST":
        try:
            done = _close(request, who) if "entry" in request.POST else _hear(request, who)
        except (Refused, Unreadable) as refused:
            fault = refused.words
        except Conflict:
            fault = Words("有人先办了，请重新核对。", "Somebody was first: look again.")
        else:
            messages.success(request, said(done))
            return redirect("/taxes/")
    return render(request, "doors/taxes_bank.html", {**_shown(), "fault": fault}, status=422 if fault else 200)


def _shown() -> dict[str, Any]:
    reader = house().reader
    counted = reader.connections.query("SELECT state, count(*), sum(fen) FROM window_tax_order GROUP BY state")
    heard = reader.connections.query("SELECT outcome, count(*) FROM window_bank_entry GROUP BY outcome")
    moving = reading.kept(reader, Order, {"state": ("made", "sent")}, order="made, id", limit=SHOWN)
    recent = reading.kept(reader, Entry, {}, order="received DESC, id", limit=SHOWN)
    return {
        "orders": {state: (int(n), int(fen or 0)) for state, n, fen in counted},
        "heard": dict(heard),
        "open": [_told(e) for e in reading.entries_open(reader)[:SHOWN]],
        "moving": [(o, instant(o.made)) for o in moving],
        "recent": [_told(e) for e in recent],
        "carrying": courier.standing(house().var),
        "dead": [(r, instant(r.at)) for r in courier.dead_letters(house())],
    }


def _told(entry: Entry) -> dict[str, Any]:
    found, proposal = answers.OUTCOMES.get(entry.outcome, (Words(entry.outcome, entry.outcome), Words("", "")))
    amount = f"{entry.fen // 100:,}.{entry.fen % 100:02d} {entry.currency}"
    return {"entry": entry, "amount": amount, "found": found, "proposal": proposal, "received": instant(entry.received)}


def _hear(request: HttpRequest, who: Actor) -> Words:
    given = request.FILES.get("message")
    if given is None or not given.size:
        raise Refused("file-missing", Words("没有选择文件", "No file was chosen"))
    if given.size > LIMIT:
        raise Refused("file-too-large", Words("报文过大", "The message is too large"))
    taken = banking.receive(house(), given.read(), actor=who, now=house().now())
    return Words(
        "已读 {m}：对上 {a}，退票 {r}，待核 {o}，重复 {d}，读不了 {f}",
        "Read {m}: {a} fit, {r} refused, {o} to look at, {d} told before, {f} unreadable",
    ).with_values(
        m=taken.message, a=taken.matched, r=taken.refused, o=taken.open, d=taken.repeated, f=len(taken.findings)
    )


def _close(request: HttpRequest, who: Actor) -> Words:
    home = house()
    entry = reading.one(home.reader, Entry, request.POST.get("entry", "")[:64])
    if entry is None:
        raise Refused("entry-unknown", Words("没有这一笔", "There is no such entry"))
    work, note = Work(who, stamp(home.now())), request.POST.get("note", "")
    if request.POST.get("count") == "1":
        behind = banking.behind(home.reader, [entry.order_id]).get(entry.order_id, answers.Behind())
        shelf = shelf_of(home.reader, [behind.bill] if behind.bill else [])
        answers.count_late(work, entry, behind, shelf, note)
    else:
        answers.close(work, entry, note)
    home.writer.write(work.unit())
    return Words("这一笔已办结。", "The entry is closed.")


@require_POST
@needing("tax.bank")
def collect(request: HttpRequest) -> HttpResponse:
    """The orders that wait, as a pain.001 file; with `again` those sent and not answered. A page says when there are none."""
    again = request.POST.get("again") == "1"
    body, n = banking.collect(house(), actor=actor_of(request), now=house().now(), again=again)
    if not n:
        messages.warning(request, said(Words("没有待发的指令。", "No order waits.")))
        return redirect("/taxes/")
    answer = HttpResponse(body, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="pain001-{n}.xml"'
    return answer
