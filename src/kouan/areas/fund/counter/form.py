"""The public form, the receipt, and what its holder may see and add. Works without a script."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from kouan.areas.fund import queries
from kouan.areas.fund.counter.letters import letter_of, missing_words
from kouan.areas.fund.counter.reading import filing_of, too_large, who
from kouan.areas.fund.models import Objection
from kouan.areas.fund.objecting import vault
from kouan.areas.fund.objecting.deciding import profile_of
from kouan.areas.fund.objecting.filing import Faulty
from kouan.areas.fund.objecting.intake import UNKNOWN, receive, supplement
from kouan.areas.fund.pages import HERE, PIECES
from kouan.areas.fund.rules.objections import TABLE
from kouan.kernel.machine import Refused
from kouan.kernel.words import Words
from kouan.kit.frame import NavItem
from kouan.store.house import house
from kouan.store.limits import Limits
from kouan.store.units import Conflict

LIMITS = Limits(0.2, 30)
"""Forms of one address: thirty at once, then one in five seconds."""
TOO_LARGE = Words("一次提交不超过 8 MB，请分次补充", "One form may have 8 MB: send the rest as a supplement")
TOO_OFTEN = Words("提交过于频繁，请稍后再试", "Too many forms from here: try again a little later")
TWICE = Words(
    "这张表单已经提交过，内容不同。请重新打开表单", "This form was sent before with other content: open it again"
)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def object_to(request: HttpRequest, number: str) -> HttpResponse:
    """The form to object to a notice; a form that is too large is refused before it is read."""
    if request.method == "POST" and too_large(request):
        return _large(request)
    return _object_to(request, number)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, number: str = "") -> HttpResponse:
    """Number and code open the receipt: what was decided, the letter, and a form for what is missing."""
    if request.method == "POST" and too_large(request):
        return _large(request)
    return _receipt(request, number)


@csrf_protect
def _object_to(request: HttpRequest, number: str) -> HttpResponse:
    shown = queries.notice(number, house().reader)
    if shown is None:
        raise Http404
    if request.method == "GET":
        return _form(request, shown)
    if LIMITS.take(str(request.META.get("REMOTE_ADDR", ""))):
        return _form(request, shown, fault=TOO_OFTEN, status=429)
    home = house()
    try:
        taken = receive(
            filing_of(request, number),
            actor=who(request),
            now=home.now(),
            key=request.POST.get("key", ""),
            writer=home.writer,
            reader=home.reader,
        )
    except Faulty as faulty:
        return _form(request, shown, fault=faulty.words, faults=faulty.faults, status=422)
    except Refused as refused:
        return _form(request, shown, fault=refused.words, status=422)
    except Conflict:
        return _form(request, shown, fault=TWICE, status=409)
    return _shown(request, Objection.objects.get(number=taken.number), taken.code, fresh=True)


@csrf_protect
def _receipt(request: HttpRequest, number: str) -> HttpResponse:
    number, code = (request.POST.get("number") or number)[:40].strip().upper(), request.POST.get("code", "")[:40]
    if request.method == "GET" or LIMITS.take(str(request.META.get("REMOTE_ADDR", ""))):
        return render(request, "fund/receipt_ask.html", {"crumbs": HERE, "number": number})
    kept = Objection.objects.filter(number=number).first()
    if not vault.fits(number, code) or kept is None:
        context = {"crumbs": HERE, "number": number, "fault": UNKNOWN.words}
        return render(request, "fund/receipt_ask.html", context, status=404)
    if "supplement" not in request.POST:
        return _shown(request, kept, code)
    home = house()
    try:
        supplement(
            number,
            filing_of(request, kept.notice),
            actor=who(request),
            now=home.now(),
            writer=home.writer,
            reader=home.reader,
        )
    except Faulty as faulty:
        return _shown(request, kept, code, fault=faulty.words, faults=faulty.faults, status=422)
    except Refused as refused:
        return _shown(request, kept, code, fault=refused.words, status=422)
    return _shown(request, Objection.objects.get(number=number), code)


def _form(
    request: HttpRequest,
    shown: queries.Shown,
    *,
    fault: Words | None = None,
    faults: dict[str, Words] | None = None,
    status: int = 200,
) -> HttpResponse:
    plan = shown.notice.plan
    profile = profile_of(shown.notice)
    now = house().now()
    context = {
        "crumbs": (*HERE, NavItem(Words("公示", "Notice"), reverse("fund:notice", args=[shown.listed.number]))),
        "listed": shown.listed,
        "rows": list(enumerate(plan.rows if plan else (), start=1)),
        "profile": profile,
        "pieces": [(name, PIECES[name]) for name in dict.fromkeys((*profile.pieces_person, *profile.pieces_body))],
        "left": max(shown.listed.late_at - now, shown.listed.late_at - shown.listed.late_at),
        "open": shown.listed.is_open(now),
        "officer": who(request).may("fund.write"),
        "key": request.POST.get("key") if status == 422 else secrets.token_hex(16),
        "was": request.POST,
        "fault": fault,
        "faults": faults or {},
    }
    return render(request, "fund/object.html", context, status=status)


def _shown(
    request: HttpRequest,
    kept: Objection,
    code: str,
    *,
    fresh: bool = False,
    fault: Words | None = None,
    faults: dict[str, Words] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = house().now()
    last = kept.decisions.order_by("-version").first()
    context = {
        "crumbs": HERE,
        "kept": kept,
        "code": code,
        "fresh": fresh,
        "outcome": TABLE.outcomes[kept.outcome],
        "missing": [(name, PIECES[name]) for name in kept.missing.split(",") if name],
        "missing_words": missing_words(kept),
        "letter": letter_of(kept, last.reason if last else "", period_runs=now < kept.late_from),
        "open": now < kept.late_from,
        "fault": fault,
        "faults": faults or {},
    }
    answer = render(request, "fund/receipt.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _large(request: HttpRequest) -> HttpResponse:
    context = {"crumbs": HERE, "number": "", "fault": TOO_LARGE}
    return render(request, "fund/receipt_ask.html", context, status=413)
