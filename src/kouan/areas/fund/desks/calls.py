"""The public pages of calls, and the officer's form to open one or let it close later."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kouan.areas.fund.calling import queries
from kouan.areas.fund.calling.deeds import Asked, Matter, Unfit, extend, list_matter, open_call
from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.desks.shared import CALLS, PHASES, RACED, STANDINGS, STATES, asker, key
from kouan.areas.fund.models import Application, Call, CallMatter
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.rules.calendar import DAY, SHANGHAI
from kouan.areas.fund.rules.capitals import capitals_of
from kouan.areas.fund.rules.ceilings import RULE, ceilings_on
from kouan.areas.fund.rules.money import BadAmount
from kouan.areas.fund.rules.typed import typed_fen
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.templatetags.words import said
from kouan.store.house import house
from kouan.store.units import Conflict

FIELDS = {
    "code": Words("事项代码", "Code of the matter"),
    "zh": Words("事项（中文）", "Matter (Chinese)"),
    "en": Words("事项（英文）", "Matter (English)"),
    "notice_class": Words("公示里的审批类别，如 省级审批项目", "Its class as notices print it, such as 省级审批项目"),
    "direction": Words("方向代码", "Code of the direction"),
    "direction_zh": Words("方向（中文）", "Direction (Chinese)"),
    "direction_en": Words("方向（英文）", "Direction (English)"),
    "fund_zh": Words("资金（中文）", "Fund (Chinese)"),
    "fund_en": Words("资金（英文）", "Fund (English)"),
}


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every call: open ones first."""
    now, me = house().now(), who(request)
    rows = [(call, PHASES[queries.phase(call, now)], last_day(call), left(call, now)) for call in queries.calls(now)]
    context = {"crumbs": HERE, "rows": rows, "me": me, "may_open": me.may("fund.publish")}
    return render(request, "fund/calls.html", context)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One call: rules, ceilings with their standing, dates, and what became of the same matter before."""
    call = _call(number)
    fault = None
    if request.method == "POST":
        me = asker(request, "fund.publish")
        try:
            day = _day(request.POST.get("last_day", ""))
            home = house()
            extend(
                number,
                last_day=day,
                reason=request.POST.get("reason", ""),
                actor=me,
                now=home.now(),
                writer=home.writer,
            )
            messages.success(request, said(Words("已延期并公布。", "The call closes later; this is published.")))
            return redirect("fund:call", number=number)
        except Refused as refused:
            fault = refused.words
        except Conflict:
            fault = RACED
    return _page(request, call, fault)


@require_http_methods(["GET", "POST"])
@login_required
def opening(request: HttpRequest) -> HttpResponse:
    """The form to list a matter and to open a call."""
    me = asker(request, "fund.publish")
    faults: dict[str, Words] = {}
    fault = None
    if request.method == "POST":
        home, post = house(), request.POST
        try:
            if "list" in post:
                matter = Matter(**{name: post.get(name, "")[:200] for name in FIELDS}, approval_class=_class(post))
                list_matter(matter, actor=me, now=home.now(), writer=home.writer)
                messages.success(request, said(Words("事项已列入。", "The matter is listed.")))
                return redirect("fund:call_new")
            number = open_call(_asked(post), actor=me, now=home.now(), writer=home.writer)
            messages.success(
                request, said(Words("通知已发布，记入日志。", "The call is published and in the journal."))
            )
            return redirect("fund:call", number=number)
        except Unfit as unfit:
            fault, faults = unfit.words, unfit.faults
        except Refused as refused:
            fault = refused.words
        except Conflict:
            fault = RACED
        except BadAmount as bad:
            fault, faults = bad.words, {"cap": bad.words}
    today = house().now().astimezone(SHANGHAI).date()
    context = {
        "crumbs": CALLS,
        "matters": list(CallMatter.objects.select_related("direction").order_by("code")),
        "ceilings": [(row, STANDINGS[row.standing]) for row in ceilings_on(today)],
        "known_since": RULE.values[0].since,
        "today": today,
        "was": request.POST,
        "matter_fields": [
            (name, words, request.POST.get(name, ""), faults.get(name)) for name, words in FIELDS.items()
        ],
        "faults": faults,
        "fault": fault,
    }
    return render(request, "fund/call_new.html", context, status=422 if fault else 200)


def _page(request: HttpRequest, call: Call, fault: Words | None) -> HttpResponse:
    now, me = house().now(), who(request)
    officer = me.may("fund.write")
    mine = (
        Application.objects.filter(call=call, applicant_id=me.organisation) if me.user else Application.objects.none()
    )
    context = {
        "crumbs": CALLS,
        "call": call,
        "phase": PHASES[queries.phase(call, now)],
        "is_open": call.opens <= now < call.closes,
        "last_day": last_day(call),
        "left": left(call, now),
        "ceilings": [(row, STANDINGS[row.standing]) for row in queries.ceilings(call.number)],
        "capitals": capitals_of(call.cap_fen),
        "result": queries.last_result(call),
        "counted": queries.counted(call.number) if officer or me.may("fund.read") else None,
        "mine": [(row, STATES[row.state]) for row in mine.order_by("number")[:50]],
        "me": me,
        "may_apply": me.may("fund.apply") or not me.user,
        "officer": officer,
        "fault": fault,
    }
    return render(request, "fund/call.html", context, status=422 if fault else 200)


def last_day(call: Call) -> dt.date:
    """The last day on which an application is in time, until 24:00 in Shanghai."""
    day: dt.date = call.closes.astimezone(SHANGHAI).date() - DAY
    return day


def left(call: Call, now: dt.datetime) -> dt.timedelta | None:
    """How long the call stays open, or None where it is not."""
    return call.closes - now if call.opens <= now < call.closes else None


def _call(number: str) -> Call:
    found = queries.call(key(number))
    if found is None:
        raise Http404
    return found


def _class(post: QueryDict) -> str:
    return "city" if post.get("approval_class") == "city" else "provincial"


def _asked(post: QueryDict) -> Asked:
    days = {name: _day(post.get(name, ""), name) for name in ("first_day", "last_day", "support_first", "support_last")}
    return Asked(
        matter=post.get("matter", "")[:40],
        year=whole(post.get("year", ""), digits=4),
        title_zh=post.get("title_zh", "")[:300],
        title_en=post.get("title_en", "")[:300],
        text_zh=post.get("text_zh", "")[:30_000],
        text_en=post.get("text_en", "")[:30_000],
        cap_fen=typed_fen(post.get("cap", ""), "万元"),
        first_day=days["first_day"],
        last_day=days["last_day"],
        support_first=days["support_first"],
        support_last=days["support_last"],
        rule_date=days["first_day"],
    )


def _day(text: str, name: str = "last_day") -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Unfit({name: Words("日期不对", "Not a date")}) from None
