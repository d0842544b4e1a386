"""The public account of the money: where it goes, how far it is, on both bases, with every row's lights."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kouan.areas.fund import queries
from kouan.areas.fund.objecting.queries import standing
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.paying.progress import Base, bases, feasibility, milestones, row_lights
from kouan.areas.fund.paying.queries import Account, account
from kouan.areas.fund.planning.concentration import concentration
from kouan.areas.fund.printed.notice import Notice
from kouan.areas.fund.rules.lights import Light
from kouan.kernel.words import Words
from kouan.kit.charts import LineChart, Point, Split, SplitPart
from kouan.kit.frame import NavItem
from kouan.kit.marks import Chip, Kind
from kouan.store.house import house

LIGHTS: dict[Light, Chip] = {
    "green": Chip(Kind.DONE, Words("达标", "on plan")),
    "amber": Chip(Kind.DUE, Words("略滞后", "a little behind")),
    "red": Chip(Kind.HELD, Words("滞后", "behind")),
    "grey": Chip(Kind.DRAFT, Words("未报", "no report")),
    "stop": Chip(Kind.REFUSED, Words("超支", "above the base")),
}
BASES = {"plan": Words("公示方案", "the plan on notice"), "year": Words("当年度预算", "the year's budget")}
PERCENT = Words("%", "%")


@require_safe
def progress(request: HttpRequest, number: str) -> HttpResponse:
    """One notice's money from plan to spending."""
    shown = queries.notice(number, house().reader)
    if shown is None:
        raise Http404
    known = account(number)
    found = bases(known, shown.notice) if known else ()
    quarters = [quarter for quarter, _ in milestones(shown.notice)]
    context = {
        "crumbs": (*HERE, NavItem(Words("公示", "Notice"), reverse("fund:notice", args=[number]))),
        "listed": shown.listed,
        "account": known,
        "split": split(shown.notice, known),
        "spread": concentration(sums_of(shown.notice, known)),
        "line": line(found[0]) if found else None,
        "bases": [(base, BASES[base.name], [(one, LIGHTS[one.light]) for one in base.quarters]) for base in found],
        "quarters": quarters,
        "rows": [
            (row, list(zip(quarters, [LIGHTS[one.light] for one in lights], strict=True)))
            for row, lights in row_lights(known, shown.notice)
        ]
        if known
        else [],
        "feasible": feasibility(shown.notice),
        "standing": standing(number),
    }
    return render(request, "fund/progress.html", context)


def split(notice: Notice, known: Account | None) -> Split | None:
    """Where the money goes: by applicant, final where it is final."""
    sums = sums_of(notice, known)
    parts = tuple(SplitPart(Words(name, name), fen) for name, fen in sums.items() if fen > 0)
    if not parts:
        return None
    most = max(parts, key=lambda part: part.fen)
    said = Words(f"最多的一家：{most.words.zh}", f"The largest share: {most.words.en}")
    return Split(caption=Words("钱给了谁", "Where the money goes"), finding=said, parts=parts)


def sums_of(notice: Notice, known: Account | None) -> dict[str, int]:
    """分 by applicant: the final plan's, else the notice's."""
    if known is None:
        return notice.plan.by_applicant if notice.plan else {}
    sums: dict[str, int] = {}
    for row in known.lines:
        sums[row.applicant] = sums.get(row.applicant, 0) + row.granted
    return sums


def line(base: Base) -> LineChart:
    """Cumulative spending in percent of a base, a point a milestone."""
    points = tuple(Point(f"Q{one.quarter}", one.reading.percent) for one in base.quarters)
    done = [one for one in base.quarters if one.spent is not None]
    said = Words("还没有支出报告", "no spending was reported yet")
    if done:
        text = f"{done[-1].percent} %"
        said = Words(f"最近一次累计支出 {text}", f"latest cumulative spending {text}")
    return LineChart(
        caption=Words("累计支出占公示方案", "Cumulative spending, share of the plan"),
        finding=said,
        points=points,
        unit=PERCENT,
        better="up",
        promise=Decimal(100),
    )
