"""All early warnings, and the officer's desk: what waits for a decision today."""

import datetime as dt

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.areas.fund import queries
from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.models import Clawback, FinalPlan, Objection, PaymentStop, Plan
from kouan.areas.fund.objecting.queries import OPEN
from kouan.areas.fund.pages import HERE, state_of
from kouan.areas.fund.paying.progress import feasibility
from kouan.areas.fund.paying.queries import account
from kouan.areas.fund.paying.warnings import GRAVITY, Kind, Warn, warnings_of
from kouan.areas.fund.rules.calendar import SHANGHAI
from kouan.areas.fund.rules.money import yuan_of
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.marks import Chip
from kouan.kit.marks import Kind as Tone
from kouan.store.house import house

CHIPS: dict[Kind, Chip] = {
    "above": Chip(Tone.REFUSED, Words("超支", "above the grant")),
    "red_twice": Chip(Tone.HELD, Words("连续滞后", "red twice")),
    "clawback": Chip(Tone.HELD, Words("逾期未缴回", "not back in time")),
    "behind": Chip(Tone.HELD, Words("滞后", "behind")),
    "silent": Chip(Tone.DRAFT, Words("未报", "no report")),
    "pace": Chip(Tone.DUE, Words("时间不够", "too slow")),
    "stopped": Chip(Tone.HELD, Words("暂停支付", "stopped")),
    "objected": Chip(Tone.RETURNED, Words("异议在办", "objection open")),
}
ENDING = dt.timedelta(days=3)


class Seen(msgspec.Struct, frozen=True):
    """A notice that is final, and what is to be said of its feasibility."""

    listed: queries.Listed
    feasible: object


@require_safe
@login_required
def watch(request: HttpRequest) -> HttpResponse:
    """The list of early warnings over all notices, the gravest first."""
    _reader(request)
    found, seen = warned(house().now())
    counts = [(CHIPS[kind], n) for kind in GRAVITY if (n := sum(one.kind == kind for one in found))]
    context = {"crumbs": HERE, "rows": [(one, CHIPS[one.kind]) for one in found], "counts": counts, "seen": seen}
    return render(request, "fund/watch.html", context)


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the officer: objections, plans, notices about to end, money called back, warnings."""
    me = _reader(request)
    now = house().now()
    found, _ = warned(now)
    notices = queries.notices()
    final = set(FinalPlan.objects.values_list("notice", flat=True))
    open_objections = list(Objection.objects.filter(state__in=OPEN).order_by("received_at", "number")[:50])
    ripe = [one for one in notices if not one.is_open(now) and one.number not in final]
    plans = list(Plan.objects.exclude(state__in=["closed", "final", "on_notice"]).order_by("-since")[:20])
    called = Clawback.objects.select_related("payment__line__row__plan").order_by("due_on")
    calls = [one for one in called if one.returned_fen < one.fen]
    context = {
        "crumbs": HERE,
        "may": me.may("fund.write"),
        "objections": open_objections,
        "running": [(one, state_of(one, now)) for one in notices if one.is_open(now)],
        "ripe": ripe,
        "plans": plans,
        "calls": calls,
        "stops": list(PaymentStop.objects.filter(ends__isnull=True).select_related("row__plan").order_by("since")),
        "warnings": [(one, CHIPS[one.kind]) for one in found[:8]],
        "more": max(0, len(found) - 8),
        "waits": len(open_objections) + len(ripe) + len(plans) + len(calls),
    }
    return render(request, "fund/desk.html", context)


def warned(now: dt.datetime) -> tuple[list[Warn], list[Seen]]:
    """Every warning over all final plans, and what each notice says of its first milestone."""
    today = now.astimezone(SHANGHAI).date()
    found: list[Warn] = []
    seen: list[Seen] = []
    for listed in queries.notices():
        known = account(listed.number)
        shown = queries.notice(listed.number, house().reader) if known else None
        if known is None or shown is None:
            continue
        objected = Objection.objects.filter(notice=listed.number, state__in=OPEN).values_list("position", flat=True)
        found += warnings_of(known, shown.notice, today, [position or 0 for position in objected])
        found += _held(listed.number, today)
        feasible = feasibility(shown.notice)
        if feasible and feasible.doubtful:
            seen.append(Seen(listed, feasible))
    return sorted(found, key=lambda one: (GRAVITY[one.kind], one.notice, one.position)), seen


def _held(notice: str, today: dt.date) -> list[Warn]:
    """Rows whose payments are stopped, and money called back that is not here in time."""
    made = [
        Warn(
            kind="stopped",
            notice=notice,
            position=one.row.position,
            applicant=one.row.applicant,
            project=one.row.project,
            words=Words(one.reason, one.reason),
        )
        for one in PaymentStop.objects.filter(row__plan__notice=notice, ends__isnull=True).select_related("row")
    ]
    late = Clawback.objects.filter(payment__line__row__plan__notice=notice, due_on__lt=today)
    for one in late.select_related("payment__line__row"):
        if one.returned_fen < one.fen:
            row, out = one.payment.line.row, yuan_of(one.fen - one.returned_fen)
            said = Words(
                f"应于{one.due_on.isoformat()}前缴回，尚缺{out}元",
                f"{out} 元 were to be back by {one.due_on.isoformat()}",
            )
            made.append(
                Warn(
                    kind="clawback",
                    notice=notice,
                    position=row.position,
                    applicant=row.applicant,
                    project=row.project,
                    words=said,
                )
            )
    return made


def _reader(request: HttpRequest) -> Actor:
    me = who(request)
    if not (me.may("fund.write") or me.may("fund.read")):
        raise Refused("role-may-not", Words("当前身份不能查看", f"Your role ({me.role}) may not look at this"))
    return me
