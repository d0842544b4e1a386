"""The officer's side: all objections, one objection, its vault for who handles it, and what may be done."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kouan.areas.fund.counter.letters import letter_of, missing_words
from kouan.areas.fund.counter.reading import who
from kouan.areas.fund.models import Objection, VaultAccess
from kouan.areas.fund.objecting import vault
from kouan.areas.fund.objecting.deciding import Name
from kouan.areas.fund.objecting.handling import Result, close, settle, take
from kouan.areas.fund.objecting.queries import OPEN, desk
from kouan.areas.fund.pages import HERE, PIECES, RESULTS
from kouan.areas.fund.rules.objections import TABLE
from kouan.kernel.machine import Refused
from kouan.kernel.parties import Actor
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem
from kouan.kit.marks import Chip, Kind
from kouan.store.house import house

BACK = (*HERE, NavItem(Words("异议", "Objections"), "/fund/objections/desk/"))
NAMES: dict[str, Name] = {"real": "real", "pseudonym": "pseudonym", "assumed": "assumed"}
ENDS: dict[str, Result] = {"upheld": "upheld", "partly": "partly", "dismissed": "dismissed"}
STATES = {
    "received": Chip(Kind.DECIDE, Words("待办理", "to settle")),
    "accepted": Chip(Kind.HELD, Words("已受理，暂停", "accepted, suspended")),
    "refused": Chip(Kind.REFUSED, Words("不予受理", "not accepted")),
    "closed": Chip(Kind.DONE, Words("已办结", "closed")),
}


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Every objection, without who objects."""
    _officer(request)
    rows = [(kept, STATES[kept.state], TABLE.outcomes[kept.outcome]) for kept in desk()]
    return render(request, "fund/objections.html", {"crumbs": HERE, "rows": rows})


@require_http_methods(["GET", "POST"])
@login_required
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One objection. The vault opens on demand, with a reason, to who handles it; every opening is written down."""
    me = _officer(request)
    if request.method == "GET":
        return _page(request, number, me)
    try:
        if "open" in request.POST:
            return _opened(request, number, me)
        _act(request, number, me)
    except Refused as refused:
        return _page(request, number, me, fault=refused.words)
    return redirect("fund:objection", number=number)


@require_http_methods(["POST"])
@login_required
def paper(request: HttpRequest, number: str, piece: int) -> HttpResponse:
    """One paper of the vault as a file; asked for with a reason, and written down like every opening."""
    me = _officer(request)
    kept = _kept(number)
    opened = vault.open_for(
        number, kept.handler, me, why=request.POST.get("why", ""), what=f"paper {piece}", now=house().now()
    )
    found = next((one for one in opened.pieces if one.id == piece), None)
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type=found.media)
    suffix = found.media.rpartition("/")[2]
    answer.headers["Content-Disposition"] = f'attachment; filename="{number}-{found.piece}-{found.id}.{suffix}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _opened(request: HttpRequest, number: str, me: Actor) -> HttpResponse:
    opened = vault.open_for(
        number, _kept(number).handler, me, why=request.POST.get("why", ""), what="record", now=house().now()
    )
    answer = _page(request, number, me, opened=opened)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _act(request: HttpRequest, number: str, me: Actor) -> None:
    post, home = request.POST, house()
    if "take" in post:
        take(number, actor=me, now=home.now(), writer=home.writer)
    elif "settle" in post:
        settle(
            number,
            actor=me,
            now=home.now(),
            name=NAMES.get(post.get("name", "")),
            clue=False if post.get("clue") == "no" else None,
            reason=post.get("reason", "")[:1000],
            writer=home.writer,
            reader=home.reader,
        )
    elif "close" in post and post.get("result", "") in ENDS:
        result, statement = ENDS[post["result"]], post.get("statement", "")[:2000]
        close(number, actor=me, now=home.now(), result=result, statement=statement, writer=home.writer)


def _page(
    request: HttpRequest, number: str, me: Actor, *, opened: vault.Opened | None = None, fault: Words | None = None
) -> HttpResponse:
    kept, now = _kept(number), house().now()
    decisions = list(kept.decisions.order_by("version"))
    context = {
        "crumbs": BACK,
        "kept": kept,
        "state": STATES[kept.state],
        "outcome": TABLE.outcomes[kept.outcome],
        "pieces": [
            (PIECES.get(row.piece, Words("可查证的线索", "a clue")), row.at)
            for row in kept.pieces.order_by("at", "piece")
        ],
        "missing": missing_words(kept),
        "decisions": [(row, TABLE.outcomes[row.outcome]) for row in decisions],
        "mine": kept.handler == me.user,
        "open": kept.state in OPEN,
        "results": list(RESULTS.items()),
        "opened": opened,
        "papers": [(row, PIECES[row.piece]) for row in opened.pieces] if opened else [],
        "log": list(VaultAccess.objects.filter(number=number).order_by("-at")[:50]),
        "letter": letter_of(kept, decisions[-1].reason if decisions else "", period_runs=now < kept.late_from),
        "fault": fault,
    }
    return render(request, "fund/objection.html", context, status=422 if fault else 200)


def _kept(number: str) -> Objection:
    kept: Objection | None = Objection.objects.filter(number=number).first()
    if kept is None:
        raise Http404
    return kept


def _officer(request: HttpRequest) -> Actor:
    me = who(request)
    if not me.may("fund.write"):
        raise Refused(
            "role-may-not", Words("当前身份不能办理异议", f"Your role ({me.role}) does not handle objections")
        )
    return me
