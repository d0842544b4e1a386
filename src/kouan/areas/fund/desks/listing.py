"""The officer's list of a call's applications, its file, and the ranking."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kouan.areas.fund.applying.listing import FLAGS, SORTS, asked_of, csv_of, page_of, totals
from kouan.areas.fund.assessing.deeds import assign_each
from kouan.areas.fund.assessing.queries import WIDE, ranked
from kouan.areas.fund.calling.queries import call, ceilings, counted
from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.desks.shared import CALLS, STATES, ceiling_words, key
from kouan.areas.fund.models import Call
from kouan.areas.fund.rules.spread import points
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.frame import NavItem, RailGroup
from kouan.kit.templatetags.words import said
from kouan.store.house import house

SORT_WORDS = {
    "time": Words("收到时间", "Time received"),
    "money": Words("申请额，大的在前", "Amount, largest first"),
    "name": Words("申报单位", "Applicant"),
    "score": Words("平均分，高的在前", "Mean score, best first"),
    "number": Words("编号", "Number"),
}
FLAG_WORDS = {
    "warned": Words("有提示", "With warnings"),
    "protected": Words("优先保障", "Protected"),
    "unassigned": Words("合格、未分派", "Eligible, no reviewer"),
    "unscored": Words("合格、未评分", "Eligible, no score"),
}
RANKING = Words("排名", "Ranking")
ALL = Words("全部", "All")


MOST_EACH = 9


@require_POST
@login_required
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """Reviewers for every eligible application that lacks some, a hundred applications at a time."""
    of, me, home = _call(request, number), who(request), house()
    each = min(max(whole(request.POST.get("each", "")), 1), MOST_EACH)
    made, left = assign_each(of.number, each, actor=me, now=home.now(), writer=home.writer)
    words = Words(
        "分派了 {n} 份评审，还有 {m} 份申报不足。", "{n} reviews assigned; {m} applications still lack reviewers."
    )
    messages.success(request, said(words.with_values(n=made, m=left)))
    return redirect("fund:applications", number=of.number)


@require_safe
@login_required
def listed(request: HttpRequest, number: str) -> HttpResponse:
    """One page of the list, with the sums of all that fits."""
    of = _call(request, number)
    asked = asked_of(request.GET.dict())
    page = page_of(of.number, asked)
    kinds = ceiling_words(ceilings(of.number))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "crumbs": (*CALLS, NavItem(Words("通知", "Call"), f"/fund/calls/{of.number}/")),
        "call": of,
        "asked": asked,
        "page": page,
        "rows": [(row, STATES[row.state], kinds.get(row.ceiling), points(row.score_mean)) for row in page.object_list],
        "totals": totals(of.number, asked),
        "rail_groups": _rail(of),
        "states": [(code, chip.words) for code, chip in STATES.items()],
        "kinds": list(kinds.items()),
        "flags": [(code, FLAG_WORDS[code]) for code in FLAGS],
        "sorts": [(code, SORT_WORDS[code]) for code in SORTS],
        "query": query.urlencode(),
        "may_assign": who(request).may("fund.write"),
    }
    return render(request, "fund/applications.html", context)


@require_safe
@login_required
def file(request: HttpRequest, number: str) -> StreamingHttpResponse:
    """All that fits, as CSV."""
    of = _call(request, number)
    answer = StreamingHttpResponse(
        csv_of(of.number, asked_of(request.GET.dict())), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{of.number}.csv"'
    return answer


@require_safe
@login_required
def ranking(request: HttpRequest, number: str) -> HttpResponse:
    """Eligible applications by mean score; where the sheets lie far apart, it is said."""
    of = _call(request, number)
    page = ranked(of.number, whole(request.GET.get("page", ""), digits=6, otherwise=1))
    rows = list(page.object_list)
    context = {
        "crumbs": (*CALLS, NavItem(Words("通知", "Call"), f"/fund/calls/{of.number}/")),
        "call": of,
        "page": page,
        "rows": [
            (
                page.start_index() + at,
                row,
                points(row.score_mean),
                points(row.score_spread),
                (row.score_spread or 0) >= WIDE,
            )
            for at, row in enumerate(rows)
        ],
        "rail_groups": _rail(of),
    }
    return render(request, "fund/ranking.html", context)


def _rail(of: Call) -> tuple[RailGroup, ...]:
    known = counted(of.number)
    base = f"/fund/calls/{of.number}/applications/"
    items = [NavItem(ALL, base, count=sum(known.states.values()))]
    items += [
        NavItem(chip.words, f"{base}?state={code}", count=known.states[code])
        for code, chip in STATES.items()
        if code in known.states
    ]
    review = [
        NavItem(RANKING, f"/fund/calls/{of.number}/ranking/"),
        *(NavItem(FLAG_WORDS[code], f"{base}?flag={code}") for code in FLAGS),
    ]
    return (
        RailGroup(Words("申报", "Applications"), tuple(items)),
        RailGroup(Words("评审", "Review"), tuple(review)),
    )


def _call(request: HttpRequest, number: str) -> Call:
    me = who(request)
    if not (me.may("fund.write") or me.may("fund.read")):
        raise Refused("role-may-not", Words("您的身份不能打开这一页", f"Your role ({me.role}) does not open this page"))
    found = call(key(number))
    if found is None:
        raise Http404
    return found
