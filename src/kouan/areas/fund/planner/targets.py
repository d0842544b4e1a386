"""The targets of a plan: typed, pasted, or copied from a published notice; the points must make a whole."""

import unicodedata

import msgspec
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kouan.areas.fund import queries as notices
from kouan.areas.fund.planner.pages import BACK, RACED, kept_plan, officer, reader
from kouan.areas.fund.planner.reading import amount, wan_text
from kouan.areas.fund.planning import deeds
from kouan.areas.fund.planning.checking import Fault, Unfit
from kouan.areas.fund.planning.shape import PlannedIndicator, Targets
from kouan.areas.fund.planning.targets import points_of, read_pasted, target_faults, targets_of
from kouan.areas.fund.rules.money import BadAmount
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.frame import NavItem
from kouan.store.house import house
from kouan.store.units import Conflict

FIELDS = ("level1", "level2", "name", "points", "period", "year", "own_period", "own_year")
LEVEL1 = ("产出指标", "效益指标", "满意度指标", "成本指标")
MOST = 60
NO_TABLE = Fault(0, "no-table", Words("没有读到绩效目标表", "No target table could be read"))


@require_http_methods(["GET", "POST"])
@login_required
def targets(request: HttpRequest, number: str) -> HttpResponse:
    """The editor of a draft's targets; saving keeps a new version of the plan."""
    me = officer(request) if request.method == "POST" else reader(request)
    kept, plan = kept_plan(number)
    made, faults = plan.targets or Targets(), tuple[Fault, ...]()
    if request.method == "POST":
        try:
            made = _read(request, made)
            if "save" in request.POST:
                changed = msgspec.structs.replace(plan, targets=made, note="绩效目标")
                version = whole(request.POST.get("seen", ""))
                deeds.revise(number, changed, seen=version, actor=me, now=house().now(), writer=house().writer)
                return redirect("fund:plan_targets", number=number)
        except Unfit as unfit:
            faults = unfit.faults
        except Refused as refused:
            faults = (Fault(0, refused.code, refused.words),)
        except Conflict:
            faults = (Fault(0, "raced", RACED),)
    context = {
        "crumbs": (*BACK, NavItem(Words(number, number), reverse("fund:plan", args=[number]))),
        "kept": kept,
        "plan": plan,
        "targets": made,
        "editable": kept.state == "draft" and me.may("fund.write"),
        "faults": faults or tuple(target_faults(made)),
        "points": sum((read for one in made.indicators if (read := points_of(one.points)) is not None), start=0),
        "whole": wan_text(made.whole_fen),
        "this_year": wan_text(made.year_fen),
        "quarters": [(at, dict(made.milestones).get(at, "")) for at in (1, 2, 3, 4)],
        "level1": LEVEL1,
        "notices": [(one.number, f"{one.year} {one.title}") for one in notices.notices()[:200]],
    }
    return render(request, "fund/plan_targets.html", context, status=422 if faults else 200)


def _read(request: HttpRequest, before: Targets) -> Targets:
    """What the form says; a pasted or copied table comes in the place of the indicators. Raises `Unfit`."""
    post = request.POST
    if post.get("copy"):
        return _copied(post["copy"])
    if post.get("text", "").strip():
        pasted = read_pasted(post["text"])
        if pasted is None:
            raise Unfit((NO_TABLE,))
        return pasted
    try:
        return msgspec.structs.replace(
            before,
            department=post.get("department", "").strip()[:80],
            user=post.get("user", "").strip()[:80],
            first_year=whole(post.get("first_year", "")),
            last_year=whole(post.get("last_year", "")),
            whole_fen=amount(post.get("whole", "") or "0"),
            year_fen=amount(post.get("this_year", "") or "0"),
            summary=" ".join(post.get("summary", "").split())[:500],
            sample=whole(post.get("sample", "")) or before.sample,
            milestones=_milestones(post),
            indicators=_indicators(post),
        )
    except BadAmount as bad:
        raise Unfit((Fault(0, "amount", bad.words),)) from None


def _copied(number: str) -> Targets:
    shown = notices.notice(number, house().reader)
    if shown is None or shown.notice.targets is None:
        raise Unfit((NO_TABLE,))
    return targets_of(shown.notice.targets)


def _milestones(post: QueryDict) -> tuple[tuple[int, str], ...]:
    """Quarter and share in percent, each at most 100 and never falling. Raises `Unfit`."""
    found: list[tuple[int, str]] = []
    last = 0
    for quarter in (1, 2, 3, 4):
        text = post.get(f"q{quarter}", "").strip().rstrip("%％")
        if not text:
            continue
        share = points_of(text)
        if share is None or not last <= share <= 100:
            words = Words(
                "支出进度在 0 到 100% 之间，逐季不减", "Shares of spending lie between 0 and 100 % and never fall"
            )
            raise Unfit((Fault(0, "milestone", words),))
        last = int(share)
        found.append((quarter, text))
    return tuple(found)


def _indicators(post: QueryDict) -> tuple[PlannedIndicator, ...]:
    found = []
    for at in range(1, MOST + 1):
        texts = {name: " ".join(post.get(f"i{at}-{name}", "").split())[:200] for name in FIELDS}
        if f"i{at}-drop" in post or not any(text for name, text in texts.items() if name != "level1"):
            continue
        texts["points"] = unicodedata.normalize("NFKC", texts["points"])
        method = "survey" if f"i{at}-survey" in post else ""
        found.append(PlannedIndicator(method=method, **texts))
    return tuple(found)
