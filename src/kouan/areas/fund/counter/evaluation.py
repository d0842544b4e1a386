"""The year's result: public score sheet, mid-year lights, finance's evaluation; officers report and move it on here."""

import datetime as dt
from collections.abc import Callable

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kouan.areas.fund import queries
from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.evaluating import deeds
from kouan.areas.fund.evaluating.bundle import bundle, digest, scored
from kouan.areas.fund.evaluating.rules import BLOCKS, LIKELIHOODS, USUAL
from kouan.areas.fund.machines import EVALUATION
from kouan.areas.fund.models import Evaluation, FinanceScore, MidYear, Rectification
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.rules.scoring import BANDS
from kouan.areas.fund.scored import from_index
from kouan.areas.fund.scored.points import BLOCKS as SCORED
from kouan.areas.fund.scored.points import Row
from kouan.areas.fund.scored.reporting import Report, report
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.frame import NavItem
from kouan.kit.marks import Chip, Kind
from kouan.store.house import house
from kouan.store.units import Conflict

RACED = Words("有人先填报了，请重新核对", "Somebody was first: look again")
LIGHTS = {
    "green": Chip(Kind.DONE, Words("绿灯", "green")),
    "amber": Chip(Kind.DUE, Words("黄灯", "amber")),
    "red": Chip(Kind.HELD, Words("红灯", "red")),
}
STATES = {
    "drafted": Kind.DRAFT,
    "submitted": Kind.REVIEW,
    "checked": Kind.REVIEW,
    "returned": Kind.RETURNED,
    "accepted": Kind.DECIDE,
    "published": Kind.DONE,
}


class Middle(msgspec.Struct, frozen=True):
    """One target in the middle of the year: its newest report, its light, and what is to be put right."""

    row: Row
    kept: MidYear | None
    light: Chip | None
    likely: Words | None
    orders: tuple[Rectification, ...]


@require_http_methods(["GET", "POST"])
def evaluation(request: HttpRequest, number: str) -> HttpResponse:
    """The score sheet of a notice's year, and for officers the forms that are open."""
    shown = queries.notice(number, house().reader)
    if shown is None:
        raise Http404
    me, fault = who(request), None
    if request.method == "POST":
        try:
            deed = next((deed for name, deed in DEEDS.items() if name in request.POST), _report)
            deed(request.POST, shown, me)
            return redirect("fund:evaluation", number=number)
        except Refused as refused:
            if refused.code == "role-may-not":
                raise
            fault = refused.words
        except Conflict:
            fault = RACED
    return render(request, "fund/evaluation.html", _context(shown, me, fault), status=422 if fault else 200)


@require_safe
def data(request: HttpRequest, number: str) -> HttpResponse:
    """What the score is computed from, and its digest: whoever computes it again finds the same."""
    made = bundle(number, house().reader)
    if made is None:
        raise Http404
    kept = Evaluation.objects.filter(notice=number).values("state", "total", "grade", "digest").first()
    body = {"digest": digest(made), "stands": kept, "bundle": made}
    return HttpResponse(msgspec.json.encode(body), content_type="application/json")


def _context(shown: queries.Shown, me: Actor, fault: Words | None) -> dict[str, object]:
    number = shown.listed.number
    made, budget, spent = scored(number, house().reader)
    kept = Evaluation.objects.filter(notice=number).first()
    state = kept.state if kept else "drafted"
    actions = [(name, EVALUATION.actions[name]) for name in EVALUATION.open_actions(state)]
    finance = _finance(kept)
    return {
        "crumbs": (*HERE, NavItem(Words("公示", "Notice"), reverse("fund:notice", args=[number]))),
        "listed": shown.listed,
        "sheet": made,
        "budget": budget,
        "spent": spent,
        "kept": kept,
        "state": Chip(STATES[state], EVALUATION.states[EVALUATION.at(state)].words),
        "actions": [(name, action.words, action.needs_reason) for name, action in actions],
        "blocks": list(SCORED.items()),
        "bands": list(BANDS.items()),
        "officer": me.may("fund.write"),
        "open": state in ("drafted", "returned"),
        "measured": {row.indicator.position for row in made.rows if from_index.definition_for(row.indicator)},
        "middle": _middle(made.rows, kept),
        "likelihoods": list(LIKELIHOODS.items()),
        "finance": finance,
        "finance_form": [(block, words, USUAL[block]) for block, words in BLOCKS.items()],
        "fault": fault,
    }


