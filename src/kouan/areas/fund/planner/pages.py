"""Plans: all of them, a new one, one in the editor, its moves."""

import msgspec
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kouan.areas.fund.calling.writing import sees
from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.machines import PLAN
from kouan.areas.fund.models import Call
from kouan.areas.fund.pages import HERE
from kouan.areas.fund.planner.candidates import rows_of
from kouan.areas.fund.planner.reading import ON_A_PAGE, amount, edited
from kouan.areas.fund.planner.shown import QUANTUM_WORDS, deed_words, lines, quantum_name, state_of, sums, watch
from kouan.areas.fund.planning import deeds, queries
from kouan.areas.fund.planning.asking import told
from kouan.areas.fund.planning.checking import Fault, Unfit
from kouan.areas.fund.planning.checking import faults as found_faults
from kouan.areas.fund.planning.cutting import settle
from kouan.areas.fund.planning.pasting import read_rows, stops
from kouan.areas.fund.planning.shape import Plan
from kouan.areas.fund.rules.cuts import CutRefused
from kouan.areas.fund.rules.money import BadAmount, wan_of
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.asked import whole
from kouan.kit.frame import NavItem
from kouan.store.house import house
from kouan.store.units import Conflict

BACK = (*HERE, NavItem(Words("分配方案", "Plans"), "/fund/plans/"))
RACED = Words("有人先办了，请重新核对", "Somebody was first: look again")
DETAILED = 3_000
"""Rows above which other years are not searched while the page is drawn."""


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Every plan, as it stands."""
    me = reader(request)
    rows = [(one, state_of(one.state)) for one in queries.plans()]
    return render(request, "fund/plans.html", {"crumbs": HERE, "rows": rows, "officer": me.may("fund.write")})


@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Begin a plan: what it divides, its cap, and where its rows come from."""
    me = officer(request)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            number = deeds.draft(_begun(request), actor=me, now=house().now(), writer=house().writer)
            return redirect("fund:plan", number=number)
        except Unfit as unfit:
            faults = unfit.faults
        except (Refused, BadAmount) as refused:
            faults = (Fault(0, "refused", refused.words),)
    context = {
        "crumbs": BACK,
        "faults": faults,
        "was": request.POST,
        "year": house().now().year,
        "calls": [
            (call.number, Words(call.title_zh, call.title_en)) for call in Call.objects.order_by("-year", "number")
        ],
        "quanta": list(QUANTUM_WORDS.items()),
    }
    return render(request, "fund/plan_new.html", context, status=422 if faults else 200)


@require_http_methods(["GET", "POST"])
@login_required
def one(request: HttpRequest, number: str) -> HttpResponse:
    """A plan as it stands; while it is a draft, an editor."""
    me = reader(request)
    kept, plan = kept_plan(number)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        officer(request)
        page = _page_of(request)
        try:
            plan = edited(plan, request.POST.dict(), page)
            plan = _added(plan, request)
            if "save" in request.POST:
                seen = whole(request.POST.get("seen", ""))
                deeds.revise(number, plan, seen=seen, actor=me, now=house().now(), writer=house().writer)
                return redirect(f"{request.path}?page={page}")
        except Unfit as unfit:
            faults = unfit.faults
        except Refused as refused:
            faults = (Fault(0, refused.code, refused.words),)
        except Conflict:
            faults = (Fault(0, "raced", RACED),)
    return _drawn(request, me, kept, plan, faults)


@require_safe
@login_required
def data(request: HttpRequest, number: str) -> HttpResponse:
    """A plan as JSON: where it stands, every row, every version with its digest, everything done to it."""
    reader(request)
    kept_plan(number)
    return HttpResponse(msgspec.json.encode(told(number, house().reader)), content_type="application/json")


@require_POST
@login_required
def preview(request: HttpRequest, number: str) -> HttpResponse:
    """What the form would give, for the page that asks while it is being filled in: sums, grants, reasons."""
    officer(request)
    _, plan = kept_plan(number)
    page = _page_of(request)
    faults: tuple[Fault, ...] = ()
    try:
        settled = settle(edited(plan, request.POST.dict(), page))
        faults = found_faults(settled.plan)
    except Unfit as unfit:
        faults, settled = unfit.faults, settle(plan)
    except CutRefused as refused:
        faults, settled = (Fault(0, "cut", refused.words),), settle(plan)
    context = {
        "sums": sums(settled.plan, settled.cut.unplaced),
        "faults": faults,
        "lines": lines(settled.plan, page),
        "live": True,
    }
    return render(request, "fund/_plan_sums.html", context)


@require_POST
@login_required
def act(request: HttpRequest, number: str) -> HttpResponse:
    """Move the plan on, or take an earlier version up again."""
    me = officer(request)
    kept, plan = kept_plan(number)
    post, home = request.POST, house()
    try:
        if "undo" in post:
            to, seen = whole(post["undo"]), whole(post.get("seen", ""))
            deeds.undo(number, to=to, seen=seen, actor=me, now=home.now(), writer=home.writer, reader=home.reader)
        else:
            reason = post.get("reason", "")
            deeds.move(number, post.get("action", ""), reason=reason, actor=me, now=home.now(), writer=home.writer)
    except Unfit as unfit:
        return _drawn(request, me, kept, plan, unfit.faults)
    except Refused as refused:
        return _drawn(request, me, kept, plan, (Fault(0, refused.code, refused.words),))
    except Conflict:
        return _drawn(request, me, kept, plan, (Fault(0, "raced", RACED),))
    return redirect("fund:plan", number=number)


