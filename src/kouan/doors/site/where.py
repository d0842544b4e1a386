"""Where is my consignment: a page for the trader, phone first; and the same by a code, for whom the trader told."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kouan.areas.window.consignment.coming import Coming
from kouan.areas.window.consignment.expecting import Expected
from kouan.areas.window.consignment.telling import LIVES, Book, Unfit
from kouan.areas.window.reconciling.mismatch import Mismatch
from kouan.areas.window.reconciling.views import PARTIES
from kouan.doors.looks import GUESSES, LOOKS
from kouan.journeys import catalogue
from kouan.journeys.consignments import (
    MANIFESTS,
    Happened,
    Where,
    bills_of,
    by_code,
    cases_called,
    is_traced,
    may_tell,
    where,
)
from kouan.kernel.cases import Case
from kouan.kernel.documents import DocumentType
from kouan.kernel.journal import instant
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.charts import Interval
from kouan.kit.marks import Chop, Hold
from kouan.kit.saying import lasted, local
from kouan.kit.templatetags.words import said
from kouan.kit.timeline import Step
from kouan.store.house import house
from kouan.store.search import Asked, found

from .case import case_for
from .marks import chip, role_chop, role_words
from .one_consignment import pictured
from .scope import scope
from .who import actor_of, signed_in

NOT_THERE = Words("没有这个编号，或它不对您开放。", "There is no such number, or it is not open to you.")
NO_CODE = Words("没有这个查询码，或已失效。", "There is no such code, or it is no longer valid.")
TOO_FAST = Words("查得太快，请稍后再试。", "Too many tries: wait a little.")
LATELY = 12


class Gap(msgspec.Struct, frozen=True):
    """A mismatch as drawn: the words, who must act; `booked` is the type in whose rule book its rule stands."""

    found: Mismatch
    chop: Chop
    party: Words
    booked: str = ""


@require_safe
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """Type a number, or choose one of the latest. One hit goes straight to its page."""
    who, asked = actor_of(request), request.GET.get("q", "").strip()[:80]
    types = dict(catalogue.types())
    hits: list[Case] = []
    if asked:
        hits = cases_called(house(), asked, who, types)
        if len(hits) == 1:
            return redirect(f"/where/{hits[0].id}/")
    traced = tuple(code for code, of in types.items() if is_traced(of))
    mine = msgspec.structs.replace(_narrowed(scope(who), traced), hands="all")
    lately = hits or [c for c in found(house().reader, mine, limit=LATELY) if c.type in traced]
    values = {
        "asked": asked,
        "missing": bool(asked and not hits),
        "rows": [(c, types[c.type], chip(types[c.type].machine, c.state), instant(c.since)) for c in lately],
        "hits": bool(hits),
    }
    return render(request, "doors/where_search.html", values, status=404 if asked and not hits else 200)


def _narrowed(asked: Asked, traced: tuple[str, ...]) -> Asked:
    types = traced if asked.types is None else tuple(t for t in asked.types if t in traced)
    return msgspec.structs.replace(asked, types=types, own=tuple(t for t in asked.own if t in traced))


@require_safe
@signed_in
def page(request: HttpRequest, id: str) -> HttpResponse:
    """The consignment of a case that this actor may open."""
    who = actor_of(request)
    case, of = _traced(request, id)
    now = house().now()
    told = where(house(), case, of, now=now)
    values = {
        **drawn(told, of, now, role=who.role),
        "case": case,
        "gaps": [_gap(m, of) for m in told.mismatches],
        "graph": told.consignment,
        "picture_of": pictured(told.consignment, told.mismatches, own=case.owner) if told.consignment else None,
        "manifest": told.consignment.manifest if told.consignment else None,
        "late": dt.timedelta(seconds=_late(told)),
        "bills": bills_of(house(), case, now=now) if of.machine.name == MANIFESTS else (),
        "may_tell": may_tell(case, of, who),
        "tellings": Book(house().store).told(case.id, now)[:10] if may_tell(case, of, who) else (),
        "lives": LIVES,
        "fresh": request.session.pop(f"told {case.id}", ""),
        "site": f"{request.scheme}://{request.get_host()}",
    }
    return render(request, "doors/where.html", values)


def _gap(m: Mismatch, of: DocumentType) -> Gap:
    rules = {
        c.id: code for code in ("import_declaration", "export_declaration") for c in catalogue.types()[code].checks
    }
    booked = of.code if m.rule in {c.id for c in of.checks} else rules.get(m.rule, "")
    chop = role_chop(m.party, Hold.NOW) if m.party != "trader" else Chop("贸", PARTIES[m.party], Hold.NOW)
    return Gap(m, chop, PARTIES[m.party] if m.party == "trader" else role_words(m.party), booked)


def _late(told: Where) -> int:
    head = told.consignment.manifest if told.consignment else None
    return head.late_seconds if head else 0


def _traced(request: HttpRequest, id: str) -> tuple[Case, DocumentType]:
    case, of = case_for(id, actor_of(request))
    if not is_traced(of):
        raise Refused("case-unknown", NOT_THERE)
    return case, of


@require_http_methods(["POST"])
@signed_in
def tell(request: HttpRequest, id: str) -> HttpResponse:
    """Make a code, or take one back."""
    who = actor_of(request)
    case, of = _traced(request, id)
    if not may_tell(case, of, who):
        raise Refused("role-may-not", Words("只有申报单位可以告知他人。", "Only who filed it may tell others."))
    book, now = Book(house().store), house().now()
    if request.POST.get("revoke"):
        gone = book.revoke(case.id, request.POST["revoke"], now=now)
        done = Words("已撤回，此码不再可用。", "Revoked: the code opens nothing now.")
        messages.success(request, said(done if gone else NO_CODE))
        return redirect(f"/where/{case.id}/#tell")
    try:
        code = book.tell(
            case.id,
            actor=who,
            now=now,
            days=whole(request.POST.get("days", ""), digits=3),
            note=request.POST.get("note", ""),
        )
        request.session[f"told {case.id}"] = code
    except Unfit:
        words = Words(
            "没有发码：天数不对，备注超过 60 字或有不可见的字符，或有效的码已满 20 个。",
            "Not made: the days do not fit, the note is over 60 characters or holds hidden ones, or 20 codes are alive.",
        )
        messages.error(request, said(words))
    return redirect(f"/where/{case.id}/#tell")


@require_safe
def told_page(request: HttpRequest, code: str) -> HttpResponse:
    """What a code opens: states and times, no number, no party, no goods. Unknown, revoked, expired: the same answer."""
    address = request.META.get("REMOTE_ADDR", "")
    if LOOKS.take(address):
        return _private(render(request, "doors/where_gone.html", {"why": TOO_FAST}, status=429))
    now = house().now()
    id = Book(house().store).case_of(code, now)
    case = house().reader.case(id) if id else None
    of = catalogue.types().get(case.type) if case else None
    if case is None or of is None:
        slow = GUESSES.take(address) > 0
        values = {"why": TOO_FAST if slow else NO_CODE}
        return _private(render(request, "doors/where_gone.html", values, status=429 if slow else 404))
    told = by_code(house(), case, of, now=now)
    return _private(render(request, "doors/where_told.html", drawn(told, of, now)))


def _private(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def drawn(told: Where, of: DocumentType, now: dt.datetime, *, role: str = "") -> dict[str, object]:
    """What both pages draw."""
    holders = told.holder
    hold = Hold.YOU if role in holders else Hold.NOW
    names = [role_words(r) for r in holders]
    return {
        "told": told,
        "of": of,
        "yours": role in holders,
        "holder_chop": role_chop(holders[0] if role not in holders else role, hold) if holders else None,
        "holder_names": Words("、".join(n.zh for n in names), ", ".join(n.en for n in names)),
        "since": instant(told.since),
        "span": now - instant(told.since),
        "state": chip(of.machine, told.state, yours=role in holders),
        "steps": [*_past(told.happened), *_future(told, now)],
        "expected": told.expected,
        "left": told.expected.middle - now if told.expected else None,
        "picture": _picture(told.expected, now) if told.expected else None,
        "arrives": instant(told.arrives) if told.arrives else None,
    }


def _past(happened: Sequence[Happened]) -> list[Step]:
    made: list[Step] = []
    before: dt.datetime | None = None
    for h in sorted(happened, key=lambda h: instant(h.at)):  # as it happened, whenever it was reported
        at = instant(h.at)
        words = Words(f"{h.words.zh} → {h.after.zh}", f"{h.words.en} → {h.after.en}") if h.after else h.words
        took = lasted(at - before) if before else None
        detail = Words(f"距上一步 {took.zh}", f"{took.en} after the step before") if took else ""
        made.append(Step(chop=role_chop(h.role, Hold.DONE), did=words, when=at, detail=detail))
        before = at
    return made


def _future(told: Where, now: dt.datetime) -> list[Step]:
    """What comes next, from the machine; the last of it with its expected time."""
    made = [_to_come(c) for c in told.next]
    if told.arrived is False and made:
        arrival = Words("货物运抵", "Goods arrive")
        made.insert(len(made) - 1, Step(chop=role_chop("port", Hold.WAIT), did=arrival, later=True))
    if made and told.expected:
        made[-1] = msgspec.structs.replace(made[-1], expected=_between(told.expected))
    return made


def _to_come(c: Coming) -> Step:
    return Step(chop=role_chop(c.by[0], Hold.WAIT), did=c.words, later=True)


def _between(e: Expected) -> Words:
    low, high = local(e.low), local(e.high)
    same = low.date() == high.date()
    ends = f"{low:%m-%d %H:%M} – {high:%H:%M}" if same else f"{low:%m-%d %H:%M} – {high:%m-%d %H:%M}"
    return Words(f"预计 {ends}", f"expected {ends}")


def _picture(e: Expected, now: dt.datetime) -> Interval:
    hours = [(t - now).total_seconds() / 3600 for t in (e.low, e.middle, e.high)]
    low, middle, high = (Decimal(round(max(0.0, h), 1)).quantize(Decimal("0.1")) for h in hours)
    return Interval(
        finding=Words(
            f"距放行还有 {middle} 小时（{e.level}% 在 {low} 至 {high} 小时之间）",
            f"{middle} h left until release ({e.level} % between {low} and {high} h)",
        ),
        value=middle,
        low=low,
        high=high,
    )