def _middle(rows: tuple[Row, ...], kept: Evaluation | None) -> list[Middle]:
    reports: dict[int, MidYear] = {}
    orders: dict[int, list[Rectification]] = {}
    if kept:
        reports = {one.position: one for one in kept.mid_year.order_by("version")}
        for order in kept.rectifications.order_by("version"):
            orders.setdefault(order.position, []).append(order)
    found = []
    for row in rows:
        at = row.indicator.position
        one = reports.get(at)
        light, likely = (LIGHTS[one.light], LIKELIHOODS[one.likelihood]) if one else (None, None)
        found.append(Middle(row, one, light, likely, tuple(orders.get(at, ()))))
    return found


def _finance(kept: Evaluation | None) -> list[tuple[Words, FinanceScore]]:
    if kept is None:
        return []
    last = kept.finance.order_by("-version").values_list("version", flat=True).first()
    lines = {one.block: one for one in kept.finance.filter(version=last)}
    return [(words, lines[block]) for block, words in BLOCKS.items() if block in lines]


def _report(post: QueryDict, shown: queries.Shown, me: Actor) -> None:
    given = Report(
        indicator=whole(post.get("indicator", "")),
        row=whole(post.get("row", "")),
        numerator=post.get("numerator", ""),
        denominator=post.get("denominator", ""),
        sample=post.get("sample", ""),
        share=post.get("share", "")[:10],
        evidence=post.get("evidence", ""),
    )
    home = house()
    report(shown.listed.number, shown.listed.revision, given, actor=me, now=home.now(), writer=home.writer)


def _take(post: QueryDict, shown: queries.Shown, me: Actor) -> None:
    listed, home = shown.listed, house()
    at = whole(post.get("indicator", ""))
    from_index.take(listed.number, listed.revision, at, year=listed.year, actor=me, now=home.now(), writer=home.writer)


def _move(post: QueryDict, shown: queries.Shown, me: Actor) -> None:
    home = house()
    deeds.move(
        shown.listed.number,
        post.get("move", ""),
        reason=post.get("reason", ""),
        actor=me,
        now=home.now(),
        writer=home.writer,
        reader=home.reader,
    )


def _mid_year(post: QueryDict, shown: queries.Shown, me: Actor) -> None:
    given = deeds.MidYear(
        indicator=whole(post.get("indicator", "")),
        **{name: post.get(name, "") for name in ("numerator", "denominator", "expected", "likelihood", "reason")},
    )
    home = house()
    deeds.mid_year(shown.listed.number, given, actor=me, now=home.now(), writer=home.writer, reader=home.reader)


def _order(post: QueryDict, shown: queries.Shown, me: Actor) -> None:
    home = house()
    try:
        until = dt.date.fromisoformat(post.get("until", ""))
    except ValueError:
        raise Refused("date-wrong", Words("日期不对", "Not a date")) from None
    deeds.order(
        shown.listed.number,
        whole(post.get("indicator", "")),
        what=post.get("what", ""),
        until=until,
        actor=me,
        now=home.now(),
        writer=home.writer,
        reader=home.reader,
    )


def _rectified(post: QueryDict, shown: queries.Shown, me: Actor) -> None:
    home = house()
    deeds.rectified(
        shown.listed.number,
        whole(post.get("indicator", "")),
        what=post.get("what", ""),
        actor=me,
        now=home.now(),
        writer=home.writer,
        reader=home.reader,
    )


def _score(post: QueryDict, shown: queries.Shown, me: Actor) -> None:
    home = house()
    parts = {kind: {block: post.get(f"{kind}-{block}", "") for block in BLOCKS} for kind in ("points", "score", "why")}
    deeds.finance(
        shown.listed.number,
        points=parts["points"],
        scores=parts["score"],
        reasons=parts["why"],
        opinion=post.get("opinion", ""),
        actor=me,
        now=home.now(),
        writer=home.writer,
        reader=home.reader,
    )


DEEDS: dict[str, Callable[[QueryDict, queries.Shown, Actor], None]] = {
    "take": _take,
    "move": _move,
    "mid-year": _mid_year,
    "order": _order,
    "rectified": _rectified,
    "finance": _score,
}