def reader(request: HttpRequest) -> Actor:
    """Who may look at plans: fund officers and auditors. Raises `Refused`."""
    me = who(request)
    sees(me)
    return me


def officer(request: HttpRequest) -> Actor:
    """Who may work on plans. Raises `Refused`."""
    me = who(request)
    if not me.may("fund.write"):
        raise Refused("role-may-not", Words("当前身份不能办理分配方案", f"Your role ({me.role}) does not handle plans"))
    return me


def _begun(request: HttpRequest) -> Plan:
    post = request.POST
    call = post.get("call", "")
    rows = rows_of(call) if call else ()
    pasted = read_rows(post["text"]) if post.get("text", "").strip() else None
    if pasted and stops(pasted):
        raise Unfit(stops(pasted))
    return Plan(
        year=whole(post.get("year", "")),
        fund=post.get("fund", "").strip()[:80],
        direction=post.get("direction", "").strip()[:80],
        matter=post.get("matter", "").strip()[:80],
        approval_class=post.get("approval_class", "").strip()[:40],
        batch=whole(post.get("batch", "1")),
        office=post.get("office", "").strip()[:80],
        basis=post.get("basis", "").strip()[:200],
        call=call[:40],
        cap_fen=amount(post.get("cap", "")),
        rows=(*rows, *(pasted.rows if pasted else ())),
    )


def _added(plan: Plan, request: HttpRequest) -> Plan:
    """With rows of a pasted table after its own, where one was sent. Raises `Unfit`."""
    text = request.POST.get("text", "")
    if not text.strip():
        return plan
    pasted = read_rows(text)
    if stops(pasted):
        raise Unfit(stops(pasted))
    return msgspec.structs.replace(plan, rows=(*plan.rows, *pasted.rows))


def _drawn(
    request: HttpRequest, me: Actor, kept: queries.PlanListed, plan: Plan, faults: tuple[Fault, ...]
) -> HttpResponse:
    shown, unplaced = plan, 0
    if request.method == "POST" and kept.state == "draft":
        try:
            settled = settle(plan)
            shown, unplaced = settled.plan, settled.cut.unplaced
        except CutRefused as refused:
            faults = faults or (Fault(0, "cut", refused.words),)
    page = Paginator(shown.rows, ON_A_PAGE).get_page(request.GET.get("page"))
    done = queries.deeds(kept.number)
    context = {
        "crumbs": BACK,
        "kept": kept,
        "plan": shown,
        "state": state_of(kept.state),
        "editable": kept.state == "draft" and me.may("fund.write"),
        "officer": me.may("fund.write"),
        "faults": faults,
        "sums": sums(shown, unplaced),
        "lines": lines(shown, page.number),
        "page": page,
        "quanta": [(name, words, name == quantum_name(plan)) for name, words in QUANTUM_WORDS.items()],
        "cap_text": wan_of(plan.cap_fen),
        "tiers": "\n".join(f"{tier.name} {wan_of(tier.cap_fen)}" for tier in plan.tiers),
        "tier_names": [tier.name for tier in plan.tiers],
        "watch": watch(shown),
        "elsewhere": queries.elsewhere(kept.number, plan) if len(plan.rows) <= DETAILED else [],
        "versions": queries.versions(kept.number),
        "done": [(deed, deed_words(deed.kind)) for deed in done],
        "alone": _alone(done),
        "actions": _actions(kept.state) if me.may("fund.write") else [],
    }
    return render(request, "fund/plan.html", context, status=422 if faults else 200)


def _alone(done: list[queries.Deed]) -> str:
    """Who drafted and checked the same version alone; "" where two people did."""
    drafted = [deed.by for deed in done if deed.kind in ("PlanDrafted", "PlanRevised")]
    checked = [deed.by for deed in done if deed.kind in ("PlanChecked", "PlanApproved")]
    return checked[-1] if drafted and checked and drafted[-1] in checked[-2:] else ""


def _actions(state: str) -> list[tuple[str, Words, bool]]:
    """What an officer may do here by hand: code, words, whether a reason is needed."""
    open_now = [name for name in PLAN.open_actions(state) if name in deeds.BY_HAND]
    return [(name, PLAN.actions[name].words, PLAN.actions[name].needs_reason) for name in open_now]


def kept_plan(number: str) -> tuple[queries.PlanListed, Plan]:
    """Where a plan stands, and the version that stands. Raises `Http404`."""
    kept = queries.listed(number)
    plan = queries.plan(number, house().reader) if kept else None
    if kept is None or plan is None:
        raise Http404
    return kept, plan


def _page_of(request: HttpRequest) -> int:
    return max(whole(request.POST.get("page", "1")), 1)
